"""The page of reviews, which customers, vendors and moderators have alike."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from desktop.pages.screen import PageParts, Screen
from viewmodels.kernel.navigator import Location
from viewmodels.kernel.page import Page


def reviews_screen(parts: PageParts, side: str) -> Screen:
    """As `customer`, `vendor` or `admin`."""

    def reviews(_location: Location) -> Page:
        from viewmodels.reviews.reviews import ReviewsDesk, ReviewsViewModel

        engine, vendors = parts.engine, parts.person.vendors
        vendor_id = vendors[0][0] if side == "vendor" and vendors else ""
        return ReviewsViewModel(
            ReviewsDesk(
                parts.tools, parts.person, side, vendor_id, engine.reviews, engine.status, parts.toasts
            )
        )

    def reviews_view(page: Page) -> QWidget:
        from viewmodels.reviews.reviews import ReviewsViewModel
        from views.reviews.reviews import ReviewsView

        return ReviewsView(cast(ReviewsViewModel, page))

    return Screen(reviews, reviews_view)
