"""Fills the vendors' diaries: weeks of bookings around today, each with its history."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from backend_stub.db.tables import Booking, BookingHistory, Occupancy, OccupancySource
from backend_stub.demo.offer import Offer
from backend_stub.demo.rows import Row
from backend_stub.demo.town import Resident, Town
from contracts.deadlines import answer_by
from contracts.vocabulary import OCCUPYING, BookingAction, BookingStatus

WEEKS_AROUND = 4
_ASKED_AHEAD, _ASKED_AHEAD_OF_NOW = 5, 14
"""Days, on average."""

_ALPHABET = "23456789BCDFGHJKMNPQRTVWXYZ"
_DAY_MINUTES = 1440
_FORGOTTEN = 8
"""So many confirmed bookings of the first vendor took place weeks ago, and nobody ever said so."""
_FORGOTTEN_BEFORE = timedelta(days=9)
_LATE_TODAY = 2
"""At most so many of the first vendor's bookings of the last hour have not been started yet."""
_REQUESTS_AT_LEAST = 5
_NOTES = (
    "Please ring twice, the bell is quiet.",
    "The key is with the neighbour at no. 12.",
    "We have a dog, she is kind.",
    "Parking is behind the house.",
    "Kitchen tap drips at the base. Stopcock is under the sink.",
    "Please use the back door.",
    "I work from home, so a quiet start would be good.",
    "Fourth floor, the lift works.",
)
_REASONS = {
    BookingStatus.DECLINED: ("We are full that day.", "That is too far for us.", None),
    BookingStatus.CANCELLED: ("Something came up.", "Found another time.", "I am ill, sorry.", None),
    BookingStatus.NO_SHOW: ("Nobody opened.", None),
}
_PATHS: dict[BookingStatus, tuple[BookingAction, ...]] = {
    BookingStatus.REQUESTED: (),
    BookingStatus.EXPIRED: (),
    BookingStatus.DECLINED: (BookingAction.DECLINE,),
    BookingStatus.CONFIRMED: (BookingAction.ACCEPT,),
    BookingStatus.CANCELLED: (BookingAction.ACCEPT, BookingAction.CANCEL),
    BookingStatus.NO_SHOW: (BookingAction.ACCEPT, BookingAction.NO_SHOW),
    BookingStatus.IN_PROGRESS: (BookingAction.ACCEPT, BookingAction.START),
    BookingStatus.COMPLETED: (BookingAction.ACCEPT, BookingAction.START, BookingAction.COMPLETE),
}
_AFTER: dict[BookingAction, BookingStatus] = {
    BookingAction.ACCEPT: BookingStatus.CONFIRMED,
    BookingAction.DECLINE: BookingStatus.DECLINED,
    BookingAction.CANCEL: BookingStatus.CANCELLED,
    BookingAction.NO_SHOW: BookingStatus.NO_SHOW,
    BookingAction.START: BookingStatus.IN_PROGRESS,
    BookingAction.COMPLETE: BookingStatus.COMPLETED,
}


@dataclass(frozen=True, slots=True)
class _Visit:
    """A service in somebody's diary, before anything is known of its fate."""

    offer: Offer
    staff: Row
    listing: Row
    starts_at: datetime

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.listing["duration_minutes"])


class Diary:
    """Makes up bookings; nobody is ever in two places."""

    def __init__(self, town: Town, offers: Sequence[Offer], customers: Sequence[Resident]) -> None:
        self._town, self._rows, self._dice, self._now = town, town.rows, town.dice, town.now
        self._offers, self._customers = offers, customers
        self._references: set[str] = set()

    def fill(self, bookings: int) -> None:
        """So many bookings, four weeks back and ahead, or further back if that is too short for them."""
        today = self._now.date()
        days = [today + timedelta(days=n) for n in range(-7 * WEEKS_AROUND, 7 * WEEKS_AROUND + 1)]
        capacity = sum(len(offer.staff) for offer in self._offers) * len(days) * 4
        density = min(0.8, bookings / max(capacity, 1))
        visits = self._first_vendor(days)
        for offer in self._offers[1:]:
            visits += self._visits(offer, days, density)
        earlier = days[0]
        while len(visits) < bookings and any(offer.listings for offer in self._offers):
            earlier -= timedelta(days=1)
            for offer in self._offers:
                visits += self._visits(offer, [earlier], density)
        first = [visit for visit in visits if visit.offer is self._offers[0]]
        others = [visit for visit in visits if visit.offer is not self._offers[0]]
        if len(first) > bookings:
            first = self._dice.sample(first, bookings)
        wanted = min(bookings - len(first), len(others))
        self._book(first + self._dice.sample(others, wanted))

    def _first_vendor(self, days: list[date]) -> list[_Visit]:
        """The diary that the demo opens on: full today, thinner with each week.

        Each of its people has one weekday that nobody has booked yet, so whatever the week, every service has
        times to offer.
        """
        offer, today = self._offers[0], self._now.date()
        open_day = {staff["id"]: self._open_day(offer, number) for number, staff in enumerate(offer.staff)}
        visits: list[_Visit] = []
        for day in days:
            density = 0.75 if day <= today else max(0.1, 0.36 - 0.02 * (day - today).days)
            visits += [
                visit
                for visit in self._visits(offer, [day], density)
                if day <= today or day.weekday() != open_day[visit.staff["id"]]
            ]
        return visits

    def _open_day(self, offer: Offer, number: int) -> int:
        """A weekday on which this one of the staff works; not today's, of which less than a day is left."""
        worked: list[int] = sorted({hours["weekday"] for hours in offer.hours[offer.staff[number]["id"]]})
        others = [weekday for weekday in worked if weekday != self._now.date().weekday()]
        return others[number % len(others)]

    def _visits(self, offer: Offer, days: list[date], density: float) -> list[_Visit]:
        return [
            visit
            for staff in offer.staff
            for day in days
            for visit in self._staff_day(offer, staff, day, density)
        ]

    def _staff_day(self, offer: Offer, staff: Row, day: date, density: float) -> Iterator[_Visit]:
        zone = ZoneInfo(offer.vendor["zone"])
        listings = offer.listings_of[staff["id"]]
        if not listings:
            return
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
        midnight = noon.astimezone(UTC) - timedelta(hours=12)
        free_from = 0
        for hours in offer.hours[staff["id"]]:
            if hours["weekday"] != day.weekday():
                continue
            clock = hours["opens"]
            while clock < hours["closes"]:
                listing = self._dice.choice(listings)
                start = max(clock, -(-(free_from + listing["buffer_before_minutes"]) // 15) * 15)
                end = start + listing["duration_minutes"]
                if end <= hours["closes"] and self._dice.chance(density):
                    yield _Visit(offer, staff, listing, midnight + timedelta(minutes=start))
                    free_from = end + listing["buffer_after_minutes"]
                    clock = end
                else:
                    clock += self._dice.choice((15, 30, 45, 60, 90))

    def _book(self, visits: list[_Visit]) -> None:
        first = sorted(
            (visit for visit in visits if visit.offer is self._offers[0]), key=lambda visit: visit.starts_at
        )
        begun = [visit for visit in first if visit.starts_at <= self._now]
        overdue = self._overdue(begun)
        ahead = [visit for visit in first if visit.starts_at > self._now + timedelta(hours=3)]
        asked = set(map(id, self._dice.sample(ahead[:40], min(_REQUESTS_AT_LEAST, len(ahead[:40])))))
        for visit in sorted(visits, key=lambda each: each.starts_at):
            if id(visit) in overdue:
                status = BookingStatus.CONFIRMED
            elif id(visit) in asked:
                status = BookingStatus.REQUESTED
            else:
                status = self._fate(visit)
            self._booking(visit, status)

    def _overdue(self, begun: list[_Visit]) -> set[int]:
        """Those that should have begun: some that somebody forgot, and what is a little late just now."""
        old = [visit for visit in begun if visit.starts_at < self._now - _FORGOTTEN_BEFORE]
        forgotten = self._dice.sample(old, min(_FORGOTTEN, len(old)))
        recent = [visit for visit in begun if visit.starts_at > self._now - timedelta(hours=1)]
        going_on = sum(visit.ends_at > self._now for visit in begun)
        # Somebody is always at work while anything goes on.
        late = recent[-min(_LATE_TODAY, going_on - 1) :] if going_on > 1 else []
        return set(map(id, [*forgotten, *late]))

    def _fate(self, visit: _Visit) -> BookingStatus:
        roll = self._dice.random()
        ends: tuple[tuple[float, str], ...]
        if visit.ends_at <= self._now:
            ends = (
                (0.03, "no_show"),
                (0.09, "cancelled"),
                (0.11, "declined"),
                (0.12, "expired"),
                (1, "completed"),
            )
        elif visit.starts_at <= self._now:
            ends = ((1, "in_progress"),)
        elif visit.starts_at < self._now + timedelta(hours=3):
            ends = ((0.06, "cancelled"), (1, "confirmed"))
        else:
            ends = ((0.07, "cancelled"), (0.09, "declined"), (0.11, "requested"), (1, "confirmed"))
        return BookingStatus(next(name for limit, name in ends if roll <= limit))

    def _booking(self, visit: _Visit, status: BookingStatus) -> None:
        dice, vendor, listing = self._dice, visit.offer.vendor, visit.listing
        created = self._created_at(visit, status)
        deadline = answer_by(created, visit.starts_at, vendor["answer_minutes"])
        steps = self._steps(visit, status, created, deadline)
        customer = None if dice.chance(0.1) else dice.choice(self._customers)
        guest = None if customer else self._town.name()
        booking = self._rows.add(
            Booking,
            id=dice.ident_at(created),
            version=len(steps) + 1,
            reference=self._reference(),
            status=str(status),
            listing_id=listing["id"],
            listing_title=listing["title"],
            vendor_id=vendor["id"],
            staff_id=visit.staff["id"],
            customer_id=customer.id if customer else None,
            customer_name=customer.name if customer else None,
            guest_name=guest,
            guest_phone=self._town.phone() if guest else None,
            creator_id=customer.id if customer else visit.offer.owner.id,
            starts_at=visit.starts_at,
            ends_at=visit.ends_at,
            zone=vendor["zone"],
            price_amount=listing["price_amount"],
            price_currency=listing["price_currency"],
            note=dice.choice(_NOTES) if dice.chance(0.3) else None,
            address_id=None,
            answer_by=deadline,
            created_at=created,
            updated_at=steps[-1][0] if steps else created,
        )
        self._history(booking, visit, steps)
        if status in OCCUPYING:
            self._occupy(booking, listing)

    def _created_at(self, visit: _Visit, status: BookingStatus) -> datetime:
        """Some days ahead, at an hour when people are awake; what still waits was asked for just now."""
        if status is BookingStatus.REQUESTED:
            patience = min(visit.offer.vendor["answer_minutes"] * 0.4, 300)
            return self._now - timedelta(seconds=int(self._dice.uniform(120, patience * 60)))
        latest = min(visit.starts_at - timedelta(hours=2), self._now - timedelta(minutes=3))
        # What lies ahead was asked for over the last weeks, so that no day has more of it than another.
        days = _ASKED_AHEAD if visit.starts_at < self._now else _ASKED_AHEAD_OF_NOW
        created = latest - timedelta(days=min(self._dice.expovariate(1 / days), 40))
        awake = created.replace(hour=int(self._dice.triangular(6, 22, 10)))
        return awake if awake <= latest else awake - timedelta(days=1)

    def _steps(
        self, visit: _Visit, status: BookingStatus, created: datetime, deadline: datetime
    ) -> list[tuple[datetime, BookingAction | None, BookingStatus]]:
        if status is BookingStatus.EXPIRED:
            return [(deadline, None, status)]
        steps: list[tuple[datetime, BookingAction | None, BookingStatus]] = []
        at = created
        for action in _PATHS[status]:
            late = timedelta(minutes=self._dice.randint(0, 12))
            if action in {BookingAction.ACCEPT, BookingAction.DECLINE}:
                at = min(self._soon_after(at, timedelta(minutes=self._dice.randint(1, 60))), deadline)
            elif action is BookingAction.CANCEL:
                at += (min(visit.starts_at, self._now) - at) * self._dice.random()
            elif action is BookingAction.COMPLETE:
                at = self._soon_after(visit.ends_at, late)
            else:
                at = self._soon_after(visit.starts_at, late)
            steps.append((at, action, _AFTER[action]))
        return steps

    def _soon_after(self, moment: datetime, late: timedelta) -> datetime:
        """So much after it; somewhere between it and now where that is not yet."""
        at = moment + late
        passed = (self._now - moment).total_seconds()
        return at if at <= self._now else moment + timedelta(seconds=int(passed * self._dice.random()))

    def _history(
        self,
        booking: Row,
        visit: _Visit,
        steps: list[tuple[datetime, BookingAction | None, BookingStatus]],
    ) -> None:
        asker = booking["customer_name"] or visit.offer.owner.name
        owner = visit.offer.owner
        told = [(booking["created_at"], None, BookingStatus.REQUESTED), *steps]
        for version, (at, action, status) in enumerate(told, start=1):
            by_customer = version == 1 or (action is BookingAction.CANCEL and self._dice.chance(0.7))
            nobody = action is None and version > 1
            self._rows.add(
                BookingHistory,
                booking_id=booking["id"],
                version=version,
                at=at,
                actor_id=None if nobody else booking["creator_id"] if by_customer else owner.id,
                actor=None if nobody else asker if by_customer else owner.name,
                action=str(action) if action else None,
                status=str(status),
                reason=self._dice.choice(_REASONS.get(status, (None,))),
                starts_at=booking["starts_at"],
            )

    def _occupy(self, booking: Row, listing: Row) -> None:
        self._rows.add(
            Occupancy,
            source=str(OccupancySource.BOOKING),
            source_id=booking["id"],
            resource_id=booking["staff_id"],
            lane=booking["id"],
            starts_at=booking["starts_at"] - timedelta(minutes=listing["buffer_before_minutes"]),
            ends_at=booking["ends_at"] + timedelta(minutes=listing["buffer_after_minutes"]),
            occupies=True,
        )

    def _reference(self) -> str:
        while True:
            letters = "".join(self._dice.choices(_ALPHABET, k=7))
            reference = f"{letters[:3]}-{letters[3:]}"
            if reference not in self._references:
                self._references.add(reference)
                return reference
