"""What a refused statement means, read from the driver's error in one place."""

from sqlalchemy.exc import DBAPIError, IntegrityError

from backend_stub.db.tables.availability import SEATS
from backend_stub.db.tables.occupancy import EXCLUDES

_EXCLUSION_VIOLATION = "23P01"
_UNIQUE_VIOLATION = "23505"
_CHECK_VIOLATION = "23514"
_TRY_AGAIN = frozenset({"40001", "40P01", "55P03", "57014", "25P03", "25P04", "53300", "57P01", "57P03"})


def is_overlap(error: IntegrityError) -> bool:
    """Whether the database refused to let two have one resource at a time, or more than fit into a class."""
    if SEATS in str(error.orig):
        return True
    state = getattr(error.orig, "sqlstate", None)
    return state == _EXCLUSION_VIOLATION if state else EXCLUDES in str(error.orig)


def is_duplicate(error: IntegrityError) -> bool:
    """Whether a row with this key is there already."""
    state = getattr(error.orig, "sqlstate", None)
    return state == _UNIQUE_VIOLATION if state else "UNIQUE constraint failed" in str(error.orig)


def is_beyond(error: IntegrityError) -> bool:
    """Whether a CHECK refused the row, such as a counter that would pass its limit."""
    state = getattr(error.orig, "sqlstate", None)
    return state == _CHECK_VIOLATION if state else "CHECK constraint failed" in str(error.orig)


def is_passing(error: DBAPIError) -> bool:
    """Whether the same transaction may well succeed a moment later: locks, deadlocks, lost connections."""
    state = getattr(error.orig, "sqlstate", None)
    if state:
        return state in _TRY_AGAIN
    return error.connection_invalidated or "locked" in str(error.orig) or "busy" in str(error.orig)
