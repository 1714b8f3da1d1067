"""What the town's customers say: reviews, and what vendors note in their client books."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from backend_stub.db.tables import (
    BLOCK_LANE,
    Block,
    ClientCard,
    Notification,
    Occupancy,
    OccupancySource,
    Review,
)
from backend_stub.demo.offer import Offer
from backend_stub.demo.rows import Row
from backend_stub.demo.town import FixedPeople, Resident, Town
from contracts.vocabulary import BookingStatus, NotificationKind

_OPENINGS = {
    5: (
        "On time to the minute.",
        "Just as described.",
        "I would book again tomorrow.",
        "Quiet, quick and kind.",
        "Found something I had given up on.",
        "Everything explained before it was done.",
    ),
    4: ("Very thorough.", "Good work, fair price.", "Came a little late, but told me.", "Nearly perfect."),
    3: ("Fine, nothing special.", "Took longer than planned.", "Good in the end."),
    2: ("Had to ask twice.", "Not what I expected."),
    1: ("Nobody came at first, and then in a hurry.",),
}
_ENDINGS = (
    "Recommended.", "Left the place tidy.", "The second visit for us.", "Even the dog approved.",
    "Next time I leave more room in the day.", "Booked for the handover of my old flat.", "Will come back.",
    "The price was the one on the page.", "", "",
)  # fmt: skip
_CARD_NOTES = ("", "", "Prefers mornings.", "Rings once, waits.", "Pays by card.", "Bring the 12 mm washers.")
_CLOSURES = ("Training", "Holiday", "Doctor", "Van at the garage", "Stocktaking")
_TOLD = {
    BookingStatus.CONFIRMED: NotificationKind.BOOKING_ACCEPTED,
    BookingStatus.DECLINED: NotificationKind.BOOKING_DECLINED,
    BookingStatus.NO_SHOW: NotificationKind.BOOKING_NO_SHOW,
    BookingStatus.EXPIRED: NotificationKind.BOOKING_EXPIRED,
    BookingStatus.CANCELLED: NotificationKind.BOOKING_CANCELLED,
}


class Voices:
    """Makes up what stands around the bookings."""

    def __init__(self, town: Town, offers: Sequence[Offer], customers: Sequence[Resident]) -> None:
        self._town, self._rows, self._dice, self._now = town, town.rows, town.dice, town.now
        self._offers, self._customers = offers, customers

    def review(self) -> None:
        """Reviews of every listing, and the ratings that they add up to."""
        for offer in self._offers:
            marks: list[int] = []
            for listing in offer.listings:
                given = [self._mark() for _ in range(self._how_many(offer))]
                for mark in given:
                    self._review(listing["id"], mark)
                _rate(listing, given)
                marks += given
            _rate(offer.vendor, marks)

    def _how_many(self, offer: Offer) -> int:
        return int(self._dice.triangular(3, 48, 12)) + (20 if offer is self._offers[0] else 0)

    def _mark(self) -> int:
        return self._dice.choices((5, 4, 3, 2, 1), (72, 20, 5, 2, 1))[0]

    def _review(self, listing_id: UUID, mark: int) -> None:
        words = f"{self._dice.choice(_OPENINGS[mark])} {self._dice.choice(_ENDINGS)}"
        minutes = int(self._dice.expovariate(1 / (60 * 24 * 60))) + 30
        self._rows.add(
            Review,
            id=self._dice.ident(),
            listing_id=listing_id,
            author=self._dice.choice(self._customers).name,
            rating=mark,
            text=words.strip(),
            created_at=self._now - timedelta(minutes=minutes),
        )

    def note_clients(self, bookings: Sequence[Row]) -> None:
        """Cards for the people whom each vendor has seen most lately."""
        names: dict[UUID, dict[str, str | None]] = {}
        for booking in bookings:
            known = names.setdefault(booking["vendor_id"], {})
            name = booking["customer_name"] or booking["guest_name"]
            if len(known) < 25:
                known.setdefault(name, booking["guest_phone"])
        for vendor_id, known in names.items():
            for name, phone in known.items():
                self._card(vendor_id, name, phone or self._town.phone())

    def _card(self, vendor_id: UUID, name: str, phone: str) -> None:
        since = self._now - timedelta(days=self._dice.randint(1, 300))
        self._rows.add(
            ClientCard,
            id=self._dice.ident(),
            version=1,
            vendor_id=vendor_id,
            name=name,
            phone=phone,
            email=None,
            note=self._dice.choice(_CARD_NOTES),
            source_key=None,
            created_at=since,
            updated_at=since,
        )

    def close_days(self) -> None:
        """Now and then somebody is away for an evening beyond the weeks that have bookings."""
        for offer in self._offers:
            for person in offer.staff:
                if self._dice.chance(0.4):
                    self._close(offer, person)

    def _close(self, offer: Offer, person: Row) -> None:
        day = self._now.replace(hour=12, minute=0, second=0, microsecond=0)
        starts_at = day + timedelta(days=self._dice.randint(35, 75))
        ends_at = starts_at + timedelta(hours=self._dice.choice((2, 4, 24, 72)))
        block = self._rows.add(
            Block,
            id=self._dice.ident(),
            version=1,
            vendor_id=offer.vendor["id"],
            staff_id=person["id"],
            starts_at=starts_at,
            ends_at=ends_at,
            zone=offer.vendor["zone"],
            title=self._dice.choice(_CLOSURES),
            all_day=False,
            source_key=None,
            created_at=self._now - timedelta(days=2),
        )
        self._rows.add(
            Occupancy,
            source=str(OccupancySource.BLOCK),
            source_id=block["id"],
            resource_id=person["id"],
            lane=BLOCK_LANE,
            starts_at=starts_at,
            ends_at=ends_at,
            occupies=True,
        )

    def tell(self, fixed: FixedPeople, bookings: Sequence[Row]) -> None:
        """Notifications for those who can sign in."""
        vendors = {offer.vendor["id"]: offer for offer in self._offers}
        for booking in sorted(bookings, key=lambda row: row["updated_at"]):
            offer = vendors[booking["vendor_id"]]
            status = BookingStatus(booking["status"])
            if status is BookingStatus.REQUESTED and offer.owner in {fixed.vendor, fixed.second_vendor}:
                client = booking["customer_name"] or booking["guest_name"]
                self._notify(offer.owner, NotificationKind.BOOKING_REQUESTED, booking, client)
            elif booking["customer_id"] == fixed.customer.id and status in _TOLD:
                self._notify(fixed.customer, _TOLD[status], booking, offer.vendor["name"])

    def _notify(self, reader: Resident, kind: NotificationKind, booking: Row, counterpart: str) -> None:
        told = min(booking["updated_at"] + timedelta(seconds=1), self._now)
        is_old = told < self._now - timedelta(days=2)
        self._rows.add(
            Notification,
            id=self._dice.ident_at(told),
            version=2 if is_old else 1,
            person_id=reader.id,
            kind=str(kind),
            booking_id=booking["id"],
            listing_title=booking["listing_title"],
            counterpart=counterpart,
            starts_at=booking["starts_at"],
            zone=booking["zone"],
            created_at=told,
            read_at=told + timedelta(hours=3) if is_old else None,
        )


def _rate(row: Row, marks: Sequence[int]) -> None:
    """Give a listing or vendor the rating that its reviews add up to."""
    row["rating_count"] = len(marks)
    row["rating"] = round(sum(marks) / len(marks), 2) if marks else None
