"""Whether a vendor comes to an address."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Address, Listing
from backend_stub.distance import distance_m
from backend_stub.errors import InvalidInputError
from backend_stub.ports.places import Coordinates
from contracts.vocabulary import ListingPlace


class AddressBook:
    """Implements `ports.places.AddressBookPort`."""

    async def check(
        self, session: AsyncSession, person_id: UUID, address_id: UUID, listing_id: UUID
    ) -> Coordinates | None:
        """Refuse an address of somebody else, and one beyond the area that the listing is offered in."""
        address = await session.get(Address, address_id)
        if address is None or address.person_id != person_id:
            raise InvalidInputError.field("address_id", "unknown", "This is not one of your addresses.")
        query = select(Listing.place, Listing.details).where(Listing.id == listing_id)
        place, details = (await session.execute(query)).one()
        area = (details or {}).get("service_area")
        if place != ListingPlace.AT_CUSTOMER or address.latitude is None or address.longitude is None:
            # Where nobody knows where it is, the vendor sees the address with the request and decides.
            return None
        if area is None:
            return address.latitude, address.longitude
        away = distance_m(address.latitude, address.longitude, area["latitude"], area["longitude"])
        if away > area["radius_m"]:
            detail = (
                f"This address is {away / 1000:.1f} km away; "
                f"the vendor comes as far as {area['radius_m'] / 1000:.1f} km."
            )
            raise InvalidInputError.field("address_id", "out_of_area", detail)
        return address.latitude, address.longitude
