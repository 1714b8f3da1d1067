"""Times of day and lengths as people type them, in minutes."""

from __future__ import annotations

import re

DAY = 24 * 60
_TIME = re.compile(r"^\s*(\d{1,2})\s*[:.h]?\s*(\d{2})?\s*$")
_PARTS = re.compile(r"^\s*(?:(\d+)\s*(?:h|:))?\s*(?:(\d{1,4})\s*(?:m|min)?)?\s*$")


def find_time(text: str) -> int | None:
    """`14:30`, `14.30`, `1430` and `9` as minutes after midnight."""
    match = _TIME.match(text)
    if match is None:
        return None
    hours, minutes = int(match[1]), int(match[2] or 0)
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None


def format_time(minutes: int) -> str:
    """Minutes after midnight as `14:30`."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def find_length(text: str) -> int | None:
    """`1 h 30`, `1:30`, `90`, `90 min` and `2 h` as minutes; None for none and for nothing."""
    match = _PARTS.match(text)
    if match is None or (match[1] is None and match[2] is None):
        return None
    minutes = int(match[1] or 0) * 60 + int(match[2] or 0)
    return minutes or None


def format_length(minutes: int) -> str:
    """Minutes as `1 h 30`, `2 h` or `45 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"
