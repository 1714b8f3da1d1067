"""Pictures of the customer's pages inside the shell's frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from client.stores.search import ListingSearch
from contracts.rows import ProposalDoc
from desktop.shots.customer_samples import (
    build_account,
    build_desk,
    build_server,
    id_of,
    in_series,
    place,
    proposal,
    slot,
)
from desktop.shots.framed import CUSTOMER, OFFLINE, SAVED, framed
from desktop.shots.online import SampleServer
from desktop.shots.shot import Shot
from desktop.shots.vendor_samples import NOW, SampleClock
from viewmodels.customer.bookings import BookingsViewModel
from viewmodels.customer.desk import CustomerDesk
from viewmodels.customer.discover import DiscoverViewModel
from viewmodels.customer.results import ResultsViewModel
from viewmodels.customer.searching import Searching
from viewmodels.customer.service import ServiceViewModel
from viewmodels.customer.time import TimeViewModel
from viewmodels.kernel.page import Page
from views.customer.bookings import BookingsView
from views.customer.discover import DiscoverView
from views.customer.results import ResultsView
from views.customer.service import ServiceView
from views.customer.time import TimeView

Make = Callable[[CustomerDesk], tuple[Page, QWidget]]


def build(
    make: Make,
    route: str,
    *,
    offline: bool = False,
    rows: bool = True,
    slow: bool = False,
    taken: Sequence[str] = (),
    proposed: Sequence[ProposalDoc] = (),
    waits: bool = False,
) -> QWidget:
    """A page over the sample account; offline is a cable cut seven minutes ago.

    `slow` is a server that has not answered yet, `taken` are times that somebody else was quicker for.
    """
    clock, server = SampleClock(), build_server()
    server.slow = slow
    account = build_account(clock)
    if not rows:
        for number in range(9):
            account.forget("booking", id_of(4, number))
    account.put("proposal", proposed)
    if waits:
        account.put("waitlist", [place(4, 2, "15:00"), place(5, 4)])
        account.put("booking", [in_series(2, 2), in_series(3, 3)])
    desk = build_desk(account, server, clock)
    if offline:
        server.reachable = False
        account.status.update(online=False, as_of=NOW - timedelta(minutes=7))
    page, view = make(desk)
    for start in taken:
        _lose(page, server, start)
    frame = framed(
        lambda: view,
        route,
        page.title.value,
        page.subtitle.value,
        filled=page.filled.value,
        pill=OFFLINE if offline else SAVED,
        others=(CUSTOMER,),
    )
    page.setParent(frame)
    frame.destroyed.connect(page.close)
    return frame


def _lose(page: Page, server: SampleServer, start: str) -> None:
    """Touch a time that is gone by then."""
    server.taken.add(start)
    if isinstance(page, TimeViewModel):
        page.choose.trigger(start)


def _discover(desk: CustomerDesk) -> tuple[Page, QWidget]:
    page = DiscoverViewModel(desk, Searching(desk, lambda _query: None))
    return page, DiscoverView(page)


def _results(desk: CustomerDesk) -> tuple[Page, QWidget]:
    query = ListingSearch(
        words="windw cleaning",
        category_id=id_of(9, 0),
        price_min=2000,
        price_max=8000,
        rating_min=4.5,
        radius_m=5000,
    )
    searching = Searching(desk, lambda _query: None)
    searching.begin(query)
    page = ResultsViewModel(desk, searching, query)
    return page, ResultsView(page)


def _service(desk: CustomerDesk) -> tuple[Page, QWidget]:
    page = ServiceViewModel(desk, id_of(3, 4))
    return page, ServiceView(page)


def _time(desk: CustomerDesk) -> tuple[Page, QWidget]:
    wanted = slot(2, "18:00", 1)
    page = TimeViewModel(desk, id_of(3, 5), starts_at=wanted["starts_at"], staff_id="")
    return page, TimeView(page)


def _bookings(desk: CustomerDesk) -> tuple[Page, QWidget]:
    page = BookingsViewModel(desk)
    return page, BookingsView(page)


def _cancelling(desk: CustomerDesk) -> tuple[Page, QWidget]:
    page = BookingsViewModel(desk)
    page.open(id_of(4, 2))
    return page, BookingsView(page)


def _type_wind(widget: QWidget) -> None:
    words = widget.findChild(QLineEdit, "customer.search.words")
    if isinstance(words, QLineEdit):
        widget.activateWindow()
        words.setFocus(Qt.FocusReason.MouseFocusReason)
        QTest.keyClicks(words, "wind")


TAKEN = (slot(2, "12:30", 2)["starts_at"],)
PROPOSED = (proposal(3, 5, "10:30"), proposal(2, 4, "18:00", "customer"))
SHOTS = (
    Shot("customer-discover", partial(build, _discover, "customer.discover")),
    Shot("customer-discover-search", partial(build, _discover, "customer.discover"), ready=_type_wind),
    Shot("customer-discover-offline", partial(build, _discover, "customer.discover", offline=True)),
    Shot("customer-results", partial(build, _results, "customer.discover")),
    Shot("customer-results-offline", partial(build, _results, "customer.discover", offline=True)),
    Shot("customer-service", partial(build, _service, "customer.discover")),
    Shot("customer-time", partial(build, _time, "customer.discover")),
    Shot("customer-results-loading", partial(build, _results, "customer.discover", slow=True)),
    Shot("customer-service-loading", partial(build, _service, "customer.discover", slow=True)),
    Shot("customer-time-loading", partial(build, _time, "customer.discover", slow=True)),
    Shot("customer-time-taken", partial(build, _time, "customer.discover", taken=TAKEN)),
    Shot("customer-bookings", partial(build, _cancelling, "customer.bookings")),
    Shot("customer-bookings-offline", partial(build, _cancelling, "customer.bookings", offline=True)),
    Shot("customer-bookings-proposed", partial(build, _bookings, "customer.bookings", proposed=PROPOSED)),
    Shot("customer-bookings-series", partial(build, _cancelling, "customer.bookings", waits=True)),
    Shot("customer-bookings-empty", partial(build, _bookings, "customer.bookings", rows=False)),
)
