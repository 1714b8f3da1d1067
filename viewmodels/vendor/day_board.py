"""The day's timeline, its money and the days that follow, computed from bookings, hours and blocked time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from client.stores.base import Folded
from contracts.rows import BlockDoc, BookingDoc, MoneyDoc
from viewmodels.format import Format, to_instant
from viewmodels.shell.booking_words import initials_of, who_of
from viewmodels.vendor import hours
from viewmodels.vendor.deeds import waiting_mark
from viewmodels.vendor.roster import Roster
from viewmodels.vendor.rows import AheadRow, DayBar, DayBoard, DayLane, MoneyCard, MoneyLine
from viewmodels.vendor.standing import GONE, Standing, minutes_long, standing_of

_FROM, _TO = 8 * 60, 18 * 60
_ROUND = 60

Item = Folded[BookingDoc]


@dataclass(frozen=True, slots=True)
class DayFacts:
    """A day's bookings and blocked time, as they stand at `now`."""

    day: date
    now: datetime
    items: tuple[Item, ...]
    blocks: tuple[BlockDoc, ...]


class DayBoards:
    """Builds the boards; the roster names people, hours and the zone."""

    def __init__(self, formats: Format, roster: Roster) -> None:
        self._format = formats
        self._texts = formats.texts
        self._roster = roster

    def board(self, facts: DayFacts) -> DayBoard:
        """A lane for each person, from the first opening to the last closing or booking."""
        lanes = [self._lane(staff_id, facts) for staff_id in self._roster.staff]
        starts, ends = [_FROM], [_TO]
        for lane in lanes:
            starts += [bar.start for bar in lane.bars]
            ends += [bar.end for bar in lane.bars]
        for staff in self._roster.staff.values():
            opened = self._roster.open_on(staff, facts.day)
            starts += [first for first, _ in opened]
            ends += [last for _, last in opened]
        start = min(starts) // _ROUND * _ROUND
        end = min(hours.DAY, -(-max(ends) // _ROUND) * _ROUND)
        local = facts.now.astimezone(self._format.local(facts.now, self._roster.zone).tzinfo)
        minute = hours.wall_minutes(local) if local.date() == facts.day else -1
        shown = minute if start <= minute <= end else -1
        return DayBoard(
            self._summary(facts),
            start,
            end,
            shown,
            self._format.time(facts.now, self._roster.zone),
            tuple(lanes),
        )

    def _summary(self, facts: DayFacts) -> str:
        kept = [item for item in facts.items if standing_of(item.row, facts.now) not in GONE]
        booked = sum(minutes_long(item.row) for item in kept)
        opened = sum(
            hours.minutes_of(self._roster.open_on(staff, facts.day)) for staff in self._roster.staff.values()
        )
        parts = [
            self._texts.count("vendor.today.people", len(self._roster.staff)),
            self._texts.count("vendor.bookings", len(kept)),
        ]
        if opened:
            parts.append(
                self._texts("vendor.today.share_booked", share=min(100, round(100 * booked / opened)))
            )
        return ", ".join(parts)

    def _lane(self, staff_id: str, facts: DayFacts) -> DayLane:
        name = self._roster.staff_name(staff_id)
        closed = hours.closed_stretches(self._roster.open_on(self._roster.staff[staff_id], facts.day))
        blocked = [
            (*part, block["title"])
            for block in facts.blocks
            if block["staff_id"] in (None, staff_id)
            and (part := hours.block_on_day(block, facts.day, self._roster.zone))
        ]
        bars = [
            bar
            for item in facts.items
            if item.row["staff_id"] == staff_id and (bar := self._bar(item, facts)) is not None
        ]
        return DayLane(
            staff_id,
            self._roster.first_name(staff_id),
            initials_of(name),
            self._roster.tint(staff_id),
            tuple(closed),
            tuple(blocked),
            tuple(bars),
        )

    def _bar(self, item: Item, facts: DayFacts) -> DayBar | None:
        row, standing = item.row, standing_of(item.row, facts.now)
        part = hours.on_day(row["starts_at"], row["ends_at"], facts.day, self._roster.zone)
        if part is None or standing in GONE:
            return None
        who = who_of(row, self._texts)
        times = self._format.times(row["starts_at"], row["ends_at"], self._roster.zone)
        state = self._texts(f"vendor.standing.{standing.value}")
        return DayBar(
            id=row["id"],
            start=part[0],
            end=part[1],
            title=row["listing_title"],
            client=who,
            standing=standing,
            past=standing in {Standing.DONE, Standing.NO_SHOW},
            pending=waiting_mark(item.pending) is not None,
            spoken=", ".join((times, row["listing_title"], who, state)),
        )

    def money(self, facts: DayFacts, ahead: Sequence[Item]) -> MoneyCard | None:
        """The day's money by how sure it is; None while there is nothing to add up."""
        every = [*facts.items, *ahead]
        if not every:
            return None
        currency = every[0].row["price"]["currency"]
        sums = {"done": 0, "confirmed": 0, "requested": 0}
        for item in facts.items:
            kind = _money_kind(standing_of(item.row, facts.now))
            if kind and item.row["price"]["currency"] == currency:
                sums[kind] += item.row["price"]["amount"]
        whole = sum(sums.values())
        tones = {"done": "accent", "confirmed": "accent_mid", "requested": "line_strong"}
        lines = tuple(
            MoneyLine(
                self._texts(f"vendor.today.money.{kind}"),
                self._money(amount, currency),
                amount / whole if whole else 0.0,
                tones[kind],
            )
            for kind, amount in sums.items()
        )
        total = self._money(sums["done"] + sums["confirmed"], currency)
        later = self._money(_worth(ahead, facts.now, currency), currency)
        spoken = ", ".join(f"{line.label} {line.amount}" for line in lines)
        return MoneyCard(total, currency, lines, self._texts("vendor.today.money.ahead"), later, spoken)

    def ahead(self, days: Sequence[date], items: Sequence[Item], now: datetime) -> list[AheadRow]:
        """The days that follow, each with its bookings, worth and how full it is."""
        rows: list[AheadRow] = []
        for day in days:
            mine = [
                item
                for item in items
                if self._format.local(item.row["starts_at"], self._roster.zone).date() == day
                and standing_of(item.row, now) not in GONE
            ]
            opened = sum(
                hours.minutes_of(self._roster.open_on(staff, day)) for staff in self._roster.staff.values()
            )
            booked = sum(minutes_long(item.row) for item in mine)
            currency = mine[0].row["price"]["currency"] if mine else ""
            amount = self._money(_worth(mine, now, currency), currency) if mine else ""
            closed = not opened and not mine
            count = self._texts.count("vendor.bookings", len(mine))
            if not mine:
                count = self._texts("vendor.today.closed" if closed else "vendor.today.none_yet")
            name = self._format.weekday(day)
            text = self._format.day(day)
            rows.append(
                AheadRow(
                    day.isoformat(),
                    name,
                    text.removeprefix(name).strip(" ,"),
                    count,
                    amount,
                    min(1.0, booked / opened) if opened else 0.0,
                    ", ".join(part for part in (text, count, amount) if part),
                )
            )
        return rows

    def _money(self, amount: int, currency: str) -> str:
        return self._format.money(MoneyDoc(amount=amount, currency=currency))


def _money_kind(standing: Standing) -> str:
    if standing is Standing.DONE:
        return "done"
    if standing in {Standing.CONFIRMED, Standing.LATE, Standing.IN_PROGRESS}:
        return "confirmed"
    return "requested" if standing is Standing.REQUESTED else ""


def _worth(items: Sequence[Item], now: datetime, currency: str) -> int:
    return sum(
        item.row["price"]["amount"]
        for item in items
        if _money_kind(standing_of(item.row, now)) in {"done", "confirmed"}
        and item.row["price"]["currency"] == currency
    )


def starts_between(items: Sequence[Item], first: datetime, last: datetime) -> list[Item]:
    """Bookings that start in a half-open stretch."""
    return [item for item in items if first <= to_instant(item.row["starts_at"]) < last]


def next_days(day: date, count: int) -> list[date]:
    """The days after one."""
    return [day + timedelta(days=number) for number in range(1, count + 1)]
