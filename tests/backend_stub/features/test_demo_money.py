"""The demo town's books are in balance, and its payouts are what their lines come to."""

from collections import Counter
from datetime import UTC, datetime

from backend_stub.db.tables import LedgerEntry, LedgerTransaction, PaymentPartRow, Payout, PayoutLine
from backend_stub.demo.load import make_up


def test_the_books_of_the_town_add_up() -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    rows = make_up(now, "x", vendors=4, bookings=400, seed=7)
    sums: Counter[object] = Counter()
    amounts = {}
    for entry in rows.of(LedgerEntry):
        sums[entry["transaction_id"]] += entry["amount"]
        amounts[entry["id"]] = -entry["amount"]
    assert len(sums) == len(rows.of(LedgerTransaction)) > 100
    assert not any(sums.values())
    paid: Counter[object] = Counter()
    for line in rows.of(PayoutLine):
        paid[line["payout_id"]] += amounts.pop(line["entry_id"])
    assert {row["id"]: row["amount"] for row in rows.of(Payout)} == paid
    assert all(transaction["at"] <= now for transaction in rows.of(LedgerTransaction))
    assert any(0 < part["refunded"] < part["total"] for part in rows.of(PaymentPartRow))
