"""Card gateways: the sandbox, and Stripe. Every call may be repeated with its key and has its effect once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

IN_APP: Final = "in-app:code"
"""An `action_url` that is no page: the program asks for the code itself."""


class ChargeState(StrEnum):
    """How far a charge is at the gateway."""

    OPEN = "open"
    """Nothing was tried yet, or the bank has not answered."""

    ACTION_NEEDED = "action_needed"
    DECLINED = "declined"
    AUTHORISED = "authorised"
    CAPTURED = "captured"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge as the gateway has it, amounts in minor units."""

    ref: str
    state: ChargeState
    amount: int
    fee: int = 0
    """What the gateway keeps of it, once that is known."""

    action_url: str | None = None
    problem: str | None = None
    card: str | None = None
    """As a receipt names it: `visa 4242`."""


class RefundOutcome(StrEnum):
    """What became of a refund at the gateway."""

    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class GatewayRefund:
    """A refund as the gateway has it."""

    ref: str
    outcome: RefundOutcome


@dataclass(frozen=True, slots=True)
class Hint:
    """What a webhook says: that something happened to a charge, or that money came to our bank.

    A charge is asked about then; of a hint's content only a settlement is taken.
    """

    event_id: str
    charge_ref: str | None = None
    settled: tuple[str, int, str] | None = None
    """Reference, amount and currency."""


class GatewayUnavailableError(Exception):
    """No answer, or none that helps: ask again later with the same key."""


class GatewayRefusedError(Exception):
    """The gateway will never do this; `args[0]` is its code."""


class BadSignatureError(Exception):
    """A webhook that is not the gateway's, or is too old."""


class GatewayPort(Protocol):
    """Raises `GatewayUnavailableError` and `GatewayRefusedError`."""

    @property
    def name(self) -> str:
        """As payments note it: `sandbox`, `stripe`."""
        ...

    async def create(self, payment_id: UUID, amount: int, currency: str, key: str) -> Charge:
        """Open a charge that is to be captured by a call of its own."""
        ...

    async def confirm(self, ref: str, token: str, key: str) -> Charge:
        """Try this card."""
        ...

    async def capture(self, ref: str, key: str) -> Charge:
        """Take the authorised money."""
        ...

    async def cancel(self, ref: str, key: str) -> Charge:
        """Let it go; refused where it was captured meanwhile."""
        ...

    async def find(self, ref: str) -> Charge:
        """The charge as it is now."""
        ...

    async def refund(self, ref: str, amount: int, key: str) -> GatewayRefund:
        """Give back so much of a captured charge."""
        ...

    async def find_refund(self, charge_ref: str, ref: str) -> GatewayRefund:
        """A refund as it is now."""
        ...

    def read_webhook(self, body: bytes, signature: str, now: datetime) -> Hint:
        """What a webhook says, if its signature is good and not older than five minutes; else raises."""
        ...


class ChallengePort(Protocol):
    """The sandbox's bank, which hears the customer's code from this program (`IN_APP`)."""

    async def answer(self, session: AsyncSession, ref: str, code: str) -> bool:
        """Tell it the code, in the caller's transaction; False where it did not ask for one."""
        ...
