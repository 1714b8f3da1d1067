"""When a repeating event happens inside a window, without ever running away.

Rules are expanded in wall time with dateutil. Two things keep a hostile rule harmless. The Gregorian
calendar repeats every 400 years, week days included, and dateutil gives up at the year 9999; so a rule is
moved by whole cycles to the end of that range, where even one that never hits ends in well under a second.
And a rule without COUNT starts near the window instead of at its DTSTART.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from dateutil.rrule import rrulestr

SERIES_LIMIT = 1_000
"""Occurrences of one series inside the window; one that has more is refused."""

_CYCLE = 400
_LAST_YEAR = 9_900
_SCAN_LIMIT = 200_000
_TEXT_LIMIT = 2_000
_TIMES_LIMIT = 96
_STEPS = {"HOURLY": timedelta(hours=1), "DAILY": timedelta(days=1), "WEEKLY": timedelta(weeks=1)}


class BadRuleError(ValueError):
    """The rule can't be understood."""


class TooOftenError(ValueError):
    """The rule repeats more often than a calendar of appointments can show."""


@dataclass(frozen=True, slots=True)
class Window:
    """Wall times between which occurrences are wanted, half open."""

    start: datetime
    end: datetime


def read_rule(text: str) -> dict[str, str]:
    """The parts of an RRULE, names in capitals."""
    if len(text) > _TEXT_LIMIT:
        raise BadRuleError("too long")
    parts: dict[str, str] = {}
    for part in text.strip().strip(";").split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value.strip():
            raise BadRuleError(part)
        parts[name.strip().upper()] = value.strip().upper()
    if parts.get("FREQ") in {"SECONDLY", "MINUTELY"}:
        raise TooOftenError(parts["FREQ"])
    times = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= 1 + parts.get(name, "").count(",")
    if times > _TIMES_LIMIT:
        raise TooOftenError("times a day")
    return parts


def endless(parts: dict[str, str]) -> bool:
    """Whether the rule has no end of its own."""
    return "UNTIL" not in parts and "COUNT" not in parts


def occurrences(
    parts: dict[str, str], start: datetime, until: datetime | None, window: Window
) -> Iterator[datetime]:
    """Wall times of a rule from `start` on, inside the window; `until` replaces UNTIL (already wall time)."""
    parts = {name: value for name, value in parts.items() if name != "UNTIL"}
    if not parts.get("INTERVAL", "1").isdigit() or int(parts.get("INTERVAL", "1")) < 1:
        raise BadRuleError("INTERVAL")
    if "COUNT" not in parts:
        start = _near(start, parts, window.start)
    shift = (_LAST_YEAR - max(start.year, window.end.year)) // _CYCLE * _CYCLE
    end = min(window.end, until + timedelta(seconds=1)) if until is not None else window.end
    try:
        rule = rrulestr(
            ";".join(f"{name}={value}" for name, value in parts.items()), dtstart=_moved(start, shift)
        )
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError) as error:
        raise BadRuleError(str(error)) from error
    yield from _inside(iter(rule), shift, Window(window.start, end))


def _inside(rule: Iterator[datetime], shift: int, window: Window) -> Iterator[datetime]:
    seen = found = 0
    while True:
        try:
            moved = next(rule, None)
        except (ValueError, OverflowError) as error:
            raise BadRuleError(str(error)) from error
        seen += 1
        if moved is None:
            return
        when = _moved(moved, -shift)
        if when >= window.end:
            return
        if when >= window.start:
            found += 1
            yield when
        if found > SERIES_LIMIT or seen > _SCAN_LIMIT:
            raise TooOftenError("occurrences")


def _near(start: datetime, parts: dict[str, str], wanted: datetime) -> datetime:
    """`start` moved towards `wanted` by whole intervals, where an interval has one length."""
    step = _STEPS.get(parts.get("FREQ", ""))
    if step is None or wanted <= start:
        return start
    stride = step * int(parts.get("INTERVAL", "1"))
    return start + stride * max(0, (wanted - start) // stride - 1)


def _moved(when: datetime, years: int) -> datetime:
    return when.replace(year=when.year + years)
