"""What the demo's customer still has to agree on: another time, and a place on the waiting list."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend_stub.db.tables import (
    Booking,
    BookingProposal,
    Listing,
    Occupancy,
    OccupancySource,
    WaitlistEntry,
)
from backend_stub.demo.offer import Offer
from backend_stub.demo.rows import Row, Rows
from backend_stub.demo.town import Resident, Town
from contracts.vocabulary import BookingStatus, ProposalSide, ProposalStatus, WaitlistStatus

_BEYOND_THE_DIARY = timedelta(weeks=6)
"""So far ahead nobody is busy yet."""


def agree(rows: Rows, town: Town, customer: Resident, offers: Sequence[Offer]) -> None:
    """A vendor asks for another time for one of the customer's bookings; on another day they wait for one."""
    names = {offer.vendor["id"]: offer.owner for offer in offers}
    ahead = sorted(
        (
            booking
            for booking in rows.of(Booking)
            if booking["customer_id"] == customer.id
            and booking["status"] == BookingStatus.CONFIRMED
            and booking["starts_at"] > town.now + timedelta(days=2)
            and booking["vendor_id"] != offers[0].vendor["id"]
        ),
        key=lambda booking: booking["starts_at"],
    )
    if ahead:
        _propose(rows, town, ahead[0], names[ahead[0]["vendor_id"]])
    wished = offers[1] if len(offers) > 1 else offers[0]
    if wished.listings:
        _wait(rows, town, customer, wished, wished.listings[0])


def _propose(rows: Rows, town: Town, booking: Row, owner: Resident) -> None:
    zone = ZoneInfo(booking["zone"])
    # The same hour on the wall, whatever the clock does in between.
    start = booking["starts_at"].astimezone(zone) + _BEYOND_THE_DIARY
    length = booking["ends_at"] - booking["starts_at"]
    starts_at = start.astimezone(town.now.tzinfo)
    asked = town.now - timedelta(hours=2)
    proposal = rows.add(
        BookingProposal,
        id=town.dice.ident_at(asked),
        version=1,
        booking_id=booking["id"],
        vendor_id=booking["vendor_id"],
        customer_id=booking["customer_id"],
        side=str(ProposalSide.VENDOR),
        status=str(ProposalStatus.OPEN),
        staff_id=booking["staff_id"],
        starts_at=starts_at,
        ends_at=starts_at + length,
        note="We are on a course that day, sorry.",
        creator_id=owner.id,
        creator=owner.name,
        expires_at=town.now + timedelta(hours=22),
        created_at=asked,
        updated_at=asked,
    )
    listing = next(row for row in rows.of(Listing) if row["id"] == booking["listing_id"])
    rows.add(
        Occupancy,
        source=str(OccupancySource.PROPOSAL),
        source_id=proposal["id"],
        resource_id=proposal["staff_id"],
        lane=booking["id"],
        starts_at=proposal["starts_at"] - timedelta(minutes=listing["buffer_before_minutes"]),
        ends_at=proposal["ends_at"] + timedelta(minutes=listing["buffer_after_minutes"]),
        occupies=True,
    )


def _wait(rows: Rows, town: Town, customer: Resident, offer: Offer, listing: Row) -> None:
    """At an hour when nobody works, so that it goes on waiting."""
    zone = ZoneInfo(offer.vendor["zone"])
    day = (town.now.astimezone(zone) + timedelta(days=3)).date()
    night = [datetime.combine(day, time(hour), zone).astimezone(town.now.tzinfo) for hour in (4, 5)]
    asked = town.now - timedelta(hours=5)
    rows.add(
        WaitlistEntry,
        id=town.dice.ident_at(asked),
        version=1,
        listing_id=listing["id"],
        listing_title=listing["title"],
        vendor_id=offer.vendor["id"],
        zone=offer.vendor["zone"],
        person_id=customer.id,
        person_name=customer.name,
        staff_id=None,
        window_from=night[0],
        window_until=night[1],
        status=str(WaitlistStatus.WAITING),
        hold_id=None,
        offer_staff_id=None,
        offer_starts_at=None,
        offer_ends_at=None,
        offered_until=None,
        created_at=asked,
        updated_at=asked,
    )
