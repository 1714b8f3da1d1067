"""Closes and opens time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_duplicate
from backend_stub.db.tables import Block
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.errors import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    ProblemError,
)
from backend_stub.features.blocks import repository
from backend_stub.features.blocks.rows import WIRE_COLUMNS, block_document
from backend_stub.instants import check_instant, check_zone
from backend_stub.lists import PreparedList
from backend_stub.paging import page_of
from backend_stub.ports.importing import ImportingVendor, Kept
from backend_stub.security.caller import vendor_scope
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.errors import ErrorCode
from contracts.permissions import Permission
from contracts.vendors import BlockCreate, ImportedBlock
from contracts.vocabulary import Entity, ImportKind


class BlockService:
    """Blocks of the caller's vendors."""

    def __init__(self) -> None:
        self._list = PreparedList(_list_query, repository.ORDERS, block_document)

    async def page(
        self,
        reading: ReadingContext,
        vendor_id: UUID | None,
        since: datetime | None,
        until: datetime | None,
        sort: str,
        cursor: str | None,
        limit: int,
    ) -> dict[str, Any]:
        """One page of blocks that touch a range of time."""
        reading.caller.require(Permission.BLOCKS_MANAGE)
        wish = (reading.caller.vendor_ids, vendor_id, since, until)
        return await self._list.page(reading.session, wish, sort, cursor, limit)

    async def create(self, writing: WritingContext, wish: BlockCreate) -> dict[str, Any]:
        """Close a stretch of time."""
        check_zone(wish.zone)
        check_instant("starts_at", wish.starts_at)
        check_instant("ends_at", wish.ends_at)
        if not await repository.vendor_exists(writing.session, wish.vendor_id):
            raise NotFoundError
        people = await repository.staff_of(writing.session, wish.vendor_id)
        if wish.staff_id is not None and wish.staff_id not in people:
            raise NotFoundError("Nobody of that id works there.")
        writing.caller.require(Permission.BLOCKS_MANAGE)
        if wish.vendor_id not in writing.caller.vendor_ids:
            raise ForbiddenError
        block = Block(**wish.model_dump(), version=1, source_key=None, created_at=writing.now)
        try:
            async with writing.uow.savepoint():
                await keep(writing.uow, [block], people)
        except IntegrityError as error:
            if is_duplicate(error):
                raise ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.") from error
            raise
        return block_document(block)

    async def delete(self, writing: WritingContext, block_id: UUID) -> None:
        """Open blocked time again."""
        block = await repository.find(writing.session, block_id)
        if block is None or block.vendor_id not in writing.caller.vendor_ids:
            raise NotFoundError
        writing.caller.require(Permission.BLOCKS_MANAGE)
        writing.expect(block.version, lambda: block_document(block))
        scopes = [vendor_scope(block.vendor_id)]
        await repository.remove(writing.session, block_id)
        writing.uow.record_change(Entity.BLOCK, block_id, block.version + 1, before=scopes, op="delete")


def _list_query(
    wish: tuple[frozenset[UUID], UUID | None, datetime | None, datetime | None],
    sort: str,
    cursor: str | None,
    limit: int,
) -> Select[*tuple[Any, ...]]:
    vendor_ids, vendor_id, since, until = wish
    query = select(*WIRE_COLUMNS).where(Block.vendor_id.in_(vendor_ids))
    if vendor_id is not None:
        query = query.where(Block.vendor_id == vendor_id)
    if since is not None:
        query = query.where(Block.ends_at > since)
    if until is not None:
        query = query.where(Block.starts_at < until)
    return page_of(query, repository.ORDERS, sort, cursor, limit)


class BlockSink:
    """Keeps imported blocks (`ports.importing.ImportSinkPort`)."""

    kind = ImportKind.BLOCK

    async def keep(
        self, uow: UnitOfWork, vendor: ImportingVendor, items: Sequence[ImportedBlock]
    ) -> Sequence[Kept]:
        """Events of a calendar as blocked time."""
        people = await repository.staff_of(uow.session, vendor.vendor_id)
        blocks: list[Block] = []
        kept: list[Kept] = []
        for item in items:
            try:
                _check(item, people)
            except ProblemError as problem:
                kept.append(problem)
                continue
            block = Block(
                id=uuid4(),
                version=1,
                vendor_id=vendor.vendor_id,
                staff_id=item.staff_id,
                starts_at=item.starts_at,
                ends_at=item.ends_at,
                zone=item.zone,
                title=item.title,
                all_day=item.all_day,
                source_key=item.key,
                created_at=uow.now,
            )
            blocks.append(block)
            kept.append(block.id)
        await keep(uow, blocks, people)
        return kept


async def keep(uow: UnitOfWork, blocks: Sequence[Block], people: Sequence[UUID]) -> None:
    """Write blocks down, with their feed rows."""
    await repository.add(uow.session, blocks, people, uow.now)
    for block in blocks:
        uow.record_change(Entity.BLOCK, block.id, 1, after=[vendor_scope(block.vendor_id)])


def _check(item: ImportedBlock, people: Sequence[UUID]) -> None:
    check_zone(item.zone)
    check_instant("starts_at", item.starts_at)
    check_instant("ends_at", item.ends_at)
    if item.ends_at <= item.starts_at:
        raise InvalidInputError.field("ends_at", "range", "This has to be after the start.")
    if item.staff_id is not None and item.staff_id not in people:
        raise NotFoundError("Nobody of that id works there.")
