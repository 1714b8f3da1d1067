"""The row readers of all features, asked together."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.ports.rows import RowReaderPort, SyncRow
from contracts.vocabulary import Entity

RowKey = tuple[Entity, UUID]


class RowReaders:
    """Knows who reads the rows of an entity."""

    def __init__(self, readers: Sequence[RowReaderPort]) -> None:
        self._readers = {reader.entity: reader for reader in sorted(readers, key=lambda r: r.entity)}
        if len(self._readers) != len(readers):
            raise ValueError("two readers for one entity")

    @property
    def entities(self) -> tuple[Entity, ...]:
        """All entities, in the order in which they are filled in."""
        return tuple(self._readers)

    def of(self, entity: Entity) -> RowReaderPort:
        """The reader of one entity."""
        return self._readers[entity]

    async def load(self, session: AsyncSession, keys: Iterable[RowKey]) -> dict[RowKey, SyncRow]:
        """These rows as they are now; those that are gone are left out."""
        by_entity: dict[Entity, set[UUID]] = {}
        for entity, id in keys:
            by_entity.setdefault(entity, set()).add(id)
        rows: dict[RowKey, SyncRow] = {}
        for entity, ids in by_entity.items():
            reader = self._readers.get(entity)
            if reader is not None:
                rows.update({(entity, row.id): row for row in await reader.load(session, ids)})
        return rows
