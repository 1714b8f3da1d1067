"""Free times sorted into days and parts of the day, on the vendor's clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from contracts.rows import SlotDoc
from viewmodels.format import Format
from viewmodels.kiosk.page import capitalised
from viewmodels.kiosk.rows import DayRow, SlotGroup, SlotRow
from viewmodels.text import Texts

STRIP = 5

# (id, icon, first hour)
_PARTS = (("morning", "sunrise", 0), ("afternoon", "sun", 12), ("evening", "moon", 17))


def starts_by_day(form: Format, slots: Iterable[SlotDoc], zone: str) -> dict[date, list[str]]:
    """Starts in order; a time that several people have free stands once."""
    days: dict[date, list[str]] = {}
    for start in sorted({slot["starts_at"] for slot in slots}):
        days.setdefault(form.local(start, zone).date(), []).append(start)
    return days


def seats_by_start(slots: Iterable[SlotDoc]) -> dict[str, int]:
    """The most seats that are left at a time, of classes."""
    seats: dict[str, int] = {}
    for slot in slots:
        left = slot.get("seats_left")
        if left is not None:
            seats[slot["starts_at"]] = max(left, seats.get(slot["starts_at"], 0))
    return seats


def build_days(
    texts: Texts, form: Format, free: dict[date, list[str]], first: date, zone: str, selected: date | None
) -> tuple[DayRow, ...]:
    """Five days from `first` on; a day without free times is full."""
    today = form.today(zone)
    rows = []
    for offset in range(STRIP):
        day = first + timedelta(days=offset)
        count = len(free.get(day, ()))
        name = capitalised(form.near_day(day, zone)) if day == today else form.weekday(day)
        detail = texts.count("kiosk.times.free", count) if count else texts("kiosk.times.full")
        rows.append(
            DayRow(
                id=day.isoformat(),
                name=name,
                number=str(day.day),
                detail=detail,
                full=not count,
                selected=day == selected,
                spoken=f"{form.day_long(day, zone)}, {detail}",
            )
        )
    return tuple(rows)


def build_groups(
    texts: Texts,
    form: Format,
    starts: Iterable[str],
    zone: str,
    *,
    selected: str,
    running: str,
    taken: frozenset[str],
    seats: Mapping[str, int],
) -> tuple[SlotGroup, ...]:
    """Morning, afternoon and evening; a part without times is left out."""
    rows: dict[str, list[SlotRow]] = {part: [] for part, _, _ in _PARTS}
    for start in starts:
        local = form.local(start, zone)
        part = max((item for item in _PARTS if local.hour >= item[2]), key=lambda item: item[2])[0]
        time, lost = form.time(start, zone), start in taken
        left = texts.count("kiosk.times.seats", seats[start]) if start in seats and not lost else ""
        spoken = ", ".join(filter(None, (time, texts("kiosk.times.taken") if lost else left)))
        rows[part].append(SlotRow(start, time, start == selected, lost, start == running, spoken, left))
    return tuple(
        SlotGroup(part, icon, texts(f"kiosk.times.{part}"), tuple(rows[part]))
        for part, icon, _ in _PARTS
        if rows[part]
    )
