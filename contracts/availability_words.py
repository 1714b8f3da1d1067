"""Words of availability that also the client's light side knows."""

from enum import StrEnum


class ExceptionKind(StrEnum):
    """In which way a day is otherwise."""

    CLOSED = "closed"
    OPEN = "open"
    HOURS = "hours"
