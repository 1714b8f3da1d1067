"""Coupons: the list with its uses as they happen, a panel about one, and the form for a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from client.outbox.operations import coupon as operations
from client.status import EngineStatus
from client.stores.catalogue import CatalogueStore, CategoryList
from client.stores.coupon import CouponList, CouponStore
from contracts.rows import CategoryDoc, CouponDoc
from viewmodels.kernel.command import Command
from viewmodels.kernel.csv_text import save_csv, to_csv
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.kernel.view_model import Tools
from viewmodels.pricing.rows import Choice, CouponForm, CouponRow
from viewmodels.pricing.words import CouponWords
from viewmodels.shell.rows import Tone
from viewmodels.shell.toasts import Toasts

CURRENCY: Final = "EUR"
"""What amounts are typed in."""


@dataclass(frozen=True, slots=True)
class CouponParts:
    """The stores, and the shell's way to speak."""

    tools: Tools
    coupons: CouponStore
    catalogue: CatalogueStore
    status: EngineStatus
    toasts: Toasts


class CouponsViewModel(Page):
    """Of one vendor, which pays for them; without `vendor_id` an admin's, who sees all of them.

    Making, pausing and resuming need the network and say so before they are pressed; what was typed stays
    when one fails.
    """

    def __init__(self, parts: CouponParts, *, vendor_id: str = "") -> None:
        super().__init__(parts.tools, parts.tools.texts("coupons.title"))
        self._parts, self._vendor_id = parts, vendor_id
        self._words = CouponWords(self.texts, self.format)
        self._rows: dict[str, CouponDoc] = {}
        self._loaded = False
        text = self.texts
        self.rows: RowModel[CouponRow] = RowModel(
            [
                Column("code", text("coupons.code"), lambda row: row.code),
                Column("off", text("coupons.off"), lambda row: row.off),
                Column("fits", text("coupons.fits"), lambda row: row.fits),
                Column("payer", text("coupons.payer"), lambda row: row.payer),
                Column("uses", text("coupons.used"), lambda row: row.uses, lambda row: row.used, True),
                Column("until", text("coupons.until"), lambda row: row.until, lambda row: row.ends_at),
                Column("state", text("coupons.state"), lambda row: row.state),
            ],
            self,
        )
        self.is_admin = not vendor_id
        self.words: Observable[str] = self.field("")
        self.open_id: Observable[str] = self.field("")
        self.panel: Observable[CouponRow | None] = self.field(None)
        self.making: Observable[bool] = self.field(False)
        self.form: Observable[CouponForm] = self.field(CouponForm())
        self.categories: Observable[tuple[Choice, ...]] = self.field(())
        self.offline: Observable[bool] = self.field(False)
        self.create: Command = self.command(self._create, "coupon.create")
        self.pause: Command = self.command(self._pause, "coupon.pause")
        self.resume: Command = self.command(self._resume, "coupon.resume")
        self.export: Command = self.command(self._export, "list.export")
        self.words.changed.connect(self._arrange)
        self.open_id.changed.connect(self._opened)
        self.on_close(parts.status.subscribe(self._status_changed))
        self.observe(parts.coupons.observe(CouponList(vendor_id)), self._show)
        self.observe(parts.catalogue.observe(CategoryList()), self._show_categories)
        self._status_changed()

    def search(self, words: str) -> None:
        """Only coupons in whose code, service or vendor each word stands."""
        self.words.value = words

    def open(self, id: str) -> None:
        """Show a coupon in the side panel; '' closes it."""
        self.making.value = False
        self.open_id.value = id

    def begin(self) -> None:
        """Show the form for a new one, with what was typed before."""
        self.open_id.value = ""
        self.making.value = True
        self.filled.value = False

    def stop(self) -> None:
        """Put the form away; what was typed is kept."""
        self.making.value = False
        self.filled.value = True
        self.create.forgive()

    def type(self, **changes: Any) -> None:
        """Change fields of the form."""
        self.form.value = replace(self.form.value, **changes)
        self.create.forgive()

    async def _create(self) -> None:
        wish = self._words.wish(self.form.value, self._parts.coupons.new_id(), self._vendor_id, CURRENCY)
        await self._parts.coupons.perform(operations.create(wish))
        self.form.value = CouponForm()
        self.stop()
        self._parts.toasts.show(self.texts("coupons.made", code=wish["code"]), tone=Tone.GOOD)

    async def _pause(self) -> None:
        row = self._get_open()
        await self._parts.coupons.perform(operations.pause(row["id"]))
        self._parts.toasts.show(
            self.texts("coupons.paused", code=row["code"]), undo=lambda: self._undo(row["id"])
        )

    async def _undo(self, id: str) -> None:
        await self._parts.coupons.perform(operations.resume(id))

    async def _resume(self) -> None:
        row = self._get_open()
        await self._parts.coupons.perform(operations.resume(row["id"]))
        self._parts.toasts.show(self.texts("coupons.resumed", code=row["code"]), tone=Tone.GOOD)

    async def _export(self, path: Path) -> None:
        await save_csv(path, to_csv(self.rows.columns, self.rows.rows), self.texts)
        count = len(self.rows.rows)
        self._parts.toasts.show(self.texts.count("coupons.exported", count, file=path.name), icon="download")

    def _get_open(self) -> CouponDoc:
        row = self._rows.get(self.open_id.value)
        if row is None:
            raise ShownError(Problem(self.texts("coupons.gone")))
        return row

    def _status_changed(self) -> None:
        self.offline.value = not self._parts.status.online
        self._show_state()

    def _show_categories(self, categories: Sequence[CategoryDoc]) -> None:
        self.categories.value = tuple(Choice(row["id"], row["name"]) for row in categories)

    def _show(self, coupons: Sequence[CouponDoc]) -> None:
        self._rows = {row["id"]: row for row in coupons}
        self._loaded = True
        self._arrange()

    def _arrange(self, _changed: object = None) -> None:
        rows = [self._words.row(row) for row in self._rows.values()]
        words = self.words.value.casefold().split()
        self.rows.set_rows(
            [row for row in rows if all(w in f"{row.code} {row.fits} {row.payer}".casefold() for w in words)]
        )
        self._show_panel()
        self._show_state()

    def _opened(self, _id: object) -> None:
        self.filled.value = not self.making.value
        for command in (self.pause, self.resume):
            command.forgive()
        self._show_panel()

    def _show_panel(self) -> None:
        row = self._rows.get(self.open_id.value)
        self.panel.value = None if row is None else self._words.row(row)

    def _show_state(self) -> None:
        status, stale = self._parts.status, ""
        if self.offline.value and status.as_of is not None:
            stale = self.texts("coupons.stale", when=self.format.since(status.as_of))
        kind = ScreenKind.READY if self._loaded else ScreenKind.LOADING
        if self._loaded and not self.rows.rows:
            kind = ScreenKind.EMPTY
        self.state.value = ScreenState(kind, stale=stale)
