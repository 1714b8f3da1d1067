"""How a payment is shared out, and how a refund takes it back: one computation for the books and the screen.

A refund takes back of each share what stands to it as the refund to the total. It is computed from the sum of
all refunds so far, so that however often and in whatever pieces something is refunded, the rounding of one
piece is made good by the next, and a full refund leaves exactly 0 with everybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from contracts.money import split
from contracts.vocabulary import LedgerAccount


@dataclass(frozen=True, slots=True)
class Sharing:
    """Of `total`: `tax`, `commission` and booking `fee`; the vendor has the rest, and `promotion` from us."""

    total: int
    tax: int = 0
    commission: int = 0
    fee: int = 0
    promotion: int = 0

    @property
    def vendor(self) -> int:
        """The vendor's share."""
        return self.total + self.promotion - self.tax - self.commission - self.fee


Shares = Sequence[tuple[LedgerAccount, int]]
"""What everybody gets; what we add for a promotion is negative. They add up to what was paid."""


def shares_of(sharing: Sharing, paid: int) -> Shares:
    """What everybody has of the first `paid` of it.

    Of what costs nothing all is there from the start: such a thing is reversed, not refunded.
    """
    total = sharing.total
    promoted = split(sharing.promotion, [paid, total - paid])[0] if total else sharing.promotion
    weights = (sharing.vendor, sharing.commission, sharing.fee, sharing.tax)
    vendor, commission, fee, tax = split(paid + promoted, weights)
    return (
        (LedgerAccount.VENDOR_PAYABLE, vendor),
        (LedgerAccount.COMMISSION, commission),
        (LedgerAccount.BOOKING_FEE, fee),
        (LedgerAccount.TAX_PAYABLE, tax),
        (LedgerAccount.PROMOTION, -promoted),
    )


def returned_shares(sharing: Sharing, before: int, amount: int) -> Shares:
    """What everybody gives back of so much more, where `before` went back already; adds up to `amount`."""
    if before < 0 or amount < 0 or before + amount > sharing.total:
        raise ValueError("more goes back than was paid")
    earlier, later = shares_of(sharing, before), shares_of(sharing, before + amount)
    return [(account, new - old) for (account, old), (_, new) in zip(earlier, later, strict=True)]
