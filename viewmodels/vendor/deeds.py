"""What a vendor does to bookings: accept, decline, start and the rest, each said in a toast with a way back.

What can't be undone on the server (declining, cancelling, a no-show) waits in the outbox for as long as the
toast stands, so that Undo takes it back before it is sent. Everything else is sent at once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from client.errors import LocalError
from client.outbox.operation import UNANSWERED, Mark, Operation
from client.outbox.operations import booking as operations
from client.stores.base import Folded
from contracts.rows import BookingDoc
from contracts.transitions import TRANSITIONS
from contracts.vocabulary import BookingAction, BookingStatus
from viewmodels.format import to_instant
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.shell.rows import Tone
from viewmodels.vendor.desk import VendorDesk

UNDO_SECONDS = 8.0
START_BEFORE = timedelta(hours=1)
"""So long ahead somebody may be at the door already; nobody begins tomorrow's work today."""

ACTIONS = (
    BookingAction.ACCEPT,
    BookingAction.DECLINE,
    BookingAction.START,
    BookingAction.COMPLETE,
    BookingAction.NO_SHOW,
    BookingAction.CANCEL,
)

_FINAL = frozenset({BookingAction.DECLINE, BookingAction.CANCEL, BookingAction.NO_SHOW})
_MAKE: dict[BookingAction, Callable[[BookingDoc], Operation]] = {
    BookingAction.ACCEPT: operations.accept,
    BookingAction.DECLINE: operations.decline,
    BookingAction.START: operations.start,
    BookingAction.COMPLETE: operations.complete,
    BookingAction.NO_SHOW: operations.no_show,
    BookingAction.CANCEL: operations.cancel,
}
_ICONS = {
    BookingAction.ACCEPT: "circle-check",
    BookingAction.DECLINE: "circle-x",
    BookingAction.START: "circle-play",
    BookingAction.COMPLETE: "circle-check",
    BookingAction.NO_SHOW: "user-x",
    BookingAction.CANCEL: "calendar-x",
}


def possible(action: BookingAction, booking: BookingDoc) -> bool:
    """Whether a booking's state allows it; a no-show before the start is the server's to refuse."""
    return BookingStatus(booking["status"]) in TRANSITIONS[action].sources


def offered(action: BookingAction, booking: BookingDoc, now: datetime) -> bool:
    """Whether to offer it now: nobody can have failed to come before the start, nor begin long before it."""
    ahead = to_instant(booking["starts_at"]) - now
    early = (action is BookingAction.NO_SHOW and ahead >= timedelta()) or (
        action is BookingAction.START and ahead > START_BEFORE
    )
    return possible(action, booking) and not early


def waiting_mark(marks: Sequence[Mark]) -> Mark | None:
    """The newest thing that was done here and has not been answered."""
    waiting = [mark for mark in marks if mark.state in UNANSWERED]
    return waiting[-1] if waiting else None


class BookingDeeds:
    """Acts on bookings and says so."""

    def __init__(self, desk: VendorDesk) -> None:
        self._desk = desk
        self._texts = desk.tools.texts

    async def do(self, action: BookingAction, bookings: Sequence[BookingDoc]) -> None:
        """Do it to each booking that allows it. Raises `ShownError` where none does."""
        chosen = [booking for booking in bookings if possible(action, booking)]
        if not chosen:
            raise ShownError(Problem(self._texts("vendor.deed.impossible")))
        ids: list[str] = []
        for booking in chosen:
            operation = _MAKE[action](booking)
            if action in _FINAL:
                operation = replace(operation, delay=UNDO_SECONDS)
            ids.append(await self._desk.bookings.act(operation))
        self._say(action, chosen, ids)

    async def move(self, booking: BookingDoc, starts_at: str, staff_id: str | None) -> None:
        """Give a booking another time or person; Undo moves it back."""
        now = await self._desk.bookings.act(operations.reschedule(booking, starts_at, staff_id))
        moved = {**booking, "starts_at": starts_at, "staff_id": staff_id or booking["staff_id"]}
        at = self._desk.tools.format.day_time(starts_at, booking["zone"])
        text = self._texts("vendor.deed.moved", title=booking["listing_title"], when=at)

        async def undo() -> None:
            try:
                await self._desk.outbox.discard(now)
            except LocalError:
                back = BookingDoc(**moved)  # type: ignore[typeddict-item] # the row with two fields changed
                await self._desk.bookings.act(
                    operations.reschedule(back, booking["starts_at"], booking["staff_id"])
                )

        self._desk.toasts.show(text, icon="calendar-clock", undo=undo)

    async def take_back(self, pending: Sequence[Mark]) -> None:
        """Take back what was done here and is not sent. Raises `ShownError` where it is on its way."""
        mark = waiting_mark(pending)
        if mark is None:
            raise ShownError(Problem(self._texts("vendor.deed.too_late")))
        try:
            await self._desk.outbox.discard(mark.operation_id)
        except LocalError as error:
            raise ShownError(Problem(self._texts("vendor.deed.too_late"))) from error
        self._desk.toasts.show(self._texts("vendor.deed.taken_back"), icon="undo-2")

    def _say(self, action: BookingAction, chosen: Sequence[BookingDoc], ids: Sequence[str]) -> None:
        status = self._desk.status
        offline = not status.online and not status.connecting
        key = f"vendor.deed.{action.value}"
        undo: Callable[[], Awaitable[object]] | None = None
        if offline or action in _FINAL:
            undo = self._undo(ids)
        if offline:
            text = self._texts.count(f"{key}.offline", len(chosen))
        else:
            text = self._texts.count(key, len(chosen), title=chosen[0]["listing_title"])
        icon = "clock-arrow-up" if offline else _ICONS[action]
        self._desk.toasts.show(text, tone=Tone.WARN if offline else Tone.PLAIN, icon=icon, undo=undo)

    def _undo(self, ids: Sequence[str]) -> Callable[[], Awaitable[object]]:
        async def undo() -> None:
            late = 0
            for id in reversed(ids):
                try:
                    await self._desk.outbox.discard(id)
                except LocalError:
                    late += 1
            if late:
                text = self._texts.count("vendor.deed.undo_late", late)
                self._desk.toasts.show(text, tone=Tone.WARN, icon="circle-alert")

        return undo


def folded(rows: Sequence[Folded[BookingDoc]]) -> dict[str, Folded[BookingDoc]]:
    """Bookings by id."""
    return {item.row["id"]: item for item in rows}
