"""Alternatives: the free times nearest to one that is gone."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A free minute with the person who would come, and in a class the seats that are left."""

    start: int
    staff: str
    seats: int | None = field(default=None, compare=False)


def nearest(free: Iterable[FreeTime], wanted: FreeTime, count: int) -> list[FreeTime]:
    """The `count` free times nearest to the wanted one, in order of time.

    Each time stands once, with the wanted person where they are free then; only if that leaves too few do
    other people at the same times fill up.
    """
    ranked = sorted(
        (item for item in free if item != wanted),
        key=lambda item: (
            abs(item.start - wanted.start),
            item.start < wanted.start,
            item.staff != wanted.staff,
            item.staff,
        ),
    )
    chosen: list[FreeTime] = []
    doubles: list[FreeTime] = []
    times: set[int] = set()
    for item in ranked:
        (doubles if item.start in times else chosen).append(item)
        times.add(item.start)
        if len(chosen) == count:
            break
    chosen += doubles[: count - len(chosen)]
    return sorted(chosen, key=lambda item: (item.start, item.staff))
