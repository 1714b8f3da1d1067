"""Columns read as the wire writes them: the database makes the text, so that Python reads no value."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ColumnElement, Float, Integer, String, type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from backend_stub.db.base import Guid, UtcInstant
from contracts.wire import rfc3339


class _WireId(FunctionElement[str]):
    """A UUID's 36 characters."""

    type = String()
    inherit_cache = True


class _WireInstant(FunctionElement[str]):
    """RFC 3339 in UTC, microseconds only where there are any."""

    type = String()
    inherit_cache = True


def wire_columns(columns: Sequence[InstrumentedAttribute[Any]]) -> tuple[ColumnElement[Any], ...]:
    """The same columns under the same names; ids and instants come as text, yes and no as SQLite has it."""
    return tuple(_wire(column) for column in columns)


def wire_value(value: Any) -> Any:
    """A value as the wire writes it."""
    if isinstance(value, UUID):
        return str(value)
    return rfc3339(value) if isinstance(value, datetime) else value


def _wire(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    if isinstance(column.type, Guid):
        return _WireId(column).label(column.key)
    if isinstance(column.type, UtcInstant):
        return _WireInstant(column).label(column.key)
    # A driver gives these as they are; SQLAlchemy would look at each once more.
    if isinstance(column.type, Boolean | Float):
        return type_coerce(column, Integer()).label(column.key)
    return column.expression


@compiles(_WireId, "sqlite")
def _id_on_sqlite(element: _WireId, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)  # it is kept so


@compiles(_WireId, "postgresql")
def _id_on_postgresql(element: _WireId, compiler: SQLCompiler, **options: Any) -> str:
    return f"({compiler.process(element.clauses, **options)})::text"


@compiles(_WireInstant, "sqlite")
def _instant_on_sqlite(element: _WireInstant, compiler: SQLCompiler, **options: Any) -> str:
    return _without_zeros(compiler.process(element.clauses, **options))  # it is kept so, but for the zeros


@compiles(_WireInstant, "postgresql")
def _instant_on_postgresql(element: _WireInstant, compiler: SQLCompiler, **options: Any) -> str:
    utc = f"{compiler.process(element.clauses, **options)} AT TIME ZONE 'UTC'"
    return _without_zeros(f"""to_char({utc}, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""")


def _without_zeros(text: str) -> str:
    return f"replace({text}, '.000000Z', 'Z')"
