"""Many requests on Today: lines are there before they are seen, and not long before."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from desktop.shots.vendor_samples import booking
from tests.views.vendor.conftest import Stage
from viewmodels.vendor.today import TodayViewModel
from views.vendor.request_line import ROW, RequestLine
from views.vendor.requests import AHEAD, AT_MOST
from views.vendor.today import TodayView

pytestmark = pytest.mark.ui

MANY = 60


async def show_many(stage: Stage) -> TodayViewModel:
    """Sixty requests more than the samples have."""
    stage.account.put(
        "booking",
        [
            booking(
                500 + number,
                3,
                f"{8 + number // 6:02}:{number % 6 * 10:02}",
                1,
                1,
                f"Guest {number}",
                "requested",
            )
            for number in range(MANY)
        ],
    )
    page = TodayViewModel(stage.desk)
    await stage.show(page, TodayView)
    return page


def lines(stage: Stage) -> list[RequestLine]:
    """Those that exist, from the top."""
    return sorted(stage.window.findChildren(RequestLine), key=lambda line: line.y())


async def test_only_lines_near_what_is_seen_exist(stage: Stage) -> None:
    page = await show_many(stage)
    assert len(page.requests.rows) > MANY
    assert len(lines(stage)) == AT_MOST + AHEAD
    scroll = stage.find("vendor.today.requests.scroll")
    assert isinstance(scroll, QScrollArea)
    bar = scroll.verticalScrollBar()
    assert bar.maximum() == (len(page.requests.rows) - AT_MOST) * ROW


async def test_every_line_is_there_when_it_is_scrolled_to(stage: Stage) -> None:
    page = await show_many(stage)
    scroll = stage.find("vendor.today.requests.scroll")
    assert isinstance(scroll, QScrollArea)
    bar = scroll.verticalScrollBar()
    rows = [row.id for row in page.requests.rows]
    for top in (3, 20, len(rows) - AT_MOST):
        bar.setValue(top * ROW)
        QApplication.processEvents()
        for place in range(top, top + AT_MOST):
            line = stage.find(f"vendor.today.request.{rows[place]}")
            assert line.y() == place * ROW
    assert [line.objectName().rpartition(".")[2] for line in lines(stage)] == rows


async def test_the_keys_walk_to_lines_that_were_not_there(stage: Stage) -> None:
    page = await show_many(stage)
    last = page.requests.rows[-1].id
    page.choose_request(last)
    QApplication.processEvents()
    line = stage.find(f"vendor.today.request.{last}")
    assert not line.visibleRegion().isEmpty()


async def test_tab_goes_on_below_what_is_seen(stage: Stage) -> None:
    page = await show_many(stage)
    rows = [row.id for row in page.requests.rows]
    stage.window.activateWindow()
    stage.find(f"vendor.today.request.{rows[0]}").setFocus()
    for _ in range(3 * (AT_MOST + AHEAD + 4)):
        QTest.keyClick(stage.window, Qt.Key.Key_Tab)
        QApplication.processEvents()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == f"vendor.today.request.{rows[AT_MOST + AHEAD + 4]}"


async def test_an_answered_request_makes_room(stage: Stage) -> None:
    page = await show_many(stage)
    first, second = (row.id for row in page.requests.rows[:2])
    await stage.click(f"vendor.today.accept.{first}")
    QApplication.processEvents()
    assert not stage.sees(f"vendor.today.request.{first}")
    assert stage.find(f"vendor.today.request.{second}").y() == 0
