"""Priya Nair in Alderhaven, Sunday 22 November 2026, 11:36: the customer of the pictures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from client.clock import to_wire
from client.session.person import Person
from client.stores.address import AddressStore
from client.stores.booking import BookingStore
from client.stores.cart import CartStore
from client.stores.catalogue import CatalogueStore
from client.stores.hold import HoldStore
from client.stores.outbox import OutboxStore
from client.stores.preference import PreferenceStore
from client.stores.proposal import ProposalStore
from client.stores.series import SeriesStore
from client.stores.waitlist import WaitlistStore
from client.tasks import Tasks
from contracts.cancellation import PolicyDoc
from contracts.permissions import permissions_of
from contracts.rows import (
    BookingDoc,
    CategoryDoc,
    ListingDoc,
    PartyDoc,
    ProposalDoc,
    SlotDoc,
    VendorDoc,
    WaitlistDoc,
)
from contracts.vocabulary import Role
from desktop.shots.memory import MemoryAccount
from desktop.shots.online import SampleServer
from desktop.shots.vendor_samples import NOW, TODAY, ZONE, SampleClock
from viewmodels.customer.desk import CustomerDesk
from viewmodels.format import Format
from viewmodels.kernel.navigator import Location, Navigator
from viewmodels.kernel.view_model import Tools
from viewmodels.shell.describe import Describe
from viewmodels.shell.toasts import Toasts
from viewmodels.text import Texts

ME = "50000000-0000-7000-8000-000000000001"
_CATEGORIES = (
    ("Cleaning", "cleaning", 48), ("Plumbing", "plumbing", 17), ("Electrics", "electrics", 14),
    ("Garden", "garden", 22), ("Hair", "hair", 31), ("Tutoring", "tutoring", 40), ("Moving", "moving", 9),
    ("Pets", "pets", 26), ("Massage", "massage", 18), ("Bike repair", "bike_repair", 7),
)  # fmt: skip

# Title, vendor, category, picture, price, minutes, rating, raters, metres away, zone.
_LISTINGS = (
    ("Puncture and brake check", "Canal Street Bikes", 9, "wheel", 1900, 30, 4.9, 208, 300, ZONE),
    ("Cut and finish", "Studio Aino", 4, "salon", 4600, 45, 4.8, 341, 600, ZONE),
    ("Back and neck, 45 min", "Stillroom Massage", 8, "stones", 5400, 45, 4.7, 129, 1100, ZONE),
    ("Window cleaning, up to 10", "Windrose Glass Care", 0, "windows", 4800, 90, 4.7, 154, 1400, ZONE),
    ("Oven and kitchen deep clean", "Northside Care", 0, "kitchen", 6400, 150, 4.8, 312, 2100, ZONE),
    ("Portuguese lesson, 60 min", "Moura Languages", 5, "board", 3200, 60, 4.9, 187, 0, "Europe/Lisbon"),
    ("Garden tidy, half day", "Greenhand Gardens", 3, "garden", 9200, 240, 4.8, 73, 2600, ZONE),
    ("Tap repair", "Northside Care", 1, "plumbing", 5200, 60, 4.8, 312, 2100, ZONE),
    ("Sockets and switches, per hour", "Voltwerk Electrics", 2, "switch", 5800, 60, 4.6, 88, 3400, ZONE),
    ("Dog walk, 60 min", "Ellis Dog Walking", 7, "pets", 1800, 60, 4.9, 96, 900, ZONE),
    ("Move-out clean, 3 rooms", "Northside Care", 6, "boxes", 21000, 210, 4.8, 312, 2100, ZONE),
    ("Window cleaning, weekly", "Petra Hallgren", 0, "ladder", 2900, 45, 4.9, 47, 800, ZONE),
)  # fmt: skip

# Listing, days from today, clock, status.
_BOOKINGS = (
    (9, 0, "14:00", "confirmed"), (10, 1, "09:30", "requested"), (1, 1, "17:30", "confirmed"),
    (0, 4, "08:00", "confirmed"), (7, -2, "10:00", "completed"), (5, -5, "18:00", "completed"),
    (3, -8, "11:00", "cancelled"), (2, -13, "16:15", "completed"), (11, -25, "09:00", "completed"),
)  # fmt: skip
_POLICY = "Free until 24 hours before. Then half of the price. All back if they cancel."
_ABOUT = "Every corner once, with their own machines and products. You need not be there."
_INCLUDED = (
    "All floors, hoovered and mopped", "Kitchen fronts, hob, sink", "Bathroom, descaled",
    "Skirting, doors, switches", "Dust on all surfaces to 2.4 m",
)  # fmt: skip
_REVIEWS = (
    ("Lena Fox", 5, -3, "Rosa found limescale I had given up on. On time to the minute."),
    ("Ove Holm", 4, -8, "Very thorough. They left at 12:50 instead of 12:30, so plan a little room."),
    ("Nadia Haddad", 5, -13, "Booked for the handover of my old flat. The landlord had nothing to add."),
)  # fmt: skip


def id_of(kind: int, number: int) -> str:
    """The same ids in every run."""
    return f"{kind}0000000-0000-7000-8000-{number:012}"


def instant(day: int, clock: str, zone: str = ZONE) -> str:
    """A wall time, so many days from today."""
    return to_wire(
        datetime.fromisoformat(f"{TODAY + timedelta(days=day)}T{clock}").replace(tzinfo=ZoneInfo(zone))
    )


def categories() -> list[CategoryDoc]:
    """Ten kinds of service."""
    return [
        CategoryDoc(
            id=id_of(9, place),
            version=1,
            name=name,
            art=art,
            position=place,
            vendor_count=count,
            listing_count=count,
        )
        for place, (name, art, count) in enumerate(_CATEGORIES)
    ]


def vendors() -> list[VendorDoc]:
    """One for each name."""
    found: dict[str, VendorDoc] = {}
    for number, (_, name, *_rest, zone) in enumerate(_LISTINGS):
        found.setdefault(
            name,
            VendorDoc(
                id=id_of(1, sum(name.encode())),
                version=1,
                name=name,
                zone=zone,
                city="Alderhaven",
                about="A small team from the north side, insured and punctual.",
                latitude=53.55,
                longitude=9.99,
                answer_minutes=240,
                rating=4.8,
                rating_count=312,
                street=f"{number + 9} Linden Row",
            ),
        )
    return list(found.values())


def slot(day: int, clock: str, staff: int = 0, minutes: int = 60) -> SlotDoc:
    """A free time."""
    start = datetime.fromisoformat(instant(day, clock))
    return SlotDoc(
        starts_at=to_wire(start),
        ends_at=to_wire(start + timedelta(minutes=minutes)),
        staff_id=id_of(2, staff),
    )


def listings() -> list[ListingDoc]:
    """Twelve services round the middle of town."""
    return [_listing(number) for number in range(len(_LISTINGS))]


def _listing(number: int) -> ListingDoc:
    title, vendor, category, art, price, minutes, rating, raters, metres, zone = _LISTINGS[number]
    east, north = _SPOTS[number]
    return {
        "id": id_of(3, number),
        "version": 1,
        "title": title,
        "policy": _POLICY,
        "description": _ABOUT,
        "included": list(_INCLUDED),
        "category_id": id_of(9, category),
        "category_name": _CATEGORIES[category][0],
        "vendor_id": id_of(1, sum(vendor.encode())),
        "vendor_name": vendor,
        "zone": zone,
        "city": "Alderhaven",
        "latitude": 53.55 + north / 111_320,
        "longitude": 9.99 + east / 66_150,
        "rating": rating,
        "rating_count": raters,
        "art": art,
        "place": "at_customer" if metres else "remote",
        "buffer_before_minutes": 0,
        "buffer_after_minutes": 0,
        "price": {"amount": price, "currency": "EUR"},
        "duration_minutes": minutes,
        "staff": _team(number),
        "distance_m": metres,
        "next_free": [slot(day, clock) for day, clock in _NEXT[number % 6 : number % 6 + 3]],
    }


_NEXT = (
    (0, "12:15"), (0, "13:00"), (0, "16:15"), (1, "08:00"), (1, "13:30"), (2, "08:30"), (2, "15:00"),
    (3, "09:00"),
)  # fmt: skip


# Metres east and north of the middle of town.
_SPOTS = (
    (210, 250), (-420, 450), (-260, -950), (780, 1020), (900, -820), (0, 60), (-880, -1900), (620, -1500),
    (-980, 1700), (450, -380), (-620, -2100), (-330, 730),
)  # fmt: skip
_STAFF = ("Beatriz Moura", "Rui Tavares", "Inês Prado")


def _team(number: int) -> list[PartyDoc]:
    names = _STAFF if number == 5 else (_LEADS[number],)
    return [{"id": id_of(2, place), "name": name} for place, name in enumerate(names)]


_LEADS = (
    "Noor Canal", "Aino Laine", "Tom Still", "Ida Rose", "Rosa Meyer", "", "Per Green", "Jan Wirth",
    "Kai Volt", "Marta Silva", "Rosa Meyer", "Petra Hallgren",
)  # fmt: skip


_RULES: PolicyDoc = {
    "steps": [
        {"minutes_before": 2880, "basis_points": 0},
        {"minutes_before": 720, "basis_points": 2500},
        {"minutes_before": 0, "basis_points": 10_000},
    ],
    "no_show_basis_points": 10_000,
}


def booking(number: int) -> BookingDoc:
    """One booking of Priya's."""
    place, day, clock, status = _BOOKINGS[number]
    title, vendor, _, _, price, minutes, *_rest = _LISTINGS[place]
    start = datetime.fromisoformat(instant(day, clock))
    asked = instant(0, "11:20") if status == "requested" else instant(min(day, 0) - 3, "10:52")
    return {
        "id": id_of(4, number), "version": 1, "reference": f"{4700 + number}", "status": status,
        "listing_id": id_of(3, place), "listing_title": title, "vendor_id": id_of(1, sum(vendor.encode())),
        "staff_id": id_of(2, 0), "customer": {"id": ME, "name": "Priya Nair"}, "guest": None,
        "starts_at": to_wire(start), "ends_at": to_wire(start + timedelta(minutes=minutes)), "zone": ZONE,
        "price": {"amount": price, "currency": "EUR"}, "note": None, "created_at": asked, "updated_at": asked,
        "policy": _RULES, "fee": None, "series_id": None, "series_position": None,
    }  # fmt: skip


def proposal(number: int, day: int, clock: str, side: str = "vendor") -> ProposalDoc:
    """Another time for one of them, proposed this morning."""
    row = booking(number)
    start = datetime.fromisoformat(instant(day, clock))
    length = datetime.fromisoformat(row["ends_at"]) - datetime.fromisoformat(row["starts_at"])
    return {
        "id": id_of(6, number), "version": 1, "booking_id": row["id"], "vendor_id": row["vendor_id"],
        "customer_id": ME, "side": side, "status": "open", "staff_id": row["staff_id"],
        "starts_at": to_wire(start), "ends_at": to_wire(start + length), "zone": ZONE,
        "note": "Noor is at the dentist." if side == "vendor" else None, "creator": "Noor Canal",
        "expires_at": instant(1, "09:10"), "created_at": instant(0, "09:10"),
        "updated_at": instant(0, "09:10"),
    }  # fmt: skip


def in_series(number: int, position: int) -> BookingDoc:
    """A booking that is one of a series."""
    made = booking(number)
    made["series_id"], made["series_position"] = id_of(7, 0), position
    return made


def place(number: int, day: int, offer: str = "") -> WaitlistDoc:
    """A place on the waiting list; with `offer`, a time of day that is kept for Priya."""
    listing = listings()[number]
    start = datetime.fromisoformat(instant(day, offer or "00:00"))
    return {
        "id": id_of(5, number),
        "version": 1,
        "listing_id": listing["id"],
        "listing_title": listing["title"],
        "vendor_id": listing["vendor_id"],
        "zone": ZONE,
        "person": {"id": ME, "name": "Priya Nair"},
        "staff_id": None,
        "window_from": instant(day, "00:00"),
        "window_until": instant(day + 1, "00:00"),
        "status": "offered" if offer else "waiting",
        "offer": {
            "hold_id": id_of(5, 90),
            "staff_id": id_of(2, 0),
            "starts_at": to_wire(start),
            "ends_at": to_wire(start + timedelta(minutes=listing["duration_minutes"])),
            "expires_at": to_wire(NOW + timedelta(minutes=24, seconds=31)),
        }
        if offer
        else None,
        "created_at": instant(0, "09:10"),
        "updated_at": instant(0, "09:10"),
    }


def bookings() -> list[BookingDoc]:
    """What is ahead and what has been."""
    return [booking(number) for number in range(len(_BOOKINGS))]


def _facet(*rows: tuple[str, str, int]) -> list[dict[str, Any]]:
    return [{"value": value, "label": label, "count": count} for value, label, count in rows]


def build_server() -> SampleServer:
    """Answers as the pictures have them."""
    server = SampleServer()
    server.listings = listings()
    server.did_you_mean = "window cleaning"
    server.facets = {
        "category": _facet(
            (id_of(9, 0), "Cleaning", 12), (id_of(9, 1), "Repairs", 3), (id_of(9, 6), "Moving", 0)
        ),
        "rating": _facet(("4.0", "", 15), ("4.5", "", 12), ("4.8", "", 5)),
        "distance": _facet(("1000", "", 1), ("2000", "", 5), ("5000", "", 12), ("10000", "", 19)),
        "price": _facet(
            *((str(band * 1000), "", n) for band, n in enumerate((0, 1, 3, 4, 7, 5, 3, 2, 2, 1)))
        ),
        "available_on": _facet(
            *(
                ((TODAY + timedelta(days=day)).isoformat(), "", n)
                for day, n in enumerate((3, 6, 9, 8, 10, 5, 2))
            )
        ),
    }
    clocks = ("09:00", "09:30", "11:30", "12:30", "13:00", "14:00", "15:30", "16:30", "18:00", "19:30")
    server.free = [
        slot(day, clock, (day + place) % 3)
        for day in range(14)
        for place, clock in enumerate(clocks)
        if day % 7 != 6 and (day + place) % 4 and (day or clock > "12:00")
    ]
    server.review_items = [
        {
            "id": id_of(8, place),
            "author": author,
            "rating": stars,
            "text": text,
            "created_at": instant(day, "12:00"),
        }
        for place, (author, stars, day, text) in enumerate(_REVIEWS)
    ]
    server.hold_until = to_wire(NOW + timedelta(minutes=7, seconds=32))
    return server


def build_account(clock: SampleClock, tasks: Tasks | None = None) -> MemoryAccount:
    """Priya's account with the town in its cache."""
    person = Person(ME, "Priya Nair", ("customer",), permissions_of((Role.CUSTOMER,)), ())
    rows: dict[str, list[Any]] = {
        "category": [*categories()],
        "vendor": [*vendors()],
        "listing": [*listings()],
        "booking": [*bookings()],
    }
    account = MemoryAccount(person, clock, rows, tasks)
    account.status.update(online=True, connecting=False, as_of=clock.now(), signed_in=True)
    return account


class _Nowhere:
    """A disk that keeps nothing: preferences last as long as the picture."""

    async def read(self, work: Callable[[], Any]) -> Any:
        """Run it here."""
        return work()

    async def glance(self, work: Callable[[], Any]) -> Any:
        """Run it here."""
        return work()

    async def write(self, work: Callable[[], Any]) -> Any:
        """Run it here."""
        return work()

    async def aclose(self) -> None:
        """Nothing runs."""


def build_desk(
    account: MemoryAccount, server: SampleServer, clock: SampleClock, language: str = "en"
) -> CustomerDesk:
    """The desk over an account in memory and a server of samples."""
    texts = Texts(language)
    tools = Tools(texts, Format(texts, clock, ZONE), account.tasks, Describe(texts))
    online: Any = server
    kept: Any = account
    return CustomerDesk(
        tools=tools,
        person=account.person,
        proposals=ProposalStore(kept, account.new_id),
        series=SeriesStore(kept, account.new_id, lambda: online),
        waitlist=WaitlistStore(kept, account.new_id),
        bookings=BookingStore(kept, account.new_id, lambda: kept),
        catalogue=CatalogueStore(kept, account.new_id, lambda: online),
        holds=HoldStore(kept, account.new_id, lambda: online),
        addresses=AddressStore(kept, account.new_id, lambda: online),
        outbox=OutboxStore(kept, account.new_id, lambda: kept),
        preferences=PreferenceStore(None, _Nowhere(), account.bus),
        status=account.status,
        navigator=Navigator(lambda _route: True, Location("customer.discover")),
        toasts=Toasts(tools),
        cart=CartStore(kept, account.new_id, lambda: online, lambda: online),
    )
