"""Groups of people whom news concerns."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Person, RoleGrant, VendorMember
from contracts.vocabulary import PersonStatus, Role


async def members_of(session: AsyncSession, vendor_id: UUID) -> list[UUID]:
    """Who acts for a vendor."""
    query = (
        select(VendorMember.person_id)
        .join(RoleGrant, RoleGrant.person_id == VendorMember.person_id)
        .where(VendorMember.vendor_id == vendor_id, RoleGrant.role == Role.VENDOR)
        .order_by(VendorMember.person_id)
    )
    return list(await session.scalars(query))


async def admins(session: AsyncSession) -> list[UUID]:
    """Everybody who may act as an admin now."""
    query = (
        select(RoleGrant.person_id)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(RoleGrant.role == Role.ADMIN, Person.status == PersonStatus.ACTIVE)
        .order_by(RoleGrant.person_id)
    )
    return list(await session.scalars(query))
