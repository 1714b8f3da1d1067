"""Queries that are asked again and again, put together and compiled once.

Putting a list's query together, and finding out anew how its rows are to be read, costs more than the
database needs to answer it. So its columns come as they are shown (`wire_columns`): Python reads no value.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import Connection, Dialect, Row, Select
from sqlalchemy.engine import result_tuple
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

K = TypeVar("K", bound=Hashable)
AnySelect = Select[*tuple[Any, ...]]
AnyRow = Row[*tuple[Any, ...]]

_KEPT: Final = 1_000


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement as the driver takes it, and how its rows get their names."""

    sql: str
    parameters: Any
    row: Callable[[Sequence[Any]], AnyRow]

    def fetch(self, connection: Connection) -> list[AnyRow]:
        """All rows, without SQLAlchemy's result, which would find out about each column anew."""
        try:
            cursor = connection.connection.cursor()
            cursor.execute(self.sql, self.parameters)
            rows = cursor.fetchall()
            cursor.close()
        except BaseException as error:
            # Cancelled, say: nobody is given a connection on which something may still be running.
            connection.invalidate()
            base = connection.dialect.loaded_dbapi.Error
            if isinstance(error, base):
                raise DBAPIError.instance(
                    self.sql, self.parameters, error, base, dialect=connection.dialect
                ) from error
            raise
        return [self.row(row) for row in rows]


class PreparedQueries(Generic[K]):
    """Builds the query that a key stands for, and keeps it with its values for the next time."""

    def __init__(self, build: Callable[[K], AnySelect]) -> None:
        self._build = build
        self._known: OrderedDict[tuple[str, K], _Prepared] = OrderedDict()

    async def rows(self, session: AsyncSession, key: K) -> Sequence[AnyRow]:
        """The rows of this key's query, in the session's snapshot; their columns by name."""
        return await session.run_sync(self._rows, key)

    def _rows(self, session: Session, key: K) -> Sequence[AnyRow]:
        connection = session.connection()
        dialect = connection.dialect
        prepared = self._known.get((dialect.name, key))
        if prepared is None:
            prepared = self._known[dialect.name, key] = _prepare(self._build(key), dialect)
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return prepared.fetch(connection)


def _prepare(query: AnySelect, dialect: Dialect) -> _Prepared:
    unread = [
        str(column.key)
        for column in query.selected_columns
        if column.type.dialect_impl(dialect).result_processor(dialect, None) is not None
    ]
    if unread:
        raise TypeError(f"{', '.join(unread)}: a prepared query's columns have to come as they are shown")
    compiled: Any = query.compile(dialect=dialect)
    expanded = compiled.construct_expanded_state()  # an IN has as many parameters as it has values
    writers = {
        name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()
    } | dict(expanded.processors)
    values = {
        name: value if (writer := writers.get(name)) is None else writer(value)
        for name, value in expanded.parameters.items()
    }
    places = expanded.positiontup  # the order of `?`s; None where parameters have names
    return _Prepared(
        sql=expanded.statement,
        parameters=values if places is None else tuple(values[name] for name in places),
        row=result_tuple([str(column.key) for column in query.selected_columns]),
    )
