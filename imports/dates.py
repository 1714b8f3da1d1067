"""Dates and times as people write them in tables."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from enum import StrEnum

_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_PARTS = re.compile(r"^(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})$")
_CLOCK = re.compile(
    r"^(\d{1,2})(?:[:.h](\d{2}))?(?::(\d{2})(?:\.\d+)?)?\s*(?:uhr|h|(a|p)\.?m\.?)?$", re.IGNORECASE
)
_SPLIT = re.compile(r"^(\S+?)(?:[T ,]+)(\d{1,2}[:.h]?\d{0,2}.*)$")
_OFFSET = re.compile(r"^(.*\d)\s*(Z|[+-]\d{2}:?\d{2})$")


class DateOrder(StrEnum):
    """What 03/04/2026 means; ISO dates are read whichever is set."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


def guess_order(values: Iterable[str], otherwise: DateOrder) -> DateOrder:
    """The order that all of a column's dates allow; `otherwise` where every number could be either."""
    day_first = month_first = True
    for value in values:
        match = _PARTS.match(date_part(value))
        if match is None:
            continue
        month_first = month_first and int(match[1]) <= 12
        day_first = day_first and int(match[2]) <= 12
    if day_first == month_first:
        return otherwise
    return DateOrder.DAY_FIRST if day_first else DateOrder.MONTH_FIRST


def date_part(value: str) -> str:
    """The date of a text that may hold a time too."""
    text = value.strip()
    match = _SPLIT.match(text)
    if match is None:
        return text
    day = match[1].rstrip(",")
    return day if read_date(day, DateOrder.DAY_FIRST, lax=True) else text


def read_date(value: str, order: DateOrder, *, lax: bool = False) -> date | None:
    """A date, or None. `lax` takes either order."""
    text = value.strip().rstrip(".")
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    match = _ISO.match(text)
    if match:
        return _date(int(match[1]), int(match[2]), int(match[3]))
    match = _PARTS.match(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    year += 2000 if year < 100 else 0
    day_first = order is DateOrder.DAY_FIRST
    found = _date(year, second, first) if day_first else _date(year, first, second)
    if found is None and lax:
        found = _date(year, first, second) if day_first else _date(year, second, first)
    return found


def read_time(value: str) -> time | None:
    """A time of day: 14:30, 14.30, 14h30, 2:30 pm, 9 Uhr."""
    match = _CLOCK.match(value.strip())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[4].lower() == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_moment(value: str, order: DateOrder) -> datetime | None:
    """A date with its time; aware only where the text gives an offset."""
    text = value.strip()
    offset = _OFFSET.match(text)
    if offset and "T" in text.upper():
        try:
            return datetime.fromisoformat(text.upper())
        except ValueError:
            return None
    match = _SPLIT.match(text)
    if match is None:
        return None
    day, clock = read_date(match[1].rstrip(","), order), read_time(match[2])
    return datetime.combine(day, clock) if day is not None and clock is not None else None


def read_minutes(value: str) -> int | None:
    """A length: 90, 90 min, 1:30, 1 h 30, 1.5 h."""
    text = value.strip().lower().replace(",", ".")
    match = re.fullmatch(r"(\d{1,4})\s*(?:m|min|mins|minutes|minuten)?\.?", text)
    if match:
        return int(match[1])
    match = re.fullmatch(r"(\d{1,2})\s*[:h]\s*(\d{2})\s*(?:m|min)?", text)
    if match:
        return int(match[1]) * 60 + int(match[2])
    match = re.fullmatch(r"(\d{1,2}(?:\.\d{1,2})?)\s*(?:h|hours?|std|stunden?)\.?", text)
    return round(float(match[1]) * 60) if match else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year < 2200 else None
    except ValueError:
        return None
