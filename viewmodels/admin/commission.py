"""What the platform keeps: of everything, of a category, of one vendor."""

from __future__ import annotations

from collections.abc import Sequence

from client.documents import Document
from client.outbox.operations import coupon as operations
from client.status import EngineStatus
from client.stores.catalogue import CatalogueStore, CategoryList, VendorList
from client.stores.coupon import CouponStore
from contracts.rows import CategoryDoc, VendorDoc
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.kernel.view_model import Tools
from viewmodels.pricing.rows import Choice, RuleRow
from viewmodels.pricing.words import to_hundredths
from viewmodels.shell.rows import Tone
from viewmodels.shell.toasts import Toasts

MOST = 5_000
"""Basis points that the platform keeps at most."""


class CommissionViewModel(Page):
    """A list of rules, a panel to change one, a form for a new one. Everything needs the network."""

    def __init__(
        self,
        tools: Tools,
        rates: CouponStore,
        catalogue: CatalogueStore,
        status: EngineStatus,
        toasts: Toasts,
    ) -> None:
        super().__init__(tools, tools.texts("admin.commission.title"))
        self._rates, self._status, self._toasts = rates, status, toasts
        self._rules: dict[str, Document] = {}
        self._answered = False
        self._categories: tuple[Choice, ...] = ()
        self._vendors: tuple[Choice, ...] = ()
        text = self.texts
        self.rows: RowModel[RuleRow] = RowModel(
            [
                Column("whom", text("admin.commission.whom"), lambda row: row.whom),
                Column("kind", text("admin.commission.kind"), lambda row: row.kind),
                Column(
                    "rate",
                    text("admin.commission.rate"),
                    lambda row: row.rate,
                    lambda row: row.basis_points,
                    True,
                ),
            ],
            self,
        )
        self.open_id: Observable[str] = self.field("")
        self.panel: Observable[RuleRow | None] = self.field(None)
        self.making: Observable[bool] = self.field(False)
        self.choices: Observable[tuple[Choice, ...]] = self.field(())
        self.whom: Observable[str] = self.field("")
        self.rate: Observable[str] = self.field("")
        self.offline: Observable[bool] = self.field(not status.online)
        self.read: Command = self.command(self._read, "admin.commission.read")
        self.save: Command = self.command(self._save, "commission.save")
        self.remove: Command = self.command(self._remove, "commission.remove")
        self.read.problem.changed.connect(self._show_state)
        self.on_close(status.subscribe(self._status_changed))
        self.observe(catalogue.observe(CategoryList()), self._take_categories)
        self.observe(catalogue.observe(VendorList()), self._take_vendors)
        self.read.trigger()

    def open(self, id: str) -> None:
        """Show a rule in the side panel; '' closes it."""
        self.making.value, self.filled.value = False, not id
        self.open_id.value = id
        row = self.rows.find(id) if id else None
        self.rate.value = "" if row is None else _typed(row.basis_points)
        self.save.forgive()
        self._show_panel()

    def begin(self) -> None:
        """Show the form for a new rule."""
        self.open("")
        self.making.value, self.filled.value = True, False
        self._show_panel()

    def choose(self, whom: str) -> None:
        """Of whom the new rule speaks: `vendor:<id>` or `category:<id>`."""
        self.whom.value = whom
        self.save.forgive()

    def type_rate(self, text: str) -> None:
        """A percentage, as it is typed."""
        self.rate.value = text
        self.save.forgive()

    async def _read(self) -> None:
        answer = await self._rates.rules()
        self._rules = {rule["id"]: rule for rule in answer.body["items"]}
        self._answered = True
        self._arrange()

    async def _save(self) -> None:
        points = to_hundredths(self.rate.value)
        if points is None or points > MOST:
            needed = self.texts("admin.commission.needed")
            raise ShownError(Problem(needed, fields={"rate": needed}))
        if self.making.value:
            kind, _, id = self.whom.value.partition(":")
            if not id:
                needed = self.texts("admin.commission.whom_needed")
                raise ShownError(Problem(needed, fields={"whom": needed}))
            wish = {"id": self._rates.new_id(), f"{kind}_id": id, "basis_points": points}
            await self._rates.perform(operations.create_rule(wish))
        else:
            await self._rates.perform(operations.change_rule(self._get_open(), points))
        self.open("")
        self._toasts.show(self.texts("admin.commission.saved"), tone=Tone.GOOD)
        await self._read()

    async def _remove(self) -> None:
        await self._rates.perform(operations.remove_rule(self._get_open()))
        self.open("")
        self._toasts.show(self.texts("admin.commission.removed"), icon="undo-2")
        await self._read()

    def _get_open(self) -> Document:
        rule = self._rules.get(self.open_id.value)
        if rule is None:
            raise ShownError(Problem(self.texts("admin.commission.gone")))
        return rule

    def _take_categories(self, rows: Sequence[CategoryDoc]) -> None:
        self._categories = tuple(Choice(f"category:{row['id']}", row["name"]) for row in rows)
        self.choices.value = (*self._categories, *self._vendors)

    def _take_vendors(self, rows: Sequence[VendorDoc]) -> None:
        self._vendors = tuple(
            Choice(f"vendor:{row['id']}", row["name"]) for row in sorted(rows, key=lambda row: row["name"])
        )
        self.choices.value = (*self._categories, *self._vendors)

    def _status_changed(self) -> None:
        came_back = self.offline.value and self._status.online
        self.offline.value = not self._status.online
        if came_back:
            self.read.trigger()
        self._show_state()

    def _arrange(self) -> None:
        rows = [self._row(rule) for rule in self._rules.values()]
        self.rows.set_rows(sorted(rows, key=lambda row: (row.can_remove, row.kind, row.whom.casefold())))
        self._show_panel()
        self._show_state()

    def _row(self, rule: Document) -> RuleRow:
        kind = "vendor" if rule["vendor_id"] else "category" if rule["category_id"] else "default"
        points = rule["basis_points"]
        return RuleRow(
            id=rule["id"],
            whom=rule["vendor_name"] or rule["category_name"] or self.texts("admin.commission.everything"),
            kind=self.texts(f"admin.commission.kind.{kind}"),
            rate=self.texts("coupons.percent", number=_typed(points)),
            basis_points=points,
            can_remove=kind != "default",
        )

    def _show_panel(self) -> None:
        self.panel.value = self.rows.find(self.open_id.value) if self.open_id.value else None

    def _show_state(self, _problem: object = None) -> None:
        kind = ScreenKind.READY if self._answered else ScreenKind.LOADING
        self.state.value = ScreenState(kind, problem=self.read.problem.value)


def _typed(points: int) -> str:
    whole, part = divmod(points, 100)
    return f"{whole}.{part:02}".rstrip("0").rstrip(".")
