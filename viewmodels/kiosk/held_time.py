"""The time that a person chose: kept on the server for some minutes, or wished for without network."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any

from PySide6.QtCore import Signal

from client.clock import from_wire
from client.documents import Document
from client.errors import DoorstepError, UnreachableError
from contracts.rows import ListingDoc
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.view_model import Tools
from viewmodels.kiosk.page import KioskPage
from viewmodels.kiosk.rows import Countdown
from viewmodels.kiosk.wiring import KioskStores


@dataclass(frozen=True, slots=True)
class Choice:
    """A listing at a time; `hold_id` is empty where nothing is kept. Instants are RFC 3339 in UTC."""

    listing: ListingDoc
    starts_at: str
    ends_at: str
    hold_id: str = ""
    expires_at: str = ""


class HeldTime(KioskPage):
    """One choice at a time. `ran_out` comes when its minutes are over."""

    ran_out = Signal()

    def __init__(self, tools: Tools, stores: KioskStores) -> None:
        super().__init__(tools)
        self._stores = stores
        self._ticking: asyncio.Task[None] | None = None
        self.choice: Observable[Choice | None] = self.field(None)
        self.countdown: Observable[Countdown | None] = self.field(None)
        self.on_close(self._stop)

    async def keep(self, listing: ListingDoc, starts_at: str) -> Choice:
        """Keep this time instead of the one before; what was kept before is let go.

        Without network the choice is noted, nothing is kept. Raises `ConflictError` with alternatives.
        """
        held = self.choice.value
        if held is not None and held.listing["id"] == listing["id"] and held.starts_at == starts_at:
            return held
        if not self._stores.status.online:
            return self._take(_wished(listing, starts_at))
        try:
            hold = await self._stores.holds.create(listing["id"], starts_at)
        except UnreachableError:
            # The network went while the finger was on the way.
            return self._take(_wished(listing, starts_at))
        before = self._let_go()
        choice = self._take(_kept(listing, hold))
        if before:
            await self._release(before)
        return choice

    def wipe(self) -> None:
        """Forget the choice, and give the time back."""
        hold_id = self._let_go()
        if hold_id:
            self.tools.tasks.spawn(self._release(hold_id), "kiosk release")

    def used(self) -> None:
        """The hold became a booking: nothing to give back."""
        self._let_go()

    def _take(self, choice: Choice) -> Choice:
        self.choice.value = choice
        if choice.expires_at:
            self._ticking = self.tools.tasks.spawn(self._tick(choice), "kiosk hold")
        return choice

    def _let_go(self) -> str:
        hold = self.choice.value
        self._stop()
        self.choice.value = None
        self.countdown.value = None
        return "" if hold is None else hold.hold_id

    def _stop(self) -> None:
        if self._ticking is not None:
            self._ticking.cancel()
            self._ticking = None

    async def _release(self, hold_id: str) -> None:
        try:
            await self._stores.holds.release(hold_id)
        except DoorstepError:
            # The server lets it go by itself when its minutes are over.
            return

    async def _tick(self, choice: Choice) -> None:
        ends = from_wire(choice.expires_at)
        whole = max(1.0, (ends - self.format.now()).total_seconds())
        while (left := (ends - self.format.now()).total_seconds()) > 0:
            self.countdown.value = Countdown(minutes_text(left), min(1.0, left / whole))
            await asyncio.sleep(min(1.0, left))
        self.countdown.value = Countdown(minutes_text(0), 0.0)
        self._ticking = None
        self.choice.value = None
        self.ran_out.emit()


def minutes_text(seconds: float) -> str:
    """`4:32`."""
    minutes, rest = divmod(max(0, ceil(seconds)), 60)
    return f"{minutes}:{rest:02}"


def _kept(listing: ListingDoc, hold: Document) -> Choice:
    row: dict[str, Any] = dict(hold)
    return Choice(listing, row["starts_at"], row["ends_at"], row["id"], row["expires_at"])


def _wished(listing: ListingDoc, starts_at: str) -> Choice:
    ends_at = from_wire(starts_at) + timedelta(minutes=listing["duration_minutes"])
    return Choice(listing, starts_at, ends_at.isoformat().replace("+00:00", "Z"))
