"""Rows to test with."""

from typing import Any
from uuid import UUID

from contracts.rows import BookingDoc, ListingDoc


def row_id(number: int) -> str:
    """A UUIDv7-shaped id that sorts by number."""
    return str(UUID(int=(0x019A << 112) | (0x7 << 76) | (0b10 << 62) | number))


def booking(number: int = 1, **changes: Any) -> BookingDoc:
    """A booking; numbers give ids and hours."""
    row: dict[str, Any] = {
        "id": row_id(number),
        "version": 1,
        "reference": f"D{number:04}",
        "status": "requested",
        "listing_id": row_id(9001),
        "listing_title": "Boiler service",
        "vendor_id": row_id(7001),
        "staff_id": row_id(8001),
        "customer": {"id": row_id(5001), "name": "Ann Lee"},
        "guest": None,
        "starts_at": f"2026-12-{1 + number // 24:02}T{number % 24:02}:00:00Z",
        "ends_at": f"2026-12-{1 + number // 24:02}T{number % 24:02}:45:00Z",
        "zone": "Europe/Berlin",
        "price": {"amount": 6400, "currency": "EUR"},
        "note": None,
        "created_at": "2026-11-22T10:00:00Z",
        "updated_at": "2026-11-22T10:00:00Z",
    }
    return {**row, **changes}  # type: ignore[typeddict-item] # the names of the changes are only known here


def listing(number: int = 1, **changes: Any) -> ListingDoc:
    """A listing."""
    row: dict[str, Any] = {
        "id": row_id(9000 + number),
        "version": 1,
        "title": "Boiler service",
        "description": "We look after your boiler.",
        "included": [],
        "policy": "",
        "category_id": row_id(6001),
        "category_name": "Heating",
        "vendor_id": row_id(7001),
        "vendor_name": "Northside Heating",
        "zone": "Europe/Berlin",
        "city": "Northside",
        "latitude": 52.5,
        "longitude": 13.4,
        "place": "at_customer",
        "price": {"amount": 6400, "currency": "EUR"},
        "duration_minutes": 45,
        "buffer_before_minutes": 0,
        "buffer_after_minutes": 15,
        "rating": 4.5,
        "rating_count": 12,
        "art": "boiler",
        "staff": [],
        "distance_m": None,
        "next_free": None,
    }
    return {**row, **changes}  # type: ignore[typeddict-item] # see `booking`
