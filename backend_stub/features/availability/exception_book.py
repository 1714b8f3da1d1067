"""Days that are otherwise: who enters them, changes them and takes them out."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.conflict import is_duplicate
from backend_stub.db.tables import AvailabilityException, Staff
from backend_stub.errors import ConflictError, InvalidInputError, NotFoundError
from backend_stub.features.availability.rows import exception_document
from backend_stub.features.availability.rules import require_own_vendor
from backend_stub.paging import Order, page_of, write_cursor
from backend_stub.security.caller import vendor_scope
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.availability import ExceptionCreate, ExceptionPatch, OpenStretch
from contracts.availability_words import ExceptionKind
from contracts.errors import ErrorCode
from contracts.permissions import Permission
from contracts.vocabulary import Entity

_ORDERS = {"first_day": Order(AvailabilityException.first_day, date, AvailabilityException.id)}


class ExceptionBook:
    """Exceptions of the caller's vendors."""

    async def page(
        self,
        reading: ReadingContext,
        vendor_id: UUID | None,
        since: date | None,
        until: date | None,
        sort: str,
        cursor: str | None,
        limit: int,
    ) -> dict[str, Any]:
        """One page of exceptions that touch the days from `since` to `until`."""
        reading.caller.require(Permission.AVAILABILITY_MANAGE)
        table = AvailabilityException
        query = select(table).where(table.vendor_id.in_(reading.caller.vendor_ids))
        if vendor_id is not None:
            query = query.where(table.vendor_id == vendor_id)
        if since is not None:
            query = query.where(table.last_day >= since)
        if until is not None:
            query = query.where(table.first_day < until)
        rows = (await reading.session.scalars(page_of(query, _ORDERS, sort, cursor, limit))).all()
        shown = rows[:limit]
        following = None
        if len(rows) > limit:
            following = write_cursor(sort, (shown[-1].first_day, shown[-1].id))
        return {"items": [exception_document(row) for row in shown], "next_cursor": following}

    async def create(self, writing: WritingContext, wish: ExceptionCreate) -> dict[str, Any]:
        """Enter days that are otherwise; bookings that are there stay."""
        await require_own_vendor(writing.session, writing.caller, wish.vendor_id)
        if wish.staff_id is not None:
            await _require_staff(writing.session, wish.vendor_id, wish.staff_id)
        fields = wish.model_dump(exclude={"hours", "kind"})
        row = AvailabilityException(
            **fields,
            version=1,
            kind=str(wish.kind),
            hours=_minutes(wish.hours),
            is_holiday=False,
            created_at=writing.now,
        )
        try:
            async with writing.uow.savepoint():
                writing.session.add(row)
                await writing.session.flush()
        except IntegrityError as error:
            if is_duplicate(error):
                raise ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.") from error
            raise
        document = exception_document(row)
        writing.uow.record_change(Entity.EXCEPTION, row.id, 1, after=[vendor_scope(row.vendor_id)])
        writing.audit("availability.exception_added", "exception", row.id, after=document)
        return document

    async def update(
        self, writing: WritingContext, exception_id: UUID, patch: ExceptionPatch
    ) -> dict[str, Any]:
        """Change some fields of an exception."""
        changes = patch.model_dump(exclude_unset=True)
        for field, value in changes.items():
            if value is None:
                raise InvalidInputError.field(
                    field, "missing", "This can't be nothing; leave it out to keep it."
                )
        row = await _own(writing, exception_id)
        before = exception_document(row)
        if patch.hours is not None:
            changes["hours"] = _minutes(patch.hours)
        for field, value in changes.items():
            setattr(row, field, str(value) if field == "kind" else value)
        if row.first_day > row.last_day:
            raise InvalidInputError.field("last_day", "range", "This can't be before the first day.")
        if row.kind == ExceptionKind.OPEN and not row.hours:
            raise InvalidInputError.field("hours", "missing", "Say from when until when it is open.")
        row.version += 1
        await writing.session.flush()
        document = exception_document(row)
        scopes = [vendor_scope(row.vendor_id)]
        writing.uow.record_change(Entity.EXCEPTION, row.id, row.version, before=scopes, after=scopes)
        writing.audit("availability.exception_changed", "exception", row.id, before=before, after=document)
        return document

    async def delete(self, writing: WritingContext, exception_id: UUID) -> None:
        """The days are as usual again."""
        row = await _own(writing, exception_id)
        document = exception_document(row)
        await writing.session.delete(row)
        scopes = [vendor_scope(row.vendor_id)]
        writing.uow.record_change(Entity.EXCEPTION, row.id, row.version + 1, before=scopes, op="delete")
        writing.audit("availability.exception_removed", "exception", row.id, before=document)


async def _own(writing: WritingContext, exception_id: UUID) -> AvailabilityException:
    row = await writing.session.get(AvailabilityException, exception_id, with_for_update=True)
    if row is None or row.vendor_id not in writing.caller.vendor_ids:
        raise NotFoundError
    writing.caller.require(Permission.AVAILABILITY_MANAGE)
    writing.expect(row.version, lambda: exception_document(row))
    return row


async def _require_staff(session: AsyncSession, vendor_id: UUID, staff_id: UUID) -> None:
    query = select(Staff.id).where(Staff.id == staff_id, Staff.vendor_id == vendor_id)
    if await session.scalar(query) is None:
        raise NotFoundError("Nobody of that id works there.")


def _minutes(stretches: list[OpenStretch]) -> list[list[int]]:
    return [list(each.minutes) for each in stretches]
