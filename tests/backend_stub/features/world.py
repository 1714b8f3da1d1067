"""A small world to test features in: two vendors, four who work there, and one of every kind of reader."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert

from backend_stub.adapters.fts5 import Fts5Search
from backend_stub.adapters.postgresql_search import PostgresqlSearch
from backend_stub.db.database import Database
from backend_stub.db.tables import (
    Category,
    Kiosk,
    Listing,
    ListingStaff,
    Person,
    Review,
    RoleGrant,
    Staff,
    Vendor,
    VendorMember,
    WeeklyHours,
)
from backend_stub.features.auth.service import digest_of
from backend_stub.features.catalogue.repository import search_documents
from contracts.vocabulary import Role
from contracts.wire import rfc3339
from tests.backend_stub.support.people import PASSWORD_HASH
from tests.backend_stub.support.running import Client, Running

KIOSK_CODE = "LOBBY-7"
DAY = timedelta(days=1)


@dataclass(slots=True)
class World:
    """Who and what there is, by id."""

    north: UUID = field(default_factory=uuid4)
    south: UUID = field(default_factory=uuid4)
    rosa: UUID = field(default_factory=uuid4)
    mikael: UUID = field(default_factory=uuid4)
    chiara: UUID = field(default_factory=uuid4)
    walt: UUID = field(default_factory=uuid4)
    cleaning: UUID = field(default_factory=uuid4)
    tutoring: UUID = field(default_factory=uuid4)
    deep_clean: UUID = field(default_factory=uuid4)
    """An hour, 15 minutes before and after; Rosa, Mikael and Chiara in Berlin, every day from 8 to 18."""

    windows: UUID = field(default_factory=uuid4)
    """45 minutes without buffers; Rosa alone."""

    lesson: UUID = field(default_factory=uuid4)
    """An hour without buffers; Walt in New York, split shifts on week days."""

    people: dict[str, UUID] = field(default_factory=dict)
    kiosk: UUID = field(default_factory=uuid4)

    def email(self, name: str) -> str:
        """Somebody's address."""
        return f"{name}@test.example"


_PEOPLE: dict[str, tuple[Role, ...]] = {
    "customer": (Role.CUSTOMER,),
    "stranger": (Role.CUSTOMER,),
    "vendor": (Role.VENDOR,),
    "rival": (Role.VENDOR,),
    "admin": (Role.ADMIN,),
    "both": (Role.CUSTOMER, Role.VENDOR),
}


async def build_world(database: Database) -> World:
    """Write the world down."""
    world = World()
    async with database.write() as uow:
        now = uow.now

        async def add(table: Any, *rows: dict[str, Any]) -> None:
            await uow.session.execute(insert(table.__table__), list(rows))

        since = now - timedelta(days=100)
        for name, roles in _PEOPLE.items():
            world.people[name] = uuid4()
            person = {
                "id": world.people[name],
                "version": 1,
                "name": name.title(),
                "email": world.email(name),
            }
            await add(
                Person,
                person
                | {
                    "password_hash": PASSWORD_HASH,
                    "status": "active",
                    "created_at": since,
                    "last_seen_at": now,
                },
            )
            await add(
                RoleGrant,
                *({"person_id": person["id"], "role": str(role), "granted_at": since} for role in roles),
            )
        code = digest_of(KIOSK_CODE)
        await add(Kiosk, {"id": world.kiosk, "name": "Lobby", "enrolment_digest": code, "created_at": since})
        await add(
            Category,
            {"id": world.cleaning, "version": 1, "name": "Cleaning", "art": "cleaning", "position": 0},
            {"id": world.tutoring, "version": 1, "name": "Tutoring", "art": "tutoring", "position": 1},
        )
        await add(
            Vendor,
            _vendor(world.north, "Northside Care", "Europe/Berlin", 54.1, 10.8, since),
            _vendor(world.south, "Hudson Tutors", "America/New_York", 40.7, -74.0, since),
        )
        for vendor_id, name in ((world.north, "vendor"), (world.south, "rival"), (world.south, "both")):
            member = {"vendor_id": vendor_id, "person_id": world.people[name], "position": "owner"}
            await add(VendorMember, member)
        staff = (
            (world.rosa, world.north, "Rosa"),
            (world.mikael, world.north, "Mikael"),
            (world.chiara, world.north, "Chiara"),
            (world.walt, world.south, "Walt"),
        )
        await add(
            Staff, *({"id": i, "version": 1, "vendor_id": v, "name": n, "tint": 0} for i, v, n in staff)
        )
        north = [(person, day, 480, 1080) for person, vendor, _ in staff[:3] for day in range(7)]
        south = [(world.walt, day, *shift) for day in range(5) for shift in ((540, 720), (780, 1020))]
        await add(
            WeeklyHours,
            *({"staff_id": p, "weekday": d, "opens": o, "closes": c} for p, d, o, c in [*north, *south]),
        )
        await add(
            Listing,
            listing_row(
                world.deep_clean, world.north, world.cleaning, "Deep clean, große Küche", 6400, 60, 15
            ),
            listing_row(world.windows, world.north, world.cleaning, "Window cleaning", 4200, 45, 0),
            listing_row(world.lesson, world.south, world.tutoring, "Portuguese lesson", 3200, 60, 0),
        )
        givers = (
            (world.deep_clean, [world.rosa, world.mikael, world.chiara]),
            (world.windows, [world.rosa]),
            (world.lesson, [world.walt]),
        )
        for listing_id, people in givers:
            await add(ListingStaff, *({"listing_id": listing_id, "staff_id": person} for person in people))
        review = {"listing_id": world.deep_clean, "author": "Lena", "text": "Thorough.", "created_at": since}
        await add(Review, *({"id": uuid4(), "rating": mark, **review} for mark in (5, 5, 4)))
        search = PostgresqlSearch() if database.is_postgresql else Fts5Search()
        await search.put(uow.session, await search_documents(uow.session))
    return world


def _vendor(
    id: UUID, name: str, zone: str, latitude: float, longitude: float, since: datetime
) -> dict[str, Any]:
    return {
        "id": id,
        "version": 1,
        "name": name,
        "about": "",
        "zone": zone,
        "street": "1 Mill Lane",
        "city": "Alderhaven",
        "latitude": latitude,
        "longitude": longitude,
        "answer_minutes": 120,
        "rating": None,
        "rating_count": 0,
        "created_at": since,
    }


def listing_row(
    id: UUID, vendor_id: UUID, category_id: UUID, title: str, price: int, minutes: int, buffer: int
) -> dict[str, Any]:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    return {
        "id": id,
        "version": 1,
        "vendor_id": vendor_id,
        "category_id": category_id,
        "title": title,
        "description": "Every corner once.",
        "included": ["Floors"],
        "policy": "Free until the day before.",
        "place": "at_customer",
        "price_amount": price,
        "price_currency": "EUR",
        "duration_minutes": minutes,
        "buffer_before_minutes": buffer,
        "buffer_after_minutes": buffer,
        "rating": 4.67 if buffer else None,
        "rating_count": 3 if buffer else 0,
        "art": "cleaning",
        "created_at": moment,
        "updated_at": moment,
    }


@dataclass(slots=True)
class Stage:
    """The world on a running server, with everybody signed in."""

    running: Running
    world: World
    clients: dict[str, Client] = field(default_factory=dict)
    payment: str | None = None
    paid_booking: UUID = field(default_factory=uuid4)
    """The one that `payment` is for."""

    async def open(self) -> "Stage":
        """Sign everybody in."""
        for name in _PEOPLE:
            self.clients[name] = await self.running.sign_in(self.world.email(name))
        grant = {"grant_type": "kiosk", "enrolment_code": KIOSK_CODE}
        answer = await self.running.client().post("/auth/token", grant, key=None)
        self.clients["kiosk"] = self.running.client(answer.json()["access_token"])
        self.clients["nobody"] = self.running.client()
        return self

    async def later(self, clock: Any, by: timedelta) -> None:
        """Let time pass, and sign everybody in again: their tokens are over."""
        clock.offset += by
        await self.open()

    def __getitem__(self, name: str) -> Client:
        return self.clients[name]

    async def slots(
        self, listing_id: UUID, days: int = 7, *, after: int = 1, staff: UUID | None = None
    ) -> Any:
        """Free slots of some days, beginning so many days from now."""
        since = datetime.now(UTC) + after * DAY
        path = f"/listings/{listing_id}/slots?from={stamp(since)}&to={stamp(since + days * DAY)}"
        answer = await self["nobody"].get(path + (f"&staff_id={staff}" if staff else ""))
        assert answer.status_code == 200, answer.text
        return answer.json()["items"]

    async def book(self, name: str = "customer", *, number: int = 0, listing: UUID | None = None) -> Any:
        """A new booking of somebody, at one of Rosa's free times of tomorrow and later."""
        listing_id = listing or self.world.deep_clean
        slots = await self.slots(listing_id)
        slot = (slots if number < len(slots) else await self.slots(listing_id, 31))[number]
        wish = {"id": str(uuid4()), "listing_id": str(listing_id), **pick(slot)}
        if name in {"kiosk", "vendor", "rival"}:
            wish["guest"] = {"name": "Gwen Guest", "phone": "+49 30 1234567"}
        answer = await self[name].post("/bookings", wish)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def complete(self, booking: Any) -> Any:
        """A booking of the vendor's that was accepted, begun and done."""
        for action in ("accept", "start", "complete"):
            answer = await self.change("vendor", booking, action)
            assert answer.status_code == 200, answer.text
            booking = answer.json()
        return booking

    async def told(self, name: str, *, at_least: int = 1) -> Any:
        """Somebody's notifications, once there are so many; they come after the commit."""
        async with asyncio.timeout(60):
            while True:
                told = (await self[name].get("/notifications")).json()["items"]
                if len(told) >= at_least:
                    return told
                await asyncio.sleep(0.02)

    async def change(self, name: str, booking: Any, action: str, body: Any = None) -> Any:
        """Do something to a booking in the version that was seen."""
        headers = {"If-Match": f'"{booking["version"]}"'}
        path = f"/bookings/{booking['id']}/{action}"
        return await self[name].post(path, {} if body is None else body, headers=headers)


def stamp(moment: datetime) -> str:
    """An instant for a query."""
    return rfc3339(moment).replace("+", "%2B")


def pick(slot: Any) -> dict[str, Any]:
    """What names a slot in a wish."""
    return {"starts_at": slot["starts_at"], "staff_id": slot["staff_id"]}


def problem(answer: Any) -> tuple[int, str]:
    """Status and code of a refusal."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    return answer.status_code, answer.json()["code"]


def statuses(answers: Sequence[Any]) -> list[int]:
    """How each was answered."""
    return [answer.status_code for answer in answers]
