"""Somebody who pays for bookings as checkout will, and looks what became of it."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select, update

from backend_stub.db.tables import Booking, LedgerEntry, LedgerTransaction, Payment
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.features.payments.bell import Bell
from backend_stub.features.payments.consumers import BookingSettlement
from backend_stub.features.payments.receipt import ReceiptPrinter
from backend_stub.features.payments.service import PaymentService
from backend_stub.features.pricing.rates import RateBook
from backend_stub.ports.broker import Event
from backend_stub.ports.payments import PaymentPart, PaymentWish
from backend_stub.security.context import ReadingContext
from contracts.events import EventName
from contracts.vocabulary import LedgerKind, PaymentMethod
from tests.backend_stub.features.world import Stage

VISA = "pm_card_visa"


class Till:
    """Begins payments for the stage's customer; the server's own follower does the rest."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.database = stage.running.server.database
        self.service = PaymentService("sandbox", Bell())
        self.settlement = BookingSettlement(self.service, RateBook())
        self.booking_of: dict[str, UUID] = {}

    async def pay(
        self,
        *,
        total: int = 6_400,
        commission: int = 0,
        fee: int = 0,
        tax: int = 0,
        promotion: int = 0,
        token: str | None = VISA,
        method: PaymentMethod = PaymentMethod.CARD,
        number: int = 0,
        minutes: int = 9,
        booking: UUID | None = None,
        id: UUID | None = None,
    ) -> str:
        """A payment for a new booking (or `booking`)."""
        booking_id = booking or UUID((await self.stage.book(number=number))["id"])
        part = PaymentPart(booking_id, self.stage.world.north, total, tax, commission, fee, promotion)
        async with self.database.write() as uow:
            wish = PaymentWish(
                id=id or uuid4(),
                customer_id=self.stage.world.people["customer"],
                method=method,
                currency="EUR",
                parts=[part],
                pay_by=uow.now + timedelta(minutes=minutes),
                token=token,
            )
            view = await self.service.begin(uow, wish)
        self.booking_of[str(view.id)] = booking_id
        return str(view.id)

    async def show(self, payment: str) -> Any:
        """The payment as its customer sees it."""
        return (await self.stage["customer"].get(f"/payments/{payment}")).json()

    async def known(self, payment: str) -> Any:
        """The payment as an admin sees it."""
        return (await self.stage["admin"].get(f"/payments/{payment}/ledger")).json()

    async def until(self, payment: str, state: str) -> Any:
        """Wait until a payment is so far."""
        async with asyncio.timeout(60):
            while True:
                shown = await self.show(payment)
                if shown["state"] == state:
                    return shown
                await asyncio.sleep(0.02)

    async def until_refunded(self, payment: str, amount: int) -> None:
        """Wait until all refunds of a payment are paid, and this is what they come to."""
        async with asyncio.timeout(60):
            while True:
                refunds = (await self.known(payment))["refunds"]
                paid = sum(item["amount"]["amount"] for item in refunds if item["state"] == "paid")
                if paid == amount and all(item["state"] != "pending" for item in refunds):
                    return
                await asyncio.sleep(0.02)

    async def until_failed(self, payment: str) -> None:
        """Wait until the first refund of a payment has failed."""
        async with asyncio.timeout(60):
            while True:
                if (await self.known(payment))["refunds"][0]["state"] == "failed":
                    return
                await asyncio.sleep(0.02)

    async def until_tried(self, payment: str) -> None:
        """Wait until the bank was asked about the card."""
        async with asyncio.timeout(60):
            while True:
                if (await self.row(payment)).confirmed:
                    return
                await asyncio.sleep(0.02)

    async def row(self, payment: str) -> Payment:
        """The payment as it is kept."""
        async with self.database.read() as session:
            return await session.get_one(Payment, UUID(payment))

    async def charge(self, payment: str) -> str:
        """What the gateway calls it."""
        return (await self.row(payment)).gateway_ref or ""

    async def checks(self, payment: str) -> int:
        """How often it was asked about."""
        return (await self.row(payment)).checks

    async def until_asked(self, payment: str, before: int) -> None:
        """Wait until it was asked about again."""
        async with asyncio.timeout(60):
            while True:
                if await self.checks(payment) > before:
                    return
                await asyncio.sleep(0.02)

    async def booking(self, payment: str) -> Any:
        """What is paid for."""
        return (await self.stage["customer"].get(f"/bookings/{self.booking_of[payment]}")).json()

    def refund(self, booking_id: UUID, amount: int) -> dict[str, Any]:
        """The body of a refund."""
        return {"id": str(uuid4()), "booking_id": str(booking_id), "amount": amount, "reason": "Sorry."}

    async def complete(self, booking_id: UUID) -> None:
        """Have a booking over and done with."""
        async with self.database.write() as uow:
            await uow.session.execute(
                update(Booking).where(Booking.id == booking_id).values(status="completed")
            )

    async def consume(self, uow: UnitOfWork, name: str, booking_id: str, **payload: Any) -> None:
        """Let the feature hear of a booking's end."""
        told = {"booking_id": booking_id, **payload}
        await self.settlement.handle(Event(uuid4(), EventName(name), told, uow.now), uow)

    async def balance(self) -> dict[str, int]:
        """What each account has come to."""
        query = select(LedgerEntry.account, func.sum(LedgerEntry.amount)).group_by(LedgerEntry.account)
        async with self.database.read() as session:
            found = (await session.execute(query)).all()
        return {account: int(amount) for account, amount in found if amount}

    async def difference(self) -> int:
        """What the whole ledger adds up to, as an admin is told."""
        items = (await self.stage["admin"].get("/ledger/balances")).json()["items"]
        return sum(abs(item["difference"]) + abs(item["debits"] - item["credits"]) for item in items)

    async def count(self, kind: LedgerKind) -> int:
        """How many transactions of a kind there are."""
        query = select(func.count()).where(LedgerTransaction.kind == kind)
        async with self.database.read() as session:
            return int(await session.scalar(query) or 0)

    async def receipt_rows(self, payment: str) -> dict[str, str]:
        """The lines of a receipt."""
        async with self.database.read() as session:
            row = await session.get_one(Payment, UUID(payment))
            caller: Any = None
            reading = ReadingContext(caller, session, row.created_at)
            return {line.label: line.amount for line in await ReceiptPrinter().rows(reading, row)}
