"""Asks for a person's attention outside the window: tray icon and native notifications."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from client.clock import from_wire
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
    """Follows the bell: news becomes a native notification where that is wanted; requests can be answered.

    Whether and from when on is the server's word (`alert_at`), which knows the settings and quiet hours.
    """

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
            if doc["alert_at"] is not None and (doc["read_at"] is None or not doc["listed"]):
                wait = (from_wire(doc["alert_at"]) - self._shell.format.now()).total_seconds()
                if wait <= 0:
                    self._tell(doc)
                else:
                    self._tasks.spawn(self._tell_later(doc, wait), "notification after quiet hours")

    async def _tell_later(self, doc: NotificationDoc, seconds: float) -> None:
        await asyncio.sleep(seconds)
        # What was read meanwhile, here or elsewhere, is no news any more.
        if not doc["listed"] or doc["id"] in self._shell.bell.unread_ids:
            self._tell(doc)

    def _tell(self, doc: NotificationDoc) -> None:
        texts, starts_at = self._shell.texts, doc["starts_at"]
        when = "" if starts_at is None else self._shell.format.day_time(starts_at, doc["zone"])
        booking_id = doc["booking_id"]
        is_request = doc["kind"] == NotificationKind.BOOKING_REQUESTED and booking_id is not None

        def chosen(name: str) -> None:
            if name in _MAKE and booking_id is not None:
                self._tasks.spawn(self._answer(booking_id, name), "answer a native notification")
            else:
                self._show()

        if is_request:
            buttons = [(name, texts(f"shell.native.{name}")) for name in _MAKE]
            title = texts("shell.native.request", listing=doc["listing_title"])
            text = texts("shell.native.request.detail", who=doc["counterpart"], when=when)
        else:
            buttons, text = [], when
            title = texts(
                f"shell.notification.{doc['kind']}", who=doc["counterpart"], listing=doc["listing_title"]
            )
        self._native.show(Note(title=title, text=text, buttons=buttons, chosen=chosen))

    async def _answer(self, booking_id: str, name: str) -> None:
        found = await self._engine.bookings.read(BookingDetail(booking_id))
        if found is not None and found.row["status"] == BookingStatus.REQUESTED:
            await self._engine.bookings.act(_MAKE[name](found.row))
        else:
            # Somebody else was quicker: let the person see how it stands.
            self._show()
