"""A day of bookings, hours and blocked time as the calendar's columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from client.stores.base import Folded
from contracts.rows import BlockDoc, BookingDoc
from contracts.vocabulary import BookingAction
from viewmodels.format import Format, to_instant
from viewmodels.shell.booking_words import initials_of, who_of
from viewmodels.vendor import hours
from viewmodels.vendor.calendar_rows import CalendarCard, CalendarColumn, CalendarDay, Closure
from viewmodels.vendor.deeds import possible, waiting_mark
from viewmodels.vendor.roster import Roster
from viewmodels.vendor.standing import GONE, Standing, lapses_at, minutes_late, minutes_long, standing_of
from viewmodels.vendor.today_words import tint_letter

_FROM, _TO = 8 * 60, 18 * 60
_HOUR = 60

Item = Folded[BookingDoc]
BlockItem = Folded[BlockDoc]


@dataclass(frozen=True, slots=True)
class DayContent:
    """A day and what lies on it."""

    day: date
    now: datetime
    items: tuple[Item, ...]
    blocks: tuple[BlockItem, ...]


class CalendarWords:
    """Builds the columns; the roster names people, hours and the zone."""

    def __init__(self, formats: Format, roster: Roster) -> None:
        self._format = formats
        self._texts = formats.texts
        self._roster = roster

    def day(self, content: DayContent, people: Sequence[str], shown: frozenset[Standing]) -> CalendarDay:
        """The columns of these people with cards of these standings."""
        columns = tuple(self._column(staff_id, content, shown) for staff_id in people)
        starts, ends = [_FROM], [_TO]
        for column in columns:
            starts += [card.start for card in column.cards]
            ends += [card.end for card in column.cards]
            blocked = [each for each in column.closures if each.id and each.end - each.start < hours.DAY // 2]
            starts += [each.start for each in blocked]
            ends += [each.end for each in blocked]
            opened = self._roster.open_on(self._roster.staff[column.id], content.day)
            starts += [first for first, _ in opened]
            ends += [last for _, last in opened]
        start = max(0, min(starts) // _HOUR * _HOUR)
        end = min(hours.DAY, -(-max(ends) // _HOUR) * _HOUR + _HOUR // 2)
        local = self._format.local(content.now, self._roster.zone)
        minute = hours.wall_minutes(local) if local.date() == content.day else -1
        noon = hours.instant_at(content.day, 12 * 60, self._roster.zone)
        return CalendarDay(
            self._format.zone_offset(noon, self._roster.zone),
            start,
            end,
            minute if start <= minute <= end else -1,
            self._format.time(content.now, self._roster.zone),
            columns,
        )

    def booked_minutes(self, staff_id: str, content: DayContent) -> int:
        """How long a person is booked that day."""
        return sum(
            minutes_long(item.row)
            for item in content.items
            if item.row["staff_id"] == staff_id and standing_of(item.row, content.now) not in GONE
        )

    def _column(self, staff_id: str, content: DayContent, shown: frozenset[Standing]) -> CalendarColumn:
        person = self._roster.staff[staff_id]
        opened = self._roster.open_on(person, content.day)
        cards = [
            card
            for item in content.items
            if item.row["staff_id"] == staff_id
            and standing_of(item.row, content.now) in shown
            and (card := self._card(item, content)) is not None
        ]
        active = [card for card in cards if card.standing not in GONE]
        gone = [card for card in cards if card.standing in GONE and not _meets_any(card, active)]
        booked, able = self.booked_minutes(staff_id, content), hours.minutes_of(opened)
        summary = self._texts("vendor.calendar.off")
        if able or booked:
            summary = self._texts(
                "vendor.calendar.booked_of",
                booked=self._format.duration(booked),
                able=self._format.duration(able),
            )
        return CalendarColumn(
            staff_id,
            self._roster.first_name(staff_id),
            initials_of(person["name"]),
            tint_letter(person["tint"]),
            summary,
            tuple(self._closures(staff_id, opened, content)),
            tuple(in_lanes([*active, *gone])),
        )

    def _closures(
        self, staff_id: str, opened: Sequence[hours.Stretch], content: DayContent
    ) -> Iterable[Closure]:
        for start, end in hours.closed_stretches(opened):
            if not opened:
                text = self._texts("vendor.calendar.off")
            elif start == 0:
                text = self._texts("vendor.calendar.from", time=hours.clock_text(end))
            elif end == hours.DAY:
                text = self._texts("vendor.calendar.until", time=hours.clock_text(start))
            else:
                text = self._texts("vendor.calendar.break")
            yield Closure("", start, end, text, "", pending=False)
        for item in content.blocks:
            block = item.row
            part = hours.block_on_day(block, content.day, self._roster.zone)
            if part is None or block["staff_id"] not in (None, staff_id):
                continue
            times = f"{hours.clock_text(part[0])} – {hours.clock_text(part[1])}"
            whole = part == (0, hours.DAY)
            detail = self._texts("vendor.calendar.all_day") if whole else times
            pending = waiting_mark(item.pending) is not None
            yield Closure(block["id"], *part, block["title"], detail, pending)

    def _card(self, item: Item, content: DayContent) -> CalendarCard | None:
        row, standing = item.row, standing_of(item.row, content.now)
        part = hours.on_day(row["starts_at"], row["ends_at"], content.day, self._roster.zone)
        if part is None:
            return None
        who = who_of(row, self._texts)
        times = self._format.times(row["starts_at"], row["ends_at"], self._roster.zone)
        listing = self._roster.listings.get(row["listing_id"])
        before = listing["buffer_before_minutes"] if listing and standing not in GONE else 0
        state = self._state(row, standing, content.now)
        return CalendarCard(
            id=row["id"],
            staff_id=row["staff_id"],
            start=part[0],
            end=part[1],
            before=min(before, part[0]),
            title=row["listing_title"],
            detail=f"{times} · {who}",
            note=" ".join((row["note"] or "").split()),
            state=state,
            standing=standing,
            pending=waiting_mark(item.pending) is not None,
            can_move=possible(BookingAction.RESCHEDULE, row),
            spoken=", ".join((times, row["listing_title"], who, state)),
        )

    def _state(self, row: BookingDoc, standing: Standing, now: datetime) -> str:
        if standing is Standing.REQUESTED:
            until = lapses_at(row, self._roster.answer_minutes)
            time = self._format.since(until, self._roster.zone)
            return self._texts("vendor.calendar.answer_by", time=time)
        if standing is Standing.LATE:
            return self._texts("vendor.calendar.late", span=self._format.duration(minutes_late(row, now)))
        if standing is Standing.IN_PROGRESS:
            left = int((to_instant(row["ends_at"]) - now).total_seconds()) // 60
            if left > 0:
                return self._texts("vendor.calendar.left", span=self._format.duration(left))
            return self._texts("vendor.standing.in_progress")
        if standing is Standing.CONFIRMED:
            return self._format.money(row["price"])
        return self._texts(f"vendor.standing.{standing.value}")


def in_lanes(cards: Sequence[CalendarCard]) -> list[CalendarCard]:
    """Cards in order of time; those that share a time stand side by side."""
    placed: list[CalendarCard] = []
    group: list[tuple[CalendarCard, int]] = []
    group_end = -1

    def finish() -> None:
        lanes = max((lane for _, lane in group), default=0) + 1
        placed.extend(replace(card, lane=lane, lanes=lanes) for card, lane in group)
        group.clear()

    for card in sorted(cards, key=lambda card: (card.start, -card.end, card.id)):
        if card.start >= group_end:
            finish()
        taken = {lane for other, lane in group if other.end > card.start}
        group.append((card, next(lane for lane in range(len(group) + 1) if lane not in taken)))
        group_end = max(group_end, card.end)
    finish()
    return placed


def _meets_any(card: CalendarCard, others: Sequence[CalendarCard]) -> bool:
    return any(card.start < other.end and other.start < card.end for other in others)
