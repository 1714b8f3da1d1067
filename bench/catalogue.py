"""A hundred thousand listings of made-up vendors, with the people who give them and the words they have."""

import asyncio
import random
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.adapters.clock import SystemClock
from backend_stub.adapters.fts5 import Fts5Search
from backend_stub.db.base import Base
from backend_stub.db.database import Database
from backend_stub.db.tables import Category, Listing, ListingStaff, Staff, Vendor, WeeklyHours
from backend_stub.features.catalogue.repository import search_documents
from backend_stub.ports.search import SearchDocument

LISTINGS: Final = 100_000
VENDORS: Final = 4_000
_SINCE: Final = datetime(2026, 1, 1, tzinfo=UTC)
_AT_ONCE: Final = 5_000

TRADES: Final[Mapping[str, tuple[str, ...]]] = {
    "Cleaning": (
        "Window cleaning",
        "Deep clean",
        "Weekly clean",
        "Move-out clean",
        "Ironing",
        "Carpet shampoo",
    ),
    "Plumbing": (
        "Tap repair",
        "Boiler service",
        "Blocked drain",
        "Leak repair",
        "Radiator fitting",
        "Shower fitting",
    ),
    "Electrics": (
        "Lamp fitting",
        "Fuse box check",
        "Socket repair",
        "Smoke alarm fitting",
        "Doorbell repair",
    ),
    "Garden": (
        "Hedge cut",
        "Lawn mowing",
        "Garden tidy",
        "Fruit tree pruning",
        "Gutter clearing",
        "Planting day",
    ),
    "Hair": ("Cut and finish", "Beard trim", "Colour and roots", "Balayage", "Wedding hair", "Curly cut"),
    "Tutoring": ("Piano lesson", "Maths lesson", "Portuguese lesson", "Guitar lesson", "Homework hour"),
    "Moving": ("Two movers and a van", "Packing help", "Furniture assembly", "Run to the tip", "Storage box"),
    "Pets": ("Dog walk", "Cat visit", "Puppy lesson", "Dog bath", "Claw clipping", "Day care for dogs"),
    "Massage": ("Back massage", "Full body massage", "Hot stones", "Sports massage", "Foot massage"),
    "Bike repair": (
        "Puncture repair",
        "Full bike service",
        "Gear adjustment",
        "Wheel truing",
        "Brake bleeding",
    ),
}
_SIZES: Final = (
    "small",
    "large",
    "30 min",
    "60 min",
    "half day",
    "two hours",
    "for one",
    "for two",
    "weekly",
    "once",
)
_SYLLABLES: Final = (
    "ber",
    "cor",
    "dan",
    "fel",
    "gra",
    "hol",
    "jan",
    "kes",
    "lun",
    "mar",
    "nor",
    "ost",
    "pra",
    "ril",
    "sten",
)
_SAYINGS: Final = (
    "We say what it costs before we start",
    "On time, with a word when traffic says otherwise",
    "Own tools and products",
    "Friendly people who like their trade",
    "Twenty years in this town",
    "Photographs before and after",
    "No chemicals, no noise",
    "Also on Saturdays and in the evening",
    "With a written report",
    "Insured and certified",
)

QUERIES: Final = (
    "window cleaning",
    "deep clean",
    "ironing",
    "tap repair",
    "boiler service",
    "blocked drain",
    "lamp fitting",
    "fuse box",
    "smoke alarm",
    "doorbell",
    "hedge cut",
    "lawn mowing",
    "garden tidy",
    "gutter",
    "beard trim",
    "balayage",
    "wedding hair",
    "piano lesson",
    "maths",
    "portuguese lesson",
    "guitar",
    "homework",
    "packing help",
    "furniture",
    "storage",
    "dog walk",
    "cat visit",
    "puppy",
    "massage",
    "hot stones",
    "puncture",
    "bike service",
    "wheel truing",
    "cleaning window",
    "lesson piano",
    "service boiler",
    "repair tap",
    "cleaning",
    "plumbing",
    "garden",
    "repair",
)
"""What people type, from one rare service to a whole trade; every word of them is used."""


def make_catalogue(data: Path) -> list[SearchDocument]:
    """Fill the database of a server in `data`; answer the words of all listings."""
    return asyncio.run(_fill(data))


async def _fill(data: Path) -> list[SearchDocument]:
    database = Database(f"sqlite:///{data / 'doorstep.db'}", SystemClock())
    await database.migrate()
    try:
        async with database.writes.begin() as connection, AsyncSession(connection) as session:
            for table, rows in _rows(random.Random(11)):
                for begin in range(0, len(rows), _AT_ONCE):
                    await connection.execute(insert(table), rows[begin : begin + _AT_ONCE])
            documents = await search_documents(session)
            search = Fts5Search()
            for begin in range(0, len(documents), _AT_ONCE):
                await search.put(session, documents[begin : begin + _AT_ONCE])
        return documents
    finally:
        await database.close()


def _rows(dice: random.Random) -> list[tuple[type[Base], list[dict[str, Any]]]]:
    categories = [
        {"id": _id(dice), "version": 1, "name": name, "art": name.lower(), "position": place}
        for place, name in enumerate(TRADES)
    ]
    vendors = [_vendor(dice) for _ in range(VENDORS)]
    staff = [
        {"id": _id(dice), "version": 1, "vendor_id": vendor["id"], "name": _name(dice), "tint": 0}
        for vendor in vendors
    ]
    hours = [
        {"staff_id": person["id"], "weekday": day, "opens": 540, "closes": 1020}
        for person in staff
        for day in range(5)
    ]
    listings, givers = [], []
    for number in range(LISTINGS):
        place = number % VENDORS
        listing = _listing(dice, vendors[place]["id"], categories[dice.randrange(len(categories))])
        listings.append(listing)
        givers.append({"listing_id": listing["id"], "staff_id": staff[place]["id"]})
    return [
        (Category, categories),
        (Vendor, vendors),
        (Staff, staff),
        (WeeklyHours, hours),
        (Listing, listings),
        (ListingStaff, givers),
    ]


def _vendor(dice: random.Random) -> dict[str, Any]:
    return {
        "id": _id(dice),
        "version": 1,
        "name": f"{_name(dice)} {_name(dice)}",
        "about": "",
        "zone": "Europe/Berlin",
        "street": "1 Mill Lane",
        "city": "Alderhaven",
        "latitude": 54 + dice.random() / 5,
        "longitude": 10.7 + dice.random() / 5,
        "answer_minutes": 720,
        "rating": None,
        "rating_count": 0,
        "created_at": _SINCE,
    }


def _listing(dice: random.Random, vendor_id: uuid.UUID, category: Mapping[str, Any]) -> dict[str, Any]:
    services: Sequence[str] = TRADES[category["name"]]
    return {
        "id": _id(dice),
        "version": 1,
        "vendor_id": vendor_id,
        "category_id": category["id"],
        "title": f"{dice.choice(services)}, {dice.choice(_SIZES)}",
        "description": ". ".join(dice.sample(_SAYINGS, 2)),
        "included": dice.sample(_SAYINGS, 2),
        "policy": "",
        "place": "at_vendor",
        "price_amount": dice.randrange(1000, 20_000, 100),
        "price_currency": "EUR",
        "duration_minutes": 60,
        "buffer_before_minutes": 0,
        "buffer_after_minutes": 0,
        "rating": round(dice.uniform(3, 5), 1),
        "rating_count": dice.randrange(400),
        "art": category["art"],
        "created_at": _SINCE,
        "updated_at": _SINCE,
    }


def _name(dice: random.Random) -> str:
    return "".join(dice.choice(_SYLLABLES) for _ in range(3)).title()


def _id(dice: random.Random) -> uuid.UUID:
    return uuid.UUID(int=dice.getrandbits(128), version=4)
