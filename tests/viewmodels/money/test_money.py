"""The pages of money: words, pieces, the refund's draft on each keystroke, and what is sent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from client.tasks import Tasks
from desktop.shots.admin_samples import build_account
from desktop.shots.customer_samples import id_of
from desktop.shots.memory import MemoryAccount
from desktop.shots.money import SampleTill, money_parts
from desktop.shots.vendor_samples import SampleClock, build_desk
from tests.viewmodels.customer.town import until
from viewmodels.kernel.screen import ScreenKind
from viewmodels.money.earnings import EarningsViewModel
from viewmodels.money.payments import PaymentsViewModel
from viewmodels.money.payouts import PayoutsViewModel
from viewmodels.money.refund import EVERYTHING, HALF, RefundViewModel


class Counter:
    """The pages over the sample till."""

    def __init__(self) -> None:
        clock = SampleClock()
        self.till = SampleTill()
        self.account: MemoryAccount = build_account(clock, Tasks())
        self.parts = money_parts(build_desk(self.account, clock), self.account, self.till)
        self.pages: list[Any] = []

    def keep(self, page: Any) -> Any:
        self.pages.append(page)
        return page

    async def refund(self) -> RefundViewModel:
        page: RefundViewModel = self.keep(RefundViewModel(self.parts, id_of(5, 0)))
        await until(lambda: page.items.value)
        return page


@pytest.fixture
async def counter(qapp: object) -> AsyncIterator[Counter]:
    built = Counter()
    yield built
    for page in built.pages:
        page.close()
    await built.account.tasks.aclose()
    built.account.close()


async def test_the_draft_follows_each_keystroke_and_is_at_zero(counter: Counter) -> None:
    page = await counter.refund()
    assert (page.draft.value.amount, page.draft_group.value) == (0, None)
    page.type("0", "28.50")
    page.type("2", "2,85")
    draft, group = page.draft.value, page.draft_group.value
    assert (draft.total, draft.button) == ("€31.35", "Refund €31.35 to Lena Fox")
    assert [(share.label, share.amount) for share in draft.shares] == [
        ("Kessler Plumbing", "€25.08"),
        ("Commission", "€3.42"),
        ("Booking fee", "€2.85"),
    ]
    assert group is not None
    assert (group.sum, group.lines[-1].account, group.lines[-1].credit) == ("0.00", "Card clearing", "31.35")
    page.type("0", "")
    assert page.draft.value.total == "€2.85"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("abc", "Repair, 1 h 30: type an amount such as 12.50."),
        ("-5", "Repair, 1 h 30: type an amount such as 12.50."),
        ("57.01", "Repair, 1 h 30: more than was paid."),
        ("1.234", "Repair, 1 h 30: type an amount such as 12.50."),
        ("٣", "Repair, 1 h 30: type an amount such as 12.50."),
    ],
)
async def test_nonsense_is_told_and_nothing_is_sent(counter: Counter, typed: str, told: str) -> None:
    page = await counter.refund()
    page.type("0", typed)
    page.tell("Sorry.")
    page.give.trigger()
    await until(lambda: page.give.problem.value)
    assert page.give.problem.value is not None
    assert (page.draft.value.problem, page.give.problem.value.text) == (told, told)
    assert counter.till.performed == []


async def test_a_refund_is_sent_as_it_was_shown(counter: Counter) -> None:
    page = await counter.refund()
    assert page.preset(EVERYTHING) == {"0": "57.00", "1": "28.90", "2": "8.59"}
    assert page.preset(HALF) == {"0": "28.50", "1": "14.45", "2": "4.29"}
    page.give.trigger()
    await until(lambda: page.give.problem.value)
    assert page.give.problem.value is not None
    assert page.give.problem.value.fields == {"reason": "Say why; the customer reads it."}
    page.tell("  The repair did not hold.  ")
    counter.till.reachable = False
    page.give.trigger()
    await until(lambda: page.give.problem.value)
    assert page.reason.value == "  The repair did not hold.  "
    counter.till.reachable = True
    page.give.trigger()
    await until(lambda: counter.till.performed)
    (sent,) = counter.till.performed
    assert (sent.name, sent.args["amount"], sent.args["booking_id"]) == ("refund.give", 4724, id_of(4, 0))
    assert sent.args["reason"] == "The repair did not hold."
    await until(lambda: page.draft.value.amount == 0)


async def test_what_went_back_before_is_taken_off(counter: Counter) -> None:
    counter.till.parts[0]["refunded"] = 9_000
    page = await counter.refund()
    page.type("0", "5")
    assert page.draft.value.problem == "Only €4.49 is left of this payment."
    assert page.preset(EVERYTHING) == {"0": "4.49", "1": "0.00", "2": "0.00"}
    assert page.draft.value.amount == 449


async def test_transactions_are_found_and_opened(counter: Counter) -> None:
    page = counter.keep(PaymentsViewModel(counter.parts))
    await until(lambda: page.rows.rows)
    assert [row.state for row in page.rows.rows][:3] == ["Paid", "Given back", "Paid"]
    await until(lambda: page.figures.value.debits)
    assert (page.figures.value.in_balance, page.figures.value.difference) == (True, "€0.00")
    page.search("ruth")
    await until(lambda: len(page.rows.rows) == 1)
    page.choose_state("due")
    await until(lambda: page.state.value.kind is ScreenKind.EMPTY)


async def test_a_vendor_sees_lines_and_statements(counter: Counter) -> None:
    page = counter.keep(EarningsViewModel(counter.parts, id_of(2, 1)))
    await until(lambda: page.payouts.value)
    assert [(row.what, row.state, row.amount) for row in page.rows.rows[:3]] == [
        ("Captured", "Held", "€75.59"),
        ("Payout", "Sent", "–€412.30"),
        ("Refund", "Available", "–€25.08"),
    ]
    page.choose_payout(page.payouts.value[0].id)
    await until(lambda: len(page.rows.rows) == 2)
    assert ("lines", id_of(1, 0), "") in counter.till.asked


async def test_without_network_nothing_is_hidden_and_the_page_says_so(counter: Counter) -> None:
    counter.till.reachable = False
    page = counter.keep(EarningsViewModel(counter.parts, id_of(2, 1)))
    await until(lambda: page.state.value.problem)
    assert page.state.value.kind is ScreenKind.LOADING
    counter.till.reachable = True
    page.read.trigger()
    await until(lambda: page.rows.rows)


async def test_a_payout_sends_exactly_what_was_shown(counter: Counter) -> None:
    page = counter.keep(PayoutsViewModel(counter.parts))
    await until(lambda: page.due.value)
    assert [row.vendor for row in page.due.value] == ["Kessler Plumbing", "Northside Care", "Quay Yoga"]
    page.choose(page.due.value[2].id)
    page.send.trigger()
    await until(lambda: page.send.problem.value)
    assert page.send.problem.value.text == "Nothing is available for this vendor."
    page.choose(page.due.value[0].id)
    page.send.trigger()
    await until(lambda: counter.till.performed)
    (sent,) = counter.till.performed
    assert (sent.name, sent.args["amount"], sent.args["currency"]) == ("payout.send", 25_120, "EUR")
    await until(lambda: page.chosen.value is None)
