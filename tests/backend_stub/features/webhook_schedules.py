"""Random schedules of a payment: what may go wrong between us and a gateway goes wrong, and it still adds up.

    .venv/bin/python -m tests.backend_stub.features.webhook_schedules 1000

plays a thousand on a SQLite database of its own; `./test` plays fewer, on both databases.
"""

import asyncio
import logging
import random
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select

from backend_stub.adapters.sandbox_gateway import CODE, Letter, SandboxGateway
from backend_stub.db.database import Database
from backend_stub.db.tables import LedgerEntry, LedgerTransaction, Payment, SandboxCharge, Vendor
from backend_stub.errors import ConflictError, UnauthenticatedError
from backend_stub.features.payments.bell import Bell
from backend_stub.features.payments.following import PaymentFollower
from backend_stub.features.payments.service import PaymentService
from backend_stub.features.payments.webhooks import WebhookIntake
from backend_stub.ports.gateway import Charge, GatewayRefund, GatewayUnavailableError
from backend_stub.ports.payments import PaymentPart, PaymentWish
from contracts.vocabulary import LedgerKind, PaymentMethod

CARDS = (
    "pm_card_visa",
    "pm_card_visa",
    "pm_card_slow",
    "pm_card_threeDSecureRequired",
    "pm_card_chargeDeclined",
)
ACTS = ("ask", "ask", "ask both", "letter", "letter", "code", "retry", "wait", "off")
TROUBLE = 0.15
"""How often a call fails, half of them after it had its effect."""


class PlayedClock:
    """A clock that a schedule moves."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def now(self) -> datetime:
        """The played time."""
        return self.moment


class Troubled:
    """A sandbox behind a bad line: calls are lost on the way there, or their answers on the way back."""

    name = "sandbox"

    def __init__(self, sandbox: SandboxGateway, dice: random.Random) -> None:
        self._sandbox, self._dice = sandbox, dice
        self.quiet = False

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._sandbox, name)
        if name == "read_webhook":
            return method

        async def call(*arguments: Any) -> Charge | GatewayRefund:
            fate = 1.0 if self.quiet else self._dice.random()
            if fate < TROUBLE / 2:
                raise GatewayUnavailableError("lost on the way there")
            answer: Charge | GatewayRefund = await method(*arguments)
            if fate < TROUBLE:
                raise GatewayUnavailableError("lost on the way back")
            return answer

        return call


class Play:
    """One database, many schedules one after the other."""

    def __init__(self, database: Database, clock: PlayedClock, dice: random.Random) -> None:
        self.database, self.clock, self.dice = database, clock, dice
        self.sandbox = SandboxGateway(database, clock, b"secret")
        self.line = Troubled(self.sandbox, dice)
        bell = Bell()
        self.service = PaymentService("sandbox", bell)
        gateways: Any = {"sandbox": self.line}
        self.followers = [PaymentFollower(database, clock, gateways, bell) for _ in range(2)]
        self.intake = WebhookIntake(database, clock, gateways, bell)
        self.vendor = uuid4()
        self.delivered: list[Letter] = []
        self.ends: Counter[str] = Counter()

    async def open(self) -> None:
        """Write the one vendor down."""
        row: dict[str, Any] = {"id": self.vendor, "version": 1, "name": "V", "about": ""}
        row |= {"zone": "UTC", "street": "", "city": "", "latitude": 0.0, "longitude": 0.0}
        row |= {"answer_minutes": 1, "rating_count": 0}
        async with self.database.write() as uow:
            await uow.session.execute(insert(Vendor), [{**row, "created_at": uow.now}])

    async def schedule(self) -> None:
        """Begin a payment, let things happen in a random order, and look what came of it."""
        amount = self.dice.randint(1, 50_000)
        commission = self.dice.randint(0, amount)
        part = PaymentPart(uuid4(), self.vendor, amount, commission=commission)
        payment_id = uuid4()
        async with self.database.write() as uow:
            pay_by = uow.now + timedelta(minutes=10)
            wish = PaymentWish(
                payment_id, None, PaymentMethod.CARD, "EUR", [part], pay_by, self.dice.choice(CARDS)
            )
            await self.service.begin(uow, wish)
        self.sandbox.post.clear()
        self.delivered.clear()
        given_up = False
        for _ in range(self.dice.randint(2, 9)):
            act = self.dice.choice(ACTS)
            if act == "off" and self.dice.random() < 0.4:
                given_up = True
            elif act == "off":
                continue
            await self._do(act, payment_id)
        await self._settle()
        await self._check(payment_id, part, given_up=given_up)

    async def _do(self, act: str, payment_id: UUID) -> None:
        match act:
            case "ask":
                await self.followers[0].sweep()
            case "ask both":
                await asyncio.gather(*(follower.sweep() for follower in self.followers))
            case "letter":
                await self._letter()
            case "code":
                await self._code(payment_id)
            case "retry":
                await self._retry(payment_id)
            case "wait":
                self.clock.moment += timedelta(seconds=self.dice.choice((1, 5, 60, 400)))
            case "off":
                async with self.database.write() as uow:
                    await self.service.give_up(uow, payment_id)

    async def _letter(self) -> None:
        """The next webhook, a later one before it, one that came already, or none: it was dropped."""
        post = self.sandbox.post
        fate = self.dice.random()
        if post and fate < 0.2:
            post.pop(0)
        elif post and fate < 0.8:
            letter = post.pop(0 if fate < 0.5 else -1)
            self.delivered.append(letter)
            assert await self._heard(letter) is not False
        elif self.delivered:
            assert not await self._heard(self.dice.choice(self.delivered))

    async def _heard(self, letter: Letter) -> bool | None:
        """Whether it was new; None for one that is too old by now."""
        try:
            return await self.intake.receive("sandbox", letter.body, letter.signature)
        except UnauthenticatedError:
            assert self.clock.now() - self.born(letter) > timedelta(minutes=5)
            return None

    def born(self, letter: Letter) -> datetime:
        """When a letter was signed."""
        return datetime.fromtimestamp(int(letter.signature.partition(",")[0].removeprefix("t=")), UTC)

    async def _code(self, payment_id: UUID) -> None:
        async with self.database.write() as uow:
            ref = await uow.session.scalar(select(Payment.gateway_ref).where(Payment.id == payment_id))
            if ref is not None:
                await self.sandbox.answer(uow.session, ref, self.dice.choice((CODE, CODE, "000000")))

    async def _retry(self, payment_id: UUID) -> None:
        try:
            async with self.database.write() as uow:
                await self.service.retry(uow, payment_id, self.dice.choice(CARDS))
        except ConflictError:
            return

    async def _settle(self) -> None:
        """The line is good again, and no more webhooks come: asking alone brings everything to its end."""
        self.line.quiet = True
        for _ in range(60):
            self.clock.moment += timedelta(minutes=6)
            if not await self.followers[0].sweep():
                break
        else:
            raise AssertionError("a payment never comes to its end")
        self.line.quiet = False

    async def _check(self, payment_id: UUID, part: PaymentPart, *, given_up: bool) -> None:
        async with self.database.read() as session:
            payment = await session.get_one(Payment, payment_id)
            charges = list(
                await session.scalars(
                    select(SandboxCharge).where(SandboxCharge.key == f"{payment_id}:create")
                )
            )
            of = LedgerTransaction.payment_id == payment_id
            kinds = Counter(await session.scalars(select(LedgerTransaction.kind).where(of)))
            adding = select(func.sum(LedgerEntry.amount)).where(LedgerEntry.booking_id == part.booking_id)
            sums = list(await session.scalars(adding.group_by(LedgerEntry.account)))
        assert len(charges) == 1
        charge = charges[0].document
        taken = part.total if charge["state"] == "captured" else 0
        back = sum(item["amount"] for item in charge["refunds"].values() if item["outcome"] == "paid")
        captures, refunds = kinds[LedgerKind.CAPTURE], kinds[LedgerKind.REFUND]
        if taken and not given_up:
            # One booking and one capture.
            assert (payment.state, captures, refunds, back) == ("captured", 1, 0, 0)
            self.ends["captured"] += 1
        elif taken:
            # Or a refund, of every cent.
            assert (payment.state, captures, refunds, back) == ("captured", 1, 1, taken)
            assert not any(sums)
            self.ends["refunded"] += 1
        else:
            assert (payment.state, charge["state"], captures, refunds) == ("cancelled", "cancelled", 0, 0)
            self.ends["cancelled"] += 1
        assert payment.check_at is None


async def play(database: Database, clock: PlayedClock, count: int, seed: int) -> Counter[str]:
    """So many schedules; how they ended."""
    game = Play(database, clock, random.Random(seed))
    await game.open()
    for _ in range(count):
        await game.schedule()
    return game.ends


async def _main(count: int) -> None:
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        clock = PlayedClock()
        database = Database(f"sqlite:///{Path(folder, 'doorstep.db')}", clock)
        await database.migrate()
        ends = await play(database, clock, count, 20261122)
        await database.close()
    sys.stdout.write(f"{count} schedules: {dict(ends)}\n")


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1])))
