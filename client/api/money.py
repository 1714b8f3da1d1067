"""Payments, the ledger, earnings and payouts."""

from client.answer import Answer
from client.sync.pages import PageCache


class MoneyApi:
    """`/payments`, `/ledger`, `/payouts` and `/vendors/{id}/earnings`."""

    def __init__(self, pages: PageCache) -> None:
        self._pages = pages

    async def payments(self, words: str = "", state: str = "", cursor: str = "") -> Answer:
        """A page of `contracts.payments.PaymentOut`, the newest first."""
        return await self._page("/payments", q=words, state=state, cursor=cursor)

    async def payment_ledger(self, payment_id: str) -> Answer:
        """`contracts.payments.PaymentLedgerOut`."""
        return await self._pages.get("money", f"/payments/{payment_id}/ledger")

    async def balances(self, vendor_id: str = "") -> Answer:
        """`contracts.payments.BalancesOut`: of one vendor, or of everything."""
        path = f"/vendors/{vendor_id}/balances" if vendor_id else "/ledger/balances"
        return await self._pages.get("money", path)

    async def earnings(self, vendor_id: str, cursor: str = "") -> Answer:
        """A page of `contracts.payments.EarningOut`, the newest first."""
        return await self._page(f"/vendors/{vendor_id}/earnings", cursor=cursor)

    async def payouts(self, vendor_id: str = "", cursor: str = "") -> Answer:
        """A page of `contracts.payments.PayoutOut`, the newest first."""
        return await self._page("/payouts", vendor_id=vendor_id, cursor=cursor)

    async def payout_lines(self, payout_id: str, cursor: str = "") -> Answer:
        """A page of a payout's statement, `contracts.payments.EarningOut`."""
        return await self._page(f"/payouts/{payout_id}/lines", cursor=cursor)

    async def due_payouts(self) -> Answer:
        """`contracts.payments.DuePayouts`."""
        return await self._pages.get("money", "/payouts/due")

    async def _page(self, path: str, **wanted: str) -> Answer:
        named = {name: text for name, text in {**wanted, "limit": "100"}.items() if text}
        return await self._pages.get("money", path, named)
