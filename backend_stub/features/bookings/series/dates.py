"""When the occurrences of a series are: the same time on the vendor's wall clock, whatever the clock does."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from contracts.vocabulary import SeriesFrequency

MOST = 60


def occurrence_day(first: date, frequency: SeriesFrequency, every: int, number: int) -> date:
    """The day of an occurrence, counted from 0; a month without such a day has it on its last."""
    if frequency is SeriesFrequency.WEEKLY:
        return first + timedelta(weeks=every * number)
    months = first.month - 1 + every * number
    year, month = first.year + months // 12, months % 12 + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))


def count_until(first: date, frequency: SeriesFrequency, every: int, until: date) -> int:
    """How many occurrences there are until a day, and with it; at most one more than are allowed."""
    count = 0
    while count <= MOST and occurrence_day(first, frequency, every, count) <= until:
        count += 1
    return count


def instant_on(day: date, clock: time, zone: str) -> datetime | None:
    """That wall time as an instant: the earlier of two, None where the clock skips it."""
    local = datetime.combine(day, clock, ZoneInfo(zone))
    instant = local.astimezone(UTC)
    shown = instant.astimezone(ZoneInfo(zone))
    return instant if (shown.date(), shown.time()) == (day, clock) else None
