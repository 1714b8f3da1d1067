"""When resources are busy, asked once and then kept in mind: what a batch would otherwise ask line by line.

Only for a transaction that has claimed these resources (`db.occupying.claim`), so that nobody else gives out
their time meanwhile. The database still refuses what overlaps.
"""

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable
from datetime import datetime
from operator import itemgetter
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Occupancy

Stretch = tuple[datetime, datetime]


class BusyTimes:
    """Half-open stretches of each resource; they never overlap."""

    def __init__(self, busy: Iterable[tuple[UUID, datetime, datetime]]) -> None:
        self._stretches: dict[UUID, list[Stretch]] = {}
        for resource_id, starts_at, ends_at in sorted(busy, key=itemgetter(1)):
            known = self._stretches.setdefault(resource_id, [])
            if known and starts_at < known[-1][1]:
                known[-1] = (known[-1][0], max(known[-1][1], ends_at))
            else:
                known.append((starts_at, ends_at))

    def is_free(self, resource_id: UUID, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether nothing overlaps this stretch."""
        known = self._stretches.get(resource_id, [])
        place = bisect_left(known, ends_at, key=itemgetter(0))
        return place == 0 or known[place - 1][1] <= starts_at

    def add(self, resource_id: UUID, starts_at: datetime, ends_at: datetime) -> None:
        """Somebody is busy from now on in a stretch that was free."""
        insort(self._stretches.setdefault(resource_id, []), (starts_at, ends_at))


async def load_busy_times(
    session: AsyncSession,
    resource_ids: Collection[UUID],
    stretches: Collection[Stretch],
    *,
    sharing: UUID | None = None,
) -> BusyTimes:
    """What occupies these resources around the stretches, but for rows of the lane that they share."""
    if not stretches:
        return BusyTimes(())
    query = select(Occupancy.resource_id, Occupancy.starts_at, Occupancy.ends_at).where(
        Occupancy.resource_id.in_(resource_ids),
        Occupancy.occupies,
        Occupancy.starts_at < max(ends_at for _, ends_at in stretches),
        Occupancy.ends_at > min(starts_at for starts_at, _ in stretches),
    )
    if sharing is not None:
        query = query.where(Occupancy.lane != sharing)
    return BusyTimes((await session.execute(query)).all())
