"""How a booking stands now: its status and what the clock makes of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from contracts.deadlines import answer_by
from contracts.rows import BookingDoc
from contracts.vocabulary import BookingStatus
from viewmodels.format import to_instant

LATE_AFTER = timedelta(minutes=1)


class Standing(StrEnum):
    """A status as the vendor's screens show it: a confirmed booking that should have begun is late."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    LATE = "late"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    EXPIRED = "expired"


GONE = frozenset({Standing.CANCELLED, Standing.DECLINED, Standing.EXPIRED})
"""What takes no time any more."""

OPEN = frozenset({Standing.REQUESTED, Standing.CONFIRMED, Standing.LATE, Standing.IN_PROGRESS})
"""What still needs something to be done."""

_PLAIN = {
    BookingStatus.REQUESTED: Standing.REQUESTED,
    BookingStatus.IN_PROGRESS: Standing.IN_PROGRESS,
    BookingStatus.COMPLETED: Standing.DONE,
    BookingStatus.NO_SHOW: Standing.NO_SHOW,
    BookingStatus.CANCELLED: Standing.CANCELLED,
    BookingStatus.DECLINED: Standing.DECLINED,
    BookingStatus.EXPIRED: Standing.EXPIRED,
}


def standing_of(booking: BookingDoc, now: datetime) -> Standing:
    """How it stands at `now`."""
    status = BookingStatus(booking["status"])
    if status is BookingStatus.CONFIRMED:
        return Standing.LATE if now - to_instant(booking["starts_at"]) >= LATE_AFTER else Standing.CONFIRMED
    return _PLAIN[status]


def minutes_late(booking: BookingDoc, now: datetime) -> int:
    """Whole minutes since it should have begun."""
    return int((now - to_instant(booking["starts_at"])).total_seconds()) // 60


def minutes_long(booking: BookingDoc) -> int:
    """How long it takes."""
    length = to_instant(booking["ends_at"]) - to_instant(booking["starts_at"])
    return int(length.total_seconds()) // 60


def lapses_at(booking: BookingDoc, answer_minutes: int) -> datetime:
    """Until when a request can be answered."""
    return answer_by(to_instant(booking["created_at"]), to_instant(booking["starts_at"]), answer_minutes)
