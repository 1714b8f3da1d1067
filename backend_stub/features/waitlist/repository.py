"""Places on the waiting list in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Hold, WaitlistEntry
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.features.waitlist.rows import entries, entry_document, scopes_of, seen_by
from backend_stub.paging import Order, page_of
from contracts.vocabulary import Entity, WaitlistStatus

ORDERS = {"created_at": Order(WaitlistEntry.created_at, datetime, WaitlistEntry.id)}
HOPING = (WaitlistStatus.WAITING, WaitlistStatus.OFFERED)

Wish = tuple[frozenset[str], tuple[WaitlistStatus, ...], UUID | None]
"""For whose scopes, in which states, of which listing (None: any)."""


def list_query(wish: Wish, sort: str, cursor: str | None, limit: int) -> Select[*tuple[Any, ...]]:
    """One page, and one row more if there is one."""
    scopes, statuses, listing_id = wish
    query, seen = entries(), seen_by(scopes)
    if seen is not None:
        query = query.where(seen)
    if statuses:
        query = query.where(WaitlistEntry.status.in_([str(status) for status in statuses]))
    if listing_id is not None:
        query = query.where(WaitlistEntry.listing_id == listing_id)
    return page_of(query, ORDERS, sort, cursor, limit)


async def document_of(session: AsyncSession, entry_id: UUID, caller_id: UUID | None) -> dict[str, Any]:
    """A place as it reads in this transaction."""
    await session.flush()
    row = (await session.execute(entries().where(WaitlistEntry.id == entry_id))).one()
    return entry_document(row, is_own=str(caller_id) == row.person_id)


async def lock(session: AsyncSession, entry_id: UUID) -> WaitlistEntry | None:
    """A place; nobody else changes it until this transaction ends."""
    query = select(WaitlistEntry).where(WaitlistEntry.id == entry_id)
    return await session.scalar(query.with_for_update().execution_options(populate_existing=True))


async def count_hoping(session: AsyncSession, person_id: UUID) -> int:
    """In how many places somebody waits."""
    query = select(func.count()).where(
        WaitlistEntry.person_id == person_id, WaitlistEntry.status.in_([str(word) for word in HOPING])
    )
    return await session.scalar(query) or 0


async def ended_offers(session: AsyncSession, now: datetime, limit: int) -> Sequence[UUID]:
    """Offers that were taken, let go, or whose time is over."""
    query = (
        select(WaitlistEntry.id)
        .join(Hold, Hold.id == WaitlistEntry.hold_id)
        .where(
            WaitlistEntry.status == WaitlistStatus.OFFERED,
            or_(Hold.state != "live", WaitlistEntry.offered_until <= now),
        )
        .limit(limit)
    )
    return list(await session.scalars(query))


async def hopeless(session: AsyncSession, now: datetime, limit: int) -> Sequence[UUID]:
    """Places whose window has passed."""
    query = (
        select(WaitlistEntry.id)
        .where(WaitlistEntry.status == WaitlistStatus.WAITING, WaitlistEntry.window_until <= now)
        .limit(limit)
    )
    return list(await session.scalars(query))


async def waiting(session: AsyncSession, now: datetime) -> Sequence[WaitlistEntry]:
    """Who waits, listing by listing, whoever came first in front."""
    query = (
        select(WaitlistEntry)
        .where(WaitlistEntry.status == WaitlistStatus.WAITING, WaitlistEntry.window_until > now)
        .order_by(WaitlistEntry.listing_id, WaitlistEntry.created_at, WaitlistEntry.id)
    )
    return list(await session.scalars(query))


def tell(uow: UnitOfWork, entry: WaitlistEntry, *, is_new: bool = False) -> None:
    """The feed hears of a place."""
    scopes = scopes_of(entry.vendor_id, entry.person_id)
    before = () if is_new else scopes
    uow.record_change(Entity.WAITLIST, entry.id, entry.version, before=before, after=scopes)


async def change(uow: UnitOfWork, entry: WaitlistEntry, status: WaitlistStatus) -> None:
    """Another standing; only an offer has an end."""
    entry.status, entry.updated_at = str(status), uow.now
    entry.version += 1
    if status is not WaitlistStatus.OFFERED:
        entry.offered_until = None
    await uow.session.flush()
    tell(uow, entry)
