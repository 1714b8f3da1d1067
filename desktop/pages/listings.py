"""Listings in the vendor's and the admin's workspace, and the categories."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from desktop.pages.screen import PageParts, Screen
from viewmodels.kernel.navigator import Location
from viewmodels.kernel.page import Page
from viewmodels.vendor.desk import VendorDesk


def vendor_listing_screens(parts: PageParts, desk: VendorDesk) -> dict[str, Screen]:
    """The cards and the editor."""

    def listings(_location: Location) -> Page:
        from viewmodels.vendor.listings import ListingsViewModel

        return ListingsViewModel(desk, parts.engine.listings)

    def listings_view(page: Page) -> QWidget:
        from viewmodels.vendor.listings import ListingsViewModel
        from views.vendor.listings import ListingsView

        return ListingsView(cast(ListingsViewModel, page))

    def listing(location: Location) -> Page:
        from viewmodels.vendor.listing import ListingViewModel

        return ListingViewModel(desk, parts.engine.listings, str(location.arguments.get("listing_id", "")))

    def listing_view(page: Page) -> QWidget:
        from viewmodels.vendor.listing import ListingViewModel
        from views.vendor.listing import ListingView

        return ListingView(cast(ListingViewModel, page))

    return {
        "vendor.listings": Screen(listings, listings_view),
        "vendor.listing": Screen(listing, listing_view),
    }


def admin_listing_screens(parts: PageParts) -> dict[str, Screen]:
    """What waits for review, and the categories."""
    tools, engine = parts.tools, parts.engine

    def listings(_location: Location) -> Page:
        from viewmodels.admin.listings import ListingReviewViewModel

        return ListingReviewViewModel(tools, engine.listings, engine.catalogue, engine.status, parts.toasts)

    def listings_view(page: Page) -> QWidget:
        from viewmodels.admin.listings import ListingReviewViewModel
        from views.admin.listings import ListingReviewView

        return ListingReviewView(cast(ListingReviewViewModel, page))

    def categories(_location: Location) -> Page:
        from viewmodels.admin.categories import CategoriesViewModel

        return CategoriesViewModel(tools, engine.listings, engine.catalogue, engine.status, parts.toasts)

    def categories_view(page: Page) -> QWidget:
        from viewmodels.admin.categories import CategoriesViewModel
        from views.admin.categories import CategoriesView

        return CategoriesView(cast(CategoriesViewModel, page))

    return {
        "admin.listings": Screen(listings, listings_view),
        "admin.categories": Screen(categories, categories_view),
    }
