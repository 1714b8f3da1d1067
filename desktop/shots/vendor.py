"""Pictures of the vendor's pages inside the shell's frame."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtWidgets import QWidget

from client.errors import StorageDamagedError
from contracts.vocabulary import BookingAction
from desktop.shots.shot import Shot
from desktop.shots.vendor_samples import (
    KINDS,
    NOW,
    TODAY,
    SampleClock,
    bookings,
    build_account,
    build_desk,
    desk_booking,
)
from viewmodels.kernel.navigator import Dialog
from viewmodels.kernel.page import Page
from viewmodels.shell.action_list import ACTIONS
from viewmodels.shell.pill import pill_state
from viewmodels.shell.rows import AccountRow, PageRow, WorkspaceRow
from viewmodels.vendor.block_time import BlockTime
from viewmodels.vendor.bookings import BookingsViewModel
from viewmodels.vendor.calendar import CalendarViewModel
from viewmodels.vendor.deeds import BookingDeeds
from viewmodels.vendor.desk import VendorDesk
from viewmodels.vendor.importing import ImportViewModel
from viewmodels.vendor.move_booking import MoveBooking
from viewmodels.vendor.new_booking import NewBooking, Start
from viewmodels.vendor.page import VendorPage
from viewmodels.vendor.roster import Roster
from viewmodels.vendor.today import TodayViewModel
from views.kit.table import DataTable
from views.shell.frame import ShellFrame
from views.vendor.bookings import BookingsView
from views.vendor.calendar import CalendarView
from views.vendor.calendar_canvas import CalendarCanvas
from views.vendor.dialogs import open_vendor_dialog
from views.vendor.importing import ImportView
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
    icons["vendor.messages"] = "message-square"
    icons["vendor.reviews"] = "star"
    icons["vendor.availability"] = "clock"
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
    frame.rail.show_folded(False, texts("shell.rail.fold"), texts("shell.rail.unfold"))
    frame.top.pill.show_state(pill_state(desk.status.value, texts))
    frame.top.bell.show_unread(True, texts("shell.bell"))
    frame.top.account.show_account(AccountRow("Rosa Meyer", "RM", 0), "Rosa Meyer")
    frame.top.show_title(page.title.value)
    page.subtitle.bind(frame.top.show_subtitle)

    def show_primary(id: str) -> None:
        action = next((action for action in ACTIONS if action.id == id), None)
        frame.top.show_primary(texts(action.title) if action else "", action.icon if action else "", "")

    page.primary.bind(show_primary)
    page.filled.bind(frame.top.show_filled)
    frame.show_page(view)
    page.setParent(frame)
    frame.destroyed.connect(page.close)
    return frame


def build(
    make: Make,
    route: str,
    *,
    prepare: Callable[[VendorDesk], None] | None = None,
    language: str = "en",
    kinds: Sequence[str] = KINDS,
    vendor: bool = True,
    failing: bool = False,
) -> QWidget:
    """A page over the sample account, or over what is left of it."""
    clock = SampleClock()
    account = build_account(clock, kinds=kinds)
    desk = build_desk(account, clock, language)
    if not vendor:
        desk = replace(desk, vendor_id="")
    if prepare is not None:
        prepare(desk)
    page, view = make(desk)
    if failing and isinstance(page, VendorPage):
        account.failing = StorageDamagedError("not a database")
        page.retry()
    return in_frame(desk, page, view, route)


def _today(desk: VendorDesk) -> tuple[Page, QWidget]:
    page = TodayViewModel(desk)
    return page, TodayView(page)


def _bookings(desk: VendorDesk) -> tuple[Page, QWidget]:
    page = BookingsViewModel(desk, booking_id=desk_booking(2))
    return page, BookingsView(page)


def _calendar(desk: VendorDesk) -> tuple[Page, QWidget]:
    page = CalendarViewModel(desk)
    page.show_kind("cancelled", True)
    return page, CalendarView(page)


def _lift(widget: QWidget, column: int, minute: int) -> None:
    """Take the blind repair into the hand, over a column and a time."""
    canvas = widget.findChild(CalendarCanvas)
    if isinstance(canvas, CalendarCanvas):
        canvas.lift(desk_booking(4))
        lifted = canvas.lifted
        if lifted is not None:
            canvas._lift(lifted.card, lifted.home, column, minute)


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
        table.set_checked([desk_booking(number) for number in (7, 9, 3)])


def ask_over(widget: QWidget, make: Callable[[VendorDesk, Roster], Dialog[Any]]) -> None:
    """Open a form over the page. A question belongs to the loop in which it is asked."""
    clock = SampleClock()
    desk = build_desk(build_account(clock), clock)

    async def ask() -> Dialog[Any]:
        return make(desk, Roster(desk))

    loop = asyncio.new_event_loop()
    question = loop.run_until_complete(ask())
    loop.close()
    question.setParent(widget)
    open_vendor_dialog(question, widget)


def _new_booking(desk: VendorDesk, roster: Roster) -> Dialog[Any]:
    question = NewBooking(desk, roster, Start())
    titles = {listing["title"]: id for id, listing in roster.listings.items()}
    question.choose("listing", titles["Weekly clean"])
    question.choose_day(TODAY + timedelta(days=2))
    question.choose("time", "10:15")
    question.choose(
        "staff", next(id for id, person in roster.staff.items() if person["name"] == "Chiara Lodi")
    )
    question.choose("name", "Marta Kovac")
    question.choose("phone", "by mail")
    return question


def _move(desk: VendorDesk, roster: Roster) -> Dialog[Any]:
    return MoveBooking(desk, roster, bookings()[9])


def _block(desk: VendorDesk, roster: Roster) -> Dialog[Any]:
    question = BlockTime(desk, roster, Start())
    question.choose("starts", "16:00")
    question.choose("ends", "15:00")
    return question


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:school-run@family.test
DTSTART;TZID=Europe/Berlin:20261123T073000
DURATION:PT45M
RRULE:FREQ=WEEKLY;BYDAY=MO,WE
SUMMARY:School run
END:VEVENT
BEGIN:VEVENT
UID:dentist@family.test
DTSTART;TZID=Europe/Berlin:20261126T141500
DURATION:PT1H
SUMMARY:Zahnärztin Dr. Weiß
END:VEVENT
BEGIN:VEVENT
UID:holiday@family.test
DTSTART;VALUE=DATE:20261224
DTEND;VALUE=DATE:20261227
SUMMARY:Weihnachten 🎄
END:VEVENT
BEGIN:VEVENT
UID:birthday@family.test
DTSTART;VALUE=DATE:20261205
SUMMARY:Oma 80
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:old@family.test
DTSTART:20261012T080000Z
DURATION:PT2H
SUMMARY:Parents’ evening
END:VEVENT
BEGIN:VEVENT
UID:atlantis@family.test
DTSTART;TZID=Atlantis/Capital:20261128T100000
SUMMARY:Call with the islands
END:VEVENT
BEGIN:VEVENT
UID:tick@family.test
DTSTART:20261123T080000Z
RRULE:FREQ=SECONDLY
SUMMARY:Heartbeat
END:VEVENT
END:VCALENDAR
"""

TABLE = """Kunde;Telefon;E-Mail;Datum;Uhrzeit;Leistung;Mitarbeiter
Jörg Müller-Lüdenscheidt;+49 30 1234567;jm@mail.test;24.11.2026;14:30;Weekly clean;Chiara
Ilse Weiß;030 445566;;;;;
Emre Yılmaz;+90 212 5550123;;25.11.2026;09:00;Garden tidy;Deniz
Priya Nair;call me;;26.11.2026;10:00;Windows;
Tom Ellery;+44 20 7946 0018;;31.02.2026;10:00;Windows;Chiara
Ana Souza;+351 21 555 0199;ana@mail.test;27.11.2026;11:00;Window seat;
"""


def _import(
    desk: VendorDesk, name: str = "", text: str = "", *, imported: bool = False
) -> tuple[Page, QWidget]:
    page = ImportViewModel(desk)
    view = ImportView(page)
    if name:
        with TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_text(text, encoding="utf-8")
            asyncio.run(page._choose(path))
        if imported:
            asyncio.run(page._apply())
    return page, view


_EMPTY = ("vendor", "staff", "listing")

SHOTS = (
    Shot("vendor-today-empty", partial(build, _today, "vendor.today", kinds=_EMPTY)),
    Shot("vendor-today-error", partial(build, _today, "vendor.today", failing=True)),
    Shot("vendor-today-forbidden", partial(build, _today, "vendor.today", vendor=False)),
    Shot("vendor-today-offline", partial(build, _today, "vendor.today", prepare=_offline)),
    Shot("vendor-bookings-empty", partial(build, _bookings, "vendor.bookings", kinds=_EMPTY)),
    Shot("vendor-import", partial(build, _import, "vendor.import")),
    Shot(
        "vendor-import-calendar",
        partial(build, partial(_import, name="family.ics", text=CALENDAR), "vendor.import"),
    ),
    Shot(
        "vendor-import-table",
        partial(build, partial(_import, name="kunden.csv", text=TABLE), "vendor.import"),
    ),
    Shot(
        "vendor-import-done",
        partial(build, partial(_import, name="kunden.csv", text=TABLE, imported=True), "vendor.import"),
    ),
    Shot(
        "vendor-new-booking",
        partial(build, _today, "vendor.today"),
        ready=partial(ask_over, make=_new_booking),
    ),
    Shot("vendor-move", partial(build, _today, "vendor.today"), ready=partial(ask_over, make=_move)),
    Shot("vendor-block", partial(build, _today, "vendor.today"), ready=partial(ask_over, make=_block)),
    Shot(
        "vendor-calendar",
        partial(build, _calendar, "vendor.calendar"),
        ready=partial(_lift, column=2, minute=750),
    ),
    Shot(
        "vendor-calendar-clash",
        partial(build, _calendar, "vendor.calendar"),
        ready=partial(_lift, column=3, minute=750),
    ),
    Shot("vendor-calendar-rest", partial(build, _calendar, "vendor.calendar")),
    Shot("vendor-today", partial(build, _today, "vendor.today")),
    Shot(
        "vendor-bookings",
        partial(build, _bookings, "vendor.bookings", prepare=_offline),
        ready=_tick_some,
    ),
)
