"""Where addresses are, and whether somebody comes there."""

from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

Coordinates = tuple[float, float]
"""Latitude and longitude in degrees."""


class GazetteerPort(Protocol):
    """Knows where towns are."""

    async def find(self, country: str, city: str) -> Coordinates | None:
        """The middle of a town by its name in any language; None for one that is not known."""
        ...


class AddressBookPort(Protocol):
    """Other features' view of address books."""

    async def check(
        self, session: AsyncSession, person_id: UUID, address_id: UUID, listing_id: UUID
    ) -> Coordinates | None:
        """Refuse (422, `address_id`) an address of somebody else, or one that the vendor does not come to.

        Where it is, if that is known and the vendor comes there.
        """
        ...
