"""The overview's page with a real mouse and real keys, wide and narrow."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget

from client.stores.overview import OverviewStore
from client.tasks import Tasks
from desktop.shots.admin_samples import build_account, build_server
from desktop.shots.memory import MemoryAccount
from desktop.shots.online import SampleServer
from desktop.shots.vendor_samples import SampleClock, build_desk
from tests.viewmodels.customer.town import until
from viewmodels.admin.overview import OverviewViewModel
from viewmodels.vendor.desk import VendorDesk
from views.admin.hour_chart import HourBars
from views.admin.overview import OverviewView
from views.kit.row_list import RowList
from views.kit.states import EmptyState
from views.kit.theme import apply_theme

pytestmark = pytest.mark.ui


class Desk:
    """The page over the sample server, wide enough for everything."""

    def __init__(self) -> None:
        clock = SampleClock()
        self.server: SampleServer = build_server()
        self.account: MemoryAccount = build_account(clock, Tasks())
        self.desk: VendorDesk = build_desk(self.account, clock)
        self.page: OverviewViewModel | None = None
        self.view: OverviewView | None = None

    def open(self) -> OverviewView:
        """Show it."""
        online: Any = self.server
        store = OverviewStore(self.account, self.account.new_id, lambda: online)
        desk = self.desk
        self.page = OverviewViewModel(desk.tools, store, desk.bookings, desk.status, desk.navigator)
        self.view = OverviewView(self.page)
        self.view.resize(1216, 844)
        self.view.show()
        self.view.activateWindow()
        return self.view

    async def close(self) -> None:
        """Leave nothing behind."""
        if self.page is not None and self.view is not None:
            self.page.close()
            self.view.hide()
            self.view.deleteLater()
        await self.account.tasks.aclose()
        self.account.close()


@pytest_asyncio.fixture
async def desk(qapp: QApplication) -> AsyncIterator[Desk]:
    apply_theme(qapp, "light", reduced_motion=True)
    made = Desk()
    yield made
    await made.close()


def find(view: QWidget, name: str) -> QWidget:
    widget = view.findChild(QWidget, name)
    assert isinstance(widget, QWidget), name
    return widget


def rows_of(view: QWidget, name: str) -> RowList:
    rows = find(view, name)
    assert isinstance(rows, RowList)
    return rows


def figures(view: QWidget) -> list[str]:
    cells = [
        widget
        for widget in view.findChildren(QWidget)
        if widget.objectName().startswith("admin.overview.figure.")
    ]
    return [cell.accessibleName() for cell in cells if cell.isVisible()]


async def test_figures_and_lists_are_shown(desk: Desk) -> None:
    view = desk.open()
    await until(lambda: figures(view))
    assert figures(view)[0] == "Bookings made today 412 24 more than last Sunday"
    assert len(figures(view)) == 4
    assert rows_of(view, "admin.overview.waiting").model().rowCount() == 4
    assert rows_of(view, "admin.overview.happening").model().rowCount() == 9
    bars = find(view, "admin.overview.hours")
    assert bars.accessibleName().startswith("412 bookings made today")


async def test_an_hour_says_its_figures_under_the_mouse(desk: Desk) -> None:
    view = desk.open()
    await until(lambda: figures(view))
    bars = find(view, "admin.overview.hours")
    assert isinstance(bars, HourBars)
    # Ten in the morning: the eleventh of 24 places after the axis.
    spot = QPoint(round(30 + (bars.width() - 30) * 10.5 / 24), bars.height() // 2)
    QApplication.sendEvent(bars, QHelpEvent(QHelpEvent.Type.ToolTip, spot, bars.mapToGlobal(spot)))
    assert QToolTip.text() == "10:00\nToday: 90\nLast Sunday: 84"
    QToolTip.hideText()


async def test_a_press_and_enter_open_what_waits_and_what_happened(desk: Desk) -> None:
    view = desk.open()
    await until(lambda: figures(view))
    waiting, happening = (rows_of(view, f"admin.overview.{name}") for name in ("waiting", "happening"))
    spot = waiting.visualRect(waiting.model().index(0, 0)).center()
    QTest.mouseClick(waiting.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    navigator = desk.desk.navigator
    assert navigator.current.value.arguments == {"tab": "late"}
    happening.setFocus()
    happening.setCurrentIndex(happening.model().index(0, 0))
    QTest.keyClick(happening, Qt.Key.Key_Return)
    assert "booking_id" in navigator.current.value.arguments


async def test_nothing_that_waits_says_so(desk: Desk) -> None:
    desk.server.overview_body |= {"waiting": [], "happening": []}
    view = desk.open()
    await until(lambda: figures(view))
    for name in ("waiting", "happening"):
        empty = find(view, f"admin.overview.{name}.empty")
        assert isinstance(empty, EmptyState)
        assert empty.isVisible()
        assert not rows_of(view, f"admin.overview.{name}").isVisible()


async def test_without_network_the_page_keeps_its_figures_and_says_so(desk: Desk) -> None:
    view = desk.open()
    await until(lambda: figures(view))
    desk.desk.status.update(online=False)
    await until(lambda: any(label.text() == "offline" for label in view.findChildren(QLabel)))
    assert figures(view)


@pytest.mark.parametrize("width", [736, 904, 1216, 1696])
async def test_an_amount_is_never_cut_off(desk: Desk, width: int) -> None:
    view = desk.open()
    await until(lambda: figures(view))
    view.resize(width, 544)
    QApplication.processEvents()
    labels = [label for label in view.findChildren(QLabel) if label.isVisible()]
    (amount,) = (label for label in labels if label.text() == "€24,318.40")
    assert amount.width() >= amount.sizeHint().width()


async def test_in_a_narrow_window_what_happens_stands_below(desk: Desk) -> None:
    view = desk.open()
    await until(lambda: figures(view))
    waiting, happening = (rows_of(view, f"admin.overview.{name}") for name in ("waiting", "happening"))

    def place(rows: RowList) -> QPoint:
        return rows.mapTo(view, QPoint(0, 0))

    assert place(happening).x() > place(waiting).x()
    view.resize(736, 844)
    QApplication.processEvents()
    assert place(happening).x() == place(waiting).x()
    assert place(happening).y() > place(waiting).y()
