"""What opens above the page: popups, menus, selects, dialogs, sheets, toasts."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from views.kit.button import Button
from views.kit.date_picker import DatePicker
from views.kit.dialog import Dialog
from views.kit.menu import DIVIDER, MenuItem, open_menu
from views.kit.month import Month, first_shown
from views.kit.popup import Popup
from views.kit.select import Select
from views.kit.sheet import SideSheet
from views.kit.toast import Toast
from views.kit.typed_dialog import TypedDialog

ITEMS = (
    MenuItem("edit", "Edit"),
    DIVIDER,
    MenuItem("copy", "Copy", checked=True),
    MenuItem("cut", "Cut", disabled="Nothing is selected"),
)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(800, 600)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    return window


@pytest.fixture
def anchor(window: QWidget) -> Button:
    anchor = Button("More", parent=window)
    anchor.move(300, 100)
    anchor.adjustSize()
    anchor.show()
    anchor.setFocus()
    return anchor


def test_a_menu_opens_on_what_is_ticked_and_answers_once(qtbot: QtBot, anchor: Button) -> None:
    heard: list[str] = []
    menu = open_menu(anchor, ITEMS, heard.append, name="More")
    assert QApplication.focusWidget() is menu.rows[1]
    QTest.keyClick(menu.rows[1], Qt.Key.Key_Return)
    assert heard == ["copy"]
    assert menu.isHidden()
    assert QApplication.focusWidget() is anchor


def test_arrows_walk_and_escape_leaves(qtbot: QtBot, anchor: Button) -> None:
    heard: list[str] = []
    menu = open_menu(anchor, ITEMS, heard.append)
    QTest.keyClick(menu.rows[1], Qt.Key.Key_Up)
    assert QApplication.focusWidget() is menu.rows[0]
    QTest.keyClick(menu.rows[0], Qt.Key.Key_Escape)
    assert menu.isHidden()
    assert heard == []


def test_a_choice_that_is_off_says_why(anchor: Button) -> None:
    menu = open_menu(anchor, ITEMS, lambda _id: None)
    assert not menu.rows[2].isEnabled()
    assert menu.rows[2].accessibleDescription() == "Nothing is selected"
    menu.close_popup()


def test_a_press_elsewhere_closes_it(qtbot: QtBot, window: QWidget, anchor: Button) -> None:
    menu = open_menu(anchor, ITEMS, lambda _id: None)
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(5, 590))
    assert menu.isHidden()


def test_a_press_on_its_button_closes_and_does_not_open_again(qtbot: QtBot, anchor: Button) -> None:
    opened: list[Popup] = []
    anchor.clicked.connect(lambda: opened.append(open_menu(anchor, ITEMS, lambda _id: None)))
    QTest.mouseClick(anchor, Qt.MouseButton.LeftButton)
    QTest.mouseClick(anchor, Qt.MouseButton.LeftButton)
    assert len(opened) == 1
    assert opened[0].isHidden()


def test_a_popup_stays_in_the_window(window: QWidget, anchor: Button) -> None:
    for corner in (QPoint(780, 580), QPoint(0, 0), QPoint(780, 0)):
        anchor.move(corner)
        menu = open_menu(anchor, ITEMS, lambda _id: None)
        assert window.rect().contains(menu.geometry())
        menu.close_popup()


def test_select_tells_only_what_a_person_chose(qtbot: QtBot, window: QWidget) -> None:
    options = (MenuItem("de", "Deutsch"), MenuItem("en", "English"))
    select = Select(options, name="Language", selected="en", object_name="language", parent=window)
    select.show()
    heard: list[str] = []
    select.changed.connect(heard.append)
    select.select("de")
    assert (select.text(), heard) == ("Deutsch", [])
    assert select.accessibleName() == "Language: Deutsch"
    QTest.keyClick(select, Qt.Key.Key_Down)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Down)
    following = QApplication.focusWidget()
    assert following is not None
    QTest.keyClick(following, Qt.Key.Key_Return)
    assert (select.selected(), heard) == ("en", ["en"])


def test_a_dialog_answers_with_the_button(qtbot: QtBot, window: QWidget) -> None:
    dialog = Dialog(window, "Discard it?", "It is not saved.")
    keep = dialog.add_button("keep", "Keep it", focus=True)
    dialog.add_button("discard", "Discard", "danger")
    heard: list[str] = []
    dialog.finished.connect(heard.append)
    dialog.open_dialog()
    assert QApplication.focusWidget() is keep
    QTest.mouseClick(keep, Qt.MouseButton.LeftButton)
    dialog.finish("discard")
    assert heard == ["keep"]


def test_tab_stays_inside_a_dialog(qtbot: QtBot, window: QWidget, anchor: Button) -> None:
    dialog = Dialog(window, "Discard it?")
    first, second = dialog.add_button("keep", "Keep it", focus=True), dialog.add_button("discard", "Discard")
    dialog.open_dialog()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second
    QTest.keyClick(second, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Escape)
    assert dialog.isHidden()


@pytest.mark.ui
async def test_a_dialog_is_awaited(qapp: QApplication) -> None:
    window = QWidget()
    window.show()
    dialog = Dialog(window, "Discard it?")
    dialog.add_button("discard", "Discard")
    asyncio.get_running_loop().call_soon(dialog.finish, "discard")
    assert await dialog.ask() == "discard"
    window.close()


def test_typed_confirmation_wakes_up_on_the_right_word(qtbot: QtBot, window: QWidget) -> None:
    dialog = TypedDialog(
        window,
        title="Delete Kessler Plumbing?",
        text="12 listings are deleted for good.",
        prompt="Type {word} to go on",
        word="Kessler Plumbing",
        keep="Keep it",
        confirm="Delete for good",
        reason="Type the name first",
        object_name="delete",
    )
    heard: list[str] = []
    dialog.finished.connect(heard.append)
    dialog.open_dialog()
    confirm = dialog.findChild(Button, "delete.confirm")
    editor = dialog.findChild(QLineEdit, "delete.word")
    assert isinstance(confirm, Button)
    assert isinstance(editor, QLineEdit)
    assert editor.accessibleName() == "Type Kessler Plumbing to go on"
    QTest.keyClicks(editor, "Kessler Plu")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert not confirm.isEnabled()
    assert confirm.accessibleDescription() == "Type the name first"
    assert heard == []
    QTest.keyClicks(editor, "mbing ")
    assert confirm.isEnabled()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert heard == ["confirm"]


def test_a_sheet_covers_its_place_only_and_gives_the_keyboard_back(
    qtbot: QtBot, window: QWidget, anchor: Button
) -> None:
    place = QWidget(window)
    place.setGeometry(200, 50, 600, 550)
    place.show()
    sheet = SideSheet(place, title="Outbox", close_name="Close", width=300, object_name="sheet")
    heard: list[bool] = []
    sheet.closed.connect(lambda: heard.append(True))
    sheet.open_sheet()
    assert sheet.geometry() == place.rect()
    assert sheet.panel.geometry().right() == place.rect().right()
    place.resize(500, 400)
    assert sheet.geometry() == place.rect()
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(20, 200))
    sheet.close_sheet()
    assert heard == [True]
    assert QApplication.focusWidget() is anchor


def test_a_sheet_comes_from_the_other_side_when_mirrored(window: QWidget) -> None:
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    sheet = SideSheet(window, title="Outbox", close_name="Close", width=300, object_name="sheet")
    sheet.open_sheet()
    assert sheet.panel.x() == 0
    sheet.close_sheet()


def test_a_toast_waits_under_the_mouse(qtbot: QtBot, window: QWidget) -> None:
    toast = Toast("Moved to 14:30", action="Undo", milliseconds=200, parent=window)
    toast.adjustSize()
    heard: list[str] = []
    toast.expired.connect(lambda: heard.append("expired"))
    toast.show()
    QApplication.sendEvent(toast, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    qtbot.wait(300)
    assert heard == []
    with qtbot.waitSignal(toast.expired):
        QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    toast.hide()


TODAY = date(2026, 11, 22)


def test_a_month_begins_with_the_week() -> None:
    assert first_shown(date(2026, 11, 1), 0) == date(2026, 10, 26)
    assert first_shown(date(2026, 11, 1), 6) == date(2026, 11, 1)
    assert first_shown(date(2026, 6, 17), 0) == date(2026, 6, 1)


def test_days_that_are_gone_or_blocked_can_not_be_chosen(qtbot: QtBot) -> None:
    month = Month(TODAY, blocked=lambda day: day == date(2026, 11, 24))
    qtbot.addWidget(month)
    month.show()
    heard: list[object] = []
    month.chosen.connect(heard.append)
    assert not month.can_choose(date(2026, 11, 21))
    for _ in range(2):
        QTest.keyClick(month, Qt.Key.Key_Right)
    QTest.keyClick(month, Qt.Key.Key_Return)
    assert heard == []
    QTest.keyClick(month, Qt.Key.Key_Right)
    QTest.keyClick(month, Qt.Key.Key_Return)
    assert heard == [date(2026, 11, 25)]


def test_the_picker_says_the_day_and_closes(qtbot: QtBot, window: QWidget) -> None:
    picker = DatePicker(
        TODAY,
        describe=lambda day: (day.isoformat(), f"in {(day - TODAY).days} days"),
        name="Date",
        placeholder="Choose a day",
        previous="Back",
        following="On",
        object_name="date",
        parent=window,
    )
    picker.show()
    heard: list[object] = []
    picker.picked.connect(heard.append)
    QTest.keyClick(picker, Qt.Key.Key_Down)
    month = window.findChild(Month)
    assert isinstance(month, Month)
    QTest.keyClick(month, Qt.Key.Key_Down)
    QTest.keyClick(month, Qt.Key.Key_Return)
    assert heard == [date(2026, 11, 29)]
    assert picker.accessibleName() == "Date: 2026-11-29 in 7 days"
    assert picker.day() == date(2026, 11, 29)
