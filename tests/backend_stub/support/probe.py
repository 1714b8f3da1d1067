"""The smallest feature there can be: rows to write, in any scopes, to test what all features use."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from fastapi import Query
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import JSONResponse, Response

from backend_stub.db.tables import Category
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.errors import ConflictError, NotFoundError
from backend_stub.foundation import Foundation, Surface
from backend_stub.parameters import WholeNumber
from backend_stub.ports.rows import SyncRow
from backend_stub.security.context import Reading, Writing
from contracts.errors import ErrorCode
from contracts.events import EventName
from contracts.vocabulary import Entity
from contracts.wire import Instant, Wire


class ProbeIn(Wire):
    """A row to write; `scopes` are who may see it."""

    id: UUID
    name: str
    scopes: tuple[str, ...] = ()
    at: Instant | None = None
    mode: str = "normal"


class ProbeReader:
    """Reads the probe's rows; their scopes stand in `art`, separated by blanks."""

    entity = Entity.CATEGORY

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        rows = await session.execute(select(*_COLUMNS).where(Category.id.in_(ids)))
        return [_row(*row) for row in rows]

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        rows = [_row(*row) for row in await session.execute(select(*_COLUMNS))]
        seen = [
            row for row in rows if row.scopes & frozenset(scopes) and (not after or str(row.id) > str(after))
        ]
        return sorted(seen, key=lambda row: str(row.id))[:limit]

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID | str, int]]:
        rows = [_row(*row) for row in await session.execute(select(*_COLUMNS))]
        return [(row.id, row.version) for row in rows if scope in row.scopes]


_COLUMNS = (Category.id, Category.version, Category.name, Category.art)


def _row(id: UUID, version: int, name: str, art: str) -> SyncRow:
    document: dict[str, Any] = {"id": str(id), "version": version, "name": name}
    if name.startswith("pad:"):
        document["padding"] = "x" * int(name.removeprefix("pad:"))
    return SyncRow(id, version, frozenset(art.split()), lambda via: document)


async def put(uow: UnitOfWork, id: UUID, name: str, scopes: Collection[str]) -> int:
    """Write or change a row, and tell the feed."""
    old = (
        await uow.session.execute(select(Category.version, Category.art).where(Category.id == id))
    ).one_or_none()
    version = old.version + 1 if old else 1
    values: dict[str, Any] = {
        "version": version,
        "name": name,
        "art": " ".join(sorted(scopes)),
        "position": 0,
    }
    if old:
        await uow.session.execute(update(Category).where(Category.id == id).values(**values))
    else:
        await uow.session.execute(insert(Category).values(id=id, **values))
    uow.record_change(Entity.CATEGORY, id, version, before=old.art.split() if old else (), after=scopes)
    return version


async def remove(uow: UnitOfWork, id: UUID) -> None:
    """Delete a row, and tell the feed."""
    old = (await uow.session.execute(select(Category.version, Category.art).where(Category.id == id))).one()
    await uow.session.execute(delete(Category).where(Category.id == id))
    uow.record_change(Entity.CATEGORY, id, old.version + 1, before=old.art.split(), op="delete")


def build_probe(foundation: Foundation) -> Surface:
    """The probe as the only feature."""
    router = foundation.door.router(tag="probe")

    @router.post("/probes", status_code=201)
    async def write(writing: Writing, probe: ProbeIn) -> Response:
        version = await put(writing.uow, probe.id, probe.name, probe.scopes)
        writing.uow.emit(EventName.LISTING_CHANGED, {"id": str(probe.id)})
        if probe.mode == "conflict":
            raise ConflictError(ErrorCode.SLOT_TAKEN, "refused after it wrote", alternatives=[])
        if probe.mode == "failure":
            raise RuntimeError("our own fault, after it wrote")
        headers = {"ETag": f'"{version}"', "Location": f"/api/v1/probes/{probe.id}"}
        return JSONResponse({"id": str(probe.id), "version": version}, 201, headers=headers)

    @router.patch("/probes/{probe_id}")
    async def change(writing: Writing, probe_id: UUID, probe: ProbeIn) -> Response:
        found = await ProbeReader().load(writing.session, [probe_id])
        if not found:
            raise NotFoundError
        (row,) = found
        writing.expect(row.version, lambda: row.show(row.scopes))
        version = await put(writing.uow, probe_id, probe.name, probe.scopes)
        return JSONResponse({"version": version}, headers={"ETag": f'"{version}"'})

    @router.delete("/probes/{probe_id}", status_code=204)
    async def drop(writing: Writing, probe_id: UUID) -> Response:
        await remove(writing.uow, probe_id)
        return Response(status_code=204)

    @router.get("/probes")
    async def read(
        reading: Reading, limit: WholeNumber = Query(10, ge=1), since: Instant | None = None
    ) -> list[str]:
        rows = await reading.session.execute(select(Category.name).limit(limit))
        return list(rows.scalars())

    return Surface(routers=[router], row_readers=[ProbeReader()])
