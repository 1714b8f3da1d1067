"""One payment: its ledger, and the refund as it would be written, recalculated on each keystroke."""

from __future__ import annotations

from typing import Any, Final

from client.outbox.operations import money as operations
from contracts.ledger import Sharing, returned_shares
from contracts.rows import PartDoc
from contracts.vocabulary import LedgerAccount
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.money.earnings import MoneyParts
from viewmodels.money.rows import Draft, Item, LedgerGroup, PaymentRow, Share
from viewmodels.money.words import MoneyWords
from viewmodels.pricing.words import to_hundredths
from viewmodels.shell.rows import Tone

EVERYTHING: Final = "everything"
HALF: Final = "half"


class RefundViewModel(Page):
    """Giving money back needs the network; what was typed stays when it fails."""

    def __init__(self, parts: MoneyParts, payment_id: str) -> None:
        super().__init__(parts.tools, parts.tools.texts("money.payment"))
        self._parts, self._payment_id = parts, payment_id
        self._words = MoneyWords(self.texts, self.format)
        self._known: Any = None
        self._typed: dict[str, str] = {}
        self._wish_id = parts.money.new_id()
        self.facts: Observable[PaymentRow | None] = self.field(None)
        self.vendors: Observable[str] = self.field("")
        self.groups: Observable[tuple[LedgerGroup, ...]] = self.field(())
        self.draft_group: Observable[LedgerGroup | None] = self.field(None)
        self.bookings: Observable[tuple[tuple[str, str], ...]] = self.field(())
        self.booking_id: Observable[str] = self.field("")
        self.items: Observable[tuple[Item, ...]] = self.field(())
        self.draft: Observable[Draft] = self.field(Draft())
        self.reason: Observable[str] = self.field("")
        self.refundable: Observable[bool] = self.field(False)
        self.offline: Observable[bool] = self.field(not parts.status.online)
        self.read: Command = self.command(self._read, "money.read")
        self.give: Command = self.command(self._give, "refund.give")
        self.read.problem.changed.connect(self._show_state)
        self.on_close(parts.status.subscribe(self._status_changed))
        self._show_state()
        self.read.trigger()

    def choose_booking(self, booking_id: str) -> None:
        """Which of the bookings that were paid together."""
        if booking_id != self.booking_id.value:
            self.booking_id.value = booking_id
            self._typed = {}
            self._show_part()

    def type(self, item_id: str, text: str) -> None:
        """Change what is given back of one thing."""
        self._typed[item_id] = text
        self.give.forgive()
        self._calculate()

    def preset(self, name: str) -> dict[str, str]:
        """Everything that is left, or half of all; the texts to show in the fields."""
        part = self._part()
        left = part["total"] - part["refunded"] if part else 0
        typed = {}
        for item in self.items.value:
            wanted = item.minor if name == EVERYTHING else item.minor // 2
            given = max(0, min(wanted, left))
            left -= given
            typed[item.id] = f"{given / 100:.2f}"
        self._typed = typed
        self.give.forgive()
        self._calculate()
        return typed

    def tell(self, reason: str) -> None:
        """What the customer reads."""
        self.reason.value = reason
        self.give.forgive()

    def _part(self) -> PartDoc | None:
        parts: list[PartDoc] = self._known["parts"] if self._known else []
        return next((part for part in parts if part["booking"]["id"] == self.booking_id.value), None)

    async def _read(self) -> None:
        answer = await self._parts.money.payment_ledger(self._payment_id)
        self._known = known = answer.body
        payment = known["payment"]
        self.facts.value = self._words.payment(payment)
        self.vendors.value = ", ".join(dict.fromkeys(part["vendor_name"] for part in known["parts"]))
        self.groups.value = tuple(self._words.group(row) for row in known["transactions"])
        self.refundable.value = payment["state"] == "captured" and payment["method"] == "card"
        self.bookings.value = tuple(
            (part["booking"]["id"], f"{part['booking']['reference']}, {part['booking']['title']}")
            for part in known["parts"]
        )
        if known["parts"]:
            first = known["parts"][0]["booking"]
            self.title.value = self.texts("money.payment.of", reference=first["reference"])
            self.subtitle.value = first["title"]
            if self._part() is None:
                self.booking_id.value = first["id"]
            self._show_part()
        self._show_state()

    def _show_part(self) -> None:
        part, currency = self._part(), self._currency
        if part is not None:
            self.items.value = tuple(
                Item(str(number), item["label"], self._words.plain(item["amount"], currency), item["amount"])
                for number, item in enumerate(part["items"])
                if item["amount"] > 0
            )
        self._calculate()

    @property
    def _currency(self) -> str:
        return str(self._known["payment"]["amount"]["currency"]) if self._known else "EUR"

    def _calculate(self) -> None:
        part, currency = self._part(), self._currency
        amount, problem = self._sum(part)
        if part is None or not amount:
            self.draft.value = Draft(problem=problem, button=self.texts("money.refund"))
            self.draft_group.value = None
            return
        sharing = Sharing(part["total"], part["tax"], part["commission"], part["fee"], part["promotion"])
        shares = [pair for pair in returned_shares(sharing, part["refunded"], amount) if pair[1]]
        total = self._words.money(amount, currency)
        customer = self.facts.value.customer if self.facts.value else ""
        self.draft.value = Draft(
            amount=amount,
            total=total,
            button=self.texts("money.refund.button", amount=total, name=customer),
            problem=problem,
            shares=tuple(
                Share(self._words.account(account, part["vendor_name"]), self._words.money(share, currency))
                for account, share in shares
            ),
        )
        entries = [
            (str(account), part["vendor_name"] if account == LedgerAccount.VENDOR_PAYABLE else "", share)
            for account, share in shares
        ]
        entries.append((str(LedgerAccount.CARD_CLEARING), "", -amount))
        self.draft_group.value = LedgerGroup(
            title=self.texts("money.refund.draft"),
            when=self.texts("money.today"),
            number="",
            sum=self._words.plain(sum(entry[2] for entry in entries), currency),
            lines=self._words.lines(entries, currency),
            is_draft=True,
        )

    def _sum(self, part: PartDoc | None) -> tuple[int, str]:
        """What is typed in all, and what is wrong with it."""
        total = 0
        for item in self.items.value:
            text = self._typed.get(item.id, "").strip()
            amount = to_hundredths(text) if text else 0
            if amount is None:
                return 0, self.texts("money.refund.no_number", name=item.label)
            if amount > item.minor:
                return 0, self.texts("money.refund.too_much", name=item.label)
            total += amount
        left = part["total"] - part["refunded"] if part else 0
        if total > left:
            return 0, self.texts("money.refund.left", amount=self._words.money(left, self._currency))
        return total, ""

    async def _give(self) -> None:
        draft, reason = self.draft.value, self.reason.value.strip()
        if not draft.amount:
            raise ShownError(Problem(draft.problem or self.texts("money.refund.nothing")))
        if not reason:
            text = self.texts("money.refund.reason.needed")
            raise ShownError(Problem(text, fields={"reason": text}))
        wish = {
            "id": self._wish_id,
            "booking_id": self.booking_id.value,
            "amount": draft.amount,
            "reason": reason[:500],
        }
        await self._parts.money.perform(operations.give_refund(wish))
        # The next one is another one; the same again before that is the same refund.
        self._wish_id = self._parts.money.new_id()
        self._typed = {}
        self.reason.value = ""
        self._parts.toasts.show(self.texts("money.refund.given", amount=draft.total), tone=Tone.GOOD)
        self._known = None
        self.items.value = ()
        await self._read()

    def _status_changed(self) -> None:
        self.offline.value = not self._parts.status.online
        self._show_state()

    def _show_state(self, _problem: object = None) -> None:
        kind = ScreenKind.READY if self._known else ScreenKind.LOADING
        self.state.value = ScreenState(kind, problem=self.read.problem.value)
