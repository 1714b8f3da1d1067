"""Bookings as the wire shows them, made up and always the same."""

import random
import uuid
from datetime import UTC, datetime, timedelta

from contracts.rows import BookingDoc

START = datetime(2026, 1, 1, 6, tzinfo=UTC)
STATUSES = ("requested", "confirmed", "confirmed", "completed", "completed", "cancelled", "no_show")
TITLES = (
    "Boiler service",
    "Deep clean, two rooms",
    "Piano tuning",
    "Garden hedge and lawn",
    "Wardrobe assembly",
)
NAMES = ("Ada Lind", "Bruno Keller", "Chloé Martin", "Deniz Kaya", "Ewa Nowak", "Filipa Sousa", "Grace Hall")


def make_bookings(
    count: int, *, vendor_id: str, staff_ids: tuple[str, ...], seed: int = 7
) -> list[BookingDoc]:
    """Answer `count` bookings of a vendor, an hour apart for each of the staff."""
    dice = random.Random(seed)
    return [_booking(number, vendor_id, staff_ids, dice) for number in range(count)]


def _booking(number: int, vendor_id: str, staff_ids: tuple[str, ...], dice: random.Random) -> BookingDoc:
    starts_at = START + timedelta(hours=number // len(staff_ids))
    made_at = _instant(starts_at - timedelta(days=dice.randint(1, 30)))
    return BookingDoc(
        id=str(uuid.UUID(int=dice.getrandbits(128), version=4)),
        version=dice.randint(1, 5),
        reference=f"DS-{number:06d}",
        status=dice.choice(STATUSES),
        listing_id=str(uuid.UUID(int=dice.getrandbits(128), version=4)),
        listing_title=dice.choice(TITLES),
        vendor_id=vendor_id,
        staff_id=staff_ids[number % len(staff_ids)],
        customer={"id": str(uuid.UUID(int=dice.getrandbits(128), version=4)), "name": dice.choice(NAMES)},
        guest=None,
        starts_at=_instant(starts_at),
        ends_at=_instant(starts_at + timedelta(minutes=dice.choice((30, 45, 60)))),
        zone="Europe/Berlin",
        price={"amount": dice.randrange(2500, 18000, 50), "currency": "EUR"},
        note=None if number % 3 else "Please ring twice, the bell is quiet.",
        created_at=made_at,
        updated_at=made_at,
    )


def _instant(value: datetime) -> str:
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")
