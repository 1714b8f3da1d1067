"""Where a booking fits, by the server's rules over the rows that are here: a clash shows before the drop.

Bookings begin at full quarters of an hour, lie inside their person's hours, and keep their service's buffers
free before and after; blocked time and everything that takes its time is in the way. The server decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from contracts.rows import BlockDoc, BookingDoc, ListingDoc
from contracts.vocabulary import OCCUPYING
from viewmodels.format import Format, to_instant, zone_of
from viewmodels.vendor import hours
from viewmodels.vendor.roster import Roster

GRID_MINUTES = 15

Busy = tuple[datetime, datetime]


class Fit(StrEnum):
    """Whether a time can be had, or what stands against it."""

    FREE = "free"
    CLASH = "clash"
    BLOCKED = "blocked"
    CLOSED = "closed"
    CANNOT = "cannot"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The fit in words; `start` and `end` of what is in the way, where something is."""

    fit: Fit
    text: str = ""
    start: datetime | None = None
    end: datetime | None = None

    @property
    def ok(self) -> bool:
        """Whether it can be had."""
        return self.fit is Fit.FREE


@dataclass(frozen=True, slots=True)
class Wish:
    """A service with a person at a time; `ignore` is the booking that is moved."""

    listing_id: str
    staff_id: str
    starts_at: datetime
    minutes: int
    ignore: str = ""

    @property
    def ends_at(self) -> datetime:
        """When it would be over."""
        return self.starts_at + timedelta(minutes=self.minutes)


class Placing:
    """Judges wishes against the bookings and blocked time of a stretch of days."""

    def __init__(
        self, formats: Format, roster: Roster, bookings: Iterable[BookingDoc], blocks: Iterable[BlockDoc]
    ) -> None:
        self._format = formats
        self._texts = formats.texts
        self._roster = roster
        self._bookings = [booking for booking in bookings if booking["status"] in OCCUPYING]
        self._blocks = list(blocks)

    def judge(self, wish: Wish) -> Judgement:
        """Whether the wish fits, and otherwise what is in the way."""
        if not self._roster.may_do(wish.staff_id, wish.listing_id):
            title = self._roster.listings[wish.listing_id]["title"]
            name = self._roster.first_name(wish.staff_id)
            return Judgement(Fit.CANNOT, self._texts("vendor.fit.cannot", name=name, title=title))
        if wish.starts_at <= self._format.now():
            return Judgement(Fit.PAST, self._texts("vendor.fit.past"))
        start, end = (
            wish.starts_at - self._before(wish.listing_id),
            wish.ends_at + self._after(wish.listing_id),
        )
        clashes = [
            (min(last, end) - max(first, start), booking, first, last)
            for booking in self._bookings
            if booking["staff_id"] == wish.staff_id and booking["id"] != wish.ignore
            for first, last in (self._busy(booking),)
            if first < end and start < last
        ]
        if clashes:
            _, booking, first, last = max(clashes, key=lambda clash: (clash[0], clash[1]["starts_at"]))
            at = self._format.time(booking["starts_at"], self._roster.zone)
            text = self._texts("vendor.fit.clash", title=booking["listing_title"], time=at)
            return Judgement(Fit.CLASH, text, first, last)
        for block in self._blocks:
            first, last = to_instant(block["starts_at"]), to_instant(block["ends_at"])
            if block["staff_id"] in (None, wish.staff_id) and first < end and start < last:
                text = self._texts("vendor.fit.blocked", title=block["title"])
                return Judgement(Fit.BLOCKED, text, first, last)
        if not self._is_open(wish):
            name = self._roster.first_name(wish.staff_id)
            return Judgement(Fit.CLOSED, self._texts("vendor.fit.closed", name=name))
        return Judgement(Fit.FREE)

    def free_times(self, listing: ListingDoc, staff_ids: Sequence[str], day: date, count: int) -> list[Wish]:
        """The first free times of a day for a service, each time once."""
        found: list[Wish] = []
        for minute in range(0, hours.DAY, GRID_MINUTES):
            start = hours.instant_at(day, minute, self._roster.zone)
            for staff_id in staff_ids:
                wish = Wish(listing["id"], staff_id, start, listing["duration_minutes"])
                if self.judge(wish).ok:
                    found.append(wish)
                    break
            if len(found) == count:
                break
        return found

    def _is_open(self, wish: Wish) -> bool:
        person = self._roster.staff.get(wish.staff_id)
        if person is None:
            return True
        place = zone_of(self._roster.zone)
        start, end = wish.starts_at.astimezone(place), wish.ends_at.astimezone(place)
        first = hours.wall_minutes(start)
        last = hours.wall_minutes(end) if end.date() == start.date() else hours.DAY
        if end.date() > start.date() and hours.wall_minutes(end) > 0:
            return False
        opened = self._roster.open_on(person, start.date())
        return any(opens <= first and last <= closes for opens, closes in opened)

    def _busy(self, booking: BookingDoc) -> Busy:
        before, after = self._before(booking["listing_id"]), self._after(booking["listing_id"])
        return to_instant(booking["starts_at"]) - before, to_instant(booking["ends_at"]) + after

    def _before(self, listing_id: str) -> timedelta:
        listing = self._roster.listings.get(listing_id)
        return timedelta(minutes=listing["buffer_before_minutes"] if listing else 0)

    def _after(self, listing_id: str) -> timedelta:
        listing = self._roster.listings.get(listing_id)
        return timedelta(minutes=listing["buffer_after_minutes"] if listing else 0)
