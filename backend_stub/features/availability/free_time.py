"""Which times of the grid are free, given when somebody is open and when they are busy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backend_stub.features.availability.openings import Stretch

GRID = 15
"""Bookings begin at full quarters of an hour. Every zone in use is whole quarters away from UTC, so that
quarters of UTC are quarters of any wall clock."""


@dataclass(frozen=True, slots=True)
class Span:
    """How long a service takes, and how long nobody else may come before and after it, in minutes."""

    duration: int
    before: int
    after: int

    def occupied(self, start: int) -> Stretch:
        """The time that a booking which begins at `start` keeps from all others."""
        return start - self.before, start + self.duration + self.after


def _on_grid(minute: int) -> int:
    """The first time of the grid that is not before a minute."""
    return -(-minute // GRID) * GRID


def free_starts(
    opened: Sequence[Stretch], busy: Sequence[Stretch], span: Span, first: int, end: int
) -> Iterator[int]:
    """Times from `first` until, and without, `end` at which the service fits.

    The service itself lies within the open time; its buffers only have to be free of what is busy, because
    a way there may begin before opening. Both sequences are in order and free of overlaps.
    """
    position = 0
    for opens, closes in opened:
        start = _on_grid(max(opens, first))
        last = min(closes - span.duration, end - 1)
        while start <= last:
            begins, ends = span.occupied(start)
            while position < len(busy) and busy[position][1] <= begins:
                position += 1
            if position < len(busy) and busy[position][0] < ends:
                start = _on_grid(busy[position][1] + span.before)
                continue
            yield start
            start += GRID


def is_free(opened: Sequence[Stretch], busy: Sequence[Stretch], span: Span, start: int) -> bool:
    """Whether one time is on the grid, within open time, and free."""
    return next(free_starts(opened, busy, span, start, start + 1), None) == start
