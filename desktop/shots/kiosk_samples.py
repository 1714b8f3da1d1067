"""A kiosk in the library of Alderhaven, filled with sample rows: for pictures alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

from client.status import EngineStatus
from client.stores.booking import BookingStore
from client.stores.catalogue import CatalogueStore
from client.stores.hold import HoldStore
from client.stores.outbox import OutboxStore
from client.tasks import Tasks
from contracts.rows import CategoryDoc, ListingDoc
from viewmodels.format import Format
from viewmodels.kernel.problems import describe_plainly
from viewmodels.kernel.view_model import Tools
from viewmodels.kiosk.session import KioskSession
from viewmodels.kiosk.wiring import KioskPlace, KioskStores
from viewmodels.text import Texts

ZONE = "Europe/Berlin"
NOW = datetime(2026, 11, 22, 10, 36, tzinfo=UTC)
SOON = ("2026-11-22T11:15:00Z", "2026-11-22T12:00:00Z", "2026-11-22T14:30:00Z")


class SampleClock:
    """The pictures' one moment."""

    def now(self) -> datetime:
        """22 November 2026, 11:36 in Berlin."""
        return NOW


class _Still:
    """A query that never changes."""

    loaded = True

    def __init__(self, value: object) -> None:
        self.value = value

    def subscribe(self, _callback: Callable[[], None]) -> Callable[[], None]:
        """Nothing will happen."""
        return lambda: None

    def close(self) -> None:
        """Nothing to end."""


class _SampleCatalogue:
    """Categories, and nothing that needs a network."""

    def observe(self, _query: object) -> _Still:
        """The categories."""
        return _Still(categories())


class _SampleOutbox:
    """Nothing waits."""

    async def discard(self, _operation_id: str) -> tuple[str, ...]:
        """Nothing to give up."""
        return ()

    def observe(self, _query: object) -> _Still:
        """An empty outbox."""
        return _Still(())


def category(number: int, art: str, name: str, vendors: int) -> CategoryDoc:
    """One category."""
    return {
        "id": f"c{number}",
        "version": 1,
        "name": name,
        "art": art,
        "position": number,
        "vendor_count": vendors,
        "listing_count": 6 * vendors,
    }


def categories() -> tuple[CategoryDoc, ...]:
    """The ten of the town."""
    names = (
        ("cleaning", 48), ("plumbing", 17), ("electrics", 14), ("garden", 22), ("hair", 31),
        ("tutoring", 40), ("moving", 9), ("pets", 26), ("massage", 18), ("bike_repair", 7),
    )  # fmt: skip
    return tuple(category(number, art, art, count) for number, (art, count) in enumerate(names))


def listing(
    key: str, title: str, vendor: str, art: str, price: int, minutes: int, metres: int, free: str = ""
) -> ListingDoc:
    """One service."""
    ends = free
    return {
        "id": key, "version": 1, "title": title, "description": "", "included": [], "policy": "",
        "category_id": "c4", "category_name": "Hair", "vendor_id": vendor, "vendor_name": vendor,
        "zone": ZONE, "city": "Alderhaven", "latitude": 54.09, "longitude": 10.77, "place": "at_vendor",
        "price": {"amount": price, "currency": "EUR"}, "duration_minutes": minutes,
        "buffer_before_minutes": 0, "buffer_after_minutes": 0, "rating": 4.8, "rating_count": 341,
        "art": art, "staff": [], "distance_m": metres,
        "next_free": [{"starts_at": free, "ends_at": ends, "staff_id": "s"}] if free else None,
    }  # fmt: skip


def listings() -> tuple[ListingDoc, ...]:
    """What is free soonest."""
    return (
        listing("l1", "Puncture repair", "Canal St Bikes", "wheel", 1900, 30, 300, SOON[0]),
        listing("l2", "Cut and finish", "Studio Aino", "salon", 4600, 45, 600, SOON[1]),
        listing("l3", "Dog walk, 60 min", "Ellis", "pets", 1800, 60, 900, SOON[2]),
    )


def build_session(language: str = "en", *, online: bool = True) -> KioskSession:
    """A session over sample stores; nothing in it runs by itself."""
    tasks, status = Tasks(), EngineStatus()
    status.update(online=online, connecting=False, as_of=datetime(2026, 11, 22, 10, 20, tzinfo=UTC))

    def speak(code: str) -> Tools:
        texts = Texts(code)
        return Tools(texts, Format(texts, SampleClock(), ZONE), tasks, describe_plainly)

    async def forget() -> None:
        return

    nothing: Any = None
    stores = KioskStores(
        cast(CatalogueStore, _SampleCatalogue()),
        cast(HoldStore, nothing),
        cast(BookingStore, nothing),
        cast(OutboxStore, _SampleOutbox()),
        status,
    )
    place = KioskPlace("Harbour Library, Alderhaven", (54.09, 10.77))
    return KioskSession(speak, stores, place, pin="1234", language=language, forget=forget)
