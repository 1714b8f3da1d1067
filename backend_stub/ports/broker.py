"""Events on their way from what happened to those who react."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from backend_stub.db.unit_of_work import UnitOfWork
from contracts.events import EventName


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; `payload` is JSON."""

    id: UUID
    name: EventName
    payload: Mapping[str, Any]
    at: datetime


class ConsumerPort(Protocol):
    """Reacts to events. `handle` runs once per event that commits, in a transaction of its own."""

    @property
    def name(self) -> str:
        """Stable: deduplication is by this name and the event's id."""
        ...

    @property
    def events(self) -> frozenset[EventName]:
        """What it wants to hear of."""
        ...

    async def handle(self, event: Event, uow: UnitOfWork) -> None:
        """Do the one thing, through `uow` alone; raising means: again later."""
        ...


Delivery = Callable[[Event], Awaitable[None]]
"""Takes one event to one consumer; raises if it could not be dealt with."""


class BrokerPort(Protocol):
    """Takes published events to every subscriber, at least once."""

    def subscribe(self, name: str, events: frozenset[EventName], deliver: Delivery) -> None:
        """Have `deliver` called for each of `events`; `name` names the queue."""
        ...

    async def publish(self, event: Event) -> None:
        """Return once every subscriber has (or will certainly get) the event; raise otherwise."""
        ...
