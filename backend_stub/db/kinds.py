"""Categories within categories, as rates and coupons follow them."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Category


@dataclass(frozen=True, slots=True)
class Kinds:
    """Every category with the one above it."""

    above: Mapping[UUID, UUID | None]

    def line(self, category_id: UUID) -> list[UUID]:
        """A category and all above it, itself first."""
        found: list[UUID] = []
        here: UUID | None = category_id
        while here is not None and here not in found:
            found.append(here)
            here = self.above.get(here)
        return found

    def with_below(self, category_id: UUID) -> frozenset[UUID]:
        """A category and all below it."""
        return frozenset({category_id, *(id for id in self.above if category_id in self.line(id))})


async def load_kinds(session: AsyncSession) -> Kinds:
    """All of them; there are few."""
    rows = await session.execute(select(Category.id, Category.parent_id))
    return Kinds({row.id: row.parent_id for row in rows})
