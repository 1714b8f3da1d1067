"""Free time of staff, as holds, bookings and the catalogue ask for it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from contracts.cancellation import DEFAULT_POLICY, PolicyDoc
from contracts.wire import rfc3339

FURTHEST: Final = 3 * 366 * 24 * 60
"""Minutes; nothing is offered further ahead, whatever a vendor's horizon."""

Spot = tuple[float, float]
"""Latitude and longitude."""


@dataclass(frozen=True, slots=True)
class Seating:
    """What makes a time a class: several may book it."""

    listing_id: UUID
    capacity: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A free time with the person who would come, and the time that booking it would keep from others.

    `resource_ids` are rooms and the like that are kept beside the person; only what `take` answers has them.
    `seats_left` stands for classes.
    """

    starts_at: datetime
    ends_at: datetime
    staff_id: UUID
    busy_from: datetime
    busy_until: datetime
    resource_ids: tuple[UUID, ...] = ()
    seating: Seating | None = None
    seats_left: int | None = None
    travels: bool = False
    spot: Spot | None = None

    def document(self) -> dict[str, Any]:
        """As `contracts.catalogue.SlotOut` has it."""
        document: dict[str, Any] = {
            "starts_at": rfc3339(self.starts_at),
            "ends_at": rfc3339(self.ends_at),
            "staff_id": str(self.staff_id),
        }
        if self.seats_left is not None:
            document["seats_left"] = self.seats_left
        return document


@dataclass(frozen=True, slots=True)
class OfferTerms:
    """What a booking of a listing agrees on; minutes, and `horizon_minutes` from now.

    `needs` has, for each kind of resource that is kept beside the person, all that there are of it.
    """

    listing_id: UUID
    title: str
    vendor_id: UUID
    vendor_name: str
    zone: str
    answer_minutes: int
    price_amount: int
    price_currency: str
    duration_minutes: int
    buffer_before_minutes: int
    buffer_after_minutes: int
    staff_ids: tuple[UUID, ...]
    place: str = "at_vendor"
    capacity: int = 1
    notice_minutes: int = 0
    horizon_minutes: int = FURTHEST
    travel_minutes: int = 0
    travel_kmh: int | None = None
    needs: tuple[tuple[UUID, ...], ...] = ()
    cancellation: PolicyDoc = field(default_factory=lambda: DEFAULT_POLICY)
    """Frozen into the bookings that are made on these terms."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A time that somebody asks for; no `staff_id` is anybody. What `ignoring` names counts as free.

    `spot` is where the customer is, if that is known and they are visited.
    """

    terms: OfferTerms
    starts_at: datetime
    staff_id: UUID | None = None
    ignoring: frozenset[UUID] = frozenset()
    spot: Spot | None = None


class SlotsPort(Protocol):
    """Answers when somebody is free; all of it from the given session's snapshot."""

    async def find_terms(self, session: AsyncSession, listing_id: UUID) -> OfferTerms | None:
        """The terms of a listing; None if there is none."""
        ...

    async def take(self, session: AsyncSession, wanted: Wanted, now: datetime) -> Slot:
        """The slot, once nobody else can take its people's time before this transaction ends.

        Refuses with 409 `slot_taken`, or `slot_unavailable` if it was never on offer; both name alternatives.
        """
        ...

    async def refuse_taken(self, session: AsyncSession, wanted: Wanted, now: datetime) -> Exception:
        """The 409 `slot_taken` for a time that turned out to be gone, with alternatives."""
        ...

    async def settle_at(self, session: AsyncSession, wanted: Wanted, now: datetime) -> bool:
        """Note where the visits that `wanted.ignoring` names are; False without time for the ways."""
        ...

    async def is_free(self, session: AsyncSession, wanted: Wanted, now: datetime) -> bool:
        """Whether that very time could be taken."""
        ...

    async def slots(
        self,
        session: AsyncSession,
        terms: OfferTerms,
        staff_id: UUID | None,
        since: datetime,
        until: datetime,
        now: datetime,
    ) -> Sequence[Slot]:
        """All free slots that begin in a range of time, one for each person free then."""
        ...

    async def next_free(
        self, session: AsyncSession, listing_ids: Collection[UUID], now: datetime, count: int
    ) -> Mapping[UUID, Sequence[Slot]]:
        """For each listing the next free times (each time once), at most two weeks ahead."""
        ...

    async def free_days(
        self, session: AsyncSession, listing_ids: Collection[UUID], days: Sequence[date], now: datetime
    ) -> Mapping[date, frozenset[UUID]]:
        """For each day, by the vendor's calendar, the listings that have a free time."""
        ...
