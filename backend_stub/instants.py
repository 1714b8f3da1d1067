"""Instants that people can mean."""

from datetime import datetime
from typing import Final

from backend_stub.errors import InvalidInputError

_YEARS: Final = range(1970, 3000)


def check_instant(field: str, moment: datetime) -> None:
    """422 for a moment so far away that it is a slip, and that calculating with it may leave the calendar."""
    if moment.year not in _YEARS:
        raise InvalidInputError.field(field, "range", "Give a moment between the years 1970 and 2999.")
