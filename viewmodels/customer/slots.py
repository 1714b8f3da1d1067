"""Free times arranged for the eye: days with counts, parts of a day, and what was lost while one looked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from contracts.rows import SlotDoc
from viewmodels.customer.rows import DayChip, DayPart, SlotChip
from viewmodels.format import Format
from viewmodels.text import Texts

DAYS: Final = 14
_NEAREST: Final = 6
_PARTS: Final = (("morning", "sunrise", 0, 12), ("afternoon", "sun", 12, 17), ("evening", "moon", 17, 24))


class SlotBoard:
    """The free times of two weeks as last answered, and those that were there before.

    Times are grouped by start: several people may be free at once, and the first of them comes unless
    somebody was chosen.
    """

    def __init__(self, texts: Texts, formats: Format) -> None:
        self._texts, self._format = texts, formats
        self._free: dict[str, list[str]] = {}
        self._seats: dict[tuple[str, str], int] = {}
        self._lost: set[str] = set()

    def answer(self, slots: Iterable[SlotDoc]) -> None:
        """Take a newer answer; what is no longer in it was taken by somebody."""
        before = set(self._free) | self._lost
        self._free, self._seats = {}, {}
        for slot in slots:
            self._free.setdefault(slot["starts_at"], []).append(slot["staff_id"])
            seats = slot.get("seats_left")
            if seats is not None:
                self._seats[slot["starts_at"], slot["staff_id"]] = seats
        now = self._format.now()
        self._lost = {start for start in before - set(self._free) if self._format.local(start) > now}

    def forget(self) -> None:
        """Begin anew, as for other days."""
        self._free, self._lost = {}, set()

    def lose(self, starts_at: str, staff_id: str) -> None:
        """Somebody was quicker for this one."""
        staff = self._free.get(starts_at, [])
        if staff_id in staff:
            staff.remove(staff_id)
        if not staff:
            self._free.pop(starts_at, None)
            self._lost.add(starts_at)

    def staff_at(self, starts_at: str, staff_id: str) -> str:
        """Who would come: the chosen person, or the first who is free; '' if nobody is."""
        staff = self._free.get(starts_at, [])
        if staff_id:
            return staff_id if staff_id in staff else ""
        return staff[0] if staff else ""

    def first_of(self, staff_id: str) -> str:
        """The first free start of somebody ('' is anyone); '' if there is none."""
        starts = [start for start, staff in self._free.items() if not staff_id or staff_id in staff]
        return min(starts, default="")

    def same_clock(self, starts_at: str, staff_id: str, zone: str) -> list[tuple[str, str]]:
        """Free starts on other days at the same hour, with who would come, the nearest days first."""
        wanted = self._format.local(starts_at, zone)
        found = []
        for start in sorted(self._free):
            here, who = self._format.local(start, zone), self.staff_at(start, staff_id)
            if who and here.date() != wanted.date() and here.time() == wanted.time():
                found.append((abs((here.date() - wanted.date()).days), start, who))
        return [(start, who) for _, start, who in sorted(sorted(found)[:_NEAREST], key=lambda row: row[1])]

    def days(self, first: date, chosen: str, staff_id: str, zone: str) -> tuple[DayChip, ...]:
        """Two weeks of days with how many times are free."""
        counts: dict[date, int] = {}
        for start, staff in self._free.items():
            if not staff_id or staff_id in staff:
                day = self._format.local(start, zone).date()
                counts[day] = counts.get(day, 0) + 1
        return tuple(self._day(first + timedelta(days=place), counts, chosen, zone) for place in range(DAYS))

    def _day(self, day: date, counts: dict[date, int], chosen: str, zone: str) -> DayChip:
        free = counts.get(day, 0)
        today = day == self._format.today(zone)
        weekday = self._texts("customer.time.today") if today else self._format.weekday(day)
        number = self._format.day_short(day) if day.day == 1 else str(day.day)
        note = self._texts("customer.time.free", count=free) if free else self._texts("customer.time.full")
        return DayChip(
            day.isoformat(), weekday, number, note, "free" if free else "full", day.isoformat() == chosen
        )

    def parts(self, day: str, staff_id: str, zone: str, held: str) -> tuple[DayPart, ...]:
        """Morning, afternoon and evening of a day; parts without any time are left out."""
        starts = sorted(
            start
            for start in set(self._free) | self._lost
            if self._format.local(start, zone).date().isoformat() == day
        )
        chips = [(start, self._chip(start, staff_id, zone, held)) for start in starts]
        shown = [(start, chip) for start, chip in chips if chip is not None]
        found = (self._part(part, shown, zone) for part in _PARTS)
        return tuple(part for part in found if part.slots)

    def _part(
        self, part: tuple[str, str, int, int], chips: Sequence[tuple[str, SlotChip]], zone: str
    ) -> DayPart:
        id, icon, begins, ends = part
        mine = tuple(chip for start, chip in chips if begins <= self._format.local(start, zone).hour < ends)
        free = sum(chip.state == "free" for chip in mine)
        yours = sum(chip.state == "held" for chip in mine)
        key = "customer.time.part.yours" if yours else "customer.time.free"
        return DayPart(id, icon, self._texts(f"customer.time.{id}"), self._texts(key, count=free), mine)

    def _chip(self, start: str, staff_id: str, zone: str, held: str) -> SlotChip | None:
        label = self._format.time(start, zone)
        if start == held:
            return SlotChip(start, label, "", "held", staff_id)
        who = self.staff_at(start, staff_id)
        if who:
            seats = self._seats.get((start, who))
            note = "" if seats is None else self._texts.count("customer.time.seats", seats)
            return SlotChip(start, label, note, "free", who)
        if start in self._lost:
            return SlotChip(start, label, self._texts("customer.time.just_taken"), "taken", "")
        return None
