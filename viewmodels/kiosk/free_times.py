"""A service's free times, the day that is shown, and what was lost while somebody looked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from client.clock import to_wire
from contracts.rows import SlotDoc
from viewmodels.format import Format
from viewmodels.kiosk.day_parts import STRIP, seats_by_start, starts_by_day

AHEAD = 30
"""Days that are looked at from today on."""


class FreeTimes:
    """Days are the vendor's, in `zone`; starts are RFC 3339 in UTC."""

    def __init__(self, form: Format, zone: str) -> None:
        self._format, self.zone = form, zone
        self.by_day: dict[date, list[str]] = {}
        self.seats: dict[str, int] = {}
        """The most seats that are left in a class at a time; nothing for what is not a class."""
        self.taken: frozenset[str] = frozenset()
        self.first = self.today
        """The first day of the strip."""
        self.day: date | None = None

    @property
    def today(self) -> date:
        """The vendor's date now."""
        return self._format.today(self.zone)

    @property
    def has_earlier(self) -> bool:
        """Whether the strip can go back."""
        return self.first > self.today

    @property
    def has_later(self) -> bool:
        """Whether the strip can go on."""
        return self.first + timedelta(days=STRIP) < self.today + timedelta(days=AHEAD)

    def update(self, slots: Iterable[SlotDoc], kept: str) -> None:
        """What is free now. What was free before and is not any more was taken, but for what is `kept`."""
        now = to_wire(self._format.now().replace(microsecond=0))
        before = self._all()
        coming = [slot for slot in slots if slot["starts_at"] >= now]
        self.by_day = starts_by_day(self._format, coming, self.zone)
        self.seats = seats_by_start(coming)
        after = self._all()
        gone = frozenset(start for start in before - after if start >= now)
        self.taken = (self.taken | gone) - after - {kept}
        if self.day is None and self.by_day:
            self.show(next(iter(self.by_day)))

    def lose(self, start: str) -> None:
        """Somebody else was quicker."""
        self.taken |= {start}

    def show(self, day: date) -> None:
        """Turn to a day."""
        self.day = day
        self.first = self.today + timedelta(days=(day - self.today).days // STRIP * STRIP)

    def show_start(self, start: str) -> None:
        """Turn to the day of a time."""
        self.show(self._day_of(start))

    def move(self, days: int) -> None:
        """Move the strip, and turn to its first day that has anything free."""
        self.first = max(self.today, self.first + timedelta(days=days))
        strip = (self.first + timedelta(days=offset) for offset in range(STRIP))
        self.day = next((day for day in strip if self.by_day.get(day)), None)

    def shown(self, kept: str) -> list[str]:
        """The starts of the day that is shown: free, lost, and the one that is kept."""
        starts = set(self.by_day.get(self.day, ())) if self.day else set()
        others = {start for start in (*self.taken, kept) if start and self._day_of(start) == self.day}
        return sorted(starts | others)

    def _all(self) -> set[str]:
        return {start for starts in self.by_day.values() for start in starts}

    def _day_of(self, start: str) -> date:
        return self._format.local(start, self.zone).date()
