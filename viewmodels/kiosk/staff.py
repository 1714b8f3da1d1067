"""Requests that the server refused after their customer had gone: staff calls them, then puts them away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from client.outbox.operation import NEEDS_PERSON, PendingOperation
from client.stores.outbox import OutboxList
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.view_model import Tools
from viewmodels.kiosk.counter import request_code
from viewmodels.kiosk.page import KioskPage
from viewmodels.kiosk.wiring import KioskStores

CREATE = "booking.create"


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A request that could not be booked: who wanted what, and how to reach them."""

    id: str
    code: str
    who: str
    what: str
    why: str


class StaffViewModel(KioskPage):
    """`rows` are shown to staff alone, behind the PIN; `waiting` counts what is not sent yet."""

    def __init__(self, tools: Tools, stores: KioskStores) -> None:
        super().__init__(tools)
        self._stores = stores
        self._operations: tuple[PendingOperation, ...] = ()
        self.rows: Observable[tuple[RefusedRow, ...]] = self.field(())
        self.waiting = self.field("")
        self.put_away = self.command(stores.outbox.discard, "kiosk put a refused request away")
        self.observe(stores.outbox.observe(OutboxList()), self._changed)

    def render(self) -> None:
        """The rows in the language that is on."""
        mine = [item for item in self._operations if item.name == CREATE]
        refused = [item for item in mine if item.state in NEEDS_PERSON]
        self.rows.value = tuple(self._row(item) for item in refused)
        unsent = len(mine) - len(refused)
        self.waiting.value = self.texts.count("kiosk.staff.waiting", unsent) if unsent else ""

    def _changed(self, operations: tuple[PendingOperation, ...]) -> None:
        self._operations = operations
        self.render()

    def _row(self, item: PendingOperation) -> RefusedRow:
        wish: dict[str, Any] = dict(item.operation.preview or {})
        guest = wish.get("guest") or {"name": "", "phone": ""}
        when = self.format.day_time(wish["starts_at"], wish["zone"])
        why = str((item.problem or {}).get("detail", ""))
        return RefusedRow(
            id=item.id,
            code=request_code(item.operation.target),
            who=f"{guest['name']}, {guest['phone']}",
            what=f"{wish['listing_title']}, {when}",
            why=why,
        )
