"""The palette finds words at the start of words first."""

from hypothesis import given
from hypothesis import strategies as st

from viewmodels.shell.palette_match import find_match


def test_the_start_of_the_title_comes_before_the_start_of_a_word_before_its_middle() -> None:
    ranks = [find_match("re", title) for title in ("Reviews", "Listings to review", "Store")]
    assert [match.rank for match in ranks if match is not None] == [0, 1, 2]


def test_marks_are_the_letters_that_were_matched() -> None:
    match = find_match("rep tap", "Tap repair")
    assert match is not None
    assert match.marks == ((0, 3), (4, 3))


def test_every_word_must_stand_somewhere() -> None:
    assert find_match("tap garden", "Tap repair") is None
    assert find_match("tap weber", "Tap repair", "B-20418 Jonas Weber") is not None


def test_nothing_typed_fits_everything() -> None:
    match = find_match("", "Anything")
    assert match is not None
    assert match.marks == ()


@given(st.text(max_size=12), st.text(max_size=40))
def test_marks_lie_in_the_title(query: str, title: str) -> None:
    match = find_match(query, title)
    if match is not None:
        assert all(start >= 0 and start + length <= len(title.lower()) for start, length in match.marks)
