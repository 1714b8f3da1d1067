"""Buttons: what a press does in each state."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from views.kit.button import Button
from views.kit.focus import FocusRing
from views.kit.hint import Hint
from views.kit.text_action import TextAction


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    page.resize(400, 200)
    qtbot.addWidget(page)
    return page


def put(page: QWidget, button: Button) -> list[str]:
    """Show a button, and write down what it emits."""
    button.setParent(page)
    button.move(40, 60)
    button.adjustSize()
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    heard: list[str] = []
    button.clicked.connect(lambda: heard.append("clicked"))
    button.refused.connect(lambda: heard.append("refused"))
    return heard


def test_mouse_and_keys_press_it(qtbot: QtBot, page: QWidget) -> None:
    button = Button("Accept")
    heard = put(page, button)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(button, key)
    assert heard == ["clicked"] * 4


def test_running_keeps_the_width_and_ignores_presses(qtbot: QtBot, page: QWidget) -> None:
    button = Button("Accept", running_text="Sending it")
    heard = put(page, button)
    width = button.width()
    button.set_running(True)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert (heard, button.width()) == ([], width)
    button.set_running(False)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (heard, button.width()) == (["clicked"], width)


def test_a_width_of_its_own_comes_back_after_running(qtbot: QtBot) -> None:
    button = Button("Sign in")
    qtbot.addWidget(button)
    button.setFixedWidth(320)
    button.set_running(True)
    button.set_running(False)
    assert (button.minimumWidth(), button.maximumWidth()) == (320, 320)


def test_disabled_gives_its_reason_to_eyes_and_ears(qtbot: QtBot, page: QWidget) -> None:
    button = Button("Accept")
    heard = put(page, button)
    button.set_reason("The request has lapsed")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard == []
    assert button.toolTip() == button.accessibleDescription() == "The request has lapsed"
    button.set_reason("")
    assert button.isEnabled()
    assert button.toolTip() == button.accessibleDescription() == ""


def test_without_network_it_stays_reachable_and_says_why(qtbot: QtBot, page: QWidget) -> None:
    button = Button("Pay")
    heard = put(page, button)
    button.set_needs_network(True, "Needs the network")
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert heard == ["refused", "refused"]
    assert button.accessibleDescription() == "Needs the network"
    hints = page.findChildren(Hint)
    assert hints
    assert hints[-1].accessibleName() == "Needs the network"
    for hint in hints:
        hint.deleteLater()
    button.set_needs_network(False)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard[-1] == "clicked"


def test_the_ring_is_for_the_keyboard(qtbot: QtBot, page: QWidget) -> None:
    button = Button("Accept")
    put(page, button)
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = page.findChildren(FocusRing)
    assert ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    button.move(100, 90)
    assert ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    button.clearFocus()
    assert not ring.isVisible()
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert [found for found in page.findChildren(FocusRing) if found.isVisible()] == []


def test_icon_only_has_a_name(qtbot: QtBot) -> None:
    button = Button(icon="x", name="Close")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "Close"
    assert button.sizeHint().width() == button.sizeHint().height()


def test_a_word_that_acts(qtbot: QtBot) -> None:
    action = TextAction("See all 23")
    qtbot.addWidget(action)
    with qtbot.waitSignal(action.clicked):
        QTest.keyClick(action, Qt.Key.Key_Return)
    assert action.accessibleName() == "See all 23"


def test_the_ring_is_whole_where_the_control_fills_its_box(qtbot: QtBot, page: QWidget) -> None:
    outer = QWidget(page)
    outer.setGeometry(20, 20, 200, 100)
    tight = QWidget(outer)
    tight.setGeometry(30, 30, 120, 32)
    button = Button("Accept", parent=tight)
    button.setFixedSize(120, 32)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = page.findChildren(FocusRing)
    assert ring.parentWidget() is outer
    assert ring.geometry() == tight.geometry().adjusted(-4, -4, 4, 4)
    # It goes where the box goes, and leaves nothing behind.
    tight.move(40, 50)
    assert ring.geometry() == tight.geometry().adjusted(-4, -4, 4, 4)
    button.clearFocus()
    tight.move(10, 10)
    assert not ring.isVisible()
