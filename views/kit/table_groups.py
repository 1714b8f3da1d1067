"""Day headers: which rows start a group, and which header sticks to the top of a scrolled table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any

GroupOf = Callable[[Any], tuple[str, str]]
"""Heading and note of the group that a row belongs to; equal headings in a row are one group, '' is none."""


class Groups:
    """Where groups start, by row number. Rows stay the model's own: a header belongs to its first row."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self._heads: dict[int, tuple[str, str]] = {}

    def read(self, rows: Sequence[Any], group_of: GroupOf) -> None:
        """Walk all rows once."""
        starts: list[int] = []
        heads: dict[int, tuple[str, str]] = {}
        last: str | None = None
        for place, row in enumerate(rows):
            head = group_of(row)
            if head[0] != last:
                if head[0]:
                    starts.append(place)
                    heads[place] = head
                last = head[0]
        self.starts, self._heads = starts, heads

    def head_at(self, place: int) -> tuple[str, str] | None:
        """Heading and note if the row is the first of its group."""
        return self._heads.get(place)

    def head_over(self, place: int) -> tuple[str, str]:
        """Heading and note of the group that a row is in; empty where there is none above it."""
        start = self.start_of(place)
        return ("", "") if start is None else self._heads[start]

    def start_of(self, place: int) -> int | None:
        """The first row of the group that holds `place`."""
        at = bisect_right(self.starts, place) - 1
        return self.starts[at] if at >= 0 else None

    def next_start(self, place: int) -> int | None:
        """The first row of the group after the one that holds `place`."""
        at = bisect_right(self.starts, place)
        return self.starts[at] if at < len(self.starts) else None
