"""The audit log: the list with its filter, and the panel about the entry that is open."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from viewmodels.admin.audit import THINGS, AuditViewModel
from viewmodels.admin.audit_rows import AuditRow
from views.admin.audit_panel import AuditPanelView
from views.kit.avatar import initials_of, tint_of
from views.kit.bind import bind_button, on_click
from views.kit.button import Button
from views.kit.card import Surface
from views.kit.cell import Cell, ColumnLook
from views.kit.file_dialogs import save_file
from views.kit.layouts import STRETCH, box, column, row
from views.kit.menu import MenuItem
from views.kit.page_states import PageStates
from views.kit.panel_beside import PanelBeside
from views.kit.select import Select
from views.kit.states import EmptyState
from views.kit.table import DataTable
from views.kit.theme import active

_THING = 168


def _who(row: AuditRow) -> Cell:
    if not row.actor_id:
        return Cell(row.who, tone="faint", icon="clock")
    return Cell(row.who, weight=500, avatar=(initials_of(row.who), tint_of(row.actor_id)))


def _what(row: AuditRow) -> Cell:
    return Cell(row.what, below=row.thing)


class AuditView(QWidget):
    """A filter over the table; the panel stands at its side."""

    def __init__(self, viewmodel: AuditViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("admin.audit")
        texts = viewmodel.texts
        self.table = DataTable(
            [
                ColumnLook("when", 148),
                ColumnLook("who", 176, _who, stretch=2),
                ColumnLook("what", 190, _what, stretch=2),
                ColumnLook("changes", 220, stretch=3, tone="ink"),
                ColumnLook("seq", 72, right=True, tone="faint", spare=1),
            ],
            name=texts("admin.audit.title"),
            object_name="admin.audit.table",
            row_size="row_comfortable",
            edge=24,
        )
        self.table.set_rows_model(viewmodel.rows)
        self.table.opened.connect(viewmodel.open)
        more = Button(texts("admin.audit.more"), object_name="admin.audit.more")
        bind_button(more, viewmodel.show_more)
        foot = box(row(STRETCH, more, STRETCH, margins=(24, 10, 24, 10)))
        viewmodel.more.bind(foot.setVisible)
        card = Surface("surface", edges="t")
        card.setLayout(column(self.table, foot, spacing=0, margins=(0, 1, 0, 0)))
        states = PageStates(card, retry=texts("kit.retry"), empty=self._empty, object_name="admin.audit")
        states.retried.connect(viewmodel.read.trigger)
        viewmodel.state.bind(states.show_state)
        panel = AuditPanelView(viewmodel)
        panel.setFixedWidth(active().size("side_panel"))
        left = column(self._filters(), states, spacing=0)
        left.setStretch(1, 1)
        self.setLayout(column(PanelBeside(box(left), panel), spacing=0))
        self.setFocusProxy(self.table)
        viewmodel.panel.bind(lambda entry: self.table.open_row(entry.id if entry else None))

    def _filters(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        things = [MenuItem(id="", text=texts("admin.audit.anything"))]
        things += [MenuItem(id=thing, text=texts(f"admin.audit.thing.{thing}")) for thing in THINGS]
        self._thing = Select(things, name=texts("admin.audit.filter"), object_name="admin.audit.thing")
        self._thing.setFixedWidth(_THING)
        self._thing.changed.connect(viewmodel.choose_thing)
        export = Button(texts("admin.audit.export"), icon="download", object_name="admin.audit.export")
        on_click(export, self._export)
        bar = Surface("canvas")
        bar.setLayout(row(self._thing, STRETCH, export, margins=(24, 12, 24, 12)))
        return bar

    def _empty(self) -> QWidget:
        texts = self._viewmodel.texts
        empty = EmptyState(
            art="empty_search",
            title=texts("admin.audit.nothing"),
            text=texts("admin.audit.nothing.detail"),
            action=texts("admin.audit.show_all"),
            object_name="admin.audit.empty",
        )
        empty.acted.connect(self._show_all)
        return empty

    def _show_all(self) -> None:
        self._thing.select("")
        self._viewmodel.choose_thing("")

    def _export(self) -> None:
        title = self._viewmodel.texts("admin.audit.export")
        save_file(self, title, "audit.csv", self._viewmodel.export.trigger)
