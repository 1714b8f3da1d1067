"""The rail: workspaces at the top, pages with their counts below."""

from __future__ import annotations

from client.routes import ROUTES
from client.session.person import Person
from viewmodels.kernel.navigator import Location, Navigator
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.view_model import Tools, ViewModel
from viewmodels.shell.action_list import page_shortcut
from viewmodels.shell.booking_words import initials_of
from viewmodels.shell.keys import keycaps
from viewmodels.shell.pages import WORKSPACES, home_of, rail_page_of, workspace_of
from viewmodels.shell.preferences import Preferences
from viewmodels.shell.rows import PageRow, WorkspaceRow


class Rail(ViewModel):
    """Shows only pages that this person may open; `folded` is remembered per page."""

    def __init__(self, tools: Tools, person: Person, navigator: Navigator, preferences: Preferences) -> None:
        super().__init__(tools)
        self.pages: RowModel[PageRow] = RowModel([Column("title", "", lambda row: row.title)], self)
        self.workspace: Observable[WorkspaceRow] = self.field(WorkspaceRow("", "", "", ""))
        self.workspaces: Observable[tuple[WorkspaceRow, ...]] = self.field(())
        self.folded: Observable[bool] = self.field(False)
        self.toggle = self.command(self._toggle, "shell.fold_rail")
        self._person = person
        self._navigator = navigator
        self._preferences = preferences
        self._counts: dict[str, tuple[int, bool]] = {}
        navigator.current.bind(self._show)

    def go(self, route: str) -> None:
        """Open a page."""
        self._navigator.go(route)

    def switch(self, workspace: str) -> None:
        """Open another workspace at its first page."""
        self._navigator.go(home_of(workspace))

    def set_count(self, route: str, count: int, urgent: bool = False) -> None:
        """Put a number on a page: what waits there."""
        if self._counts.get(route) != (count, urgent):
            self._counts[route] = (count, urgent)
            self._show(self._navigator.current.value)

    async def _toggle(self) -> None:
        self.folded.value = not self.folded.value
        await self._preferences.fold(rail_page_of(self._navigator.current.value.route), self.folded.value)

    def _show(self, location: Location) -> None:
        open_page, workspace = rail_page_of(location.route), workspace_of(location.route)
        self.folded.value = self._preferences.folded(open_page)
        rows = [
            self._page(route, heading, open_page)
            for route, heading in WORKSPACES.get(workspace, ())
            if self._navigator.allows(route)
        ]
        self.pages.set_rows(rows)
        self.workspaces.value = tuple(
            self._workspace(name, workspace) for name in WORKSPACES if self._navigator.allows(home_of(name))
        )
        self.workspace.value = self._workspace(workspace, workspace)

    def _page(self, route: str, heading: str, open_page: str) -> PageRow:
        count, urgent = self._counts.get(route, (0, False))
        return PageRow(
            id=route,
            title=self.texts(ROUTES[route].title),
            icon=ROUTES[route].icon,
            group=self.texts(heading) if heading else "",
            count=count,
            urgent=urgent,
            keys=keycaps(page_shortcut(route)),
            selected=route == open_page,
        )

    def _workspace(self, workspace: str, current: str) -> WorkspaceRow:
        name = self.texts("shell.app")
        if workspace == "vendor" and self._person.vendors:
            name = self._person.vendors[0][1]
        elif workspace == "customer":
            name = self._person.name
        return WorkspaceRow(
            id=workspace,
            name=name,
            kind=self.texts(f"shell.workspace.{workspace}"),
            initials=initials_of(name)[:1],
            selected=workspace == current,
        )
