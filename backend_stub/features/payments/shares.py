"""What happens to money as ledger lines: pure, in minor units, always adding up to 0."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from backend_stub.ports.payments import PaymentPart
from contracts.ledger import Shares, Sharing, returned_shares, shares_of
from contracts.money import share
from contracts.vocabulary import LedgerAccount


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: debits are positive, credits negative."""

    account: LedgerAccount
    amount: int
    vendor_id: UUID | None = None
    customer_id: UUID | None = None
    booking_id: UUID | None = None


def capture_lines(part: PaymentPart, paid_into: LedgerAccount) -> list[Line]:
    """The customer paid a part of a payment in full."""
    return _lines(part, paid_into, part.total, shares_of(_sharing(part), part.total), 1)


def refund_lines(part: PaymentPart, paid_from: LedgerAccount, before: int, amount: int) -> list[Line]:
    """So much more goes back of a part, of which `before` went back already."""
    return _lines(part, paid_from, amount, returned_shares(_sharing(part), before, amount), -1)


def kept_lines(part: PaymentPart) -> list[Line]:
    """The vendor keeps the cash that a customer paid on site: it is part of what the vendor is owed."""
    vendor, booking = part.vendor_id, part.booking_id
    return _nonzero(
        [
            Line(LedgerAccount.VENDOR_PAYABLE, part.total, vendor, booking_id=booking),
            Line(LedgerAccount.CASH_ON_SITE, -part.total, vendor, booking_id=booking),
        ]
    )


def penalty_lines(
    amount: int, commission_rate: int, vendor_id: UUID, customer_id: UUID | None, booking_id: UUID
) -> list[Line]:
    """A fee for not coming, or for cancelling late, that the customer has not paid yet."""
    ours = share(amount, commission_rate)
    return _nonzero(
        [
            Line(LedgerAccount.CUSTOMER_RECEIVABLE, amount, vendor_id, customer_id, booking_id),
            Line(LedgerAccount.VENDOR_PAYABLE, ours - amount, vendor_id, booking_id=booking_id),
            Line(LedgerAccount.COMMISSION, -ours, vendor_id, booking_id=booking_id),
        ]
    )


def card_fee_lines(fee: int) -> list[Line]:
    """What the gateway keeps for itself of a capture."""
    return _nonzero([Line(LedgerAccount.CARD_FEES, fee), Line(LedgerAccount.CARD_CLEARING, -fee)])


def settlement_lines(amount: int) -> list[Line]:
    """The gateway sent what it had collected to our bank."""
    return _nonzero([Line(LedgerAccount.BANK, amount), Line(LedgerAccount.CARD_CLEARING, -amount)])


def payout_lines(amount: int, vendor_id: UUID) -> list[Line]:
    """Our bank sends a vendor what it is owed."""
    return _nonzero(
        [
            Line(LedgerAccount.VENDOR_PAYABLE, amount, vendor_id),
            Line(LedgerAccount.BANK, -amount, vendor_id),
        ]
    )


def reversal_lines(lines: Iterable[Line]) -> list[Line]:
    """The same the other way round."""
    return [replace(line, amount=-line.amount) for line in lines]


def _sharing(part: PaymentPart) -> Sharing:
    return Sharing(part.total, part.tax, part.commission, part.fee, part.promotion)


def _lines(part: PaymentPart, money: LedgerAccount, amount: int, shares: Shares, sign: int) -> list[Line]:
    lines = [Line(money, sign * amount, part.vendor_id, booking_id=part.booking_id)]
    lines += [
        Line(account, -sign * shared, part.vendor_id, booking_id=part.booking_id)
        for account, shared in shares
    ]
    return _nonzero(lines)


def _nonzero(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.amount]
