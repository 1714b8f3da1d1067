"""The admin's screens."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from PySide6.QtWidgets import QWidget

from desktop.pages.listings import admin_listing_screens
from desktop.pages.messages import messages_screen
from desktop.pages.money import money_screens
from desktop.pages.news import news_screen
from desktop.pages.notices import notices_screen
from desktop.pages.pricing import commission_screen, coupons_screen
from desktop.pages.reviews import reviews_screen
from desktop.pages.screen import PageParts, Screen
from desktop.pages.vendor import build_desk
from viewmodels.kernel.navigator import Location
from viewmodels.kernel.page import Page


def admin_screens(parts: PageParts) -> dict[str, Screen]:
    """Overview, bookings, people, the audit log."""
    tools, engine = parts.tools, parts.engine

    def overview(_location: Location) -> Page:
        from viewmodels.admin.overview import OverviewViewModel

        return OverviewViewModel(tools, engine.overview, engine.bookings, engine.status, parts.navigator)

    def overview_view(page: Page) -> QWidget:
        from viewmodels.admin.overview import OverviewViewModel
        from views.admin.overview import OverviewView

        return OverviewView(cast(OverviewViewModel, page))

    def people(location: Location) -> Page:
        from viewmodels.admin.people import TABS, PeopleViewModel

        page = PeopleViewModel(tools, engine.people, engine.status, parts.toasts, me=parts.person.id)
        person_id = location.arguments.get("person_id")
        if isinstance(person_id, str):
            page.open(person_id)
        if location.arguments.get("tab") in TABS:
            page.choose_tab(str(location.arguments["tab"]))
        return page

    def people_view(page: Page) -> QWidget:
        from viewmodels.admin.people import PeopleViewModel
        from views.admin.people import PeopleView

        return PeopleView(cast(PeopleViewModel, page))

    def bookings(location: Location) -> Page:
        from viewmodels.admin.bookings import AdminBookingsViewModel

        booking_id = location.arguments.get("booking_id")
        # The words and the panel are the vendor's; without a vendor the desk speaks for all of them.
        desk = replace(build_desk(parts), vendor_id="")
        return AdminBookingsViewModel(
            desk,
            booking_id=booking_id if isinstance(booking_id, str) else "",
            tab=str(location.arguments.get("tab", "")),
        )

    def bookings_view(page: Page) -> QWidget:
        from viewmodels.admin.bookings import AdminBookingsViewModel
        from views.admin.bookings import AdminBookingsView

        return AdminBookingsView(cast(AdminBookingsViewModel, page))

    def audit(_location: Location) -> Page:
        from viewmodels.admin.audit import AuditViewModel

        return AuditViewModel(tools, engine.audit, engine.status, parts.navigator, parts.toasts)

    def audit_view(page: Page) -> QWidget:
        from viewmodels.admin.audit import AuditViewModel
        from views.admin.audit import AuditView

        return AuditView(cast(AuditViewModel, page))

    return {
        "admin.coupons": coupons_screen(parts),
        "admin.commission": commission_screen(parts),
        **money_screens(parts),
        "admin.messages": messages_screen(parts, "support"),
        "admin.reviews": reviews_screen(parts, "admin"),
        "admin.news": news_screen(parts),
        "admin.notifications": notices_screen(parts),
        **admin_listing_screens(parts),
        "admin.overview": Screen(overview, overview_view),
        "admin.bookings": Screen(bookings, bookings_view),
        "admin.people": Screen(people, people_view),
        "admin.audit": Screen(audit, audit_view),
    }
