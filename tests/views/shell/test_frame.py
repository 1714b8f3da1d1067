"""The shell's widgets: rail, top bar, toasts, outbox, palette."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.shell.rows import (
    AlternativeRow,
    CheatRow,
    NotificationRow,
    OutboxRow,
    PageRow,
    PaletteRow,
    PillKind,
    PillState,
    ToastRow,
    Tone,
    WorkspaceRow,
)
from views.kit.button import Button
from views.kit.layouts import STRETCH, column
from views.kit.menu import MenuRow
from views.kit.panel_beside import PanelBeside
from views.kit.search_box import PageSearch
from views.kit.toast import Toast
from views.shell.cheat_sheet import CheatSheet
from views.shell.frame import ShellFrame
from views.shell.nav_row import NavRow
from views.shell.notifications import NotificationsPopup
from views.shell.outbox_card import OutboxWords
from views.shell.outbox_sheet import OutboxSheet
from views.shell.palette import PaletteView

PAGES = (
    PageRow("vendor.today", "Today", "sun", keys=("G", "T"), selected=True),
    PageRow("vendor.bookings", "Bookings", "book-open-check", group="Work", count=3, urgent=True),
)


@pytest.fixture
def frame(qtbot: QtBot) -> ShellFrame:
    frame = ShellFrame(
        rail_name="Pages",
        speak=lambda row: f"{row.title}, {row.count} waiting" if row.count else row.title,
        search="Search",
        back="Back",
        bell="Notifications",
    )
    qtbot.addWidget(frame)
    frame.rail.show_pages(PAGES)
    frame.resize(1200, 800)
    frame.show()
    frame.activateWindow()
    QApplication.processEvents()
    return frame


def nav(frame: ShellFrame, route: str) -> NavRow:
    found = frame.findChild(NavRow, f"shell.page.{route}")
    assert isinstance(found, NavRow)
    return found


def test_the_rail_goes_where_it_is_pressed(qtbot: QtBot, frame: ShellFrame) -> None:
    heard: list[str] = []
    frame.rail.chosen.connect(heard.append)
    QTest.mouseClick(nav(frame, "vendor.bookings"), Qt.MouseButton.LeftButton)
    assert heard == ["vendor.bookings"]
    assert nav(frame, "vendor.bookings").accessibleName() == "Bookings, 3 waiting"


def test_enter_presses_what_has_the_focus(qtbot: QtBot, frame: ShellFrame) -> None:
    heard: list[str] = []
    frame.rail.chosen.connect(heard.append)
    frame.top.pill.clicked.connect(lambda: heard.append("pill"))
    frame.top.search.clicked.connect(lambda: heard.append("search"))
    frame.top.account.clicked.connect(lambda: heard.append("account"))
    for control in (nav(frame, "vendor.bookings"), frame.top.pill, frame.top.search, frame.top.account):
        QTest.keyClick(control, Qt.Key.Key_Return)
    assert heard == ["vendor.bookings", "pill", "search", "account"]


def test_a_page_that_stays_keeps_the_keyboard(frame: ShellFrame) -> None:
    nav(frame, "vendor.bookings").setFocus()
    frame.rail.show_pages((PAGES[0], replace(PAGES[1], count=4)))
    assert QApplication.focusWidget() is nav(frame, "vendor.bookings")
    assert nav(frame, "vendor.bookings").row.count == 4


def test_folded_the_title_and_the_count_go_to_the_tooltip(frame: ShellFrame) -> None:
    frame.rail.show_folded(True, "Fold", "Unfold")
    assert frame.rail.width() == 56
    assert nav(frame, "vendor.bookings").toolTip() == "Bookings, 3 waiting"
    frame.rail.show_folded(False, "Fold", "Unfold")
    assert frame.rail.width() == 224


def test_only_people_with_several_roles_can_switch(qtbot: QtBot, frame: ShellFrame) -> None:
    vendor, admin = (
        WorkspaceRow("vendor", "Northside", "Vendor", "N", True),
        WorkspaceRow("admin", "D", "Admin", "D"),
    )
    frame.rail.show_workspace(vendor, "Workspace: Northside", (vendor,))
    assert not frame.rail.workspace.isEnabled()
    frame.rail.show_workspace(vendor, "Workspace: Northside", (vendor, admin))
    heard: list[str] = []
    frame.rail.switched.connect(heard.append)
    QTest.mouseClick(frame.rail.workspace, Qt.MouseButton.LeftButton)
    row = frame.findChild(MenuRow, "shell.workspace.menu.admin")
    assert isinstance(row, MenuRow)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert heard == ["admin"]


def test_the_pill_speaks_and_grows_with_its_words(frame: ShellFrame) -> None:
    pill = frame.top.pill
    pill.show_state(PillState(PillKind.SAVED, "All saved", "Sync: all saved"))
    short = pill.sizeHint().width()
    pill.show_state(PillState(PillKind.OFFLINE, "Offline, 12 waiting", "Sync: offline, 12 waiting"))
    assert pill.sizeHint().width() > short
    assert pill.accessibleName() == "Sync: offline, 12 waiting"


def test_the_page_before_goes(qtbot: QtBot, frame: ShellFrame) -> None:
    first, second = QWidget(), QWidget()
    frame.show_page(first)
    frame.show_page(second)
    assert frame.page is second
    assert first.isHidden()


def test_a_page_with_a_search_of_its_own_has_the_only_one(frame: ShellFrame) -> None:
    page = QWidget()
    page.setLayout(column(PageSearch()))
    frame.show_page(page)
    assert frame.top.search.isHidden()
    frame.show_page(QWidget())
    assert not frame.top.search.isHidden()


def test_toasts_stand_in_the_corner_and_undo(qtbot: QtBot, frame: ShellFrame) -> None:
    undone: list[str] = []
    frame.toasts.undone.connect(undone.append)
    rows = [ToastRow("1", "Moved", undo="Undo"), ToastRow("2", "Taken", Tone.BAD)]
    frame.toasts.show_rows(rows)
    toasts = sorted(frame.findChildren(Toast), key=lambda toast: toast.y())
    assert [toast.accessibleName() for toast in toasts] == ["Moved", "Taken"]
    assert toasts[1].geometry().bottomRight() == frame.rect().bottomRight() - QPoint(20, 20)
    assert frame.toasts.undo_newest()
    QTest.mouseClick(toasts[0].button, Qt.MouseButton.LeftButton)
    assert undone == ["1", "1"]
    frame.toasts.show_rows(rows[1:])
    assert not frame.toasts.undo_newest()
    frame.toasts.show_rows([])


def test_the_key_stands_on_the_newest_toast_that_can_be_undone(qtbot: QtBot, frame: ShellFrame) -> None:
    def widths() -> list[int]:
        toasts = sorted(frame.findChildren(Toast), key=lambda toast: toast.objectName())
        return [toast.button.sizeHint().width() for toast in toasts]

    frame.toasts.show_rows([ToastRow("1", "Moved", undo="Undo")])
    (with_key,) = widths()
    frame.toasts.show_rows([ToastRow("1", "Moved", undo="Undo"), ToastRow("2", "Moved", undo="Undo")])
    first, second = widths()
    assert first < second == with_key
    words = "Accepted, sends when you are back"
    frame.toasts.show_rows([ToastRow("3", words, undo="Undo")])
    qtbot.waitUntil(lambda: len(frame.findChildren(Toast)) == 1)
    # Beside the key the words would break.
    assert widths() == [first]
    frame.toasts.show_rows([])


def test_toasts_stand_above_the_buttons_of_a_panel(qtbot: QtBot, frame: ShellFrame) -> None:
    foot, panel = QWidget(), QWidget()
    foot.setObjectName("page.panel.foot")
    foot.setFixedHeight(52)
    panel.setFixedWidth(392)
    panel.setLayout(column(STRETCH, foot, spacing=0))
    page = QWidget()
    page.setLayout(column(PanelBeside(QWidget(), panel), spacing=0))
    panel.hide()
    frame.show_page(page)
    frame.toasts.show_rows([ToastRow("1", "Moved")])
    QApplication.processEvents()
    (toast,) = frame.findChildren(Toast)
    assert toast.geometry().bottom() == frame.rect().bottom() - 20
    panel.show()
    qtbot.waitUntil(lambda: toast.geometry().bottom() == frame.rect().bottom() - 20 - 52)
    panel.hide()
    qtbot.waitUntil(lambda: toast.geometry().bottom() == frame.rect().bottom() - 20)
    frame.toasts.show_rows([])


TAKEN = OutboxRow(
    "1",
    "Need you, 1",
    "calendar-x",
    "Book Windows",
    "since 11:31",
    "Slot taken",
    Tone.BAD,
    explanation="Free instead:",
    alternatives=(
        AlternativeRow("0", "10:00", "Rosa", "RM", 0, "same time"),
        AlternativeRow("1", "11:45", "Chiara", "CL", 2, "later"),
    ),
    can_edit=True,
    can_discard=True,
)
SENDING = OutboxRow(
    "2", "On their way, 1", "check", "Accept Tap repair", "", "Sending", Tone.ACCENT, sending=True
)


@pytest.fixture
def sheet(frame: ShellFrame) -> OutboxSheet:
    sheet = OutboxSheet(
        frame.content,
        title="Outbox",
        promise="Saved here",
        close_name="Close",
        try_now="Try now",
        export="Export",
        empty=("Everything is sent", "Nothing waits."),
        words=OutboxWords("Retry", "Edit", "Discard", "Book {when} with {who}"),
    )
    sheet.open_sheet()
    return sheet


def press(qtbot: QtBot, parent: QWidget, name: str) -> None:
    button = parent.findChild(Button, name)
    assert isinstance(button, Button), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_operation_offers_what_can_be_done(qtbot: QtBot, sheet: OutboxSheet) -> None:
    heard: list[tuple[str, ...]] = []
    sheet.edited.connect(lambda id: heard.append(("edit", id)))
    sheet.discarded.connect(lambda id: heard.append(("discard", id)))
    sheet.booked.connect(lambda id, other: heard.append(("book", id, other)))
    sheet.show_rows([TAKEN, SENDING])
    press(qtbot, sheet, "shell.outbox.1.edit")
    press(qtbot, sheet, "shell.outbox.1.discard")
    second = sheet.findChild(QWidget, "shell.outbox.1.instead.1")
    assert isinstance(second, QWidget)
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    book = sheet.findChild(Button, "shell.outbox.1.book")
    assert isinstance(book, Button)
    assert book.text() == "Book 11:45 with Chiara"
    press(qtbot, sheet, "shell.outbox.1.book")
    assert heard == [("edit", "1"), ("discard", "1"), ("book", "1", "1")]
    assert sheet.findChild(Button, "shell.outbox.1.retry") is None
    assert [
        button for button in sheet.findChildren(Button) if button.objectName().startswith("shell.outbox.2")
    ] == []


def test_an_operation_that_did_not_change_keeps_its_widget(sheet: OutboxSheet) -> None:
    sheet.show_rows([TAKEN, SENDING])
    card = sheet.findChild(QWidget, "shell.outbox.1")
    sheet.show_rows([TAKEN])
    assert sheet.findChild(QWidget, "shell.outbox.1") is card
    sheet.show_rows([])
    assert sheet.accessibleName() == "Outbox"


def test_the_palette_is_driven_from_its_field(qtbot: QtBot, frame: ShellFrame) -> None:
    model: RowModel[PaletteRow] = RowModel([Column("title", "", lambda row: row.title)])
    palette = PaletteView(frame, model, name="Palette", placeholder="Search", hints={})
    model.setParent(palette)
    searched: list[str] = []
    chosen: list[str] = []
    left: list[bool] = []
    palette.searched.connect(searched.append)
    palette.chosen.connect(chosen.append)
    palette.left.connect(lambda: left.append(True))
    palette.open_palette()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "re")
    assert searched == ["r", "re"]
    model.set_rows(
        [PaletteRow("page:a", "Pages", "sun", "Reviews"), PaletteRow("page:b", "", "sun", "Refunds")]
    )
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert chosen == ["page:b"]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert left == [True]
    palette.uncover()


def test_a_notification_leads_to_its_booking(qtbot: QtBot, frame: ShellFrame) -> None:
    model: RowModel[NotificationRow] = RowModel([Column("title", "", lambda row: row.title)])
    model.set_rows([NotificationRow("n1", "bell", "Jonas asks", "13:00", "2 min", True, "b1")])
    popup = NotificationsPopup(
        frame.top.bell, model, title="Notifications", read_all="Read", settings="Settings", empty="Nothing"
    )
    model.setParent(popup)
    heard: list[str] = []
    popup.opened.connect(heard.append)
    popup.open_at(end=True)
    QTest.keyClick(popup.list, Qt.Key.Key_Down)
    QTest.keyClick(popup.list, Qt.Key.Key_Return)
    assert heard == ["n1"]
    assert popup.isHidden()


def test_the_cheat_sheet_shows_every_row(qtbot: QtBot, frame: ShellFrame) -> None:
    rows = [
        CheatRow(str(n), "Pages" if n in (0, 3) else "", f"Row {n}", ("G", "T"), "check", "Works")
        for n in range(6)
    ]
    sheet = CheatSheet(frame, rows, title="Keyboard", close="Close")
    sheet.open_dialog()
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    assert {f"Row {n}" for n in range(6)} <= shown
    press(qtbot, sheet, "shell.cheat_sheet.close")
    assert sheet.isHidden()


def test_a_toast_runs_out_by_itself(qtbot: QtBot, frame: ShellFrame) -> None:
    gone: list[str] = []
    frame.toasts.dismissed.connect(gone.append)
    frame.toasts.show_rows([ToastRow("1", "Moved", seconds=0.2)])
    qtbot.waitUntil(lambda: gone == ["1"])
    frame.toasts.show_rows([])
