"""People as admins see them."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Booking, Person, RoleGrant, Vendor, VendorMember
from backend_stub.ports.rows import SyncRow
from backend_stub.security.caller import ADMIN_SCOPE
from contracts.vocabulary import Entity, Role
from contracts.wire import rfc3339

_ROLE_ORDER = {str(role): number for number, role in enumerate(Role)}


async def person_documents(session: AsyncSession, people: Sequence[Person]) -> list[dict[str, Any]]:
    """`contracts.people.PersonOut` for each, by three more queries for all of them."""
    ids = [person.id for person in people]
    roles: dict[UUID, list[str]] = {}
    for person_id, role in await session.execute(
        select(RoleGrant.person_id, RoleGrant.role).where(RoleGrant.person_id.in_(ids))
    ):
        roles.setdefault(person_id, []).append(role)
    vendors: dict[UUID, list[dict[str, str]]] = {}
    member = (
        select(VendorMember.person_id, Vendor.id, Vendor.name)
        .join(Vendor, Vendor.id == VendorMember.vendor_id)
        .where(VendorMember.person_id.in_(ids))
        .order_by(Vendor.name, Vendor.id)
    )
    for person_id, vendor_id, name in await session.execute(member):
        vendors.setdefault(person_id, []).append({"id": str(vendor_id), "name": name})
    counted = (
        select(Booking.customer_id, func.count())
        .where(Booking.customer_id.in_(ids))
        .group_by(Booking.customer_id)
    )
    counts = dict((await session.execute(counted)).all())
    return [
        {
            "id": str(person.id),
            "version": person.version,
            "name": person.name,
            "email": person.email,
            "roles": sorted(roles.get(person.id, ()), key=_ROLE_ORDER.__getitem__),
            "vendors": vendors.get(person.id, []),
            "status": person.status,
            "suspended_reason": person.suspended_reason,
            "booking_count": counts.get(person.id, 0),
            "created_at": rfc3339(person.created_at),
            "last_seen_at": None if person.last_seen_at is None else rfc3339(person.last_seen_at),
        }
        for person in people
    ]


class PersonReader:
    """Shows people to the change feed (`ports.rows.RowReaderPort`); only admins see any."""

    entity = Entity.PERSON

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These people as they are now."""
        people = (await session.scalars(select(Person).where(Person.id.in_(ids)))).all()
        return await _sync_rows(session, people)

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next people."""
        if ADMIN_SCOPE not in scopes:
            return []
        query = select(Person).order_by(Person.id).limit(limit)
        if after is not None:
            query = query.where(Person.id > after)
        return await _sync_rows(session, (await session.scalars(query)).all())

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of everybody."""
        if scope != ADMIN_SCOPE:
            return []
        return [(id, version) for id, version in await session.execute(select(Person.id, Person.version))]


async def _sync_rows(session: AsyncSession, people: Sequence[Person]) -> list[SyncRow]:
    documents = await person_documents(session, people)
    return [_sync_row(person, document) for person, document in zip(people, documents, strict=True)]


def _sync_row(person: Person, document: dict[str, Any]) -> SyncRow:
    return SyncRow(person.id, person.version, frozenset({ADMIN_SCOPE}), lambda _shared: document)
