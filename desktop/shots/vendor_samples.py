"""Northside Care on Sunday 22 November 2026, 11:36 in Berlin: the vendor of the pictures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from client.clock import to_wire
from client.session.person import Person
from client.stores.booking import BookingStore
from client.stores.catalogue import CatalogueStore
from client.stores.outbox import OutboxStore
from client.stores.preference import PreferenceStore
from client.stores.proposal import ProposalStore
from client.stores.series import SeriesStore
from client.stores.vendor import VendorStore
from client.tasks import Tasks
from contracts.cancellation import DEFAULT_POLICY
from contracts.permissions import permissions_of
from contracts.rows import BlockDoc, BookingDoc, ListingDoc, OpenHoursDoc, StaffDoc, VendorDoc
from contracts.vocabulary import Role
from desktop.shots.memory import MemoryAccount
from viewmodels.format import Format
from viewmodels.kernel.navigator import Location, Navigator
from viewmodels.kernel.view_model import Tools
from viewmodels.shell.describe import Describe
from viewmodels.shell.toasts import Toasts
from viewmodels.text import Texts
from viewmodels.vendor.desk import VendorDesk

ZONE = "Europe/Berlin"
NOW = datetime(2026, 11, 22, 10, 36, tzinfo=UTC)
TODAY = date(2026, 11, 22)
KINDS = ("vendor", "staff", "listing", "booking", "block")
VENDOR = "10000000-0000-7000-8000-000000000001"

_LISTINGS = (
    ("Ironing", 90, 3600), ("Deep clean, 2 bedrooms", 150, 11800), ("Tap repair", 60, 6400),
    ("Oven and kitchen", 150, 9000), ("Boiler service", 120, 9600), ("Leak, urgent", 45, 8200),
    ("Bathroom fittings", 180, 15600), ("Move-in clean", 150, 14000), ("Weekly clean", 120, 5600),
    ("Windows", 90, 5600), ("Garden tidy", 180, 10200), ("Hedge cut", 150, 8600), ("Blind repair", 45, 4800),
    ("Move-out clean, 3 rooms", 210, 21000), ("Dishwasher fitting", 60, 7400),
)  # fmt: skip
_STAFF = (
    ("Rosa Meyer", 0, "08:00", "18:00"), ("Mikael Berg", 1, "09:00", "17:00"),
    ("Chiara Lodi", 2, "08:00", "16:30"), ("Deniz Acar", 3, "12:00", "19:00"),
)  # fmt: skip

# Day from today, start, service, person, client, status, note.
_BOOKINGS = (
    (0, "08:00", 0, 0, "Lena Fox", "completed", ""),
    (0, "10:00", 1, 0, "Amara Okafor", "in_progress", "14 Linden Row"),
    (0, "13:00", 2, 0, "Jonas Weber", "requested", "Kitchen tap drips at the base."),
    (0, "14:30", 3, 0, "Hugo Lind", "confirmed", "22 Quay Street"),
    (0, "17:15", 12, 0, "Elena Petrov", "confirmed", ""),
    (0, "09:00", 4, 1, "Ida Berg", "completed", ""),
    (0, "11:15", 5, 1, "Sam Ito", "confirmed", "Water under the bath"),
    (0, "13:30", 6, 1, "Nadia Haddad", "confirmed", "7 Station Road"),
    (0, "08:30", 7, 2, "The Brandts", "completed", ""),
    (0, "12:00", 8, 2, "Ove Holm", "confirmed", "40 Mill Lane"),
    (0, "14:30", 9, 2, "Library Café", "confirmed", "3 Market Square"),
    (0, "12:00", 10, 3, "Ruth Cole", "confirmed", "16 Orchard Way"),
    (0, "15:30", 11, 3, "Ruth Cole", "confirmed", "16 Orchard Way"),
    (0, "18:15", 12, 3, "Paul Reed", "cancelled", ""),
    (1, "08:00", 8, 2, "Ida Berg", "confirmed", ""),
    (1, "09:30", 13, 0, "Priya Nair", "requested", "The keys are with the neighbour."),
    (1, "10:00", 14, 1, "Karl Lowe", "confirmed", ""),
    (2, "09:00", 4, 1, "Anna Doyle", "confirmed", ""),
    (2, "10:00", 9, 2, "Marta Kovac", "confirmed", ""),
    (2, "13:00", 10, 3, "Nils Aho", "confirmed", ""),
    (3, "16:00", 8, 2, "Tom Ellery", "requested", ""),
    (3, "09:00", 1, 0, "Amara Okafor", "confirmed", ""),
    (4, "10:00", 6, 1, "Nadia Haddad", "confirmed", ""),
    (5, "08:30", 7, 0, "Jörg Müller-Lüdenscheidt", "confirmed", ""),
    (6, "12:00", 10, 3, "Ruth Cole", "confirmed", ""),
    (-3, "10:00", 2, 0, "Jonas Weber", "completed", ""),
    (-10, "10:00", 2, 0, "Jonas Weber", "completed", ""),
    (-17, "10:00", 2, 0, "Jonas Weber", "completed", ""),
    (-24, "13:00", 9, 2, "Library Café", "no_show", ""),
)  # fmt: skip


class SampleClock:
    """The pictures' one moment, which tests may move."""

    def __init__(self, now: datetime = NOW) -> None:
        self.moment = now

    def now(self) -> datetime:
        """The instant now."""
        return self.moment


def _id(kind: int, number: int) -> str:
    return f"{kind}0000000-0000-7000-8000-{number:012}"


def desk_booking(number: int) -> str:
    """The id of the sample booking with this number."""
    return _id(4, number)


def instant(day: int, clock: str) -> str:
    """A wall time in Berlin, so many days from today."""
    when = datetime.fromisoformat(f"{TODAY + timedelta(days=day)}T{clock}").replace(tzinfo=ZoneInfo(ZONE))
    return to_wire(when)


def vendor() -> VendorDoc:
    """The vendor."""
    return {
        "id": VENDOR, "version": 1, "name": "Northside Care", "about": "", "zone": ZONE, "street": "1 Quay",
        "city": "Alderhaven", "latitude": 53.5, "longitude": 10.0, "answer_minutes": 90, "rating": 4.8,
        "rating_count": 112,
    }  # fmt: skip


def staff() -> list[StaffDoc]:
    """Four people with their hours; repairs are Rosa's and Mikael's alone."""
    repairs = {"Tap repair", "Leak, urgent", "Blind repair", "Boiler service", "Dishwasher fitting"}
    people: list[StaffDoc] = []
    for number, (name, tint, opens, closes) in enumerate(_STAFF):
        hours = [OpenHoursDoc(weekday=day, opens=opens, closes=closes) for day in range(7)]
        able = [
            _id(3, place)
            for place, (title, _, _) in enumerate(_LISTINGS)
            if number < 2 or title not in repairs
        ]
        people.append(
            StaffDoc(
                id=_id(2, number),
                version=1,
                vendor_id=VENDOR,
                name=name,
                tint=tint,
                hours=hours,
                listing_ids=able,
            )
        )
    return people


def listings() -> list[ListingDoc]:
    """What is on offer, each with a quarter of an hour before it."""
    return [
        {
            "id": _id(3, number), "version": 1, "title": title, "description": "", "included": [],
            "policy": "", "category_id": _id(9, 1), "category_name": "Cleaning", "vendor_id": VENDOR,
            "vendor_name": "Northside Care", "zone": ZONE, "city": "Alderhaven", "latitude": 53.5,
            "longitude": 10.0, "place": "at_customer", "price": {"amount": price, "currency": "EUR"},
            "duration_minutes": minutes, "buffer_before_minutes": 15, "buffer_after_minutes": 0,
            "rating": 4.8, "rating_count": 12, "art": "cleaning", "staff": [], "distance_m": None,
            "next_free": None,
        }
        for number, (title, minutes, price) in enumerate(_LISTINGS)
    ]  # fmt: skip


def booking(
    number: int, day: int, clock: str, listing: int, person: int, client: str, status: str, note: str = ""
) -> BookingDoc:
    """One booking."""
    title, minutes, price = _LISTINGS[listing]
    start = datetime.fromisoformat(instant(day, clock))
    asked = instant(0, "10:41") if status == "requested" and day == 0 else instant(min(day, 0) - 2, "10:41")
    if status == "requested" and day:
        asked = instant(0, "11:20")
    return {
        "id": _id(4, number), "version": 1, "reference": f"{4800 + number}", "status": status,
        "listing_id": _id(3, listing), "listing_title": title, "vendor_id": VENDOR,
        "staff_id": _id(2, person), "customer": {"id": _id(5, sum(client.encode())), "name": client},
        "guest": None,
        "starts_at": to_wire(start), "ends_at": to_wire(start + timedelta(minutes=minutes)), "zone": ZONE,
        "price": {"amount": price, "currency": "EUR"}, "note": note or None, "created_at": asked,
        "updated_at": asked, "policy": DEFAULT_POLICY, "fee": None, "series_id": None,
        "series_position": None,
    }  # fmt: skip


def bookings() -> list[BookingDoc]:
    """Three weeks of them."""
    return [booking(number, *line) for number, line in enumerate(_BOOKINGS)]


def blocks() -> list[BlockDoc]:
    """A dentist, a training, the holidays."""

    def block(
        number: int, person: int | None, start: str, end: str, title: str, *, whole: bool = False
    ) -> BlockDoc:
        return {
            "id": _id(6, number), "version": 1, "vendor_id": VENDOR,
            "staff_id": None if person is None else _id(2, person), "starts_at": start, "ends_at": end,
            "zone": ZONE, "title": title, "all_day": whole, "source_key": None,
        }  # fmt: skip

    return [
        block(1, 2, instant(0, "16:30"), instant(0, "18:30"), "Dentist"),
        block(2, 2, instant(5, "12:00"), instant(5, "18:00"), "Training"),
        block(3, None, instant(33, "00:00"), instant(35, "00:00"), "Holiday", whole=True),
    ]


def rows() -> dict[str, list[object]]:
    """Everything in the cache."""
    return {
        "vendor": [vendor()],
        "staff": [*staff()],
        "listing": [*listings()],
        "booking": [*bookings()],
        "block": [*blocks()],
    }


class _NoDisk:
    async def write(self, work: object) -> None:
        """Nothing is kept."""


def build_desk(account: MemoryAccount, clock: SampleClock, language: str = "en") -> VendorDesk:
    """The desk over an account in memory."""
    texts = Texts(language)
    tools = Tools(texts, Format(texts, clock, ZONE), account.tasks, Describe(texts))
    navigator = Navigator(lambda route: True, Location("vendor.today"))
    answers: Any = account  # it answers for each part of the API
    return VendorDesk(
        tools=tools,
        person=account.person,
        vendor_id=VENDOR,
        proposals=ProposalStore(account, account.new_id),
        series=SeriesStore(account, account.new_id, lambda: answers),
        bookings=BookingStore(account, account.new_id, lambda: answers),
        catalogue=CatalogueStore(account, account.new_id, lambda: answers),
        vendor=VendorStore(account, account.new_id),
        outbox=OutboxStore(account, account.new_id, lambda: answers),
        preferences=PreferenceStore(None, _NoDisk(), account.bus),  # type: ignore[arg-type] # one method is asked
        status=account.status,
        navigator=navigator,
        toasts=Toasts(tools),
    )


def build_account(
    clock: SampleClock, tasks: Tasks | None = None, *, kinds: Sequence[str] = KINDS
) -> MemoryAccount:
    """Rosa, who runs Northside Care; `kinds` are the rows that are here."""
    roles = (Role.VENDOR,)
    person = Person(
        _id(2, 0), "Rosa Meyer", ("vendor",), permissions_of(roles), ((VENDOR, "Northside Care"),)
    )
    account = MemoryAccount(person, clock, {kind: rows()[kind] for kind in kinds}, tasks)
    account.status.update(online=True, connecting=False, as_of=clock.now(), signed_in=True)
    return account
