"""Text: plain, with the design's line heights."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from views.kit.text import Span, Text
from views.kit.theme import active, apply_theme


def test_markup_is_shown_and_not_followed(qtbot: QtBot) -> None:
    text = Text("<b>bold</b><img src='x'>")
    qtbot.addWidget(text)
    assert text.textFormat() == Qt.TextFormat.PlainText
    assert text.text() == "<b>bold</b><img src='x'>"
    assert text.sizeHint().width() > Text("bold").sizeHint().width()


def test_a_line_is_as_high_as_its_role_says(qtbot: QtBot) -> None:
    for role in ("caption", "small", "body", "title", "hero"):
        text = Text("Hg", role=role)
        qtbot.addWidget(text)
        assert text.sizeHint().height() == active().line_height(role)


def test_wrapped_text_grows_by_whole_lines(qtbot: QtBot) -> None:
    text = Text("one two three four five six seven eight nine ten", wrap=True)
    qtbot.addWidget(text)
    line = active().line_height("body")
    assert text.heightForWidth(1000) == line
    assert text.heightForWidth(80) % line == 0
    assert text.heightForWidth(80) > 2 * line


def test_at_most_so_many_lines(qtbot: QtBot) -> None:
    text = Text("one two three four five six seven eight nine ten", wrap=True, max_lines=2)
    qtbot.addWidget(text)
    assert text.heightForWidth(60) == 2 * active().line_height("body")


def test_text_that_elides_may_shrink_and_other_text_may_not(qtbot: QtBot) -> None:
    elided, whole = Text("a long line of text", elide=True), Text("a long line of text")
    qtbot.addWidget(elided)
    qtbot.addWidget(whole)
    assert elided.minimumSizeHint().width() < whole.minimumSizeHint().width() == whole.sizeHint().width()


def test_spans_are_read_as_one_sentence(qtbot: QtBot) -> None:
    text = Text()
    qtbot.addWidget(text)
    text.set_spans([Span("Type "), Span("Kessler", "ink", 600), Span(" to go on")])
    assert text.text() == "Type Kessler to go on"


def test_layouts_that_ask_again_get_the_same_answer_for_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shaped: list[float] = []
    shape = Text._shape

    def counting(text: Text, width: float, ratio: float = 1.0) -> Any:
        shaped.append(width)
        return shape(text, width, ratio)

    monkeypatch.setattr(Text, "_shape", counting)
    text = Text("one two three")
    qtbot.addWidget(text)
    before = text.sizeHint()
    for _ in range(5):
        assert text.sizeHint() == before
        text.minimumSizeHint()
    assert len(shaped) == 1


def test_a_change_changes_the_size(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    text = Text("one two three")
    qtbot.addWidget(text)
    widths = [text.sizeHint().width()]
    text.setText("one two three four")
    widths.append(text.sizeHint().width())
    text.set_role("title")
    widths.append(text.sizeHint().width())
    text.set_spans([Span("one two three four"), Span(" five")])
    widths.append(text.sizeHint().width())
    apply_theme(qapp, "kiosk")
    widths.append(text.sizeHint().width())
    apply_theme(qapp, "light")
    assert len(set(widths)) == len(widths)
