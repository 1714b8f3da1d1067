"""Asks for a person's attention outside the window: tray icon and native notifications."""

from __future__ import annotations

from collections.abc import Callable

from client.engine import Engine
from client.outbox.operation import Operation
from client.outbox.operations.booking import accept, decline
from client.stores.booking import BookingDetail
from client.tasks import Tasks
from contracts.rows import BookingDoc, NotificationDoc
from contracts.vocabulary import BookingStatus, NotificationKind
from desktop.native_notifications import NativeNotifications, Note
from desktop.tray import Tray
from viewmodels.shell.shell import Shell
from views.kit.icons import build_icon

_MAKE: dict[str, Callable[[BookingDoc], Operation]] = {"accept": accept, "decline": decline}


class Attention:
    """Follows the bell: a new request becomes a native notification that can be answered in place."""

    def __init__(
        self,
        tasks: Tasks,
        shell: Shell,
        engine: Engine,
        show: Callable[[], object],
        leave: Callable[[], object],
    ) -> None:
        self._tasks = tasks
        self._shell = shell
        self._engine = engine
        self._show = show
        self._tray = Tray(build_icon("door-open", "accent", 22), shell.texts, shell.pill, show, leave)
        self._native = NativeNotifications(tasks, self._tray)
        shell.bell.arrived.changed.connect(self._arrived)

    def close(self) -> None:
        """Take the tray icon away and leave the bus."""
        self._shell.bell.arrived.changed.disconnect(self._arrived)
        self._tray.close()
        self._native.close()

    def _arrived(self, docs: tuple[NotificationDoc, ...]) -> None:
        for doc in docs:
            if doc["kind"] == NotificationKind.BOOKING_REQUESTED and doc["read_at"] is None:
                self._tell(doc)

    def _tell(self, doc: NotificationDoc) -> None:
        texts, when = self._shell.texts, self._shell.format.day_time(doc["starts_at"], doc["zone"])
        buttons = [(name, texts(f"shell.native.{name}")) for name in _MAKE]

        def chosen(name: str) -> None:
            if name in _MAKE:
                self._tasks.spawn(self._answer(doc["booking_id"], name), "answer a native notification")
            else:
                self._show()

        self._native.show(
            Note(
                title=texts("shell.native.request", listing=doc["listing_title"]),
                text=texts("shell.native.request.detail", who=doc["counterpart"], when=when),
                buttons=buttons,
                chosen=chosen,
            )
        )

    async def _answer(self, booking_id: str, name: str) -> None:
        found = await self._engine.bookings.read(BookingDetail(booking_id))
        if found is not None and found.row["status"] == BookingStatus.REQUESTED:
            await self._engine.bookings.act(_MAKE[name](found.row))
        else:
            # Somebody else was quicker: let the person see how it stands.
            self._show()
