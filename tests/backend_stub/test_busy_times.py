"""Busy times in mind agree with looking at every stretch."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from backend_stub.db.busy_times import BusyTimes, Stretch

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
ANN, BOB = UUID(int=1), UUID(int=2)


def stretch(start: int, length: int) -> Stretch:
    """Some quarters of an hour after the start."""
    quarter = timedelta(minutes=15)
    return START + start * quarter, START + (start + length) * quarter


stretches = st.lists(
    st.tuples(st.sampled_from([ANN, BOB]), st.builds(stretch, st.integers(0, 40), st.integers(1, 8))),
    max_size=12,
)


@given(stretches, stretches)
def test_somebody_is_free_where_no_stretch_overlaps(
    known: list[tuple[UUID, Stretch]], asked: list[tuple[UUID, Stretch]]
) -> None:
    busy = BusyTimes((who, *when) for who, when in known)
    all_known = list(known)
    for who, (start, end) in asked:
        free = all(who != other or end <= a or b <= start for other, (a, b) in all_known)
        assert busy.is_free(who, start, end) == free
        if free:
            busy.add(who, start, end)
            all_known.append((who, (start, end)))
