"""Queries that are asked again and again, put together once.

Putting a list's query together costs more than the database needs to answer it.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import Row, Select
from sqlalchemy.ext.asyncio import AsyncSession

K = TypeVar("K", bound=Hashable)

_KEPT: Final = 1_000


class PreparedQueries(Generic[K]):
    """Builds the query that a key stands for, and keeps it with its values for the next time."""

    def __init__(self, build: Callable[[K], Select[*tuple[Any, ...]]]) -> None:
        self._build = build
        self._queries: OrderedDict[K, Select[*tuple[Any, ...]]] = OrderedDict()

    async def rows(self, session: AsyncSession, key: K) -> Sequence[Row[*tuple[Any, ...]]]:
        """The rows of this key's query, in the session's snapshot."""
        query = self._queries.get(key)
        if query is None:
            query = self._queries[key] = self._build(key)
            if len(self._queries) > _KEPT:
                self._queries.popitem(last=False)
        # Plain columns need no mapper, so the session's connection is asked directly.
        connection = await session.connection()
        return (await connection.execute(query)).all()
