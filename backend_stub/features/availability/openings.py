"""Weekly opening hours as stretches of real time, right through changes of the clock.

A person is open at an instant when the clock on the vendor's wall shows a time inside their hours. So an
hour that the wall clock skips is never open, and one that it shows twice is open twice.

Times are whole minutes since the Unix epoch, and stretches are half-open: small integers compare and sort
many times faster than aware datetimes, and a month of slots has thousands of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from backend_stub.features.availability.exceptions import DayException, hours_on

DAY = 24 * 60
_EPOCH_WEEKDAY = 3  # 1 January 1970 was a Thursday

Stretch = tuple[int, int]
"""From one minute until, and without, another."""


@dataclass(frozen=True, slots=True)
class WeekdayHours:
    """One open stretch of a week day (0 is Monday), in minutes of the wall clock; `closes` may be 1440."""

    weekday: int
    opens: int
    closes: int


def weekday_hours(weekday: int, opens: time, closes: time) -> WeekdayHours:
    """The same hours from wall clock times; closing at 00:00 means midnight at the end of that day."""
    until = closes.hour * 60 + closes.minute
    return WeekdayHours(weekday, opens.hour * 60 + opens.minute, until or DAY)


def minute_of(instant: datetime) -> int:
    """The whole minute that an instant is in."""
    return int(instant.timestamp() // 60)


def instant_of(minute: int) -> datetime:
    """The instant, in UTC, at which a minute begins."""
    return datetime.fromtimestamp(minute * 60, UTC)


def _offset(zone: ZoneInfo, minute: int) -> int:
    """How many minutes the wall clock is ahead of UTC."""
    return int((instant_of(minute).astimezone(zone).utcoffset() or timedelta()).total_seconds() // 60)


@lru_cache(maxsize=512)
def _constant_offsets(zone: ZoneInfo, start: int, end: int) -> tuple[tuple[int, int, int], ...]:
    """Cut a range of minutes where the zone's offset changes: `(from, until, offset)`."""
    return tuple(_each_constant_offset(zone, start, end))


def _each_constant_offset(zone: ZoneInfo, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    begun, offset = start, _offset(zone, start)
    for sample in range(start, end, DAY):
        until = min(sample + DAY, end)
        if (after := _offset(zone, until)) == offset:
            continue
        low, high = sample, until
        while high - low > 1:
            middle = (low + high) // 2
            if _offset(zone, middle) == offset:
                low = middle
            else:
                high = middle
        yield begun, high, offset
        begun, offset = high, after
    if begun < end:
        yield begun, end, offset


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same time as few stretches in order, touching ones joined."""
    result: list[Stretch] = []
    for start, end in sorted(stretches):
        if result and start <= result[-1][1]:
            if end > result[-1][1]:
                result[-1] = (result[-1][0], end)
        elif end > start:
            result.append((start, end))
    return result


def open_stretches(
    hours: Sequence[WeekdayHours],
    zone: ZoneInfo,
    start: int,
    end: int,
    exceptions: Sequence[DayException] = (),
) -> list[Stretch]:
    """When a person with these weekly hours is open between two minutes, in order.

    `exceptions` are those that count for them, in the order of `exceptions.for_person`.
    """
    by_weekday: dict[int, list[Stretch]] = {}
    for item in hours:
        by_weekday.setdefault(item.weekday, []).append((item.opens, item.closes))
    found: list[Stretch] = []
    for begun, until, offset in _constant_offsets(zone, start, end):
        for day in range((begun + offset) // DAY, (until - 1 + offset) // DAY + 1):
            midnight = day * DAY - offset
            usual: Sequence[Stretch] = by_weekday.get((day + _EPOCH_WEEKDAY) % 7, ())
            for opens, closes in hours_on(day, usual, exceptions) if exceptions else usual:
                first, last = max(begun, midnight + opens), min(until, midnight + closes)
                if first < last:
                    found.append((first, last))
    return merged(found)
