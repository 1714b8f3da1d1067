"""Payments, what vendors earn, and payouts."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from client.answer import Answer
from client.documents import Document
from client.outbox.operation import Operation
from client.stores.base import QuerySource, Store

if TYPE_CHECKING:
    from client.api.money import MoneyApi
    from client.outbox.direct import DirectCalls


class MoneyStore(Store):
    """Read page by page, what was read is kept for when there is no network; money moves online only."""

    def __init__(
        self,
        source: QuerySource,
        new_id: Callable[[], str],
        api: "Callable[[], MoneyApi]",
        direct: "Callable[[], DirectCalls]",
    ) -> None:
        super().__init__(source, new_id)
        self._api = api
        self._direct = direct

    async def payments(self, words: str = "", state: str = "", cursor: str = "") -> Answer:
        """`items` and `next_cursor` in `body`, as in all of these.

        All of these raise `UnreachableError` where nothing is kept, or a `RefusedError`.
        """
        return await self._api().payments(words, state, cursor)

    async def payment_ledger(self, payment_id: str) -> Answer:
        """A payment with its parts, refunds and ledger transactions."""
        return await self._api().payment_ledger(payment_id)

    async def balances(self, vendor_id: str = "") -> Answer:
        """What the ledger, or a vendor's part of it, adds up to."""
        return await self._api().balances(vendor_id)

    async def earnings(self, vendor_id: str, cursor: str = "") -> Answer:
        """A vendor's lines."""
        return await self._api().earnings(vendor_id, cursor)

    async def payouts(self, vendor_id: str = "", cursor: str = "") -> Answer:
        """Payouts to a vendor, or all that the person may see."""
        return await self._api().payouts(vendor_id, cursor)

    async def payout_lines(self, payout_id: str, cursor: str = "") -> Answer:
        """The statement of a payout."""
        return await self._api().payout_lines(payout_id, cursor)

    async def due_payouts(self) -> Answer:
        """What each vendor could be paid now."""
        return await self._api().due_payouts()

    async def perform(self, operation: Operation) -> Document:
        """Move money now, over the network.

        Its key is on disk until the answer is in: a crash in between is resolved by asking again. Raises
        `UnreachableError` (outcome unknown, it stays in the outbox) or a `RefusedError` (it is gone).
        """
        return await self._direct().perform(operation)
