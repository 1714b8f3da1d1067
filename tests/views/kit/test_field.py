"""Fields: what they say, and what they keep."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from views.kit.clock_text import find_length, find_time, format_length, format_time
from views.kit.field import Field
from views.kit.search_box import SearchBox
from views.kit.step_field import DurationField, TimeField


def test_an_error_is_shown_and_read_out_and_keeps_the_text(qtbot: QtBot) -> None:
    field = Field("Phone", object_name="phone")
    qtbot.addWidget(field)
    field.show()
    QTest.keyClicks(field.box.editor, "+352 20 915")
    field.set_error("4 digits are missing")
    assert field.text() == "+352 20 915"
    assert field.box.editor.accessibleDescription() == "4 digits are missing"
    assert field.box.editor.accessibleName() == "Phone"
    field.set_error(None)
    assert field.box.editor.accessibleDescription() == ""


def test_a_disabled_field_can_be_reached_but_not_changed(qtbot: QtBot) -> None:
    field = Field("Fee")
    qtbot.addWidget(field)
    field.show()
    field.set_text("12 %")
    field.set_state("disabled", "Set by the commission rule")
    QTest.keyClicks(field.box.editor, "9")
    assert field.text() == "12 %"
    assert field.box.editor.isEnabled()
    assert field.box.editor.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_typing_is_told_and_setting_is_not(qtbot: QtBot) -> None:
    field = Field("Name")
    qtbot.addWidget(field)
    heard: list[str] = []
    field.edited.connect(heard.append)
    field.set_text("set")
    assert heard == []
    field.box.editor.setFocus()
    QTest.keyClicks(field.box.editor, "!")
    assert heard[-1].count("!") == 1


def test_several_lines_commit_when_left(qtbot: QtBot) -> None:
    field = Field("Note", lines=3)
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    QApplication.processEvents()
    heard: list[str] = []
    field.committed.connect(heard.append)
    field.box.editor.setFocus()
    QTest.keyClicks(field.box.editor, "ring twice")
    field.box.editor.clearFocus()
    assert heard[-1] == "ring twice"


def test_search_empties_on_escape(qtbot: QtBot) -> None:
    box = SearchBox("Client, service, number", key_hint="/")
    qtbot.addWidget(box)
    box.show()
    heard: list[str] = []
    box.edited.connect(heard.append)
    QTest.keyClicks(box.editor, "tap")
    QTest.keyClick(box.editor, Qt.Key.Key_Escape)
    assert heard == ["t", "ta", "tap", ""]
    assert box.text() == ""


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("14:30", 870), ("14.30", 870), ("1430", 870), ("9", 540), ("09:05", 545), ("0:00", 0)],
)
def test_times_as_people_type_them(text: str, minutes: int) -> None:
    assert find_time(text) == minutes


@pytest.mark.parametrize("text", ["", "24:00", "12:60", "noon", "-1", "1:2:3"])
def test_what_is_no_time(text: str) -> None:
    assert find_time(text) is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("1 h 30", 90), ("1:30", 90), ("90", 90), ("90 min", 90), ("2 h", 120), ("2h", 120), ("45m", 45)],
)
def test_lengths_as_people_type_them(text: str, minutes: int) -> None:
    assert find_length(text) == minutes


@pytest.mark.parametrize("text", ["", "0", "soon", "-5", "h"])
def test_what_is_no_length(text: str) -> None:
    assert find_length(text) is None


def test_what_is_written_can_be_read_again() -> None:
    for minutes in range(0, 24 * 60, 5):
        assert find_time(format_time(minutes)) == minutes
        if minutes:
            assert find_length(format_length(minutes)) == minutes


def test_steps_stop_at_the_ends_and_bad_text_goes_back(qtbot: QtBot) -> None:
    field = TimeField(14 * 60 + 20, names=("From", "Earlier", "Later"), object_name="from")
    qtbot.addWidget(field)
    field.show()
    heard: list[int] = []
    field.stepped.connect(heard.append)
    QTest.mouseClick(field.plus, Qt.MouseButton.LeftButton)
    QTest.mouseClick(field.minus, Qt.MouseButton.LeftButton)
    QTest.keyClick(field.editor, Qt.Key.Key_Up)
    assert heard == [870, 855, 870]
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText("noon")
    field.editor.editingFinished.emit()
    assert (field.text(), field.minutes()) == ("14:30", 870)
    field.set_minutes(0)
    field.step_by(-1)
    assert field.minutes() == 0


def test_a_length_never_reaches_zero(qtbot: QtBot) -> None:
    field = DurationField(15, names=("Length", "Less", "More"))
    qtbot.addWidget(field)
    field.step_by(-1)
    assert field.minutes() == 15
