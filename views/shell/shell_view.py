"""The shell bound to its viewmodel: it wires, and decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from viewmodels.kernel.command import Command
from viewmodels.kernel.navigator import Dialog as DialogModel
from viewmodels.kernel.page import Page
from viewmodels.shell.keys import keycaps
from viewmodels.shell.rows import AccountRow, PageRow
from viewmodels.shell.shell import Shell
from views.kit.bind import on_click
from views.shell.frame import ShellFrame
from views.shell.overlays import Overlays
from views.shell.shortcuts import Shortcuts

MakePage = Callable[[Page], QWidget]
MakeDialog = Callable[[DialogModel[Any], QWidget], QWidget]


class ShellView(ShellFrame):
    """`make_page` builds the view of a page's viewmodel, `make_dialog` opens the view of a question."""

    def __init__(self, viewmodel: Shell, make_page: MakePage, make_dialog: MakeDialog | None = None) -> None:
        texts = viewmodel.texts
        super().__init__(
            rail_name=texts("shell.rail"),
            speak=self._speak,
            search=texts("shell.search"),
            back=texts("shell.action.back"),
            bell=texts("shell.bell"),
        )
        self._viewmodel, self._make_page, self._make_dialog = viewmodel, make_page, make_dialog
        self._shown: Page | None = None
        self._primary: Command | None = None
        self._bind_rail()
        self._bind_top()
        self._shortcuts = Shortcuts(self, viewmodel.actions)
        self._shortcuts.replace("shell.search", self._search_page)
        self._shortcuts.add("Ctrl+Z", self.toasts.undo_newest)
        self._follow_pages()
        rows = viewmodel.toasts.rows
        for signal in (rows.rowsInserted, rows.rowsRemoved, rows.dataChanged, rows.layoutChanged):
            signal.connect(self._show_toasts)
        self.toasts.undone.connect(viewmodel.toasts.undo.trigger)
        self.toasts.dismissed.connect(viewmodel.toasts.dismiss)
        self._show_toasts()
        viewmodel.notice.bind(self.notice.set_text)
        self._overlays = Overlays(self, viewmodel)
        viewmodel.navigator.asked.connect(self._ask)
        viewmodel.actions.changed.connect(self._show_primary)
        viewmodel.outbox.has_primary.changed.connect(self._show_filled)
        viewmodel.page.bind(self._open)

    # Rail

    def _bind_rail(self) -> None:
        rail = self._viewmodel.rail
        for signal in (
            rail.pages.rowsInserted,
            rail.pages.rowsRemoved,
            rail.pages.dataChanged,
            rail.pages.layoutChanged,
        ):
            signal.connect(self._follow_pages)
        rail.workspaces.changed.connect(self._show_workspace)
        rail.workspace.bind(self._show_workspace)
        rail.folded.bind(self._show_folded)
        self.rail.chosen.connect(rail.go)
        self.rail.switched.connect(rail.switch)
        self.rail.fold_pressed.connect(rail.toggle.trigger)

    def _speak(self, row: PageRow) -> str:
        if not row.count:
            return row.title
        return self._viewmodel.texts.count("shell.rail.count", row.count, title=row.title)

    def _follow_pages(self, *_: object) -> None:
        rail = self._viewmodel.rail
        self.rail.show_pages(rail.pages.rows)
        self._shortcuts.follow_pages(rail.pages, rail.go)

    def _show_workspace(self, _changed: object) -> None:
        rail = self._viewmodel.rail
        row = rail.workspace.value
        spoken = self._viewmodel.texts("shell.workspace", name=row.name)
        self.rail.show_workspace(row, spoken, rail.workspaces.value)

    def _show_folded(self, folded: bool) -> None:
        texts = self._viewmodel.texts
        self.rail.show_folded(folded, texts("shell.rail.fold"), texts("shell.rail.unfold"))

    # Top bar

    def _bind_top(self) -> None:
        viewmodel, top = self._viewmodel, self.top
        viewmodel.pill.bind(top.pill.show_state)
        viewmodel.account.bind(self._show_account)
        viewmodel.bell.unread.bind(self._show_unread)
        viewmodel.navigator.can_go_back.bind(top.back.setVisible)
        top.back_pressed.connect(viewmodel.back.trigger)
        on_click(top.search, viewmodel.palette.show.trigger)
        on_click(top.pill, viewmodel.outbox.show.trigger)
        on_click(top.bell, viewmodel.bell.show.trigger)
        on_click(top.primary, self._do_primary)
        on_click(top.account, self._open_account)

    def _show_account(self, row: AccountRow) -> None:
        self.top.account.show_account(row, self._viewmodel.texts("shell.account", name=row.name))

    def _show_unread(self, count: int) -> None:
        texts = self._viewmodel.texts
        spoken = texts.count("shell.bell.unread", count) if count else texts("shell.bell")
        self.top.bell.show_unread(count > 0, spoken)

    def _open_account(self) -> None:
        from views.shell.account_menu import open_account_menu

        viewmodel = self._viewmodel
        open_account_menu(
            self.top.account,
            viewmodel.texts,
            viewmodel.account.value.name,
            viewmodel.preferences,
            viewmodel.sign_out.trigger,
        )

    # The page

    def _open(self, page: Page | None) -> None:
        before, self._shown = self._shown, page
        if before is not None:
            before.title.changed.disconnect(self.top.show_title)
            before.subtitle.changed.disconnect(self.top.show_subtitle)
            before.filled.changed.disconnect(self._show_filled)
            before.primary.changed.disconnect(self._show_primary)
        if page is None:
            return
        self.show_page(self._make_page(page))
        page.title.bind(self.top.show_title)
        page.subtitle.bind(self.top.show_subtitle)
        page.filled.bind(self._show_filled)
        page.primary.changed.connect(self._show_primary)
        self._show_primary()

    def _show_filled(self, *_: object) -> None:
        """One filled button is in view: the page's gives way to one on the page, and to an open sheet's."""
        own = self._shown is None or self._shown.filled.value
        self.top.show_filled(own and not self._viewmodel.outbox.has_primary.value)

    def _show_primary(self, *_: object) -> None:
        id = self._shown.primary.value if self._shown is not None else ""
        command = self._viewmodel.actions.find_command(id) if id else None
        if self._primary is not None and self._primary is not command:
            self._primary.reason.changed.disconnect(self.top.primary.set_reason)
            self._primary.running.changed.disconnect(self.top.primary.set_running)
        if command is not None and command is not self._primary:
            command.reason.bind(self.top.primary.set_reason)
            command.running.bind(self.top.primary.set_running)
        self._primary = command
        if command is None:
            self.top.show_primary("", "", "")
            return
        action = self._viewmodel.actions.get_action(id)
        title = self._viewmodel.texts(action.title)
        self.top.show_primary(title, action.icon, " ".join(keycaps(action.shortcut)))

    def _do_primary(self) -> None:
        if self._primary is not None:
            self._primary.trigger()

    def _search_page(self) -> None:
        from views.kit.search_box import PageSearch, SearchBox

        page = self.page
        box = page.findChild(SearchBox) if page is not None else None
        search = box.editor if box is not None else page.findChild(PageSearch) if page is not None else None
        if search is not None and search.isVisible():
            search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            search.selectAll()
        else:
            self._viewmodel.palette.show.trigger()

    def _show_toasts(self, *_: object) -> None:
        self.toasts.show_rows(self._viewmodel.toasts.rows.rows)

    def _ask(self, question: DialogModel[Any]) -> None:
        from viewmodels.shell.sign_out import SignOut

        # It is the person's turn now: nothing spins behind a question.
        self.top.primary.set_running(False)
        if isinstance(question, SignOut):
            from views.shell.sign_out import SignOutView

            SignOutView(self, question).open_dialog()
        elif self._make_dialog is not None:
            self._make_dialog(question, self)
