"""Hours, rules and exceptions in words, and what painting does to a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from contracts.rows import BookingDoc, ExceptionDoc, ListingSetupDoc, OpenStretchDoc, StaffDoc
from contracts.vocabulary import OCCUPYING
from viewmodels.format import Format
from viewmodels.vendor import hours
from viewmodels.vendor.availability_rows import (
    DayLine,
    ExceptionLine,
    PersonWeek,
    RuleChoice,
    RuleOption,
    SmallDay,
    Stretch,
    WeekShown,
)
from viewmodels.vendor.roster import Roster

STEP = 15
_AXIS = (6 * 60, 22 * 60)
_VALUES = {
    "travel_minutes": (0, 5, 10, 15, 20, 30, 45, 60),
    "notice_minutes": (0, 60, 120, 240, 720, 1440, 2880, 10080),
    "horizon_days": (14, 28, 56, 90, 180, 365, 730, 1098),
}


def minutes_at(clock: str) -> int:
    """Minutes of a wall clock time."""
    return int(clock[:2]) * 60 + int(clock[3:5])


def stretch_of(opens: str, closes: str) -> Stretch:
    """A stretch in minutes; closing at 00:00 is midnight at its end."""
    return minutes_at(opens), minutes_at(closes) or hours.DAY


def wire_stretches(stretches: Iterable[Stretch]) -> list[OpenStretchDoc]:
    """The same as the server takes it."""
    return [{"opens": _clock(opens), "closes": _clock(closes)} for opens, closes in stretches]


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}:00"


def hours_on(staff: StaffDoc, weekday: int) -> tuple[Stretch, ...]:
    """Somebody's stretches of a week day, joined and in order."""
    found = [
        stretch_of(item["opens"], item["closes"]) for item in staff["hours"] if item["weekday"] == weekday
    ]
    return tuple(hours.joined(found))


def opened(stretches: Sequence[Stretch], start: int, end: int) -> tuple[Stretch, ...]:
    """A day with one more stretch open."""
    return tuple(hours.joined([*stretches, (start, end)]))


def closed(stretches: Sequence[Stretch], start: int, end: int) -> tuple[Stretch, ...]:
    """A day with a stretch closed."""
    return tuple(
        part
        for first, last in stretches
        for part in ((first, min(last, start)), (max(first, end), last))
        if part[0] < part[1]
    )


class AvailabilityWords:
    """Makes the page's rows."""

    def __init__(self, formats: Format, roster: Roster) -> None:
        self._format, self._texts, self._roster = formats, formats.texts, roster

    def week(self, staff: StaffDoc, waiting: bool) -> WeekShown:
        """Somebody's week, on an axis that holds all of it."""
        days = [hours_on(staff, weekday) for weekday in range(7)]
        flat = [stretch for day in days for stretch in day]
        first = min([_AXIS[0], *(start // 60 * 60 for start, _ in flat)])
        last = max([_AXIS[1], *(-(-end // 60) * 60 for _, end in flat)])
        lines = tuple(
            DayLine(
                weekday,
                name := self.weekday(weekday),
                day,
                self.span(hours.minutes_of(day)),
                f"{name}: {self.spoken(day)}",
                waiting,
            )
            for weekday, day in enumerate(days)
        )
        total = self._texts("vendor.availability.a_week", span=self.span(hours.minutes_of(flat)))
        return WeekShown(lines, first, last, total)

    def small(self, staff: StaffDoc, tint: str) -> PersonWeek:
        """Somebody's week in small."""
        days = tuple(self._small_day(hours_on(staff, weekday)) for weekday in range(7))
        name = self._roster.first_name(staff["id"]) or staff["name"].partition(" ")[0]
        spoken = ", ".join(f"{self.weekday(n)} {day.text}" for n, day in enumerate(days))
        return PersonWeek(staff["id"], name, staff["name"], tint, days, f"{staff['name']}: {spoken}")

    def _small_day(self, day: tuple[Stretch, ...]) -> SmallDay:
        if not day:
            return SmallDay((), self._texts("vendor.availability.off"))
        return SmallDay(day, f"{hours.clock_text(day[0][0])} – {hours.clock_text(day[-1][1])}")

    def weekday(self, weekday: int) -> str:
        """Its name."""
        return self._texts(f"vendor.availability.weekday.{weekday}")

    def span(self, minutes: int) -> str:
        """`9 h`, `2 h 30`, an en dash for none."""
        if not minutes:
            return "–"
        whole, rest = divmod(minutes, 60)
        if not whole:
            return self._texts("vendor.availability.minutes", count=rest)
        text = self._texts("vendor.availability.hours", count=whole)
        return f"{text} {rest:02d}" if rest else text

    def spoken(self, day: Sequence[Stretch]) -> str:
        """A day's stretches, read out."""
        texts = [f"{hours.clock_text(start)} – {hours.clock_text(end)}" for start, end in day]
        return ", ".join(texts) or self._texts("vendor.availability.not_working")

    def rule(self, field: str, value: int) -> RuleChoice:
        """A rule's values, with the one that counts among them whatever it is."""
        values = sorted({*_VALUES[field], value})
        options = tuple(RuleOption(str(each), self._value(field, each)) for each in values)
        return RuleChoice(field, options, str(value))

    def _value(self, field: str, value: int) -> str:
        texts = self._texts
        if field == "horizon_days":
            weeks, days = divmod(value, 7)
            if days == 0 and weeks <= 12:
                return texts.count("vendor.availability.weeks", weeks)
            return texts.count("vendor.availability.days", value)
        if not value:
            return texts("vendor.availability.none")
        if value % 1440 == 0:
            return texts.count("vendor.availability.days", value // 1440)
        if value % 60 == 0:
            return texts.count("vendor.availability.hours_long", value // 60)
        return texts("vendor.availability.minutes", count=value)

    def setup(self, row: ListingSetupDoc) -> str:
        """`One at a time`, `Class for 8, needs Room`."""
        texts, capacity = self._texts, row["capacity"]
        one = capacity == 1
        text = texts("vendor.availability.one") if one else texts("vendor.availability.class", count=capacity)
        if not row["needs"]:
            return text
        return texts("vendor.availability.needs", text=text, kinds=", ".join(row["needs"]))

    def exception(self, row: ExceptionDoc, bookings: Iterable[BookingDoc], waiting: bool) -> ExceptionLine:
        """Days that are otherwise, and how many bookings stand in them."""
        texts = self._texts
        is_open = row["kind"] == "open"
        name = self._roster.first_name(row["staff_id"]) if row["staff_id"] else ""
        who = name or texts("vendor.availability.everyone")
        why = texts("vendor.availability.public_holiday") if row["is_holiday"] else row["title"]
        if row["is_holiday"] and row["title"]:
            why = f"{row['title']}, {why}"
        detail = f"{who}, {why}" if why else who
        tag, tone = (texts("vendor.availability.open_tag"), "good") if is_open else ("", "")
        if row["kind"] == "hours":
            tag, tone = texts("vendor.availability.hours_tag"), "info"
        moving = sum(self._stands_in(row, booking) for booking in bookings)
        if moving:
            tag, tone = texts.count("vendor.availability.to_move", moving), "warn"
        icon = "calendar-plus-2" if is_open else "calendar-off"
        return ExceptionLine(row["id"], icon, self.when(row), detail, tag, tone, waiting)

    def when(self, row: ExceptionDoc) -> str:
        """`Fri 27 Nov, from 12:00`."""
        first, last = (date.fromisoformat(row[key]) for key in ("first_day", "last_day"))
        days = self._format.day(first)
        if last != first:
            days = f"{days} – {self._format.day(last)}"
        parts = [self._stretch(stretch_of(each["opens"], each["closes"])) for each in row["hours"]]
        return ", ".join([days, *parts])

    def _stretch(self, stretch: Stretch) -> str:
        start, end = stretch
        if end == hours.DAY:
            return self._texts("vendor.availability.from", time=hours.clock_text(start))
        if start == 0:
            return self._texts("vendor.availability.until", time=hours.clock_text(end))
        return f"{hours.clock_text(start)} – {hours.clock_text(end)}"

    def _stands_in(self, row: ExceptionDoc, booking: BookingDoc) -> bool:
        if row["kind"] == "open" or booking["status"] not in OCCUPYING:
            return False
        if row["staff_id"] is not None and row["staff_id"] != booking["staff_id"]:
            return False
        day = self._format.local(booking["starts_at"], self._roster.zone).date()
        if not row["first_day"] <= day.isoformat() <= row["last_day"]:
            return False
        stretch = hours.on_day(booking["starts_at"], booking["ends_at"], day, self._roster.zone)
        if stretch is None:
            return False
        parts = [stretch_of(each["opens"], each["closes"]) for each in row["hours"]]
        if row["kind"] == "hours":
            return not any(start <= stretch[0] and stretch[1] <= end for start, end in parts)
        return any(start < stretch[1] and stretch[0] < end for start, end in parts or [(0, hours.DAY)])
