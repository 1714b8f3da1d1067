"""Announcements: drafts, their preview, when they go out, and what became of them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.conflict import is_duplicate
from backend_stub.db.tables import Announcement, Subscriber
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.errors import ConflictError, ForbiddenError, NotFoundError
from backend_stub.features.subscriptions.audience import belongs, category_of, is_active
from backend_stub.letters.rendering import Footer, render_mail
from backend_stub.paging import Order, page_of, write_cursor
from backend_stub.ports.rows import SyncRow
from backend_stub.security.caller import ADMIN_SCOPE
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.errors import ErrorCode
from contracts.permissions import Permission
from contracts.subscriptions import (
    AnnouncementChange,
    AnnouncementCreate,
    AnnouncementSchedule,
    AnnouncementState,
    Segment,
)
from contracts.vocabulary import Entity
from contracts.wire import rfc3339

_ORDERS: Final = {"created_at": Order(Announcement.created_at, datetime, Announcement.id)}
_NAMES: Final = ("subject", "segment", "segment_value", "state")


def announcement_document(row: Announcement) -> dict[str, Any]:
    """`contracts.subscriptions.AnnouncementOut`."""
    instants = {
        name: None if (value := getattr(row, name)) is None else rfc3339(value)
        for name in ("send_at", "started_at", "finished_at", "created_at", "updated_at")
    }
    return {
        "id": str(row.id),
        "version": row.version,
        "subject": row.subject,
        "body": row.body,
        "segment": row.segment,
        "segment_value": row.segment_value,
        "state": row.state,
        "recipients": row.recipients,
        "sent": row.sent,
        "failed": row.failed,
        **instants,
    }


def note_change(uow: UnitOfWork, row: Announcement, *, is_new: bool = False) -> None:
    """Tell the feed that an announcement is new, or another."""
    if not is_new:
        row.version += 1
    row.updated_at = uow.now
    before = () if is_new else [ADMIN_SCOPE]
    uow.record_change(Entity.ANNOUNCEMENT, row.id, row.version, before=before, after=[ADMIN_SCOPE])


class AnnouncementService:
    """For admins alone; others don't see that there are any."""

    async def page(
        self,
        reading: ReadingContext,
        state: AnnouncementState | None,
        sort: str,
        cursor: str | None,
        limit: int,
    ) -> dict[str, Any]:
        """One page, newest first unless asked otherwise."""
        query = select(Announcement)
        if state is not None:
            query = query.where(Announcement.state == str(state))
        query = page_of(query, _ORDERS, sort, cursor, limit)
        reading.caller.require(Permission.SUBSCRIBERS_MANAGE)
        rows = (await reading.session.scalars(query)).all()
        following = None
        if len(rows) > limit:
            following = write_cursor(sort, (rows[limit - 1].created_at, rows[limit - 1].id))
        return {"items": [announcement_document(row) for row in rows[:limit]], "next_cursor": following}

    async def one(self, reading: ReadingContext, id: UUID) -> dict[str, Any]:
        """One announcement."""
        row = await reading.session.get(Announcement, id)
        if row is None or not reading.caller.may(Permission.SUBSCRIBERS_MANAGE):
            raise NotFoundError
        return announcement_document(row)

    async def preview(self, reading: ReadingContext, id: UUID, language: str) -> dict[str, Any]:
        """What a subscriber would read, and how many would if it went out now."""
        row = await reading.session.get(Announcement, id)
        if row is None or not reading.caller.may(Permission.SUBSCRIBERS_MANAGE):
            raise NotFoundError
        content = {"subject": row.subject, "body": row.body}
        words = render_mail("announcement", language, "", content, Footer("#", "why.newsletter"))
        audience = belongs(Segment(row.segment), row.segment_value)
        query = select(func.count()).select_from(Subscriber).where(is_active(), audience)
        return {
            "subject": words.subject,
            "text": words.text,
            "html": words.html,
            "recipients": (await reading.session.execute(query)).scalar_one(),
        }

    async def create(self, writing: WritingContext, wish: AnnouncementCreate) -> dict[str, Any]:
        """A new draft."""
        _check(wish)
        if not writing.caller.may(Permission.SUBSCRIBERS_MANAGE):
            raise ForbiddenError
        row = Announcement(
            **wish.model_dump(),
            version=1,
            state=str(AnnouncementState.DRAFT),
            send_at=None,
            started_at=None,
            finished_at=None,
            reached=None,
            recipients=0,
            sent=0,
            failed=0,
            created_by=writing.caller.id,
            created_at=writing.now,
            updated_at=writing.now,
        )
        try:
            async with writing.uow.savepoint():
                writing.session.add(row)
                await writing.session.flush()
        except IntegrityError as error:
            if is_duplicate(error):
                raise ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.") from error
            raise
        note_change(writing.uow, row, is_new=True)
        return announcement_document(row)

    async def change(self, writing: WritingContext, id: UUID, wish: AnnouncementChange) -> dict[str, Any]:
        """Write a draft anew."""
        _check(wish)
        row = await self._get(writing, id)
        _must_be(row, AnnouncementState.DRAFT, "Only a draft can be changed; take it back first.")
        for name, value in wish.model_dump().items():
            setattr(row, name, value)
        note_change(writing.uow, row)
        return announcement_document(row)

    async def schedule(self, writing: WritingContext, id: UUID, wish: AnnouncementSchedule) -> dict[str, Any]:
        """Send a draft, now or later."""
        row = await self._get(writing, id)
        _must_be(row, AnnouncementState.DRAFT, "Only a draft can be sent, and only once.")
        before = _audited(row)
        row.state = str(AnnouncementState.SCHEDULED)
        row.send_at = max(wish.send_at or writing.now, writing.now)
        after = {**_audited(row), "send_at": rfc3339(row.send_at)}
        writing.audit("announcement.scheduled", "announcement", row.id, before=before, after=after)
        note_change(writing.uow, row)
        return announcement_document(row)

    async def cancel(self, writing: WritingContext, id: UUID) -> dict[str, Any]:
        """Take back what has not begun to go out: it is a draft again; a draft is put away for good."""
        row = await self._get(writing, id)
        before, state = _audited(row), AnnouncementState(row.state)
        if state is AnnouncementState.SCHEDULED:
            row.state, row.send_at = str(AnnouncementState.DRAFT), None
        elif state is AnnouncementState.DRAFT:
            row.state = str(AnnouncementState.CANCELLED)
        else:
            detail = "What has begun to go out can't be taken back."
            raise ConflictError(ErrorCode.INVALID_TRANSITION, detail)
        writing.audit("announcement.cancelled", "announcement", row.id, before=before, after=_audited(row))
        note_change(writing.uow, row)
        return announcement_document(row)

    async def _get(self, writing: WritingContext, id: UUID) -> Announcement:
        query = select(Announcement).where(Announcement.id == id).with_for_update()
        row = await writing.session.scalar(query)
        if row is None or not writing.caller.may(Permission.SUBSCRIBERS_MANAGE):
            raise NotFoundError
        writing.expect(row.version, lambda: announcement_document(row))
        return row


class AnnouncementReader:
    """Shows announcements to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.ANNOUNCEMENT

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These announcements as they are now."""
        rows = await session.scalars(select(Announcement).where(Announcement.id.in_(ids)))
        return [_sync_row(row) for row in rows]

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next announcements, for admins."""
        if ADMIN_SCOPE not in scopes:
            return []
        query = select(Announcement)
        if after is not None:
            query = query.where(Announcement.id > after)
        return [_sync_row(row) for row in await session.scalars(query.order_by(Announcement.id).limit(limit))]

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every announcement."""
        if scope != ADMIN_SCOPE:
            return []
        query = select(Announcement.id, Announcement.version)
        return [(id, version) for id, version in await session.execute(query)]


def _sync_row(row: Announcement) -> SyncRow:
    return SyncRow(row.id, row.version, frozenset({ADMIN_SCOPE}), lambda _shared: announcement_document(row))


def _audited(row: Announcement) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _NAMES}


def _check(wish: AnnouncementCreate | AnnouncementChange) -> None:
    if wish.segment is Segment.CATEGORY:
        category_of(wish.segment_value or "")


def _must_be(row: Announcement, state: AnnouncementState, detail: str) -> None:
    if row.state != state:
        raise ConflictError(ErrorCode.INVALID_TRANSITION, detail)
