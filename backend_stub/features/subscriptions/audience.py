"""Who an announcement is for: subscribers, narrowed by what we know of the person with that address."""

from uuid import UUID

from sqlalchemy import ColumnElement, select, true

from backend_stub.db.tables import Booking, Listing, Person, RoleGrant, Subscriber, Vendor
from backend_stub.errors import InvalidInputError
from contracts.subscriptions import Segment, SubscriberState
from contracts.vocabulary import Role

_ROLES = {Segment.CUSTOMERS: Role.CUSTOMER, Segment.VENDORS: Role.VENDOR}


def category_of(value: str) -> UUID:
    """The category that a segment names."""
    try:
        return UUID(value)
    except ValueError:
        detail = "Name a category by its id."
        raise InvalidInputError.field("segment_value", "category", detail) from None


def belongs(segment: Segment, value: str | None) -> ColumnElement[bool]:
    """Whether a subscriber is one of the segment."""
    if segment in _ROLES:
        held = (
            select(Person.email)
            .join(RoleGrant, RoleGrant.person_id == Person.id)
            .where(RoleGrant.role == str(_ROLES[segment]))
        )
        return Subscriber.email.in_(held)
    booked = select(Person.email).join(Booking, Booking.customer_id == Person.id)
    if segment is Segment.CITY:
        there = booked.join(Vendor, Vendor.id == Booking.vendor_id).where(Vendor.city == value)
        return Subscriber.email.in_(there)
    if segment is Segment.CATEGORY:
        listed = booked.join(Listing, Listing.id == Booking.listing_id)
        return Subscriber.email.in_(listed.where(Listing.category_id == category_of(value or "")))
    return true()


def is_active() -> ColumnElement[bool]:
    """Whether a subscriber gets news at all."""
    return Subscriber.state == str(SubscriberState.ACTIVE)
