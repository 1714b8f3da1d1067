"""The pages of coupons and commission."""

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


def commission_screen(parts: PageParts) -> Screen:
    """What the platform keeps, for admins."""

    def commission(_location: Location) -> Page:
        from viewmodels.admin.commission import CommissionViewModel

        engine = parts.engine
        return CommissionViewModel(parts.tools, engine.coupons, engine.catalogue, engine.status, parts.toasts)

    def commission_view(page: Page) -> QWidget:
        from viewmodels.admin.commission import CommissionViewModel
        from views.admin.commission import CommissionView

        return CommissionView(cast(CommissionViewModel, page))

    return Screen(commission, commission_view)
