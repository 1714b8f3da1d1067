"""Open and closed stretches of a day, in minutes of the wall clock from midnight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from contracts.rows import BlockDoc, ExceptionDoc, StaffDoc
from viewmodels.format import to_instant, zone_of

DAY = 24 * 60

Stretch = tuple[int, int]


def open_stretches(staff: StaffDoc, day: date, exceptions: Iterable[ExceptionDoc] = ()) -> list[Stretch]:
    """When a person works that day, joined and in order.

    Of `exceptions` the more particular wins: public holidays, then what counts for everyone, then for one
    person; within one of these other hours come first, then extra ones, and closing last.
    """
    stretches = [
        (_minutes(hours["opens"]), _minutes(hours["closes"]) or DAY)
        for hours in staff["hours"]
        if hours["weekday"] == day.weekday()
    ]
    stretches = joined(stretch for stretch in stretches if stretch[0] < stretch[1])
    mine = [
        each
        for each in exceptions
        if each["staff_id"] in {None, staff["id"]}
        and each["first_day"] <= day.isoformat() <= each["last_day"]
    ]
    for each in sorted(mine, key=_rank):
        parts = [(_minutes(part["opens"]), _minutes(part["closes"]) or DAY) for part in each["hours"]]
        if each["kind"] == "hours":
            stretches = parts
        elif each["kind"] == "open":
            stretches = [*stretches, *parts]
        else:
            stretches = without(stretches, parts or [(0, DAY)])
    return joined(stretches)


_KINDS = ("hours", "open", "closed")


def _rank(each: ExceptionDoc) -> tuple[bool, bool, int]:
    return each["staff_id"] is not None, not each["is_holiday"], _KINDS.index(each["kind"])


def without(stretches: Iterable[Stretch], closed: Iterable[Stretch]) -> list[Stretch]:
    """What is left after others are cut out."""
    left = list(stretches)
    for begin, end in closed:
        left = [
            part
            for first, last in left
            for part in ((first, min(last, begin)), (max(first, end), last))
            if part[0] < part[1]
        ]
    return left


def closed_stretches(stretches: Sequence[Stretch], start: int = 0, end: int = DAY) -> list[Stretch]:
    """What is left of `start` to `end` beside the open stretches."""
    closed: list[Stretch] = []
    at = start
    for first, last in stretches:
        if first > at:
            closed.append((at, min(first, end)))
        at = max(at, last)
    if at < end:
        closed.append((at, end))
    return [(first, last) for first, last in closed if first < last]


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same time without overlaps."""
    whole: list[Stretch] = []
    for first, last in sorted(stretches):
        if whole and first <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], last))
        else:
            whole.append((first, last))
    return whole


def minutes_of(stretches: Iterable[Stretch]) -> int:
    """How long they are together."""
    return sum(last - first for first, last in stretches)


def on_day(starts_at: str, ends_at: str, day: date, zone: str) -> Stretch | None:
    """The part of an instant range that lies on a local day, or None; midnight at its end is 24:00."""
    place = zone_of(zone)
    start, end = to_instant(starts_at).astimezone(place), to_instant(ends_at).astimezone(place)
    first = 0 if start.date() < day else wall_minutes(start)
    last = DAY if end.date() > day else wall_minutes(end)
    if start.date() > day or end.date() < day or first >= last:
        return None
    return first, last


def block_on_day(block: BlockDoc, day: date, zone: str) -> Stretch | None:
    """The part of blocked time that lies on a local day, or None."""
    return on_day(block["starts_at"], block["ends_at"], day, zone)


def instant_at(day: date, minutes: int, zone: str) -> datetime:
    """The instant of a wall time; one that a clock change skips is read with the offset before it."""
    wall = datetime(day.year, day.month, day.day, tzinfo=zone_of(zone)) + timedelta(minutes=minutes)
    return to_instant(wall)


def wall_minutes(moment: datetime) -> int:
    """Minutes from its midnight on the wall."""
    return moment.hour * 60 + moment.minute


def clock_text(minutes: int) -> str:
    """`09:30`; midnight at the end of a day is 24:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def parse_clock(text: str) -> int | None:
    """`9`, `9:30`, `930`, `24:00` as minutes from midnight; None for anything else."""
    digits = text.strip().replace(".", ":").replace("h", ":")
    head, colon, tail = digits.partition(":")
    if not colon and len(head) in {3, 4}:
        head, tail = head[:-2], head[-2:]
    if not head.isdigit() or not (tail or "0").isdigit() or len(tail) == 1:
        return None
    minutes = int(head) * 60 + int(tail or 0)
    return minutes if int(tail or 0) < 60 and minutes <= DAY else None


def _minutes(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:5])
