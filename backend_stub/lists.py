"""Lists as everybody asks for them, page by page, of rows that the database writes as the wire has them."""

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.prepared import AnyRow, AnySelect, PreparedQueries
from backend_stub.paging import Order, write_cursor

W = TypeVar("W", bound=Hashable)


class PreparedList(Generic[W]):
    """Answers pages of what wishes `W` name; the query of each is built once.

    `build` takes a wish, sort, cursor and limit, and answers the query of that page with one row more, which
    tells whether another follows (`paging.page_of`); its columns are `wire_columns`.
    """

    def __init__(
        self,
        build: Callable[[W, str, str | None, int], AnySelect],
        orders: dict[str, Order],
        document: Callable[[AnyRow], dict[str, Any]],
    ) -> None:
        self._orders = orders
        self._document = document
        self._queries = PreparedQueries[tuple[W, str, str | None, int]](lambda key: build(*key))

    async def page(
        self, session: AsyncSession, wish: W, sort: str, cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """One page, as `contracts.wire.Page` has it."""
        rows = await self._queries.rows(session, (wish, sort, cursor, limit))
        shown = rows[:limit]
        following = None
        if len(rows) > limit:
            column = self._orders[sort.removeprefix("-")].column.key
            following = write_cursor(sort, (getattr(shown[-1], column), shown[-1].id))
        return {"items": [self._document(row) for row in shown], "next_cursor": following}
