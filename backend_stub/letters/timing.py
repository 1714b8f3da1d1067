"""When somebody may be disturbed: quiet hours and digests in their own zone, right across DST."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


def quiet_until(now: datetime, zone: str, from_minute: int, to_minute: int) -> datetime | None:
    """The instant at which the quiet hours that hold now end; None outside of them.

    A time that the clocks skip counts as so much later. Of one that comes twice, quiet hours
    begin with the first and end with the second: rather too long than woken too early.
    """
    for midnight in _midnights(now, zone):
        begins = _at(midnight, from_minute)
        last = midnight + (_DAY if to_minute < from_minute else timedelta())
        ends = max(_at(last, to_minute), _at(last, to_minute, fold=1))
        if begins <= now < ends:
            return ends
    return None


def next_time(now: datetime, zone: str, minute: int) -> datetime:
    """The next instant at which it is so many minutes after midnight there; once a day, also on long days."""
    instants = (_at(midnight, minute) for midnight in _midnights(now, zone))
    return next(instant for instant in instants if instant > now)


def _midnights(now: datetime, zone: str) -> Iterator[datetime]:
    """Yesterday's, today's and the next two days', as wall clocks there have them."""
    today = now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return (today + number * _DAY for number in (-1, 0, 1, 2))


def _at(midnight: datetime, minute: int, *, fold: int = 0) -> datetime:
    return midnight.replace(hour=minute // 60, minute=minute % 60, fold=fold).astimezone(UTC)
