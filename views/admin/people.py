"""People: the list with its filters, and the panel about the person that is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from viewmodels.admin.people import ROLES, PeopleViewModel
from viewmodels.admin.people_rows import PersonPanel, PersonRow
from viewmodels.kernel.view_tab import ViewTab
from views.admin.person_panel import PersonPanelView
from views.kit.avatar import initials_of, tint_of
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Surface
from views.kit.cell import Cell, ColumnLook
from views.kit.file_dialogs import save_file
from views.kit.layouts import STRETCH, box, column, row
from views.kit.menu import MenuItem
from views.kit.page_states import PageStates
from views.kit.panel_beside import PanelBeside
from views.kit.search_box import SearchBox
from views.kit.select import Select
from views.kit.states import EmptyState
from views.kit.table import DataTable
from views.kit.tabs import TabItem, Tabs
from views.kit.theme import active

_SEARCH, _ROLE = 216, 132


def _person(row: PersonRow) -> Cell:
    return Cell(row.name, weight=500, below=row.email, avatar=(initials_of(row.name), tint_of(row.id)))


def _role(row: PersonRow) -> Cell:
    return Cell(row.role, below=row.vendor)


def _state(row: PersonRow) -> Cell:
    return Cell(tag=row.tag) if row.tag else Cell(row.state, tone="soft")


class PeopleView(QWidget):
    """Tabs, search and role filter over the table; the panel stands at its side."""

    def __init__(self, viewmodel: PeopleViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("admin.people")
        texts = viewmodel.texts
        self._tabs = Tabs(name=texts("admin.people.title"), object_name="admin.people.tabs")
        self._tabs.chosen.connect(viewmodel.choose_tab)
        self.table = DataTable(
            [
                ColumnLook("name", 230, _person, stretch=3),
                ColumnLook("role", 140, _role, stretch=2),
                ColumnLook("bookings", 84, right=True, spare=1),
                ColumnLook("seen", 110),
                ColumnLook("since", 116, spare=2),
                ColumnLook("state", 104, _state),
            ],
            name=texts("admin.people.title"),
            object_name="admin.people.table",
            row_size="row_comfortable",
            edge=24,
        )
        self.table.set_rows_model(viewmodel.rows)
        self.table.opened.connect(viewmodel.open)
        panel = PersonPanelView(viewmodel)
        panel.setFixedWidth(active().size("side_panel"))
        card = Surface("surface", edges="t")
        card.setLayout(column(self.table, spacing=0, margins=(0, 1, 0, 0)))
        states = PageStates(card, retry=texts("kit.retry"), empty=self._empty, object_name="admin.people")
        viewmodel.state.bind(states.show_state)
        left = column(self._tabs, self._filters(), states, spacing=0)
        left.setStretch(2, 1)
        self.setLayout(column(PanelBeside(box(left), panel), spacing=0))
        self.setFocusProxy(self.table)
        viewmodel.tabs.bind(self._show_tabs)
        viewmodel.panel.bind(self._show_open)

    def _filters(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        self._search = search = SearchBox(
            texts("admin.people.search"), key_hint="/", object_name="admin.people.search"
        )
        search.setFixedWidth(_SEARCH)
        search.edited.connect(viewmodel.search)
        roles = [MenuItem(id="", text=texts("admin.people.any_role"))]
        roles += [MenuItem(id=role.value, text=texts(f"role.{role}")) for role in ROLES]
        self._role = role = Select(roles, name=texts("admin.people.role"), object_name="admin.people.role")
        role.setFixedWidth(_ROLE)
        role.changed.connect(viewmodel.choose_role)
        export = Button(texts("admin.people.export"), icon="download", object_name="admin.people.export")
        on_click(export, self._export)
        bar = Surface("canvas")
        bar.setLayout(row(search, role, STRETCH, export, margins=(24, 12, 24, 12)))
        return bar

    def _empty(self) -> QWidget:
        texts = self._viewmodel.texts
        empty = EmptyState(
            art="empty_search",
            title=texts("admin.people.nobody"),
            text=texts("admin.people.nobody.detail"),
            action=texts("admin.people.show_all"),
            object_name="admin.people.empty",
        )
        empty.acted.connect(self._show_all)
        return empty

    def _show_all(self) -> None:
        self._search.empty()
        self._role.select("")
        self._viewmodel.show_all()

    def _export(self) -> None:
        title = self._viewmodel.texts("admin.people.export")
        save_file(self, title, "people.csv", self._viewmodel.export.trigger)

    def _show_tabs(self, tabs: Sequence[ViewTab]) -> None:
        chosen = next((tab.id for tab in tabs if tab.selected), "")
        self._tabs.set_tabs([TabItem(tab.id, tab.title, tab.count) for tab in tabs], chosen)

    def _show_open(self, panel: PersonPanel | None) -> None:
        self.table.open_row(panel.id if panel else None)
