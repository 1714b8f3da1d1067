"""The customer's screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from desktop.pages.addresses import addresses_screen
from desktop.pages.messages import messages_screen
from desktop.pages.notices import notices_screen
from desktop.pages.reviews import reviews_screen
from desktop.pages.screen import PageParts, Screen
from viewmodels.kernel.navigator import Location
from viewmodels.kernel.page import Page

if TYPE_CHECKING:
    from client.stores.search import ListingSearch
    from viewmodels.customer.desk import CustomerDesk


def _text(location: Location, name: str) -> str:
    value = location.arguments.get(name, "")
    return value if isinstance(value, str) else ""


def customer_screens(parts: PageParts) -> dict[str, Screen]:
    """Discover, results, a service, its times, my bookings."""
    engine = parts.engine

    def desk() -> CustomerDesk:
        from viewmodels.customer.desk import CustomerDesk

        return CustomerDesk(
            parts.tools,
            parts.person,
            engine.bookings,
            engine.proposals,
            engine.series,
            engine.waitlist,
            engine.catalogue,
            engine.holds,
            engine.addresses,
            engine.outbox,
            engine.preferences,
            engine.status,
            parts.navigator,
            parts.toasts,
            engine.cart,
            engine.listings,
        )

    both = {
        "customer.messages": messages_screen(parts, "customer"),
        "customer.reviews": reviews_screen(parts, "customer"),
        "customer.notifications": notices_screen(parts),
        "customer.addresses": addresses_screen(parts),
    }
    return {**_finding(parts, desk), **_booking(desk), **both}


def _finding(parts: PageParts, desk: Callable[[], CustomerDesk]) -> dict[str, Screen]:
    def discover(_location: Location) -> Page:
        from viewmodels.customer.discover import DiscoverViewModel
        from viewmodels.customer.searching import Searching

        mine = desk()
        searching = Searching(mine, lambda query: parts.navigator.go("customer.results", query=query))
        page = DiscoverViewModel(mine, searching)
        page.on_close(searching.close)
        return page

    def discover_view(page: Page) -> QWidget:
        from viewmodels.customer.discover import DiscoverViewModel
        from views.customer.discover import DiscoverView

        return DiscoverView(cast(DiscoverViewModel, page))

    def results(location: Location) -> Page:
        from client.stores.search import ListingSearch
        from viewmodels.customer.results import ResultsViewModel
        from viewmodels.customer.searching import Searching

        mine = desk()
        asked = location.arguments.get("query")
        query = asked if isinstance(asked, ListingSearch) else ListingSearch()
        pages: list[ResultsViewModel] = []

        def searched(newer: ListingSearch) -> None:
            for page in pages:
                page.look_for(newer)

        searching = Searching(mine, searched)
        searching.begin(query)
        page = ResultsViewModel(mine, searching, query)
        pages.append(page)
        page.on_close(searching.close)
        return page

    def results_view(page: Page) -> QWidget:
        from viewmodels.customer.results import ResultsViewModel
        from views.customer.results import ResultsView

        return ResultsView(cast(ResultsViewModel, page))

    return {
        "customer.discover": Screen(discover, discover_view),
        "customer.results": Screen(results, results_view),
    }


def _booking(desk: Callable[[], CustomerDesk]) -> dict[str, Screen]:
    def service(location: Location) -> Page:
        from viewmodels.customer.service import ServiceViewModel

        return ServiceViewModel(desk(), _text(location, "listing_id"))

    def service_view(page: Page) -> QWidget:
        from viewmodels.customer.service import ServiceViewModel
        from views.customer.service import ServiceView

        return ServiceView(cast(ServiceViewModel, page))

    def time(location: Location) -> Page:
        from contracts.quotes import Choice
        from viewmodels.customer.time import TimeViewModel

        choice = location.arguments.get("choice")
        return TimeViewModel(
            desk(),
            _text(location, "listing_id"),
            booking_id=_text(location, "booking_id"),
            starts_at=_text(location, "starts_at"),
            staff_id=_text(location, "staff_id"),
            choice=choice if isinstance(choice, Choice) else None,
        )

    def time_view(page: Page) -> QWidget:
        from viewmodels.customer.time import TimeViewModel
        from views.customer.time import TimeView

        return TimeView(cast(TimeViewModel, page))

    def cart(_location: Location) -> Page:
        from viewmodels.customer.cart import CartViewModel

        return CartViewModel(desk())

    def cart_view(page: Page) -> QWidget:
        from viewmodels.customer.cart import CartViewModel
        from views.customer.cart import CartView

        return CartView(cast(CartViewModel, page))

    def bookings(_location: Location) -> Page:
        from viewmodels.customer.bookings import BookingsViewModel

        return BookingsViewModel(desk())

    def bookings_view(page: Page) -> QWidget:
        from viewmodels.customer.bookings import BookingsViewModel
        from views.customer.bookings import BookingsView

        return BookingsView(cast(BookingsViewModel, page))

    return {
        "customer.service": Screen(service, service_view),
        "customer.time": Screen(time, time_view),
        "customer.cart": Screen(cart, cart_view),
        "customer.bookings": Screen(bookings, bookings_view),
    }
