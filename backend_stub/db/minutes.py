"""What the database counts and packs for a reader of very many rows: whole minutes, and rows as JSON."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class MinuteOf(FunctionElement[int]):
    """The whole minute since the epoch that an instant is in."""

    type = Integer()
    inherit_cache = True


class MinuteAfter(FunctionElement[int]):
    """The first whole minute since the epoch that is not before an instant."""

    type = Integer()
    inherit_cache = True


class JsonRow(FunctionElement[str]):
    """Columns as the text of a JSON array."""

    type = String()
    inherit_cache = True


def json_row(*columns: ColumnElement[Any] | Any) -> ColumnElement[str]:
    """These columns in one: rows of different shapes become those of one query."""
    return JsonRow(*columns)


@compiles(MinuteOf, "sqlite")
def _of_on_sqlite(element: MinuteOf, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **options)}) AS INTEGER) / 60"


@compiles(MinuteOf, "postgresql")
def _of_on_postgresql(element: MinuteOf, compiler: SQLCompiler, **options: Any) -> str:
    return f"floor(extract(epoch FROM {compiler.process(element.clauses, **options)}) / 60)::bigint"


@compiles(MinuteAfter, "sqlite")
def _after_on_sqlite(element: MinuteAfter, compiler: SQLCompiler, **options: Any) -> str:
    text = compiler.process(element.clauses, **options)
    return f"(CAST(strftime('%s', {text}) AS INTEGER) + 59 + (substr({text}, 21, 6) > '000000')) / 60"


@compiles(MinuteAfter, "postgresql")
def _after_on_postgresql(element: MinuteAfter, compiler: SQLCompiler, **options: Any) -> str:
    return f"ceil(extract(epoch FROM {compiler.process(element.clauses, **options)}) / 60)::bigint"


@compiles(JsonRow, "sqlite")
def _row_on_sqlite(element: JsonRow, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_array({compiler.process(element.clauses, **options)})"


@compiles(JsonRow, "postgresql")
def _row_on_postgresql(element: JsonRow, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_build_array({compiler.process(element.clauses, **options)})::text"
