"""How a feature shows its rows to the change feed: once, exactly as REST shows them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from contracts.vocabulary import Entity

Document = Mapping[str, Any]
"""A row as it stands in JSON (UUIDs and instants as text), with `id` and `version`."""


@dataclass(frozen=True, slots=True)
class SyncRow:
    """A row as it is now: who may see it, and how it looks to a reader who sees it through some scopes."""

    id: UUID
    version: int
    scopes: frozenset[str]
    show: Callable[[frozenset[str]], Document]
    """Called with the scopes that reader and row share; leaves out the fields that these may not see."""


class RowReaderPort(Protocol):
    """Reads the rows of one entity for pulls and realtime frames."""

    @property
    def entity(self) -> Entity:
        """Which rows."""
        ...

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These rows as they are now, in any order; ids of rows that are gone are left out."""
        ...

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next rows that any of `scopes` sees, ordered by the text of their id, after that id."""
        ...

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID | str, int]]:
        """Id and version of every row that `scope` sees, in any order: what the digest is made of."""
        ...
