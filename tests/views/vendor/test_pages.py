"""The vendor's pages with a real mouse and real keys."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.shots.vendor import CALENDAR
from desktop.shots.vendor_samples import booking, bookings, desk_booking, listings, staff
from tests.views.vendor.conftest import Stage
from viewmodels.vendor.bookings import BookingsViewModel
from viewmodels.vendor.calendar import CalendarViewModel
from viewmodels.vendor.import_rows import ImportStep
from viewmodels.vendor.importing import ImportViewModel
from viewmodels.vendor.today import TodayViewModel
from views.kit.table import DataTable
from views.vendor.bookings import BookingsView
from views.vendor.calendar import CalendarView
from views.vendor.calendar_canvas import CalendarCanvas
from views.vendor.importing import ImportView
from views.vendor.today import TodayView

pytestmark = pytest.mark.ui

ROSA, MIKAEL, CHIARA, DENIZ = (person["id"] for person in staff())


def operations(stage: Stage) -> list[tuple[str, str]]:
    """What was done, and to what."""
    return [(item.name, item.operation.target) for item in stage.account.operations]


# Today


async def test_accept_and_decline_in_place(stage: Stage) -> None:
    await stage.show(TodayViewModel(stage.desk), TodayView)
    await stage.click(f"vendor.today.accept.{desk_booking(2)}")
    await stage.click(f"vendor.today.decline.{desk_booking(20)}")
    assert operations(stage) == [("booking.accept", desk_booking(2)), ("booking.decline", desk_booking(20))]
    assert not stage.sees(f"vendor.today.accept.{desk_booking(2)}")
    assert stage.sees(f"vendor.today.accept.{desk_booking(15)}")


async def test_a_press_on_a_request_opens_it(stage: Stage) -> None:
    await stage.show(TodayViewModel(stage.desk), TodayView)
    await stage.click(f"vendor.today.request.{desk_booking(15)}", QPoint(200, 20))
    location = stage.desk.navigator.current.value
    assert (location.route, location.arguments["booking_id"]) == ("vendor.bookings", desk_booking(15))


async def test_complete_and_walk(stage: Stage) -> None:
    page = TodayViewModel(stage.desk)
    await stage.show(page, TodayView)
    await stage.click("vendor.today.now.after")
    assert stage.sees("vendor.today.now.start")
    assert not stage.sees("vendor.today.now.complete")
    await stage.click("vendor.today.now.before")
    await stage.click("vendor.today.now.complete")
    assert operations(stage) == [("booking.complete", desk_booking(1))]


async def test_the_board_is_walked_by_keys(stage: Stage) -> None:
    await stage.show(TodayViewModel(stage.desk), TodayView)
    board = stage.find("vendor.today.board")
    await stage.press("vendor.today.board", Qt.Key.Key_Right)
    await stage.press("vendor.today.board", Qt.Key.Key_Right)
    assert "Weekly clean" in board.accessibleDescription()
    await stage.press("vendor.today.board", Qt.Key.Key_Return)
    assert stage.desk.navigator.current.value.arguments["booking_id"] == desk_booking(9)


# Bookings


async def test_rows_open_tick_and_are_done_in_bulk(stage: Stage) -> None:
    page = BookingsViewModel(stage.desk)
    view = await stage.show(page, BookingsView)
    table = view.table
    rows = [row.id for row in page.rows.rows]

    def point(id: str, x: int) -> QPoint:
        place = rows.index(id)
        return QPoint(x, table.rowViewportPosition(place) + table.rowHeight(place) - 18)

    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point(desk_booking(2), 22))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point(desk_booking(7), 22))
    await stage.settle()
    assert stage.sees("vendor.bookings.bulk")
    await stage.click("vendor.bookings.bulk.accept")
    assert operations(stage) == [("booking.accept", desk_booking(2))]
    await stage.click("vendor.bookings.clear")
    assert not stage.sees("vendor.bookings.bulk")
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point(desk_booking(2), 300))
    await stage.settle()
    assert stage.sees("vendor.panel")
    assert stage.sees("vendor.panel.take_back")
    await stage.click("vendor.panel.take_back")
    assert operations(stage) == []


async def test_the_panel_walks_and_closes(stage: Stage) -> None:
    page = BookingsViewModel(stage.desk, booking_id=desk_booking(1))
    await stage.show(page, BookingsView)
    ids = [row.id for row in page.rows.rows]
    await stage.click("vendor.panel.down")
    assert page.panel.shown_id.value == ids[1]
    await stage.click("vendor.panel.up")
    assert page.panel.shown_id.value == ids[0]
    await stage.click("vendor.panel.close")
    assert not stage.sees("vendor.panel")


async def test_search_filter_and_columns(stage: Stage) -> None:
    page = BookingsViewModel(stage.desk)
    view = await stage.show(page, BookingsView)
    await stage.type("vendor.bookings.search", "ruth")
    assert {row.client for row in page.rows.rows} == {"Ruth Cole"}
    await stage.press("vendor.bookings.search", Qt.Key.Key_Escape)
    await stage.click("vendor.bookings.filter.staff")
    await stage.click(f"vendor.bookings.filter.staff.menu.{CHIARA}")
    assert {row.staff for row in page.rows.rows} == {"Chiara Lodi"}
    await stage.click("vendor.bookings.columns")
    await stage.click("vendor.bookings.columns.menu.client")
    keys = [column.key for column in page.rows.columns]
    assert view.table.isColumnHidden(keys.index("client"))


async def test_a_header_sorts_and_the_days_go(stage: Stage) -> None:
    page = BookingsViewModel(stage.desk)
    view = await stage.show(page, BookingsView)
    keys = [column.key for column in page.rows.columns]
    header = view.table.horizontalHeader()
    x = header.sectionViewportPosition(keys.index("client")) + 20
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 16))
    await stage.settle()
    names = [row.client for row in page.rows.rows]
    assert names == sorted(names, key=str.casefold)
    assert not page.grouped.value


async def test_a_view_is_kept_under_a_name(stage: Stage) -> None:
    page = BookingsViewModel(stage.desk)
    await stage.show(page, BookingsView)
    await stage.type("vendor.bookings.search", "clean")
    await stage.click("vendor.bookings.views.add")
    await stage.click("vendor.bookings.views.menu.keep")
    await stage.type("vendor.bookings.view.name", "Cleans")
    await stage.click("vendor.bookings.view.save")
    assert page.tabs.value[-1].title == "Cleans"


async def test_j_and_k_walk_the_table(stage: Stage) -> None:
    page = BookingsViewModel(stage.desk)
    view = await stage.show(page, BookingsView)
    ids = [row.id for row in page.rows.rows]
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_J):
        QTest.keyClick(view.table, key)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    await stage.settle()
    assert view.table.current_id() == page.panel.shown_id.value
    assert page.panel.shown_id.value in ids[1:3]


@pytest.mark.slow
async def test_a_hundred_thousand_rows_scroll(stage: Stage) -> None:
    """The watch on slow callbacks fails this if a frame takes over 200 ms."""
    page = BookingsViewModel(stage.desk)
    view = await stage.show(page, BookingsView)
    row = page.rows.rows[0]
    page.rows.set_rows(
        [replace(row, id=str(number), heading=f"Day {number // 40}") for number in range(100_000)]
    )
    QApplication.processEvents()
    bar = view.table.verticalScrollBar()
    for share in (0.1, 0.5, 0.9, 1.0):
        bar.setValue(int(bar.maximum() * share))
        view.table.viewport().repaint()
        QApplication.processEvents()
    bar.setValue(bar.maximum())
    assert view.table.rowAt(view.table.viewport().height() - 10) > 99_000


# Calendar


def canvas_of(stage: Stage) -> CalendarCanvas:
    found = stage.find("vendor.calendar.canvas")
    assert isinstance(found, CalendarCanvas)
    return found


def place_of(canvas: CalendarCanvas, staff_id: str, minute: int) -> QPoint:
    """A point in a person's column at a minute, beside its middle."""
    shape = canvas.shape
    assert shape is not None
    place = next(n for n, column in enumerate(shape.board.columns) if column.id == staff_id)
    rect = shape.slot_rect(place, minute, minute + 15)
    return rect.center().toPoint()


def drag(canvas: CalendarCanvas, start: QPoint, end: QPoint, *, drop: bool = True) -> None:
    """Press, move in steps, and let go."""
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(canvas, start + (end - start) * step / 5)
        QApplication.processEvents()
    if drop:
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)


async def test_a_card_is_dragged_to_another_person(stage: Stage) -> None:
    page = CalendarViewModel(stage.desk)
    await stage.show(page, CalendarView)
    canvas = canvas_of(stage)
    drag(canvas, place_of(canvas, ROSA, 17 * 60 + 15), place_of(canvas, MIKAEL, 12 * 60 + 30))
    await stage.settle()
    [operation] = stage.account.operations
    assert operation.operation.args == {"starts_at": "2026-11-22T11:30:00Z", "staff_id": MIKAEL}


async def test_a_clash_is_named_before_the_drop_and_the_drop_does_nothing(stage: Stage) -> None:
    await stage.show(CalendarViewModel(stage.desk), CalendarView)
    canvas = canvas_of(stage)
    drag(canvas, place_of(canvas, ROSA, 17 * 60 + 15), place_of(canvas, ROSA, 13 * 60), drop=False)
    lifted = canvas.lifted
    assert lifted is not None
    assert lifted.drop.text == "Clashes with Tap repair, 13:00"
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=place_of(canvas, ROSA, 13 * 60))
    await stage.settle()
    assert operations(stage) == []
    assert canvas.lifted is None


async def test_c_on_another_day_asks_for_a_person_and_a_morning(stage: Stage) -> None:
    page = CalendarViewModel(stage.desk)
    await stage.show(page, CalendarView)
    page.step(1)
    await stage.settle()
    asked: list[tuple[str, int]] = []
    canvas = canvas_of(stage)
    canvas.book_requested.connect(lambda staff_id, minute: asked.append((staff_id, minute)))
    QTest.keyClick(canvas, Qt.Key.Key_C)
    await stage.settle()
    assert asked == [("", -1)]
    time = stage.find("vendor.new_booking.time")
    assert isinstance(time, QLineEdit)
    assert time.text() == "09:00"
    await stage.click("vendor.new_booking.cancel")


async def test_what_is_done_has_no_empty_row_of_buttons(stage: Stage) -> None:
    page = CalendarViewModel(stage.desk)
    await stage.show(page, CalendarView)
    page.open(desk_booking(2))
    await stage.settle()
    assert stage.sees("vendor.panel.foot")
    page.open(desk_booking(0))
    await stage.settle()
    assert page.panel.panel.value is not None
    assert page.panel.panel.value.deeds == ()
    assert not stage.sees("vendor.panel.foot")


async def test_esc_puts_it_back(stage: Stage) -> None:
    await stage.show(CalendarViewModel(stage.desk), CalendarView)
    canvas = canvas_of(stage)
    drag(canvas, place_of(canvas, ROSA, 17 * 60 + 15), place_of(canvas, MIKAEL, 12 * 60 + 30), drop=False)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.lifted is None
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=place_of(canvas, MIKAEL, 12 * 60 + 30))
    await stage.settle()
    assert operations(stage) == []


async def test_keys_move_a_card(stage: Stage) -> None:
    page = CalendarViewModel(stage.desk)
    await stage.show(page, CalendarView)
    canvas = canvas_of(stage)
    QTest.keyClick(canvas, Qt.Key.Key_Right)  # Chiara's first card, then Deniz's nearest
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert "Hedge cut" in canvas.accessibleDescription()
    QTest.keyClick(canvas, Qt.Key.Key_E)
    for _ in range(2):
        QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.accessibleDescription().startswith("16:00 – 18:30")
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    await stage.settle()
    assert stage.account.operations[-1].operation.args["starts_at"] == "2026-11-22T15:00:00Z"


async def test_a_click_on_free_time_books_there(stage: Stage) -> None:
    await stage.show(CalendarViewModel(stage.desk), CalendarView)
    canvas = canvas_of(stage)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place_of(canvas, MIKAEL, 12 * 60 + 15))
    await stage.click("vendor.calendar.free.book")
    time = stage.find("vendor.new_booking.time")
    assert isinstance(time, QLineEdit)
    assert time.text() == "12:15"
    titles = {listing["title"]: listing["id"] for listing in listings()}
    await stage.click("vendor.new_booking.listing")
    await stage.click(f"vendor.new_booking.listing.menu.{titles['Tap repair']}")
    await stage.type("vendor.new_booking.name", "Marta Kovac")
    await stage.type("vendor.new_booking.phone", "+49 30 1234567")
    await stage.click("vendor.new_booking.save")
    await stage.settle()
    assert not stage.sees("vendor.new_booking")
    assert stage.account.operations[-1].operation.args["guest"]["name"] == "Marta Kovac"
    assert stage.account.operations[-1].operation.args["staff_id"] == MIKAEL


async def test_a_form_with_errors_jumps_to_the_first_and_stays(stage: Stage) -> None:
    page = CalendarViewModel(stage.desk)
    await stage.show(page, CalendarView)
    page.create.trigger()
    await stage.settle()
    await stage.click("vendor.new_booking.save")
    assert stage.sees("vendor.new_booking")
    await stage.click("vendor.new_booking.cancel")
    assert not stage.sees("vendor.new_booking")


async def test_blocked_time_is_opened_again_from_its_place(stage: Stage) -> None:
    await stage.show(CalendarViewModel(stage.desk), CalendarView)
    canvas = canvas_of(stage)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place_of(canvas, CHIARA, 17 * 60))
    await stage.click("vendor.calendar.closure.open")
    assert stage.account.operations[-1].name == "block.delete"


async def test_days_are_stepped(stage: Stage) -> None:
    page = CalendarViewModel(stage.desk)
    await stage.show(page, CalendarView)
    await stage.click("vendor.calendar.next")
    assert page.heading.value == "Monday, 23 November"
    await stage.click("vendor.calendar.today")
    assert page.heading.value == "Sunday, 22 November"


# Import


async def test_a_dropped_calendar_is_shown_and_imported(stage: Stage, tmp_path: Path) -> None:
    page = ImportViewModel(stage.desk)
    view = await stage.show(page, ImportView)
    path = tmp_path / "family.ics"
    path.write_text(CALENDAR, encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    area = stage.find("vendor.import.drop")
    actions, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(area, QDragEnterEvent(QPoint(50, 50), actions, data, button, plain))
    QApplication.sendEvent(area, QDropEvent(QPointF(50, 50), actions, data, button, plain))
    await stage.settle()
    assert stage.sees("vendor.import.table")
    table = view.table
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(22, 18))
    assert stage.sees("vendor.import.bulk")
    await stage.click("vendor.import.bulk.leave_out")
    await stage.click("vendor.import.clear")
    await stage.click("vendor.import.apply")
    assert page.step.value is ImportStep.DONE
    assert stage.sees("vendor.import.summary")
    assert sum(len(item.operation.args["items"]) for item in stage.account.operations) == 115


# Everywhere


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
async def test_every_control_has_a_name_that_is_read_out(stage: Stage, direction: Qt.LayoutDirection) -> None:
    stage.window.setLayoutDirection(direction)
    view = await stage.show(BookingsViewModel(stage.desk, booking_id=desk_booking(2)), BookingsView)
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in view.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(widget.parent(), DataTable)
        and not widget.accessibleName()
    ]
    assert nameless == []


async def test_long_words_do_not_widen_the_page(stage: Stage) -> None:
    name = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"
    stage.account.put("booking", [booking(990, 0, "13:00", 2, 0, name, "requested", name * 3)])
    view = await stage.show(TodayViewModel(stage.desk), TodayView)
    assert view.minimumSizeHint().width() <= 1216
    assert len(bookings()) > 20
