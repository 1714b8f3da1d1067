"""Imports batches of lines: each by itself, and each only once, for ever."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import ImportRecord, Vendor
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.errors import ForbiddenError, NotFoundError, ProblemError
from backend_stub.ports.importing import ImportingVendor, ImportSinkPort
from backend_stub.security.context import WritingContext
from contracts.permissions import Permission
from contracts.vendors import ImportBatch, ImportItem
from contracts.vocabulary import ImportKind, ImportOutcome


class ImportService:
    """Hands each line to the feature that keeps its kind."""

    def __init__(self, sinks: Iterable[ImportSinkPort]) -> None:
        self._sinks = {sink.kind: sink for sink in sinks}

    async def run(self, writing: WritingContext, vendor_id: UUID, batch: ImportBatch) -> dict[str, Any]:
        """One outcome per line, in order; good lines are kept whatever becomes of the others."""
        if await writing.session.scalar(select(Vendor.id).where(Vendor.id == vendor_id)) is None:
            raise NotFoundError
        writing.caller.require(Permission.IMPORTS_CREATE)
        if vendor_id not in writing.caller.vendor_ids:
            raise ForbiddenError
        await _one_at_a_time(writing.session, vendor_id)
        known = await _known(writing.session, vendor_id, [item.key for item in batch.items])
        vendor = ImportingVendor(vendor_id, writing.caller.id, writing.caller.name)
        results = [await self._line(writing.uow, vendor, item, known) for item in batch.items]
        return {"id": str(batch.id), "items": results}

    async def _line(
        self, uow: UnitOfWork, vendor: ImportingVendor, item: ImportItem, known: dict[str, UUID]
    ) -> dict[str, Any]:
        if item.key in known:
            return _result(item.key, ImportOutcome.UNCHANGED, known[item.key])
        kind = ImportKind(item.kind)
        try:
            async with uow.savepoint():
                entity_id = await self._sinks[kind].keep(uow, vendor, item)
        except ProblemError as problem:
            return _result(item.key, ImportOutcome.REFUSED, None, str(problem.code), _reason(problem))
        record = {
            "vendor_id": vendor.vendor_id,
            "source_key": item.key,
            "kind": str(kind),
            "entity_id": entity_id,
            "imported_at": uow.now,
        }
        await uow.session.execute(insert(ImportRecord), [record])
        known[item.key] = entity_id
        return _result(item.key, ImportOutcome.CREATED, entity_id)


def _result(
    key: str, outcome: ImportOutcome, id: UUID | None, code: str | None = None, detail: str | None = None
) -> dict[str, Any]:
    return {
        "key": key,
        "outcome": str(outcome),
        "id": None if id is None else str(id),
        "code": code,
        "detail": detail,
    }


def _reason(problem: ProblemError) -> str:
    """Why a line was refused, in one sentence."""
    return " ".join(error.detail for error in problem.errors) or problem.detail


async def _one_at_a_time(session: AsyncSession, vendor_id: UUID) -> None:
    """Two imports of one vendor queue up, so that neither adds what the other just added."""
    if session.get_bind().dialect.name == "postgresql":
        lock = func.hashtextextended(f"import:{vendor_id}", 0)
        await session.execute(select(func.pg_advisory_xact_lock(lock)))


async def _known(session: AsyncSession, vendor_id: UUID, keys: list[str]) -> dict[str, UUID]:
    """What became of lines that were imported before."""
    query = select(ImportRecord.source_key, ImportRecord.entity_id).where(
        ImportRecord.vendor_id == vendor_id, ImportRecord.source_key.in_(keys)
    )
    return dict((await session.execute(query)).all())
