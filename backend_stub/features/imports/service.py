"""Imports batches of lines: each by itself, and each only once, for ever."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import ImportRecord, Vendor
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.errors import ForbiddenError, NotFoundError, ProblemError
from backend_stub.ports.importing import ImportingVendor, ImportSinkPort, Kept
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
        results: list[dict[str, Any]] = []
        for run in _runs(batch.items):
            results += await self._keep(writing.uow, vendor, run, known)
        return {"id": str(batch.id), "items": results}

    async def _keep(
        self, uow: UnitOfWork, vendor: ImportingVendor, run: Sequence[ImportItem], known: dict[str, UUID]
    ) -> list[dict[str, Any]]:
        """The outcomes of a run; what it added is known from then on."""
        kind = ImportKind(run[0].kind)
        fresh = [item for item in run if item.key not in known]
        kept = await self._sinks[kind].keep(uow, vendor, fresh) if fresh else ()
        became = {item.key: outcome for item, outcome in zip(fresh, kept, strict=True)}
        added = {key: outcome for key, outcome in became.items() if not isinstance(outcome, ProblemError)}
        if added:
            await _remember(uow, vendor.vendor_id, kind, added)
        results = [_outcome(item.key, became.get(item.key), known) for item in run]
        known.update(added)
        return results


def _runs(items: Iterable[ImportItem]) -> Iterator[list[ImportItem]]:
    """The lines in their order, in stretches of one kind in which no key stands twice."""
    run: dict[str, ImportItem] = {}
    kind = None
    for item in items:
        if run and (item.kind != kind or item.key in run):
            yield list(run.values())
            run = {}
        kind = item.kind
        run[item.key] = item
    if run:
        yield list(run.values())


async def _remember(uow: UnitOfWork, vendor_id: UUID, kind: ImportKind, added: Mapping[str, UUID]) -> None:
    records = [
        {
            "vendor_id": vendor_id,
            "source_key": key,
            "kind": str(kind),
            "entity_id": entity_id,
            "imported_at": uow.now,
        }
        for key, entity_id in added.items()
    ]
    await uow.session.execute(insert(ImportRecord), records)


def _outcome(key: str, became: Kept | None, known: Mapping[str, UUID]) -> dict[str, Any]:
    if became is None:
        return _result(key, ImportOutcome.UNCHANGED, known[key])
    if isinstance(became, ProblemError):
        return _result(key, ImportOutcome.REFUSED, None, str(became.code), _reason(became))
    return _result(key, ImportOutcome.CREATED, became)


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
