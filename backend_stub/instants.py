"""Instants and time zones that people can mean."""

from datetime import datetime
from functools import cache
from typing import Final
from zoneinfo import available_timezones

from backend_stub.errors import InvalidInputError

_YEARS: Final = range(1970, 3000)


def check_instant(field: str, moment: datetime) -> None:
    """422 for a moment so far away that it is a slip, and that calculating with it may leave the calendar."""
    if moment.year not in _YEARS:
        raise InvalidInputError.field(field, "range", "Give a moment between the years 1970 and 2999.")


def check_zone(zone: str) -> None:
    """422 for a zone that nobody knows."""
    if zone not in _zones():
        raise InvalidInputError.field("zone", "unknown", "Name an IANA time zone, such as Europe/Berlin.")


@cache
def _zones() -> frozenset[str]:
    """All of them, once: to look for them means to walk through hundreds of files."""
    return frozenset(available_timezones())
