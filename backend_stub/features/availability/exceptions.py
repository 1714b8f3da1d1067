"""Days that are otherwise: what is closed, open beside, or open instead.

The more particular wins: a week's hours, then public holidays, then what counts for everyone, then what
counts for one person. Within one of these, other hours come first, then extra ones, and closing last.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from contracts.availability_words import ExceptionKind

Stretch = tuple[int, int]
_EPOCH: Final = date(1970, 1, 1).toordinal()
_WHOLE_DAY: Final = ((0, 24 * 60),)
_ORDER: Final = {ExceptionKind.HOURS: 0, ExceptionKind.OPEN: 1, ExceptionKind.CLOSED: 2}


@dataclass(frozen=True, slots=True)
class DayException:
    """From one day until and with another, in days since the epoch; no `staff_id` is everyone."""

    staff_id: UUID | None
    kind: ExceptionKind
    first: int
    last: int
    hours: tuple[Stretch, ...]
    is_holiday: bool = False

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """The later, the more it has to say."""
        return self.staff_id is not None, not self.is_holiday, _ORDER[self.kind]


def exception_of(
    staff_id: str | None, kind: str, first_day: str, last_day: str, hours: Any, is_holiday: Any
) -> DayException:
    """From what the database says in JSON."""
    stretches = json.loads(hours) if isinstance(hours, str) else hours
    return DayException(
        None if staff_id is None else UUID(staff_id),
        ExceptionKind(kind),
        day_number(date.fromisoformat(first_day)),
        day_number(date.fromisoformat(last_day)),
        tuple((opens, closes) for opens, closes in stretches),
        bool(is_holiday),
    )


def day_number(day: date) -> int:
    """Days since the epoch."""
    return day.toordinal() - _EPOCH


def for_person(exceptions: Sequence[DayException], staff_id: UUID) -> list[DayException]:
    """What counts for somebody, in the order in which it is said."""
    theirs = (each for each in exceptions if each.staff_id is None or each.staff_id == staff_id)
    return sorted(theirs, key=lambda each: each.rank)


def hours_on(day: int, usual: Sequence[Stretch], exceptions: Sequence[DayException]) -> Sequence[Stretch]:
    """The open stretches of a day's wall clock, once all exceptions (`for_person`) have had their say."""
    hours = usual
    for each in exceptions:
        if not each.first <= day <= each.last:
            continue
        if each.kind is ExceptionKind.HOURS:
            hours = each.hours
        elif each.kind is ExceptionKind.OPEN:
            hours = (*hours, *each.hours)
        else:
            hours = without(hours, each.hours or _WHOLE_DAY)
    return hours


def without(hours: Sequence[Stretch], closed: Sequence[Stretch]) -> list[Stretch]:
    """What is left of stretches after others are cut out."""
    left = list(hours)
    for begin, end in closed:
        left = [
            part
            for start, stop in left
            for part in ((start, min(stop, begin)), (max(start, end), stop))
            if part[0] < part[1]
        ]
    return left
