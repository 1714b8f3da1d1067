"""Pictures of the vendor's pages inside the shell's frame."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from contracts.vocabulary import BookingAction
from desktop.shots.shot import Shot
from desktop.shots.vendor_samples import NOW, SampleClock, bookings, build_account, build_desk, desk_booking
from viewmodels.kernel.page import Page
from viewmodels.shell.action_list import ACTIONS
from viewmodels.shell.pill import pill_state
from viewmodels.shell.rows import AccountRow, PageRow, WorkspaceRow
from viewmodels.vendor.bookings import BookingsViewModel
from viewmodels.vendor.deeds import BookingDeeds
from viewmodels.vendor.desk import VendorDesk
from viewmodels.vendor.today import TodayViewModel
from views.kit.table import DataTable
from views.shell.frame import ShellFrame
from views.vendor.bookings import BookingsView
from views.vendor.today import TodayView

Make = Callable[[VendorDesk], tuple[Page, QWidget]]


def in_frame(desk: VendorDesk, page: Page, view: QWidget, route: str) -> QWidget:
    """The page as it stands in the window."""
    texts = desk.tools.texts
    frame = ShellFrame(
        rail_name=texts("shell.rail"),
        speak=lambda row: row.title,
        search=texts("shell.search"),
        back=texts("shell.action.back"),
        bell=texts("shell.bell"),
    )
    icons = {"vendor.today": "sun", "vendor.calendar": "calendar", "vendor.bookings": "book-open-check"}
    icons["vendor.import"] = "file-up"
    frame.rail.show_pages(
        [
            PageRow(
                id, texts(f"route.{id}"), icon, "", 3 if id == "vendor.bookings" else 0, True, (), id == route
            )
            for id, icon in icons.items()
        ]
    )
    workspace = WorkspaceRow("vendor", "Northside Care", texts("shell.workspace.vendor"), "N", True)
    frame.rail.show_workspace(workspace, "Northside Care", [workspace])
    frame.top.pill.show_state(pill_state(desk.status.value, texts))
    frame.top.bell.show_unread(True, texts("shell.bell"))
    frame.top.account.show_account(AccountRow("Rosa Meyer", "RM", 0), "Rosa Meyer")
    frame.top.show_title(page.title.value)
    page.subtitle.bind(frame.top.show_subtitle)
    if page.primary.value:
        action = next(action for action in ACTIONS if action.id == page.primary.value)
        frame.top.show_primary(texts(action.title), action.icon, "")
    page.filled.bind(frame.top.show_filled)
    frame.show_page(view)
    page.setParent(frame)
    frame.destroyed.connect(page.close)
    return frame


def build(
    make: Make, route: str, *, prepare: Callable[[VendorDesk], None] | None = None, language: str = "en"
) -> QWidget:
    """A page over the sample account."""
    clock = SampleClock()
    account = build_account(clock)
    desk = build_desk(account, clock, language)
    if prepare is not None:
        prepare(desk)
    page, view = make(desk)
    return in_frame(desk, page, view, route)


def _today(desk: VendorDesk) -> tuple[Page, QWidget]:
    page = TodayViewModel(desk)
    return page, TodayView(page)


def _bookings(desk: VendorDesk) -> tuple[Page, QWidget]:
    page = BookingsViewModel(desk, booking_id=desk_booking(2))
    return page, BookingsView(page)


def _offline(desk: VendorDesk) -> None:
    """Three things done since 11:29, none of them sent."""
    desk.status.update(online=False, as_of=NOW - timedelta(minutes=7))
    deeds = BookingDeeds(desk)
    shown = {row["id"]: row for row in bookings()}
    done = ((BookingAction.ACCEPT, 2), (BookingAction.COMPLETE, 1), (BookingAction.ACCEPT, 15))
    for action, number in done:
        desk.tools.tasks.spawn(deeds.do(action, [shown[desk_booking(number)]]), "sample")


def _tick_some(widget: QWidget) -> None:
    table = widget.findChild(DataTable, "vendor.bookings.table")
    if isinstance(table, DataTable):
        for number in (7, 9, 3):
            table.checks.toggle(desk_booking(number))
        table.checked_changed.emit(table.checks.ids)
        table.viewport().update()


SHOTS = (
    Shot("vendor-today", partial(build, _today, "vendor.today")),
    Shot(
        "vendor-bookings",
        partial(build, _bookings, "vendor.bookings", prepare=_offline),
        ready=_tick_some,
    ),
)
