"""Arithmetic of row changes."""

from __future__ import annotations

from collections.abc import Iterable


def contiguous(places: Iterable[int]) -> list[tuple[int, int]]:
    """Rising places as ranges, both ends included: 1, 2, 3, 7 gives (1, 3), (7, 7)."""
    ranges: list[tuple[int, int]] = []
    for place in places:
        if ranges and ranges[-1][1] == place - 1:
            ranges[-1] = (ranges[-1][0], place)
        else:
            ranges.append((place, place))
    return ranges
