"""The page of coupons, of a vendor or of an admin."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from desktop.pages.screen import PageParts, Screen
from viewmodels.kernel.navigator import Location
from viewmodels.kernel.page import Page


def coupons_screen(parts: PageParts, vendor_id: str = "") -> Screen:
    """Of one vendor; without `vendor_id` an admin's."""

    def coupons(_location: Location) -> Page:
        from viewmodels.pricing.coupons import CouponParts, CouponsViewModel

        engine = parts.engine
        needed = CouponParts(parts.tools, engine.coupons, engine.catalogue, engine.status, parts.toasts)
        return CouponsViewModel(needed, vendor_id=vendor_id)

    def coupons_view(page: Page) -> QWidget:
        from viewmodels.pricing.coupons import CouponsViewModel
        from views.pricing.coupons import CouponsView

        return CouponsView(cast(CouponsViewModel, page))

    return Screen(coupons, coupons_view)
