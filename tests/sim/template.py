"""The small world of a run: one vendor with three people, two services, and who acts."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from argon2 import PasswordHasher
from sqlalchemy import insert

from backend_stub.db.database import Database
from backend_stub.db.tables import (
    Category,
    Listing,
    ListingStaff,
    Person,
    RoleGrant,
    Staff,
    Vendor,
    VendorMember,
    WeeklyHours,
)
from tests.sim.clock import START, SimClock

PASSWORD = "doorstep-demo"
CUSTOMER, VENDOR, ADMIN = "customer@sim.test", "vendor@sim.test", "admin@sim.test"
_MADE = datetime(2026, 11, 1, tzinfo=UTC)


def ident(number: int) -> UUID:
    """A fixed UUIDv7."""
    return UUID(int=(0x019A_0000_0000 << 80) | (0x7 << 76) | (0b10 << 62) | number)


VENDOR_ID = ident(7)
STAFF_IDS = tuple(ident(20 + number) for number in range(3))
LISTING_IDS = tuple(ident(40 + number) for number in range(2))


def make_template(path: Path) -> None:
    """Write the database that every run starts from a copy of."""

    async def make() -> None:
        database = Database(f"sqlite:///{path}", SimClock(lambda: 0.0))
        await database.migrate()
        async with database.write() as uow:
            for table, rows in _rows():
                await uow.session.execute(insert(table), rows)
        await database.close()

    asyncio.run(make())


def _rows() -> list[tuple[type, list[dict[str, object]]]]:
    # Cheap parameters, and the hash carries them: sign-in is not what is simulated.
    password_hash = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    people = [
        (ident(1), "Ann Lee", CUSTOMER, "customer"),
        (ident(2), "Bo Falk", VENDOR, "vendor"),
        (ident(3), "Cy Ott", ADMIN, "admin"),
    ]
    return [
        (
            Person,
            [
                {
                    "id": key,
                    "name": name,
                    "email": email,
                    "password_hash": password_hash,
                    "created_at": _MADE,
                    "last_seen_at": START,
                }
                for key, name, email, _ in people
            ],
        ),
        (RoleGrant, [{"person_id": key, "role": role, "granted_at": _MADE} for key, _, _, role in people]),
        (
            Vendor,
            [
                {
                    "id": VENDOR_ID,
                    "name": "Northside",
                    "about": "",
                    "zone": "Europe/Berlin",
                    "street": "Mill Lane 1",
                    "city": "Northside",
                    "latitude": 54.0,
                    "longitude": 10.7,
                    "answer_minutes": 60,
                    "created_at": _MADE,
                }
            ],
        ),
        (VendorMember, [{"vendor_id": VENDOR_ID, "person_id": ident(2)}]),
        (Staff, [{"id": key, "vendor_id": VENDOR_ID, "name": f"S{key.int % 10}"} for key in STAFF_IDS]),
        (
            WeeklyHours,
            [
                {"staff_id": key, "weekday": day, "opens": 0, "closes": 1440}
                for key in STAFF_IDS
                for day in range(7)
            ],
        ),
        (Category, [{"id": ident(30), "name": "Heating", "art": "boiler", "position": 1}]),
        (Listing, [_listing(key, number) for number, key in enumerate(LISTING_IDS)]),
        (
            ListingStaff,
            [{"listing_id": listing, "staff_id": staff} for listing in LISTING_IDS for staff in STAFF_IDS],
        ),
    ]


def _listing(key: UUID, number: int) -> dict[str, object]:
    return {
        "id": key,
        "vendor_id": VENDOR_ID,
        "category_id": ident(30),
        "title": f"Service {number}",
        "description": "",
        "included": [],
        "policy": "",
        "place": "at_customer",
        "price_amount": 6400,
        "price_currency": "EUR",
        "duration_minutes": 60,
        "art": "boiler",
        "created_at": _MADE,
        "updated_at": _MADE,
    }
