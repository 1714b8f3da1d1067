"""The page of messages as it is drawn and used with the keyboard."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.shots.messages import SHOTS
from views.kit.theme import active
from views.messages.bubble import bubble_of
from views.messages.messages import MessagesView
from views.messages.thread import Thread

pytestmark = pytest.mark.ui


def shown(number: int, width: int, height: int) -> QWidget:
    """A picture's window, laid out."""
    window = SHOTS[number].build()
    window.resize(width, height)
    window.show()
    QApplication.processEvents()
    return window


def test_enter_sends_and_shift_enter_begins_a_line(qapp: QApplication) -> None:
    window = shown(0, 1440, 900)
    page = window.findChild(MessagesView)
    editor = window.findChild(QWidget, "messages.write")
    assert page is not None
    assert editor is not None
    before = len(page._viewmodel.lines.rows)
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert page._viewmodel.draft.value.endswith("\n") or "\n" in page._viewmodel.draft.value
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert len(page._viewmodel.lines.rows) == before + 1
    page._viewmodel.close()
    window.close()


def test_a_narrow_window_shows_one_of_the_two(qapp: QApplication) -> None:
    window = shown(4, 940, 700)
    page, thread = window.findChild(MessagesView), window.findChild(Thread)
    assert page is not None
    assert thread is not None
    assert thread.isVisible()
    assert not page._list.isVisible()
    page._viewmodel.open("")
    QApplication.processEvents()
    assert page._list.isVisible()
    page._viewmodel.close()
    window.close()


def test_texts_keep_to_their_width_whatever_is_in_them(qapp: QApplication) -> None:
    font = active().font("body")
    for text in ("word " * 200, "x" * 3000, "שלום " * 100, "👩🏽‍🔧" * 80, "a\nb\n\nc"):
        bubble = bubble_of(text, font, 300)
        assert bubble.width <= 301
        assert bubble.height > 0
    assert bubble_of("a\nb\n\nc", font, 300).height >= 4 * bubble_of("a", font, 300).height - 2


def test_markup_is_text(qapp: QApplication) -> None:
    font = active().font("body")
    bold, plain = bubble_of("<b>hello</b>", font, 400), bubble_of("hello", font, 400)
    assert bold.width > plain.width
    image = QImage(400, 40, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    bold.paint(painter, QRectF(0, 0, 1, 1).topLeft(), active().color("ink"))
    painter.end()
