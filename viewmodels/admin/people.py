"""People: find somebody, see what they are, suspend and restore them, change their roles."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Final

from client.outbox.operation import Operation
from client.outbox.operations import people as operations
from client.status import EngineStatus
from client.stores.people import People, PeopleStore, PersonList
from contracts.rows import PersonDoc
from contracts.vocabulary import PersonStatus, Role
from viewmodels.admin.people_rows import PersonPanel, PersonRow
from viewmodels.admin.people_words import PeopleWords
from viewmodels.format import to_instant
from viewmodels.kernel.command import Command
from viewmodels.kernel.csv_text import save_csv, to_csv
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.kernel.view_model import Tools
from viewmodels.kernel.view_tab import ViewTab
from viewmodels.shell.rows import Tone
from viewmodels.shell.toasts import Toasts

NEW_WITHIN: Final = timedelta(days=7)
TABS: Final = ("all", "new", "suspended")
ROLES: Final = (Role.CUSTOMER, Role.VENDOR, Role.ADMIN)


class PeopleViewModel(Page):
    """A list with saved views and a role filter, and a panel about the person that is open.

    Everything that changes somebody needs the network and says so before it is pressed; the reason that was
    typed is kept when it fails.
    """

    def __init__(
        self, tools: Tools, people: PeopleStore, status: EngineStatus, toasts: Toasts, *, me: str
    ) -> None:
        super().__init__(tools, tools.texts("admin.people.title"))
        self._people, self._status, self._toasts, self._me = people, status, toasts, me
        self._words = PeopleWords(self.texts, self.format)
        self._rows: dict[str, PersonDoc] = {}
        text = self.texts
        self.rows: RowModel[PersonRow] = RowModel(
            [
                Column(
                    "name", text("admin.people.person"), lambda row: row.name, lambda row: row.name.casefold()
                ),
                Column("email", text("admin.people.email"), lambda row: row.email),
                Column("role", text("admin.people.role"), lambda row: row.role),
                Column("vendor", text("admin.people.vendor"), lambda row: row.vendor),
                Column(
                    "bookings",
                    text("admin.people.bookings"),
                    lambda row: row.bookings,
                    lambda row: row.booking_count,
                    True,
                ),
                Column("seen", text("admin.people.seen"), lambda row: row.seen, lambda row: row.seen_at),
                Column(
                    "since", text("admin.people.since"), lambda row: row.since, lambda row: row.created_at
                ),
                Column("state", text("admin.people.state"), lambda row: row.state),
            ],
            self,
        )
        self.tab: Observable[str] = self.field(TABS[0])
        self.role: Observable[str] = self.field("")
        self.words: Observable[str] = self.field("")
        self.tabs: Observable[tuple[ViewTab, ...]] = self.field(())
        self.open_id: Observable[str] = self.field("")
        self.panel: Observable[PersonPanel | None] = self.field(None)
        self.suspending: Observable[bool] = self.field(False)
        self.reason: Observable[str] = self.field("")
        self.offline: Observable[bool] = self.field(False)
        self.export: Command = self.command(self._export, "list.export")
        self.suspend: Command = self.command(self._suspend, "person.suspend")
        self.restore: Command = self.command(self._restore, "person.restore")
        self.set_role: Command = self.command(self._set_role, "person.set_roles")
        for choice in (self.tab, self.role, self.words):
            choice.changed.connect(self._arrange)
        self.open_id.changed.connect(self._opened)
        self.on_close(status.subscribe(self._status_changed))
        self.observe(people.observe(PersonList()), self._show)
        self._status_changed()

    # What a person does with the list.

    def choose_tab(self, id: str) -> None:
        """Look at all, new or suspended people."""
        self.tab.value = id

    def choose_role(self, role: str) -> None:
        """Only people with this role; '' for every role."""
        self.role.value = role

    def search(self, words: str) -> None:
        """Only people in whose name, mail or vendor each word stands."""
        self.words.value = words

    def show_all(self) -> None:
        """Take every filter away."""
        self.tab.value, self.role.value, self.words.value = TABS[0], "", ""

    def open(self, id: str) -> None:
        """Show somebody in the side panel; '' closes it."""
        self.open_id.value = id

    async def _export(self, path: Path) -> None:
        count = len(self.rows.rows)
        await save_csv(path, to_csv(self.rows.columns, self.rows.rows), self.texts)
        self._toasts.show(self.texts.count("admin.people.exported", count, file=path.name), icon="download")

    # What a person does with somebody.

    def begin_suspending(self) -> None:
        """Ask for the reason, and show what it would do."""
        self.suspending.value = True
        self.filled.value = False

    def stop_suspending(self) -> None:
        """Think better of it; the words are kept until somebody else is opened."""
        self.suspending.value = False
        self.filled.value = True
        self.suspend.forgive()

    def type_reason(self, reason: str) -> None:
        """The sentence that the person will read."""
        self.reason.value = reason
        self.suspend.forgive()

    async def _suspend(self) -> None:
        row, reason = self._get_open(), self.reason.value.strip()
        if not reason:
            needed = self.texts("admin.people.reason.needed")
            raise ShownError(Problem(needed, fields={"reason": needed}))
        await self._people.perform(operations.suspend(row, reason))
        self.stop_suspending()
        self.reason.value = ""
        self._toasts.show(
            self.texts("admin.people.suspended", name=row["name"]),
            icon="ban",
            undo=lambda: self._undo(row["id"]),
        )

    async def _undo(self, id: str) -> None:
        row = self._rows.get(id)
        if row is not None:
            await self._perform(operations.restore(row))

    async def _restore(self) -> None:
        row = self._get_open()
        await self._perform(operations.restore(row))
        self._toasts.show(self.texts("admin.people.restored", name=row["name"]), tone=Tone.GOOD)

    async def _set_role(self, role: str, held: bool) -> None:
        row = self._get_open()
        roles = [known.value for known in ROLES if (held if known == role else known.value in row["roles"])]
        await self._perform(operations.set_roles(row, roles))
        self._toasts.show(self.texts("admin.people.roles_changed", name=row["name"]), tone=Tone.GOOD)

    async def _perform(self, operation: Operation) -> None:
        await self._people.perform(operation)

    def _get_open(self) -> PersonDoc:
        row = self._rows.get(self.open_id.value)
        if row is None:
            raise ShownError(Problem(self.texts("admin.people.gone")))
        return row

    # What comes in.

    def _status_changed(self) -> None:
        self.offline.value = not self._status.online
        self._show_state()

    def _show(self, people: People) -> None:
        self._rows = {item.row["id"]: item.row for item in people}
        self._arrange()

    def _arrange(self, _changed: object = None) -> None:
        found = [row for row in self._rows.values() if self._matches(row)]
        counted = {tab: sum(self._in_tab(row, tab) for row in found) for tab in TABS}
        self.tabs.value = tuple(
            ViewTab(
                tab,
                self.texts(f"admin.people.tab.{tab}"),
                self.format.number(counted[tab]),
                tab == self.tab.value,
            )
            for tab in TABS
        )
        self.rows.set_rows([self._words.row(row) for row in found if self._in_tab(row, self.tab.value)])
        self._show_panel()
        self._show_state()

    def _matches(self, row: PersonDoc) -> bool:
        if self.role.value and self.role.value not in row["roles"]:
            return False
        names = " ".join(vendor["name"] for vendor in row["vendors"])
        text = f"{row['name']} {row['email']} {names}".casefold()
        return all(word in text for word in self.words.value.casefold().split())

    def _in_tab(self, row: PersonDoc, tab: str) -> bool:
        if tab == "new":
            return to_instant(row["created_at"]) > self.format.now() - NEW_WITHIN
        if tab == "suspended":
            return row["status"] == PersonStatus.SUSPENDED
        return True

    def _opened(self, _id: object) -> None:
        self.stop_suspending()
        self.reason.value = ""
        for command in (self.suspend, self.restore, self.set_role):
            command.forgive()
        self._show_panel()

    def _show_panel(self) -> None:
        row = self._rows.get(self.open_id.value)
        self.panel.value = None if row is None else self._words.panel(row, is_me=row["id"] == self._me)

    def _show_state(self) -> None:
        stale = ""
        if self.offline.value and self._status.as_of is not None:
            stale = self.texts("admin.people.stale", when=self.format.since(self._status.as_of))
        kind = ScreenKind.READY if self._rows else ScreenKind.LOADING
        if self._rows and not self.rows.rows:
            kind = ScreenKind.EMPTY
        self.state.value = ScreenState(kind, stale=stale)
