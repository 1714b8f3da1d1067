"""`/payments`, `/refunds`, `/payouts`, `/ledger`, a vendor's earnings, and the gateways' webhooks."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from backend_stub.answers import json_answer, nothing
from backend_stub.features.payments.payouts import PayoutService
from backend_stub.features.payments.reading import PaymentFilter, PaymentReading
from backend_stub.features.payments.receipt import ReceiptPrinter
from backend_stub.features.payments.refunds import PaymentDesk
from backend_stub.features.payments.webhooks import WebhookIntake
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import VERSIONED, Door
from contracts.payments import (
    BalancesOut,
    ChallengeIn,
    DuePayouts,
    EarningOut,
    PaymentLedgerOut,
    PaymentOut,
    PayoutCreate,
    PayoutOut,
    PayoutReturn,
    RefundCreate,
    RefundOut,
    RetryIn,
)
from contracts.vocabulary import PaymentState
from contracts.wire import Page

Sort = Annotated[str, Query(max_length=40)]
Words = Annotated[str | None, Query(max_length=200, description="The customer, or a booking's reference.")]


def payments_routes(
    door: Door, reading_: PaymentReading, desk: PaymentDesk, printer: ReceiptPrinter
) -> APIRouter:
    """Payments, their refunds and receipts."""
    router = door.router(tag="payments")

    @router.get("/payments", response_model=Page[PaymentOut])
    async def list_payments(
        reading: Reading,
        state: Annotated[list[PaymentState] | None, Query()] = None,
        booking_id: UUID | None = None,
        q: Words = None,
        sort: Sort = "-created_at",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """The caller's own payments; all of them for admins."""
        wanted = PaymentFilter(tuple(state or ()), booking_id, q)
        return json_answer(await reading_.page(reading, wanted, sort, cursor, limit))

    @router.get("/payments/{payment_id}", response_model=PaymentOut)
    async def get_payment(reading: Reading, payment_id: UUID) -> Response:
        """One payment; asking again is how a payment that was cut off is resolved."""
        return json_answer(await reading_.one(reading, payment_id))

    @router.get("/payments/{payment_id}/ledger", response_model=PaymentLedgerOut)
    async def get_payment_ledger(reading: Reading, payment_id: UUID) -> Response:
        """All that the ledger says of a payment."""
        return json_answer(await reading_.ledger(reading, payment_id))

    @router.get(
        "/payments/{payment_id}/receipt",
        response_class=Response,
        responses={200: {"content": {"application/pdf": {}}, "description": "The receipt as PDF."}},
    )
    async def get_receipt(reading: Reading, payment_id: UUID) -> Response:
        """The receipt; 409 before anything was paid."""
        payment = await reading_.visible(reading.session, reading.caller, payment_id)
        name, document = await printer.print(reading, payment)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(document, 200, headers, "application/pdf")

    @router.post("/payments/{payment_id}/challenge", response_model=PaymentOut)
    async def answer_challenge(writing: Writing, payment_id: UUID, told: ChallengeIn) -> Response:
        """Tell the customer's bank the code that it sent."""
        return json_answer(await desk.answer(writing, payment_id, told.code))

    @router.post("/payments/{payment_id}/retry", response_model=PaymentOut)
    async def retry_payment(writing: Writing, payment_id: UUID, told: RetryIn) -> Response:
        """Pay a declined payment with another card."""
        return json_answer(await desk.retry(writing, payment_id, told.token))

    @router.post("/refunds", status_code=201, response_model=RefundOut)
    async def give_refund(writing: Writing, wish: RefundCreate) -> Response:
        """Give back part of what was paid for a booking; 409 `refund_too_large` says what is left."""
        return json_answer(await desk.refund(writing, wish), 201)

    return router


def ledger_routes(door: Door, reading_: PaymentReading, payouts: PayoutService) -> APIRouter:
    """What the ledger adds up to, and what vendors get of it."""
    router = door.router(tag="payouts")

    @router.get("/ledger/balances", response_model=BalancesOut)
    async def get_balances(reading: Reading) -> Response:
        """The whole ledger, which is in balance."""
        return json_answer(await reading_.balances(reading, None))

    @router.get("/vendors/{vendor_id}/balances", response_model=BalancesOut)
    async def get_vendor_balances(reading: Reading, vendor_id: UUID) -> Response:
        """A vendor's part of the ledger, which is in balance, too."""
        return json_answer(await reading_.balances(reading, vendor_id))

    @router.get("/vendors/{vendor_id}/earnings", response_model=Page[EarningOut])
    async def list_earnings(
        reading: Reading,
        vendor_id: UUID,
        sort: Sort = "-at",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """What a vendor earned, gave back and was paid, line by line."""
        return json_answer(await reading_.earnings(reading, vendor_id, sort, cursor, limit))

    @router.get("/payouts", response_model=Page[PayoutOut])
    async def list_payouts(
        reading: Reading,
        vendor_id: UUID | None = None,
        sort: Sort = "-created_at",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """Payouts to the caller's vendors; all of them for admins."""
        return json_answer(await payouts.page(reading, vendor_id, sort, cursor, limit))

    @router.get("/payouts/due", response_model=DuePayouts)
    async def list_due_payouts(reading: Reading) -> Response:
        """What every vendor could be paid now."""
        return json_answer(await payouts.due(reading))

    @router.post("/payouts", status_code=201, response_model=PayoutOut)
    async def send_payout(writing: Writing, wish: PayoutCreate) -> Response:
        """Pay a vendor what is available; 409 `amount_changed` where that is not what the caller saw."""
        return json_answer(await payouts.create(writing, wish), 201, version=1)

    @router.get("/payouts/{payout_id}", response_model=PayoutOut)
    async def get_payout(reading: Reading, payout_id: UUID) -> Response:
        """One payout."""
        document = await payouts.one(reading, payout_id)
        return json_answer(document, version=document["version"])

    @router.get("/payouts/{payout_id}/lines", response_model=Page[EarningOut])
    async def list_payout_lines(
        reading: Reading,
        payout_id: UUID,
        sort: Sort = "at",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """The statement of a payout."""
        return json_answer(await payouts.lines(reading, payout_id, sort, cursor, limit))

    @router.post("/payouts/{payout_id}/return", response_model=PayoutOut, openapi_extra=VERSIONED)
    async def return_payout(writing: Writing, payout_id: UUID, told: PayoutReturn) -> Response:
        """The bank sent it back: reverse it."""
        document = await payouts.give_back(writing, payout_id, told.reason)
        return json_answer(document, version=document["version"])

    return router


def webhooks_routes(door: Door, intake: WebhookIntake) -> APIRouter:
    """What gateways call; no part of the API that people's programs are written against."""
    router = door.plain_router(tag="webhooks", is_open=True)

    @router.post("/webhooks/{gateway}", status_code=204, include_in_schema=False)
    async def hear(request: Request, gateway: Annotated[str, Path(max_length=16)]) -> Response:
        """A signed webhook; `Stripe-Signature` or `Webhook-Signature`. Anything but 2xx: send it again."""
        headers = request.headers
        signature = headers.get("stripe-signature") or headers.get("webhook-signature") or ""
        await intake.receive(gateway, await request.body(), signature)
        return nothing()

    return router
