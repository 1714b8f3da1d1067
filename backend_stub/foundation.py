"""What features are built from, and what they hand back."""

from collections.abc import Callable
from dataclasses import dataclass, field

from fastapi import APIRouter

from backend_stub.db.database import Database
from backend_stub.letters.links import SignedLinks
from backend_stub.ports.broker import ConsumerPort
from backend_stub.ports.clock import ClockPort
from backend_stub.ports.job import JobPort
from backend_stub.ports.presence import RoomPort
from backend_stub.ports.rows import RowReaderPort
from backend_stub.security.door import Door
from backend_stub.security.passwords import Passwords
from backend_stub.settings import Settings


@dataclass(frozen=True, slots=True)
class Foundation:
    """The parts that all features stand on."""

    settings: Settings
    clock: ClockPort
    database: Database
    door: Door
    passwords: Passwords
    connected_clients: Callable[[], int]
    """How many sockets are open on this server."""

    links: SignedLinks
    """Makes and reads what stands in letters to be followed."""


@dataclass(slots=True)
class Surface:
    """Everything that features add to the server."""

    routers: list[APIRouter] = field(default_factory=list)
    row_readers: list[RowReaderPort] = field(default_factory=list)
    consumers: list[ConsumerPort] = field(default_factory=list)
    jobs: list[JobPort] = field(default_factory=list)
    rooms: list[RoomPort] = field(default_factory=list)
