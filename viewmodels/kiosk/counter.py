"""Booking: appended to the outbox first, then followed until the server answers or the wait is over."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from typing import Any

from client.outbox.operation import NEEDS_PERSON, Mark
from client.outbox.operations.booking import create_booking
from client.stores.base import Folded
from client.stores.booking import BookingDetail
from contracts.rows import BookingDoc, GuestDoc
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kiosk.held_time import Choice
from viewmodels.kiosk.lost_time import GONE, starts_of
from viewmodels.kiosk.wiring import KioskStores, KioskTimes

# Crockford's 32 signs: none that is mistaken for another.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE = 5
_HOLD_GONE = frozenset({"hold_expired", "not_found"})


class GoneError(Exception):
    """The time went to somebody else; `others` are the starts of other times."""

    def __init__(self, others: tuple[str, ...]) -> None:
        super().__init__("the time is gone")
        self.others = others


@dataclass(frozen=True, slots=True)
class Booked:
    """What came of it. `answer` is the server's booking; None while it is only asked for, with `code`."""

    booking_id: str
    choice: Choice
    guest: GuestDoc
    code: str
    answer: BookingDoc | None


def request_code(booking_id: str) -> str:
    """`R3F 8K2`: a code for a request that no server has seen, the same for the same booking."""
    number = int.from_bytes(hashlib.sha256(booking_id.encode()).digest()[:8], "big")
    signs = "".join(_SIGNS[(number >> (5 * place)) % 32] for place in range(_CODE))
    return f"R{signs[:2]} {signs[2:]}"


class Counter:
    """The kiosk's one way to book."""

    def __init__(self, stores: KioskStores, times: KioskTimes) -> None:
        self._stores, self._times = stores, times

    async def book(self, choice: Choice, guest: GuestDoc, note: str) -> Booked:
        """Book what was chosen. Without network, or where no answer comes in time, it stays a request.

        Raises `GoneError`, or `ShownError` where the server refused for another reason; nothing is kept then.
        """
        try:
            return await self._book(choice, guest, note, choice.hold_id)
        except _HoldEndedError:
            # The hold ran out on the way; the time itself may well still be free.
            return await self._book(choice, guest, note, "")

    @property
    def online(self) -> bool:
        """Whether the server can be asked now."""
        return self._stores.status.online

    async def _book(self, choice: Choice, guest: GuestDoc, note: str, hold_id: str) -> Booked:
        booking_id = self._stores.bookings.new_id()
        code = request_code(booking_id)
        words = note if hold_id else f"{note}\n\n{code}".strip()
        operation = create_booking(
            booking_id,
            choice.listing,
            choice.starts_at,
            hold_id=hold_id or None,
            note=words or None,
            guest=guest,
        )
        await self._stores.bookings.act(operation)
        row = await self._answer(booking_id, held=bool(hold_id))
        return Booked(booking_id, choice, guest, code, row)

    async def _answer(self, booking_id: str, *, held: bool) -> BookingDoc | None:
        """The server's booking, None where there is no answer yet."""
        if not self._stores.status.online:
            return None
        answered = asyncio.Event()
        live = self._stores.bookings.observe(BookingDetail(booking_id))
        leave = live.subscribe(lambda: answered.set() if _is_settled(live.value) else None)
        try:
            if not _is_settled(live.value):
                async with asyncio.timeout(self._times.answer):
                    await answered.wait()
        except TimeoutError:
            return None
        finally:
            leave()
            live.close()
        return await self._judged(live.value, held=held)

    async def _judged(self, found: Folded[BookingDoc] | None, *, held: bool) -> BookingDoc | None:
        refused = _refused(found)
        if refused is None:
            return None if found is None else found.row
        await self._stores.outbox.discard(refused.operation_id)
        problem: dict[str, Any] = dict(refused.problem or {})
        code = str(problem.get("code", ""))
        if held and code in _HOLD_GONE:
            raise _HoldEndedError
        if code in GONE:
            raise GoneError(starts_of(problem.get("alternatives") or ()))
        raise ShownError(Problem(str(problem.get("detail") or problem.get("title") or code), code=code))


class _HoldEndedError(Exception):
    """The hold was over before the booking came."""


def _refused(found: Folded[BookingDoc] | None) -> Mark | None:
    marks = () if found is None else found.pending
    return next((mark for mark in marks if mark.state in NEEDS_PERSON), None)


def _is_settled(found: Folded[BookingDoc] | None) -> bool:
    return found is not None and (not found.pending or _refused(found) is not None)
