"""The data table: rows, groups, checks, keys, and what it costs to paint."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from viewmodels.kernel.row_model import Column, RowModel
from views.kit.card import Card
from views.kit.cell import Cell, ColumnLook
from views.kit.table import DataTable
from views.kit.table_groups import GroupOf, Groups
from views.kit.theme import active
from views.kit.type_ahead import TypeAhead, find_match


@dataclass(frozen=True, slots=True)
class Booking:
    """A row."""

    id: int
    time: str
    service: str
    day: str


Columns = list[tuple[int, ColumnLook, int, int]]
SERVICES = ("Deep clean", "Tap repair", "Hedge cut", "Windows")


def bookings(count: int, *, per_day: int = 5) -> list[Booking]:
    return [
        Booking(number, f"{8 + number % 10:02d}:00", SERVICES[number % 4], f"Day {number // per_day}")
        for number in range(count)
    ]


def build(qtbot: QtBot, count: int, *, grouped: bool = True) -> tuple[DataTable, RowModel[Booking]]:
    model: RowModel[Booking] = RowModel(
        [
            Column("time", "Time", lambda row: row.time),
            Column("service", "Service", lambda row: row.service),
        ]
    )
    model.set_rows(bookings(count))
    table = DataTable(
        [
            ColumnLook("time", 120),
            ColumnLook("service", 150, lambda row: Cell(row.service, weight=500), stretch=1),
        ],
        name="Bookings",
        object_name="bookings",
        checkable=True,
        group_of=(lambda row: (row.day, "")) if grouped else None,
    )
    qtbot.addWidget(table)
    model.setParent(table)
    table.set_rows_model(model)
    table.resize(600, 400)
    table.show()
    QApplication.processEvents()
    return table, model


def at_row(table: DataTable, place: int, x: int = 200) -> QPoint:
    """The middle of a row's own part, below a day header."""
    bottom = table.rowViewportPosition(place) + table.rowHeight(place)
    return QPoint(x, bottom - active().size("row") // 2)


def test_day_headers_make_room_over_the_first_row_of_a_day(qtbot: QtBot) -> None:
    table, model = build(qtbot, 12)
    row, head = active().size("row"), active().size("day_header")
    assert [table.rowHeight(place) - row for place in range(12)] == [
        head,
        0,
        0,
        0,
        0,
        head,
        0,
        0,
        0,
        0,
        head,
        0,
    ]
    model.set_rows(bookings(12)[3:])
    QApplication.processEvents()
    assert [place for place in range(9) if table.rowHeight(place) > row] == [0, 2, 7]


def test_a_click_opens_the_row_and_a_click_on_a_day_does_not(qtbot: QtBot) -> None:
    table, _model = build(qtbot, 12)
    heard: list[object] = []
    table.opened.connect(heard.append)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at_row(table, 5))
    assert heard == [5]
    assert table.current_id() == 5
    day = QPoint(200, table.rowViewportPosition(5) + 4)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=day)
    assert heard == [5]


def test_checks_survive_sorting_and_forget_rows_that_go(qtbot: QtBot) -> None:
    table, model = build(qtbot, 12, grouped=False)
    heard: list[object] = []
    table.checked_changed.connect(heard.append)
    for place in (1, 3):
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at_row(table, place, x=20))
    assert table.checks.ids == frozenset({1, 3})
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert table.checks.ids == frozenset({1, 3})
    model.set_rows([row for row in bookings(12) if row.id != 3])
    QApplication.processEvents()
    assert heard[-1] == frozenset({1})


def test_shift_ticks_a_range_and_the_head_ticks_all(qtbot: QtBot) -> None:
    table, _model = build(qtbot, 10, grouped=False)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at_row(table, 2, x=20))
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, shift, at_row(table, 6, x=20))
    assert table.checks.ids == frozenset({2, 3, 4, 5, 6})
    head = table.horizontalHeader().viewport()
    QTest.mouseClick(head, Qt.MouseButton.LeftButton, pos=QPoint(20, 16))
    assert len(table.checks.ids) == 10
    QTest.mouseClick(head, Qt.MouseButton.LeftButton, pos=QPoint(20, 16))
    assert table.checks.ids == frozenset()


def test_keys_walk_tick_and_open(qtbot: QtBot) -> None:
    table, _model = build(qtbot, 10)
    heard: list[object] = []
    table.opened.connect(heard.append)
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(table, key)
    assert heard == [1]
    assert table.checks.ids == frozenset({1})
    QTest.keyClicks(table, "jxo")
    assert heard == [1, 2]
    assert table.checks.ids == frozenset({1, 2})
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(table.checks.ids) == 10


def test_typing_goes_to_the_row_that_begins_so(qtbot: QtBot) -> None:
    table, _model = build(qtbot, 10)
    QTest.keyClicks(table, "wi")
    assert table.row_at(table.currentIndex().row()).service == "Windows"


def test_a_click_on_a_title_sorts_both_ways(qtbot: QtBot) -> None:
    table, model = build(qtbot, 8, grouped=False)
    head = table.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(1) + 30, 16)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [row.service for row in model.rows] == sorted(row.service for row in model.rows)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [row.service for row in model.rows] == sorted((row.service for row in model.rows), reverse=True)


def test_only_what_scrolled_in_is_painted(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    table, _model = build(qtbot, 100_000, grouped=False)
    painted: list[int] = []
    plain = DataTable._paint_row

    def count(self: DataTable, painter: QPainter, place: int, columns: Columns, *, chosen: bool) -> None:
        painted.append(place)
        plain(self, painter, place, columns, chosen=chosen)

    monkeypatch.setattr(DataTable, "_paint_row", count)
    table.viewport().repaint()
    full = len(painted)
    painted.clear()
    table.verticalScrollBar().setValue(table.verticalScrollBar().value() + 36)
    QApplication.processEvents()
    assert full >= 10
    assert 0 < len(painted) <= 3


def test_groups_know_their_starts() -> None:
    groups = Groups()
    groups.read(bookings(12), lambda row: (row.day, "note"))
    assert groups.starts == [0, 5, 10]
    assert groups.head_at(5) == ("Day 1", "note")
    assert groups.head_at(6) is None
    assert (groups.start_of(7), groups.next_start(7), groups.next_start(11)) == (5, 10, None)


def test_type_ahead_leaves_command_letters_alone() -> None:
    now = [0.0]
    typed = TypeAhead(frozenset("jka"), clock=lambda: now[0])
    assert typed.add("a", shifted=False) is None
    assert typed.add("A", shifted=True) == "a"
    assert typed.add("k", shifted=False) == "ak"
    now[0] = 5.0
    assert not typed.going
    assert typed.add("k", shifted=False) is None
    assert typed.add("t", shifted=False) == "t"


def test_find_match_goes_round() -> None:
    names = ["Anna", "Ben", "Bob"]
    assert find_match("b", 3, 2, names.__getitem__) == 2
    assert find_match("a", 3, 2, names.__getitem__) == 0
    assert find_match("z", 3, 0, names.__getitem__) is None


def test_a_table_rounds_off_its_card_and_still_blits(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    table, _model = build(qtbot, 1000)
    card = Card()
    qtbot.addWidget(card)
    card.body.addWidget(table)
    card.resize(600, 400)
    card.show()
    QApplication.processEvents()
    ground, line = active().color("canvas"), active().color("line")
    image = card.grab().toImage()
    for x, y in ((0, 0), (599, 0), (0, 399), (599, 399)):
        assert image.pixelColor(x, y) == ground
    assert image.pixelColor(300, 399) == line
    painted: list[int] = []
    plain = DataTable._paint_row

    def count(self: DataTable, painter: QPainter, place: int, columns: Columns, *, chosen: bool) -> None:
        painted.append(place)
        plain(self, painter, place, columns, chosen=chosen)

    monkeypatch.setattr(DataTable, "_paint_row", count)
    table.verticalScrollBar().setValue(500)
    QApplication.processEvents()
    painted.clear()
    table.verticalScrollBar().setValue(530)
    QApplication.processEvents()
    assert 0 < len(painted) <= 6


def test_a_changed_row_is_the_only_one_that_is_painted_or_grouped(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, model = build(qtbot, 10_000)
    QTest.qWait(50)
    painted, read = list[int](), list[int]()
    plain, groups = DataTable._paint_row, Groups.read

    def paint(self: DataTable, painter: QPainter, place: int, columns: Columns, *, chosen: bool) -> None:
        painted.append(place)
        plain(self, painter, place, columns, chosen=chosen)

    def look(self: Groups, rows: Sequence[Booking], group_of: GroupOf) -> None:
        read.append(len(rows))
        groups(self, rows, group_of)

    monkeypatch.setattr(DataTable, "_paint_row", paint)
    monkeypatch.setattr(Groups, "read", look)
    model.update_row(replace(model.rows[3], service="Chimney"))
    QApplication.processEvents()
    assert set(painted) <= {3, 4}
    assert 3 in painted
    assert read == []
    model.update_row(replace(model.rows[3], day="Day 7"))
    QApplication.processEvents()
    assert read == [10_000]
    head = active().size("day_header")
    assert [table.rowHeight(place) - active().size("row") for place in range(6)] == [
        head,
        0,
        0,
        head,
        head,
        head,
    ]


def test_set_checked_ticks_these_and_no_others(qtbot: QtBot) -> None:
    table, _model = build(qtbot, 10)
    table.set_checked([1, 2])
    table.set_checked([2, 5])
    assert table.checks.ids == frozenset({2, 5})


def test_in_the_middle_of_a_word_letters_are_no_commands(qtbot: QtBot) -> None:
    table, _model = build(qtbot, 10)
    table.activateWindow()
    table.setFocus()
    heard: list[str] = []
    shortcut = QShortcut(QKeySequence("N"), table)
    shortcut.activated.connect(lambda: heard.append("no-show"))
    QTest.keyClicks(table, "win")
    assert heard == []
    assert table.row_at(table.currentIndex().row()).service == "Windows"
    table.type_ahead.forget()
    QTest.keyClick(table, Qt.Key.Key_N)
    assert heard == ["no-show"]


@pytest.mark.parametrize("seed", range(5))
def test_heights_follow_the_days_however_the_rows_change(qtbot: QtBot, seed: int) -> None:
    table, model = build(qtbot, 40)
    row, head = active().size("row"), active().size("day_header")
    chance = random.Random(seed)
    for _change in range(12):
        shown = [booking for booking in bookings(40) if chance.random() < 0.6]
        if chance.random() < 0.5:
            shown.sort(key=lambda booking: (booking.day, booking.service, booking.id))
        model.set_rows(shown)
        QApplication.processEvents()
        days = [booking.day for booking in shown]
        wanted = [row + head if at == 0 or days[at - 1] != day else row for at, day in enumerate(days)]
        assert [table.rowHeight(place) for place in range(len(shown))] == wanted


@pytest.mark.parametrize("edge", [14, 24])
def test_a_title_ends_where_its_figures_end(qtbot: QtBot, edge: int) -> None:
    model: RowModel[Booking] = RowModel(
        [
            Column("service", "Service", lambda row: row.service),
            Column("time", "00:00", lambda _row: "00:00", right=True),
        ]
    )
    model.set_rows(bookings(3))
    looks = [ColumnLook("service", 150, stretch=1), ColumnLook("time", 120, right=True)]
    table = DataTable(looks, name="Bookings", object_name="bookings", edge=edge)
    qtbot.addWidget(table)
    model.setParent(table)
    table.set_rows_model(model)
    table.resize(600, 300)
    table.show()
    QApplication.processEvents()
    picture = table.grab().toImage()
    header = table.horizontalHeader().height()
    row = active().size("row")

    def ends(top: int, height: int) -> tuple[int, int]:
        ground = picture.pixelColor(2, top + 4)
        inked = [
            x
            for x in range(picture.width())
            for y in range(top + 4, top + height - 4)
            if picture.pixelColor(x, y) != ground
        ]
        return min(inked), max(inked)

    title, figures = ends(0, header), ends(header, row)
    assert abs(title[0] - figures[0]) <= 2
    assert abs(title[1] - figures[1]) <= 2
    assert abs(picture.width() - edge - figures[1]) <= 3


def test_what_can_be_spared_goes_where_there_is_no_room(qtbot: QtBot) -> None:
    table, model = build(qtbot, 5)
    table.show_columns([ColumnLook("time", 300, spare=1), ColumnLook("service", 250, stretch=1)])
    assert not table.isColumnHidden(0)
    table.resize(500, 400)
    QApplication.processEvents()
    assert table.isColumnHidden(0)
    assert table.columnWidth(1) == table.viewport().width()
    table.resize(600, 400)
    QApplication.processEvents()
    assert not table.isColumnHidden(0)
    assert model.rowCount() == 5
