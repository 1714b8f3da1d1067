"""Puts the feature together."""

from datetime import timedelta

from fastapi import APIRouter

from backend_stub.features.checkout.cart import CartService
from backend_stub.features.checkout.consumers import CheckoutOutcome, CouponReturn
from backend_stub.features.checkout.routes import checkout_routes
from backend_stub.features.checkout.rows import CartItemReader, CheckoutReader
from backend_stub.features.checkout.service import CheckoutService
from backend_stub.foundation import Foundation
from backend_stub.ports.bookings import BookingsPort
from backend_stub.ports.broker import ConsumerPort
from backend_stub.ports.coupons import CouponsPort
from backend_stub.ports.holds import HoldsPort
from backend_stub.ports.payments import PaymentsPort
from backend_stub.ports.pricing import PricingPort
from backend_stub.ports.quotes import QuotesPort
from backend_stub.ports.rows import RowReaderPort
from backend_stub.ports.slots import SlotsPort


class CheckoutFeature:
    """Carts and checkouts, on what other features offer."""

    def __init__(
        self,
        foundation: Foundation,
        *,
        slots: SlotsPort,
        quotes: QuotesPort,
        holds: HoldsPort,
        bookings: BookingsPort,
        pricing: PricingPort,
        coupons: CouponsPort,
        payments: PaymentsPort,
    ) -> None:
        lifetime = timedelta(seconds=foundation.settings.hold_seconds)
        cart = CartService(slots, quotes, holds, pricing, coupons, lifetime)
        service = CheckoutService(cart, bookings, coupons, payments)
        self.router: APIRouter = checkout_routes(foundation.door, cart, service)
        self.readers: list[RowReaderPort] = [CartItemReader(cart.rows), CheckoutReader()]
        self.consumers: list[ConsumerPort] = [CheckoutOutcome(bookings, coupons), CouponReturn(coupons)]
