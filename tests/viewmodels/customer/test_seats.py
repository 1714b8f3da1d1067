"""Classes say how many can still come, at the desk and at the kiosk."""

import pytest

from contracts.rows import SlotDoc
from desktop.shots.vendor_samples import SampleClock
from viewmodels.customer.slots import SlotBoard
from viewmodels.format import Format
from viewmodels.kiosk.day_parts import build_groups, seats_by_start
from viewmodels.text import Texts

START = "2026-11-23T09:00:00Z"


@pytest.fixture
def words() -> Format:
    texts = Texts("en")
    return Format(texts, SampleClock(), "UTC")


def slot(staff: str, seats: int | None) -> SlotDoc:
    made = SlotDoc(starts_at=START, ends_at="2026-11-23T10:00:00Z", staff_id=staff)
    if seats is not None:
        made["seats_left"] = seats
    return made


def test_a_chip_says_what_is_left_of_its_class(words: Format) -> None:
    board = SlotBoard(words.texts, words)
    board.answer([slot("a", 3), slot("b", 1)])
    notes = [chip.note for part in board.parts("2026-11-23", "", "UTC", "") for chip in part.slots]
    assert notes == ["3 seats left"]
    notes = [chip.note for part in board.parts("2026-11-23", "b", "UTC", "") for chip in part.slots]
    assert notes == ["1 seat left"]


def test_what_is_no_class_says_nothing(words: Format) -> None:
    board = SlotBoard(words.texts, words)
    board.answer([slot("a", None)])
    assert [chip.note for part in board.parts("2026-11-23", "", "UTC", "") for chip in part.slots] == [""]


def test_the_kiosk_shows_the_most_that_are_left(words: Format) -> None:
    seats = seats_by_start([slot("a", 3), slot("b", 5), slot("c", None)])
    [group] = build_groups(
        words.texts, words, [START], "UTC", selected="", running="", taken=frozenset(), seats=seats
    )
    assert [(row.seats, row.spoken) for row in group.slots] == [("5 seats left", "09:00, 5 seats left")]
