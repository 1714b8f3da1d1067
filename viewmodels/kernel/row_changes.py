"""Arithmetic of row changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress, count
from operator import is_not
from typing import Any


def contiguous(places: Iterable[int]) -> list[tuple[int, int]]:
    """Rising places as ranges, both ends included: 1, 2, 3, 7 gives (1, 3), (7, 7)."""
    ranges: list[tuple[int, int]] = []
    for place in places:
        if ranges and ranges[-1][1] == place - 1:
            ranges[-1] = (ranges[-1][0], place)
        else:
            ranges.append((place, place))
    return ranges


def differing(before: Sequence[Any], after: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Any]]:
    """Both sequences without the very same objects that they begin with, and end with."""
    most = min(len(before), len(after))
    start = min(most, next(compress(count(), map(is_not, before, after)), most))
    same_ends = map(is_not, reversed(before), reversed(after))
    end = min(most - start, next(compress(count(), same_ends), most))
    return before[start : len(before) - end], after[start : len(after) - end]
