"""Columns read as the wire writes them: no UUID or datetime in between where the database keeps text."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Dialect, type_coerce
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import UserDefinedType

from backend_stub.db.base import Guid, UtcInstant
from contracts.wire import rfc3339

_WHOLE_SECONDS = ".000000Z"


class _WireId(UserDefinedType[str]):
    """A UUID's 36 characters: what SQLite keeps."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, _coltype: object) -> Callable[[Any], str | None] | None:
        """PostgreSQL answers UUIDs."""
        return None if dialect.name == "sqlite" else _text_or_none


class _WireInstant(UserDefinedType[str]):
    """RFC 3339 in UTC: what SQLite keeps, but for the zeros."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, _coltype: object) -> Callable[[Any], str | None]:
        """PostgreSQL answers datetimes."""
        return _without_zeros if dialect.name == "sqlite" else _rfc3339_or_none


def wire_columns(columns: Sequence[InstrumentedAttribute[Any]]) -> tuple[ColumnElement[Any], ...]:
    """The same columns under the same names; ids and instants come as text."""
    return tuple(_wire(column) for column in columns)


def wire_value(value: Any) -> Any:
    """A value as the wire writes it."""
    if isinstance(value, UUID):
        return str(value)
    return rfc3339(value) if isinstance(value, datetime) else value


def _wire(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    if isinstance(column.type, Guid):
        return type_coerce(column, _WireId()).label(column.key)
    if isinstance(column.type, UtcInstant):
        return type_coerce(column, _WireInstant()).label(column.key)
    return column.expression


def _text_or_none(value: Any) -> str | None:
    return None if value is None else str(value)


def _rfc3339_or_none(value: datetime | None) -> str | None:
    return None if value is None else rfc3339(value)


def _without_zeros(value: str | None) -> str | None:
    return f"{value[:-8]}Z" if value is not None and value.endswith(_WHOLE_SECONDS) else value
