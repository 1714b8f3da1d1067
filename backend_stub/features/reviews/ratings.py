"""What reviews add up to: computed in SQL, in the transaction that changes what counts."""

from typing import Final
from uuid import UUID

from sqlalchemy import func, select, update

from backend_stub.db.tables import Listing, Review, Vendor
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.security.caller import CATALOGUE_SCOPE
from contracts.events import EventName
from contracts.listings import ListingStatus
from contracts.vocabulary import Entity, ReviewSide

_SEEN: Final = (CATALOGUE_SCOPE,)
_COUNTS: Final = (
    Review.side == ReviewSide.CUSTOMER,
    Review.waits.is_(False),
    Review.hidden_at.is_(None),
)
"""Which reviews count: those of customers that everybody sees."""


async def recount(uow: UnitOfWork, listing_id: UUID, vendor_id: UUID) -> None:
    """The rating of a listing and of its vendor, as what is visible now adds up."""
    await uow.session.flush()
    of_listing = select(func.avg(Review.rating), func.count()).where(
        Review.listing_id == listing_id, *_COUNTS
    )
    mean, count = (await uow.session.execute(of_listing)).one()
    changed = (
        update(Listing)
        .where(Listing.id == listing_id)
        .values(rating=_rounded(mean), rating_count=count, version=Listing.version + 1)
        .returning(Listing.version, Listing.status)
    )
    version, status = (await uow.session.execute(changed)).one()
    if status == ListingStatus.PUBLISHED:
        uow.record_change(Entity.LISTING, listing_id, version, before=_SEEN, after=_SEEN)
        uow.emit(EventName.LISTING_CHANGED, {"listing_id": str(listing_id)})
    of_vendor = (
        select(func.avg(Review.rating), func.count())
        .join(Listing, Listing.id == Review.listing_id)
        .where(Listing.vendor_id == vendor_id, *_COUNTS)
    )
    mean, count = (await uow.session.execute(of_vendor)).one()
    told = (
        update(Vendor)
        .where(Vendor.id == vendor_id)
        .values(rating=_rounded(mean), rating_count=count, version=Vendor.version + 1)
        .returning(Vendor.version)
    )
    version = (await uow.session.execute(told)).scalar_one()
    uow.record_change(Entity.VENDOR, vendor_id, version, before=_SEEN, after=_SEEN)


def _rounded(mean: object) -> float | None:
    return None if mean is None else round(float(str(mean)), 2)
