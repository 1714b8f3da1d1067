"""The vendor's screens and the questions that they ask."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from desktop.pages.listings import vendor_listing_screens
from desktop.pages.messages import messages_screen
from desktop.pages.money import earnings_screen
from desktop.pages.notices import notices_screen
from desktop.pages.pricing import coupons_screen
from desktop.pages.reviews import reviews_screen
from desktop.pages.screen import PageParts, Screen
from viewmodels.kernel.navigator import Location
from viewmodels.kernel.page import Page
from viewmodels.vendor.desk import VendorDesk


def build_desk(parts: PageParts) -> VendorDesk:
    """What every vendor page is made from; the first vendor that the person acts for."""
    engine = parts.engine
    return VendorDesk(
        tools=parts.tools,
        person=parts.person,
        vendor_id=parts.person.vendors[0][0] if parts.person.vendors else "",
        bookings=engine.bookings,
        proposals=engine.proposals,
        series=engine.series,
        catalogue=engine.catalogue,
        vendor=engine.vendor,
        outbox=engine.outbox,
        preferences=engine.preferences,
        status=engine.status,
        navigator=parts.navigator,
        toasts=parts.toasts,
    )


def vendor_screens(parts: PageParts) -> dict[str, Screen]:
    """Today, calendar, bookings, import."""
    desk = build_desk(parts)

    def today(_location: Location) -> Page:
        from viewmodels.vendor.today import TodayViewModel

        return TodayViewModel(desk)

    def today_view(page: Page) -> QWidget:
        from viewmodels.vendor.today import TodayViewModel
        from views.vendor.today import TodayView

        return TodayView(cast(TodayViewModel, page))

    def bookings(location: Location) -> Page:
        from viewmodels.vendor.bookings import BookingsViewModel

        return BookingsViewModel(
            desk,
            booking_id=_text(location, "booking_id"),
            operation_id=_text(location, "operation_id"),
            view=_text(location, "view"),
        )

    def bookings_view(page: Page) -> QWidget:
        from viewmodels.vendor.bookings import BookingsViewModel
        from views.vendor.bookings import BookingsView

        return BookingsView(cast(BookingsViewModel, page))

    def calendar(location: Location) -> Page:
        from viewmodels.vendor.calendar import CalendarViewModel

        return CalendarViewModel(desk, day=_text(location, "day"))

    def calendar_view(page: Page) -> QWidget:
        from viewmodels.vendor.calendar import CalendarViewModel
        from views.vendor.calendar import CalendarView

        return CalendarView(cast(CalendarViewModel, page))

    def availability(_location: Location) -> Page:
        from viewmodels.vendor.availability import AvailabilityViewModel

        return AvailabilityViewModel(desk)

    def availability_view(page: Page) -> QWidget:
        from viewmodels.vendor.availability import AvailabilityViewModel
        from views.vendor.availability import AvailabilityView

        return AvailabilityView(cast(AvailabilityViewModel, page))

    def importing(_location: Location) -> Page:
        from viewmodels.vendor.importing import ImportViewModel

        return ImportViewModel(desk)

    def import_view(page: Page) -> QWidget:
        from viewmodels.vendor.importing import ImportViewModel
        from views.vendor.importing import ImportView

        return ImportView(cast(ImportViewModel, page))

    return {
        "vendor.coupons": coupons_screen(parts, desk.vendor_id),
        "vendor.transactions": earnings_screen(parts, desk.vendor_id),
        "vendor.messages": messages_screen(parts, "vendor"),
        "vendor.reviews": reviews_screen(parts, "vendor"),
        "vendor.notifications": notices_screen(parts),
        "vendor.availability": Screen(availability, availability_view),
        **vendor_listing_screens(parts, desk),
        "vendor.today": Screen(today, today_view),
        "vendor.import": Screen(importing, import_view),
        "vendor.calendar": Screen(calendar, calendar_view),
        "vendor.bookings": Screen(bookings, bookings_view),
    }


def _text(location: Location, name: str) -> str:
    value = location.arguments.get(name)
    return value if isinstance(value, str) else ""
