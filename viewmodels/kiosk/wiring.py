"""What the kiosk is built from, handed in by the composition."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from client.status import EngineStatus
from client.stores.booking import BookingStore
from client.stores.catalogue import CatalogueStore
from client.stores.hold import HoldStore
from client.stores.outbox import OutboxStore


@dataclass(frozen=True, slots=True)
class KioskStores:
    """The stores that the kiosk reads and writes, and whether there is a network."""

    catalogue: CatalogueStore
    holds: HoldStore
    bookings: BookingStore
    outbox: OutboxStore
    status: EngineStatus


@dataclass(frozen=True, slots=True)
class KioskPlace:
    """Where the kiosk stands; `near` is (latitude, longitude), None where distances mean nothing."""

    name: str
    near: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class KioskTimes:
    """How long it waits, in seconds."""

    quiet: float = 60.0
    """Without a touch, before it asks whether anybody is there."""
    asking: float = 20.0
    """How long it asks, before it forgets."""
    showing: float = 60.0
    """How long a ticket stays."""
    answer: float = 8.0
    """How long a booking waits for the server before it is shown as a request."""
    refresh: float = 20.0
    """Between two looks at the free times while somebody looks at them."""
    search: float = 0.25
    """After the last key, before it searches."""


Forget = Callable[[], Awaitable[None]]
"""Empties what the engine keeps in memory."""
