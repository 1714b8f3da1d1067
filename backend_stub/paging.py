"""Lists in pages: opaque cursors that name the last row of a page by its sort key and id."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final, TypeVarTuple
from uuid import UUID

from fastapi import Query
from sqlalchemy import ColumnElement, Select, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

from backend_stub.errors import InvalidInputError, ProblemError
from backend_stub.parameters import WholeNumber
from contracts.errors import ErrorCode

Columns = TypeVarTuple("Columns")

Limit = Annotated[WholeNumber, Query(ge=1, le=200, description="Rows a page.")]
Cursor = Annotated[
    str | None, Query(min_length=1, max_length=2048, description="`next_cursor` of the page before.")
]
DEFAULT_LIMIT: Final = 50
_LARGEST: Final = 2**31 - 1

Position = tuple[Any, ...]
"""What a cursor holds: the sort key of the last row, then its id."""


def invalid_cursor() -> ProblemError:
    """A cursor that we did not give, or gave for another order."""
    return ProblemError(422, ErrorCode.INVALID_CURSOR, "This cursor is not one of this list; start again.")


def write_cursor(sort: str, position: Sequence[Any]) -> str:
    """An opaque cursor for one order."""
    values = [value.isoformat() if isinstance(value, datetime) else value for value in position]
    text = json.dumps([sort, *values], separators=(",", ":"), default=str)
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str, sort: str, kinds: Sequence[type]) -> Position:
    """The position in a cursor of this order; 422 for any other text."""
    try:
        sorted_by, *values = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if sorted_by != sort or len(values) != len(kinds):
            raise invalid_cursor()
        return tuple(_read(value, kind) for value, kind in zip(values, kinds, strict=True))
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise invalid_cursor() from None


def _read(value: Any, kind: type) -> Any:
    if kind is datetime:
        instant = datetime.fromisoformat(value)
        if instant.tzinfo is None:
            raise ValueError("a cursor's instants have an offset")
        return instant.astimezone(UTC)
    if kind is UUID:
        return UUID(value)
    if kind is date:
        return date.fromisoformat(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError("a cursor of another list")
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise OverflowError("more than a column holds")
    return value


@dataclass(frozen=True, slots=True)
class Order:
    """A sort that a list offers: a column, its values' type, and the row's id to tell equals apart."""

    column: InstrumentedAttribute[Any]
    kind: type
    id: InstrumentedAttribute[UUID]


def page_of(
    query: Select[*Columns], orders: dict[str, Order], sort: str, cursor: str | None, limit: int
) -> Select[*Columns]:
    """The query for one page, with one row more that tells whether another page follows."""
    order = orders.get(sort.removeprefix("-"))
    if order is None or sort.startswith("--"):
        known = ", ".join(sorted(orders))
        raise InvalidInputError.field("sort", "unknown", f"Sort by one of {known}; with - for downwards.")
    down = sort.startswith("-")
    if cursor is not None:
        value, last = read_cursor(cursor, sort, (order.kind, UUID))
        query = query.where(_beyond(order, value, last, down=down))
    keys = (order.column.desc(), order.id.desc()) if down else (order.column, order.id)
    return query.order_by(*keys).limit(limit + 1)


def _beyond(order: Order, value: Any, last: UUID, *, down: bool) -> ColumnElement[bool]:
    column, id = order.column, order.id
    if down:
        return or_(column < value, and_(column == value, id < last))
    return or_(column > value, and_(column == value, id > last))
