"""Frames in any order, with any gap."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from client.sync.chain import arrange


def frame(number: int) -> dict[str, Any]:
    return {"prev": f"c{number}", "next": f"c{number + 1}"}


@given(st.integers(0, 6), st.permutations(range(7)))
def test_in_whatever_order_they_come_those_after_the_cursor_apply(start: int, order: list[int]) -> None:
    line, gap = arrange([frame(number) for number in order], f"c{start}")
    assert line == [frame(number) for number in range(start, 7)]
    assert not gap


@given(st.integers(1, 5), st.permutations(range(7)))
def test_a_missing_one_asks_for_a_pull(missing: int, order: list[int]) -> None:
    line, gap = arrange([frame(number) for number in order if number != missing], "c0")
    assert line == [frame(number) for number in range(missing)]
    assert gap


def test_what_is_older_than_the_cursor_needs_nothing() -> None:
    assert arrange([frame(1), frame(2)], "c3") == ([], False)


def test_strangers_and_the_first_frame_of_an_empty_cache_ask_for_a_pull() -> None:
    assert arrange([frame(7)], "c3") == ([], True)
    assert arrange([frame(0)], None) == ([], True)
    assert arrange([], "c3") == ([], False)
    assert arrange([{"prev": "c3", "next": "c3"}], "c3") == ([], False)
