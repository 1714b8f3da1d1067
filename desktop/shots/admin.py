"""Pictures of the admin's pages inside the shell's frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from client.stores.audit import AuditStore
from client.stores.overview import OverviewStore
from client.stores.people import PeopleStore
from desktop.shots.admin_samples import ME, build_account, build_server
from desktop.shots.customer_samples import id_of
from desktop.shots.framed import ADMIN, OFFLINE, SAVED, framed
from desktop.shots.memory import MemoryAccount
from desktop.shots.online import SampleServer
from desktop.shots.shot import Shot
from desktop.shots.vendor_samples import NOW, SampleClock, build_desk, desk_booking
from viewmodels.admin.audit import AuditViewModel
from viewmodels.admin.bookings import AdminBookingsViewModel
from viewmodels.admin.overview import OverviewViewModel
from viewmodels.admin.people import PeopleViewModel
from viewmodels.kernel.page import Page
from viewmodels.vendor.desk import VendorDesk
from views.admin.audit import AuditView
from views.admin.bookings import AdminBookingsView
from views.admin.overview import OverviewView
from views.admin.people import PeopleView

Make = Callable[[VendorDesk, MemoryAccount, SampleServer], tuple[Page, QWidget]]


def build(make: Make, route: str, *, offline: bool = False) -> QWidget:
    """A page over the sample account; offline is a cable cut seven minutes ago."""
    clock, server = SampleClock(), build_server()
    account = build_account(clock)
    desk = replace(build_desk(account, clock), vendor_id="")
    if offline:
        server.reachable = False
        account.status.update(online=False, as_of=NOW - timedelta(minutes=7))
    page, view = make(desk, account, server)
    frame = framed(
        lambda: view,
        route,
        page.title.value,
        page.subtitle.value,
        filled=page.filled.value,
        pill=OFFLINE if offline else SAVED,
        others=(ADMIN,),
    )
    page.setParent(frame)
    frame.destroyed.connect(page.close)
    return frame


def _overview(desk: VendorDesk, account: MemoryAccount, server: SampleServer) -> tuple[Page, QWidget]:
    online: Any = server
    store = OverviewStore(account, account.new_id, lambda: online)
    page = OverviewViewModel(desk.tools, store, desk.bookings, desk.status, desk.navigator)
    return page, OverviewView(page)


def people_page(desk: VendorDesk, account: MemoryAccount, server: SampleServer) -> PeopleViewModel:
    """The people's viewmodel over the sample account."""
    online: Any = server
    store = PeopleStore(account, account.new_id, lambda: online)
    return PeopleViewModel(desk.tools, store, desk.status, desk.toasts, me=ME)


def _people(desk: VendorDesk, account: MemoryAccount, server: SampleServer) -> tuple[Page, QWidget]:
    page = people_page(desk, account, server)
    page.open(id_of(7, 2))
    page.begin_suspending()
    return page, PeopleView(page)


def _suspended(desk: VendorDesk, account: MemoryAccount, server: SampleServer) -> tuple[Page, QWidget]:
    page = people_page(desk, account, server)
    page.open(id_of(7, 10))
    return page, PeopleView(page)


def _bookings(desk: VendorDesk, _account: MemoryAccount, _server: SampleServer) -> tuple[Page, QWidget]:
    page = AdminBookingsViewModel(desk, booking_id=desk_booking(2))
    return page, AdminBookingsView(page)


def audit_page(desk: VendorDesk, account: MemoryAccount, server: SampleServer) -> AuditViewModel:
    """The audit log's viewmodel over the sample server."""
    online: Any = server
    store = AuditStore(account, account.new_id, lambda: online)
    return AuditViewModel(desk.tools, store, desk.status, desk.navigator, desk.toasts)


def _audit(desk: VendorDesk, account: MemoryAccount, server: SampleServer) -> tuple[Page, QWidget]:
    page = audit_page(desk, account, server)
    page.open("7")
    return page, AuditView(page)


SHOTS = (
    Shot("admin-overview", partial(build, _overview, "admin.overview")),
    Shot("admin-overview-offline", partial(build, _overview, "admin.overview", offline=True)),
    Shot("admin-people", partial(build, _people, "admin.people")),
    Shot("admin-people-offline", partial(build, _suspended, "admin.people", offline=True)),
    Shot("admin-audit", partial(build, _audit, "admin.audit")),
    Shot("admin-audit-offline", partial(build, _audit, "admin.audit", offline=True)),
    Shot("admin-bookings", partial(build, _bookings, "admin.bookings")),
)
