"""Bookings in the words of Today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from client.stores.base import Folded
from contracts.rows import BookingDoc
from viewmodels.format import Format, to_instant
from viewmodels.shell.booking_words import initials_of, who_of
from viewmodels.shell.booking_words import tint_of as person_tint
from viewmodels.vendor.deeds import START_BEFORE, waiting_mark
from viewmodels.vendor.roster import Roster
from viewmodels.vendor.rows import LookRow, NowCard, RequestRow
from viewmodels.vendor.standing import Standing, lapses_at, minutes_late, minutes_long, standing_of

URGENT = timedelta(hours=1)
TINTS = "abcde"
_DAY = 24 * 60

Item = Folded[BookingDoc]


def tint_letter(number: int) -> str:
    """The tint `a` to `e` of a number."""
    return TINTS[number % len(TINTS)]


def client_key(booking: BookingDoc) -> str:
    """What tells a client: an account, or a guest's phone number."""
    if booking["customer"] is not None:
        return booking["customer"]["id"]
    return booking["guest"]["phone"] if booking["guest"] is not None else ""


class TodayWords:
    """Turns folded bookings into the cards and rows of Today."""

    def __init__(self, formats: Format, roster: Roster) -> None:
        self._format = formats
        self._texts = formats.texts
        self._roster = roster

    def now_card(self, item: Item, place: int, of: int, now: datetime) -> NowCard:
        """The booking that is on, late or next."""
        row, standing = item.row, standing_of(item.row, now)
        start, end = to_instant(row["starts_at"]), to_instant(row["ends_at"])
        minutes, share, key = self._ring(standing, start, end, now)
        staff = self._roster.staff_name(row["staff_id"])
        mark = waiting_mark(item.pending)
        return NowCard(
            id=row["id"],
            place=self._texts("vendor.today.place", place=place, of=of) if of > 1 else "",
            title=row["listing_title"],
            client=who_of(row, self._texts),
            times=self._times(row, now),
            staff=staff,
            staff_initials=initials_of(staff),
            staff_tint=self._roster.tint(row["staff_id"]),
            minutes=minutes,
            unit=self._texts(f"vendor.today.ring.{key}"),
            share=share,
            state=self._texts(f"vendor.today.now.{key}", time=minutes),
            standing=standing,
            price=self._format.money(row["price"]),
            pending=self._texts("vendor.pending") if mark is not None else "",
            can_start=standing is Standing.LATE
            or (standing is Standing.CONFIRMED and start - now <= START_BEFORE),
            can_complete=standing is Standing.IN_PROGRESS,
            can_no_show=standing is Standing.LATE,
        )

    def _times(self, row: BookingDoc, now: datetime) -> str:
        """`10:00 – 12:30`, and on which day where that is not today."""
        zone = self._roster.zone
        times = self._format.times(row["starts_at"], row["ends_at"], zone)
        if self._format.local(row["starts_at"], zone).date() == self._format.local(now, zone).date():
            return times
        day = self._format.near_day(row["starts_at"], zone)
        return f"{day[:1].upper()}{day[1:]}, {times}"

    def _ring(
        self, standing: Standing, start: datetime, end: datetime, now: datetime
    ) -> tuple[str, float, str]:
        """The figure in the ring, the share of its arc, and what the figure means."""
        if standing is Standing.IN_PROGRESS:
            if now >= end:
                return self._figure(now - end), 1.0, "over"
            return self._figure(end - now), min(1.0, max(0.0, (now - start) / (end - start))), "left"
        if standing is Standing.LATE:
            return self._figure(now - start), 1.0, "late"
        wait = start - now
        return self._figure(wait), max(0.0, 1.0 - wait / timedelta(hours=1)), "until"

    def _figure(self, length: timedelta) -> str:
        minutes = max(0, int(length.total_seconds()) // 60)
        if minutes >= _DAY:
            return self._texts.count("format.days", minutes // _DAY)
        return str(minutes) if minutes < 100 else f"{minutes // 60}:{minutes % 60:02}"

    def request(self, item: Item, now: datetime, *, first: bool, booked: int | None) -> RequestRow:
        """A request that waits."""
        row = item.row
        who = who_of(row, self._texts)
        until = lapses_at(row, self._roster.answer_minutes)
        deadline = self._deadline(until, now)
        staff = self._roster.first_name(row["staff_id"])
        length = self._format.duration(minutes_long(row))
        mark = waiting_mark(item.pending)
        history = "" if booked is None else self._booked(booked)
        day = self._format.near_day(row["starts_at"], self._roster.zone)
        time = self._format.time(row["starts_at"], self._roster.zone)
        price = self._format.money(row["price"])
        return RequestRow(
            id=row["id"],
            time=time,
            day=day[:1].upper() + day[1:],
            title=row["listing_title"],
            client=who,
            initials=initials_of(who),
            tint=tint_letter(person_tint(client_key(row))),
            history=history,
            staff=self._texts("vendor.today.with", staff=staff, length=length) if staff else length,
            note=" ".join((row["note"] or "").split()),
            price=price,
            answer_by=deadline,
            urgent=until - now < URGENT,
            pending=self._texts("vendor.pending") if mark is not None else "",
            spoken=", ".join((row["listing_title"], who, f"{day} {time}", price, deadline)),
            first=first,
        )

    def _booked(self, count: int) -> str:
        if count == 0:
            return self._texts("vendor.today.first_booking")
        return self._texts.count("vendor.today.booked", count)

    def _deadline(self, until: datetime, now: datetime) -> str:
        zone = self._roster.zone
        today, day = self._format.today(zone), self._format.local(until, zone).date()
        if until <= now:
            return self._texts("vendor.today.lapsed")
        if day == today:
            return self._texts("vendor.today.answer_by", time=self._format.time(until, zone))
        return self._texts("vendor.today.answer_by", time=self._format.day_time(until, zone))

    def looks(self, items: Sequence[Item], now: datetime) -> list[LookRow]:
        """Late to start, over time, and requests about to lapse: the most pressing first."""
        found: list[tuple[int, datetime, LookRow]] = []
        for item in items:
            row, standing = item.row, standing_of(item.row, now)
            who, staff = who_of(row, self._texts), self._roster.first_name(row["staff_id"])
            start, end = to_instant(row["starts_at"]), to_instant(row["ends_at"])
            if standing is Standing.LATE:
                late = self._format.duration(minutes_late(row, now))
                if start.date() != now.date():
                    late = self._format.relative(start)
                title = self._texts("vendor.look.late", title=row["listing_title"], span=late)
                detail = self._detail(staff, who, self._format.day_time(start, self._roster.zone))
                found.append((0, start, LookRow(row["id"], "alarm-clock", "bad", title, detail)))
            elif (
                standing is Standing.REQUESTED and lapses_at(row, self._roster.answer_minutes) - now < URGENT
            ):
                until = lapses_at(row, self._roster.answer_minutes)
                title = self._texts("vendor.look.lapses", title=row["listing_title"])
                detail = self._detail(staff, who, self._deadline(until, now))
                found.append((1, until, LookRow(row["id"], "hourglass", "warn", title, detail)))
            elif standing is Standing.IN_PROGRESS and now > end:
                over = self._format.duration(int((now - end).total_seconds()) // 60)
                title = self._texts("vendor.look.over", title=row["listing_title"], span=over)
                detail = self._detail(staff, who, self._texts("vendor.look.complete"))
                found.append((2, end, LookRow(row["id"], "timer", "info", title, detail)))
        found.sort(key=lambda item: item[:2])
        return [look for _, _, look in found]

    def _detail(self, *parts: str) -> str:
        return " · ".join(part for part in parts if part)


def days_of(items: Sequence[Item], zone: str, formats: Format) -> Mapping[date, list[Item]]:
    """Bookings by the local day on which they start."""
    days: dict[date, list[Item]] = {}
    for item in items:
        days.setdefault(formats.local(item.row["starts_at"], zone).date(), []).append(item)
    return days
