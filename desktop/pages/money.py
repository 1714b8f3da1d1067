"""The pages of money, of a vendor and of admins."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from desktop.pages.screen import PageParts, Screen
from viewmodels.kernel.navigator import Location
from viewmodels.kernel.page import Page

if TYPE_CHECKING:
    from viewmodels.money.earnings import MoneyParts


def earnings_screen(parts: PageParts, vendor_id: str) -> Screen:
    """A vendor's transactions and payouts."""

    def earnings(_location: Location) -> Page:
        from viewmodels.money.earnings import EarningsViewModel

        return EarningsViewModel(_needed(parts), vendor_id)

    def earnings_view(page: Page) -> QWidget:
        from viewmodels.money.earnings import EarningsViewModel
        from views.money.earnings import EarningsView

        return EarningsView(cast(EarningsViewModel, page))

    return Screen(earnings, earnings_view)


def money_screens(parts: PageParts) -> dict[str, Screen]:
    """An admin's transactions, one of them with its refund, and payouts."""

    def payments(_location: Location) -> Page:
        from viewmodels.money.payments import PaymentsViewModel

        return PaymentsViewModel(_needed(parts))

    def payments_view(page: Page) -> QWidget:
        from viewmodels.money.payments import PaymentsViewModel
        from views.money.payments import PaymentsView

        return PaymentsView(cast(PaymentsViewModel, page))

    def refund(location: Location) -> Page:
        from viewmodels.money.refund import RefundViewModel

        return RefundViewModel(_needed(parts), str(location.arguments.get("payment_id", "")))

    def refund_view(page: Page) -> QWidget:
        from viewmodels.money.refund import RefundViewModel
        from views.money.refund import RefundView

        return RefundView(cast(RefundViewModel, page))

    def payouts(_location: Location) -> Page:
        from viewmodels.money.payouts import PayoutsViewModel

        return PayoutsViewModel(_needed(parts))

    def payouts_view(page: Page) -> QWidget:
        from viewmodels.money.payouts import PayoutsViewModel
        from views.money.payouts import PayoutsView

        return PayoutsView(cast(PayoutsViewModel, page))

    return {
        "admin.transactions": Screen(payments, payments_view),
        "admin.transaction": Screen(refund, refund_view),
        "admin.payouts": Screen(payouts, payouts_view),
    }


def _needed(parts: PageParts) -> MoneyParts:
    from viewmodels.money.earnings import MoneyParts

    engine = parts.engine
    return MoneyParts(parts.tools, engine.money, engine.status, parts.navigator, parts.toasts)
