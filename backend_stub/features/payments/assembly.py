"""Puts the feature together: the gateways that settings name, and everything that hangs on them."""

from fastapi import APIRouter

from backend_stub.adapters.sandbox_gateway import SandboxGateway
from backend_stub.features.payments.bell import Bell
from backend_stub.features.payments.consumers import BookingSettlement
from backend_stub.features.payments.following import PaymentFollower
from backend_stub.features.payments.payouts import PayoutService
from backend_stub.features.payments.reading import PaymentReading
from backend_stub.features.payments.receipt import ReceiptPrinter
from backend_stub.features.payments.refunds import PaymentDesk
from backend_stub.features.payments.routes import ledger_routes, payments_routes, webhooks_routes
from backend_stub.features.payments.sandbox_post import SandboxPost
from backend_stub.features.payments.service import PaymentService
from backend_stub.features.payments.webhooks import WebhookIntake
from backend_stub.foundation import Foundation
from backend_stub.ports.gateway import GatewayPort
from backend_stub.ports.job import JobPort
from backend_stub.ports.payments import PaymentsPort
from backend_stub.ports.pricing import PricingPort
from backend_stub.security.keys import derive, load_secret


class PaymentsFeature:
    """The parts of the feature; `payments` is what checkout uses."""

    def __init__(self, foundation: Foundation, pricing: PricingPort) -> None:
        database, clock, settings = foundation.database, foundation.clock, foundation.settings
        secret = derive(load_secret(settings.data_dir), "sandbox gateway")
        self.sandbox = SandboxGateway(database, clock, secret)
        gateways: dict[str, GatewayPort] = {self.sandbox.name: self.sandbox}
        if settings.payments == "stripe":
            # An extra: only a server that takes real money has the library.
            from backend_stub.adapters.stripe_gateway import StripeGateway

            key, webhook_secret = settings.stripe_key, settings.stripe_webhook_secret
            gateways["stripe"] = StripeGateway(
                key.get_secret_value(),
                webhook_secret.get_secret_value(),
                settings.public_url,
                settings.stripe_url,
            )
        bell = Bell()
        service = PaymentService(settings.payments, bell)
        self.payments: PaymentsPort = service
        self.follower = PaymentFollower(database, clock, gateways, bell)
        self.intake = WebhookIntake(database, clock, gateways, bell)
        self.consumer = BookingSettlement(service, pricing)
        self.jobs: list[JobPort] = [self.follower, SandboxPost(self.sandbox, self.intake)]
        reading = PaymentReading()
        self.routers: list[APIRouter] = [
            payments_routes(
                foundation.door, reading, PaymentDesk(service, self.sandbox, bell), ReceiptPrinter()
            ),
            ledger_routes(foundation.door, reading, PayoutService()),
            webhooks_routes(foundation.door, self.intake),
        ]
