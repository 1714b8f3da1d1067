"""The week under a hand: by mouse and by keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from viewmodels.vendor.availability_rows import DayLine, WeekShown
from views.vendor.week_canvas import WeekCanvas

HOURS = ((480, 720), (780, 1020))


@pytest.fixture
def canvas(qapp: QApplication) -> Iterator[WeekCanvas]:
    days = tuple(DayLine(day, f"Day {day}", HOURS, "8 h", f"Day {day}: 8 h") for day in range(7))
    made = WeekCanvas(name="Weekly hours", keys="", object_name="week")
    made.resize(800, made.sizeHint().height())
    made.show_week(WeekShown(days, 360, 1320, "56 h"), "Not working")
    made.show()
    yield made
    made.close()
    made.deleteLater()


def at(canvas: WeekCanvas, weekday: int, minute: int) -> QPoint:
    return QPoint(round(canvas.x_of(minute)), round(canvas.track(weekday).center().y()))


def drag(canvas: WeekCanvas, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)


@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_drag_over_the_hatch_paints(canvas: WeekCanvas, way: Qt.LayoutDirection) -> None:
    canvas.setLayoutDirection(way)
    told: list[tuple[int, ...]] = []
    canvas.painted.connect(lambda *stroke: told.append(stroke))
    drag(canvas, at(canvas, 2, 1080), at(canvas, 2, 1260))
    drag(canvas, at(canvas, 4, 1260), at(canvas, 4, 1140))
    assert told == [(2, 1080, 1260), (4, 1140, 1260)]


def test_an_edge_resizes_its_bar(canvas: WeekCanvas) -> None:
    told: list[tuple[int, ...]] = []
    canvas.resized.connect(lambda *stroke: told.append(stroke))
    drag(canvas, at(canvas, 1, 1020), at(canvas, 1, 1110))
    drag(canvas, at(canvas, 1, 480), at(canvas, 1, 540))
    assert told == [(1, 1, 780, 1110), (1, 0, 540, 720)]


def test_a_press_alone_changes_nothing(canvas: WeekCanvas) -> None:
    told: list[object] = []
    canvas.painted.connect(lambda *stroke: told.append(stroke))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at(canvas, 2, 1200))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert told == []


def test_keys_do_what_the_mouse_does(canvas: WeekCanvas) -> None:
    told: list[tuple[int, ...]] = []
    canvas.resized.connect(lambda *stroke: told.append(stroke))
    canvas.painted.connect(lambda *stroke: told.append(stroke))
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.accessibleName() == "Weekly hours. Day 1: 8 h"
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    QTest.keyClick(canvas, Qt.Key.Key_Insert)
    assert told == [(1, 0, 480, 735), (1, 1, 765, 1020), (1, 1, 780, 780), (1, 1080, 1140)]
