"""Reviews in the change feed: nobody but their own side sees those that wait."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Review
from backend_stub.db.wire import wire_value
from backend_stub.ports.rows import SyncRow
from backend_stub.security.caller import ADMIN_SCOPE, user_scope, vendor_scope
from contracts.vocabulary import Entity, ReviewSide, ReviewState


def state_of(row: Review) -> ReviewState:
    """Where a review stands."""
    if row.hidden_at is not None:
        return ReviewState.HIDDEN
    return ReviewState.WAITING if row.waits else ReviewState.VISIBLE


def review_document(row: Review) -> dict[str, Any]:
    """`contracts.reviews.BookingReviewOut`."""
    return {
        "id": wire_value(row.id),
        "version": row.version,
        "booking_id": wire_value(row.booking_id),
        "listing_id": wire_value(row.listing_id),
        "listing_title": row.listing_title,
        "vendor_id": wire_value(row.vendor_id),
        "vendor_name": row.vendor_name,
        "customer": {"id": wire_value(row.customer_id), "name": row.customer_name},
        "side": row.side,
        "author": row.author,
        "rating": row.rating,
        "text": row.text,
        "state": str(state_of(row)),
        "hidden_reason": row.hidden_reason,
        "reply": row.reply,
        "reply_at": wire_value(row.reply_at),
        "report_count": row.report_count,
        "created_at": wire_value(row.created_at),
        "visible_at": wire_value(row.visible_at),
    }


def scopes_of(row: Review) -> frozenset[str]:
    """Who sees a review: its own side always, the other while it is visible, admins what they judge."""
    if row.customer_id is None or row.vendor_id is None:
        return frozenset()
    customer, vendor = user_scope(row.customer_id), vendor_scope(row.vendor_id)
    scopes = {customer if row.side == ReviewSide.CUSTOMER else vendor}
    if state_of(row) is ReviewState.VISIBLE:
        scopes |= {customer, vendor}
    if row.hidden_at is not None or (row.report_count and not row.waits):
        scopes.add(ADMIN_SCOPE)
    return frozenset(scopes)


def seen_by(scopes: Collection[str]) -> ColumnElement[bool]:
    """The condition under which any of these scopes sees a review; the same as `scopes_of` in SQL."""
    visible = and_(Review.waits.is_(False), Review.hidden_at.is_(None))
    parts: list[ColumnElement[bool]] = []
    for scope in sorted(scopes):
        kind, _, id = scope.partition(":")
        if kind == "user":
            own = or_(visible, Review.side == ReviewSide.CUSTOMER)
            parts.append(and_(Review.customer_id == UUID(id), own))
        elif kind == "vendor":
            own = or_(visible, Review.side == ReviewSide.VENDOR)
            parts.append(and_(Review.vendor_id == UUID(id), own))
        elif scope == ADMIN_SCOPE:
            judged = or_(
                Review.hidden_at.is_not(None), and_(Review.report_count > 0, Review.waits.is_(False))
            )
            parts.append(judged)
    return and_(Review.booking_id.is_not(None), or_(*parts)) if parts else false()


class ReviewReader:
    """Shows reviews to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.REVIEW

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These reviews as they are now."""
        rows = await session.scalars(select(Review).where(Review.id.in_(ids), Review.booking_id.is_not(None)))
        return [_sync_row(row) for row in rows]

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next reviews that any of `scopes` sees."""
        query = select(Review).where(seen_by(scopes)).order_by(Review.id).limit(limit)
        if after is not None:
            query = query.where(Review.id > after)
        return [_sync_row(row) for row in await session.scalars(query)]

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every review that `scope` sees."""
        query = select(Review.id, Review.version).where(seen_by([scope]))
        return [(id, version) for id, version in await session.execute(query)]


def _sync_row(row: Review) -> SyncRow:
    return SyncRow(row.id, row.version, scopes_of(row), lambda _shared: review_document(row))
