"""What cancelling a booking costs now, in words: the fee, what is left of the price, and the rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from contracts.cancellation import FeeRule, fee_rules
from contracts.money import WHOLE
from contracts.rows import BookingDoc, MoneyDoc
from contracts.vocabulary import BookingStatus
from viewmodels.format import Format, to_instant
from viewmodels.text import Texts


@dataclass(frozen=True, slots=True)
class RuleStep:
    """A stretch of the rule's bar; `tone` is free, some or all; `now` is where now is in it, or -1."""

    title: str
    note: str
    tone: str
    now: float


@dataclass(frozen=True, slots=True)
class CancelCost:
    """The fee, as an amount to agree to and in words; no `steps` before the rule counts."""

    amount: int
    fee: str
    share: str
    price: str
    rest: str
    steps: tuple[RuleStep, ...]
    rule: str


class CancelWords:
    """Computes as the server does (`contracts.cancellation`), from what was frozen into the booking."""

    def __init__(self, texts: Texts, formats: Format) -> None:
        self._texts, self._format = texts, formats

    def cost(self, row: BookingDoc) -> CancelCost:
        """What it costs the customer now."""
        price, policy = row["price"], row.get("policy")
        start, now = to_instant(row["starts_at"]), self._format.now()
        rules = list(fee_rules(policy, start, price["amount"])) if policy else []
        counts = bool(rules) and row["status"] == BookingStatus.CONFIRMED
        rule = next((rule for rule in rules if rule.holds(now)), None) if counts else None
        fee = rule.fee if rule else 0
        share = ""
        if rule is not None and rule.basis_points > 0:
            share = self._texts(
                "customer.cancel.share",
                share=self._percent(rule.basis_points),
                price=self._format.money(price),
            )
        return CancelCost(
            amount=fee,
            fee=self._money(price, fee) if fee else self._texts("customer.cancel.no_fee"),
            share=share,
            price=self._format.money(price),
            rest=self._money(price, price["amount"] - fee),
            steps=self._steps(rules, to_instant(row["created_at"]), now) if counts else (),
            rule="" if counts else self._texts("customer.cancel.not_confirmed"),
        )

    def cost_of(self, rows: Sequence[BookingDoc]) -> CancelCost:
        """What several of a series cost together; the rule is that of the first."""
        costs = [self.cost(row) for row in rows]
        if len(costs) == 1:
            return costs[0]
        price = rows[0]["price"]
        fee, whole = sum(cost.amount for cost in costs), sum(row["price"]["amount"] for row in rows)
        return replace(
            costs[0],
            amount=fee,
            fee=self._money(price, fee) if fee else self._texts("customer.cancel.no_fee"),
            share=self._texts.count("customer.repeat.bookings", len(rows)),
            price=self._money(price, whole),
            rest=self._money(price, whole - fee),
        )

    def _steps(self, rules: list[FeeRule], asked: datetime, now: datetime) -> tuple[RuleStep, ...]:
        merged: list[FeeRule] = []
        for rule in rules:
            if merged and merged[-1].basis_points == rule.basis_points:
                last = merged.pop()
                merged.append(FeeRule(last.since, rule.until, last.basis_points, last.fee))
            elif rule.until is None or rule.until != rule.since:
                merged.append(rule)
        return tuple(self._step(rule, asked, now) for rule in merged)

    def _step(self, rule: FeeRule, asked: datetime, now: datetime) -> RuleStep:
        tone = "free" if not rule.basis_points else "all" if rule.basis_points == WHOLE else "some"
        title = self._texts(f"customer.cancel.step.{tone}", share=self._percent(rule.basis_points))
        if rule.until is None:
            note = self._texts("customer.cancel.step.after")
        else:
            note = self._texts("customer.cancel.step.to", when=self._format.weekday_time(rule.until))
        return RuleStep(title, note, tone, _place(rule, asked, now))

    def _percent(self, basis_points: int) -> str:
        digits = 0 if basis_points % 100 == 0 else 2
        return self._texts("customer.cancel.percent", number=self._format.decimal(basis_points / 100, digits))

    def _money(self, price: MoneyDoc, amount: int) -> str:
        return self._format.money({"amount": amount, "currency": price["currency"]})


def _place(rule: FeeRule, asked: datetime, now: datetime) -> float:
    if not rule.holds(now):
        return -1.0
    since = rule.since or min(asked, now)
    if rule.until is None or rule.until <= since:
        return 0.5
    return (now - since) / (rule.until - since)
