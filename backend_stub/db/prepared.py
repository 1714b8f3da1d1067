"""Queries that are asked again and again, put together and compiled once.

Putting a list's query together, and finding out anew how its rows are to be read, costs more than the
database needs to answer it.
"""

from collections import OrderedDict, namedtuple
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import Dialect, Select
from sqlalchemy.ext.asyncio import AsyncSession

K = TypeVar("K", bound=Hashable)
AnySelect = Select[*tuple[Any, ...]]

_KEPT: Final = 1_000


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement as the driver takes it, and how its rows become values."""

    sql: str
    parameters: Any
    row: Callable[[Sequence[Any]], Any]
    readers: tuple[tuple[int, Callable[[Any], Any]], ...]

    def read(self, raw: Sequence[Any]) -> Any:
        """A row with its values read, by name."""
        values = list(raw)
        for place, reader in self.readers:
            values[place] = reader(values[place])
        return self.row(values)


class PreparedQueries(Generic[K]):
    """Builds the query that a key stands for, and keeps it with its values for the next time."""

    def __init__(self, build: Callable[[K], AnySelect]) -> None:
        self._build = build
        self._known: OrderedDict[tuple[str, K], _Prepared] = OrderedDict()

    async def rows(self, session: AsyncSession, key: K) -> Sequence[Any]:
        """The rows of this key's query, in the session's snapshot; their columns by name."""
        connection = await session.connection()
        dialect = connection.dialect
        prepared = self._known.get((dialect.name, key))
        if prepared is None:
            prepared = self._known[dialect.name, key] = _prepare(self._build(key), dialect)
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        result = await connection.exec_driver_sql(prepared.sql, prepared.parameters)
        return [prepared.read(row) for row in result]


def named_row(names: Sequence[str]) -> Callable[[Sequence[Any]], Any]:
    """Makes tuples whose items have these names."""
    kind: Any = namedtuple("Row", names)  # type: ignore[misc]  # noqa: PYI024 - the names are data here
    make: Callable[[Sequence[Any]], Any] = kind._make
    return make


def _prepare(query: AnySelect, dialect: Dialect) -> _Prepared:
    compiled = query.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    values = dict(compiled.params)
    for name, bind in compiled.binds.items():
        writer = bind.type.dialect_impl(dialect).bind_processor(dialect)
        if writer is not None and name in values:
            values[name] = writer(values[name])
    places = getattr(compiled, "positiontup", None)  # the order of `?`s; None where parameters have names
    columns = list(query.selected_columns)
    readers = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    return _Prepared(
        sql=compiled.string,
        parameters=values if places is None else tuple(values[name] for name in places),
        row=named_row([str(column.key) for column in columns]),
        readers=tuple((place, reader) for place, reader in enumerate(readers) if reader is not None),
    )
