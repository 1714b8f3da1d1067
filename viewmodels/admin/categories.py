"""Categories, one within another: adding, renaming, moving, removing those that nothing is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from client.outbox.operation import Operation
from client.outbox.operations import listing as operations
from client.status import EngineStatus
from client.stores.catalogue import CatalogueStore, CategoryList
from client.stores.listing import ListingStore
from contracts.rows import CategoryDoc
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.kernel.view_model import Tools
from viewmodels.shell.toasts import Toasts


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """A category at its depth; `parents` is where it may go: (id, name), '' is the top."""

    id: str
    name: str
    depth: int
    count: str
    parent_id: str
    parents: tuple[tuple[str, str], ...]
    can_remove: bool


class CategoriesViewModel(Page):
    """A tree in the order in which customers see it; every change needs the network."""

    def __init__(
        self,
        tools: Tools,
        listings: ListingStore,
        catalogue: CatalogueStore,
        status: EngineStatus,
        toasts: Toasts,
    ) -> None:
        super().__init__(tools, tools.texts("categories.title"))
        self._listings, self._status, self._toasts = listings, status, toasts
        self._rows: dict[str, CategoryDoc] = {}
        self._loaded = False
        self.lines: Observable[tuple[CategoryLine, ...]] = self.field(())
        self.new_name: Observable[str] = self.field("")
        self.add: Command = self.command(self._add, "category.create")
        self.change: Command = self.command(self._change, "category.change")
        self.remove: Command = self.command(self._remove, "category.remove")
        self.on_close(status.subscribe(self._show_state))
        self.observe(catalogue.observe(CategoryList()), self._take)

    def type_name(self, text: str) -> None:
        """The name of a new one."""
        self.new_name.value = text[:120]
        self.add.forgive()

    def rename(self, category_id: str, name: str) -> None:
        """Give it another name."""
        row = self._rows.get(category_id)
        if row is not None and name.strip() and name.strip() != row["name"]:
            self.change.trigger(category_id, {"name": name.strip()[:120]})

    def move(self, category_id: str, parent_id: str) -> None:
        """Put it within another, or ('') at the top."""
        self.change.trigger(category_id, {"parent_id": parent_id or None})

    async def _add(self, parent_id: str = "") -> None:
        name = self.new_name.value.strip()
        if not name:
            raise ShownError(Problem(self.texts("categories.name_missing")))
        position = 1 + max((row["position"] for row in self._rows.values()), default=0)
        await self._do(operations.create_category(self._listings.new_id(), name, parent_id or None, position))
        self.new_name.value = ""

    async def _change(self, category_id: str, changes: dict[str, str | None]) -> None:
        await self._do(operations.change_category(self._rows[category_id], changes))

    async def _remove(self, category_id: str) -> None:
        row = self._rows[category_id]
        await self._do(operations.remove_category(row))
        self._toasts.show(self.texts("categories.removed", name=row["name"]), icon="trash")

    async def _do(self, operation: Operation) -> None:
        await self._listings.perform(operation)

    def _take(self, rows: Sequence[CategoryDoc]) -> None:
        self._rows = {row["id"]: row for row in rows}
        self._loaded = True
        self.lines.value = tuple(self._tree("", 0))
        self._show_state()

    def _tree(self, parent_id: str, depth: int) -> list[CategoryLine]:
        found: list[CategoryLine] = []
        for row in self._rows.values():
            above = row.get("parent_id") or ""
            # One whose parent is not known here stands at the top.
            if (above if above in self._rows else "") == parent_id:
                found.append(self._line(row, depth))
                found += self._tree(row["id"], depth + 1)
        return found

    def _line(self, row: CategoryDoc, depth: int) -> CategoryLine:
        below = self._below(row["id"])
        parents = [("", self.texts("categories.top"))]
        parents += [(id, each["name"]) for id, each in self._rows.items() if id not in below]
        return CategoryLine(
            row["id"],
            row["name"],
            depth,
            self.texts.count("categories.listings", row["listing_count"]),
            row.get("parent_id") or "",
            tuple(parents),
            not row["listing_count"] and len(below) == 1,
        )

    def _below(self, category_id: str) -> set[str]:
        found = {category_id}
        for id, row in self._rows.items():
            if row.get("parent_id") == category_id:
                found |= self._below(id)
        return found

    def _show_state(self) -> None:
        stale = ""
        if not self._status.online and self._status.as_of is not None:
            stale = self.texts("categories.stale", when=self.format.since(self._status.as_of))
        kind = ScreenKind.LOADING
        if self._loaded:
            kind = ScreenKind.READY if self._rows else ScreenKind.EMPTY
        self.state.value = ScreenState(kind, stale=stale)
