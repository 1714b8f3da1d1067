"""The calendar says the same of a day as the server does."""

from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from backend_stub.features.availability.exceptions import exception_of, for_person, hours_on
from backend_stub.features.availability.openings import merged
from contracts.rows import StaffDoc
from viewmodels.vendor import hours

ROSA, MIKAEL = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2))
DAY = date(2026, 12, 9)


def clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}:00"


stretches = st.lists(
    st.tuples(st.integers(0, 95), st.integers(1, 96)).filter(lambda s: s[0] < s[1]), max_size=3
).map(lambda found: merged((a * 15, b * 15) for a, b in found))

exceptions = st.lists(
    st.fixed_dictionaries(
        {
            "staff_id": st.sampled_from([None, ROSA, MIKAEL]),
            "kind": st.sampled_from(["closed", "open", "hours"]),
            "first_day": st.sampled_from(["2026-12-08", "2026-12-09", "2026-12-10"]),
            "last_day": st.sampled_from(["2026-12-08", "2026-12-09", "2026-12-10"]),
            "stretches": stretches,
            "is_holiday": st.booleans(),
        }
    ),
    max_size=4,
)


@given(usual=stretches, drawn=exceptions)
def test_exceptions_have_the_same_say_on_both_sides(
    usual: list[tuple[int, int]], drawn: list[dict[str, Any]]
) -> None:
    weekday = DAY.weekday()
    staff: Any = {
        "id": ROSA,
        "hours": [{"weekday": weekday, "opens": clock(a), "closes": clock(b)} for a, b in usual],
    }
    person: StaffDoc = staff
    here: list[Any] = [
        each | {"hours": [{"opens": clock(a), "closes": clock(b)} for a, b in each["stretches"]]}
        for each in drawn
    ]
    there = [
        exception_of(
            each["staff_id"],
            each["kind"],
            each["first_day"],
            each["last_day"],
            each["stretches"],
            each["is_holiday"],
        )
        for each in drawn
    ]
    day = DAY.toordinal() - date(1970, 1, 1).toordinal()
    expected = merged(hours_on(day, usual, for_person(there, UUID(ROSA))))
    assert hours.open_stretches(person, DAY, here) == expected
