"""The bookings: saved views, filters, the table with its day headers, the bulk bar, the side panel."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLineEdit, QStackedLayout, QWidget

from viewmodels.kernel.problems import Problem
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.vendor.booking_rows import BookingRow, ColumnChoice, ViewTab
from viewmodels.vendor.bookings import BookingsViewModel
from views.kit.card import Card
from views.kit.dialog import Dialog
from views.kit.field import Field
from views.kit.hint import show_hint
from views.kit.layouts import box, column, row
from views.kit.menu import MenuItem, open_menu
from views.kit.panel_beside import PanelBeside
from views.kit.states import EmptyState, Skeleton
from views.kit.table import DataTable
from views.kit.tabs import TabItem, Tabs
from views.vendor.booking_panel import BookingPanelView
from views.vendor.booking_table import DATED, LOOKS, MARK, group_of
from views.vendor.bulk_bar import BulkBar
from views.vendor.filter_bar import FilterBar
from views.vendor.page_states import vendor_states


class BookingsView(QWidget):
    """The table paints all of its rows itself, and the viewmodel sorts and filters them."""

    def __init__(self, viewmodel: BookingsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("vendor.bookings")
        texts = viewmodel.texts
        self._tabs = Tabs(
            name=texts("vendor.bookings.views"),
            object_name="vendor.bookings.views",
            add_name=texts("vendor.bookings.view.add"),
        )
        self._tabs.chosen.connect(viewmodel.choose_view)
        self._tabs.added.connect(self._open_view_menu)
        self.table = self._build_table()
        self._bulk = BulkBar(viewmodel)
        self._bulk.cleared.connect(self.table.clear_checks)
        self._stack = QStackedLayout()
        self._loading = Skeleton(rows=14, row_height=36, avatars=False, name=texts("vendor.loading"))
        self._empty = EmptyState(
            art="shop",
            title=texts("vendor.bookings.empty"),
            text=texts("vendor.bookings.empty_text"),
            action=texts("vendor.new.title"),
            primary=False,
            object_name="vendor.bookings.empty",
        )
        self._empty.acted.connect(viewmodel.create.trigger)
        for widget in (self.table, self._loading, self._empty):
            self._stack.addWidget(widget)
        card = Card()
        card.body.addWidget(box(self._stack), 1)
        card.body.addWidget(self._bulk)
        left = column(self._tabs, FilterBar(viewmodel), spacing=0)
        left.addLayout(row(card, margins=(24, 0, 24, 20)), 1)
        panel = BookingPanelView(viewmodel.panel)
        panel.stepped.connect(viewmodel.step)
        panel.closed.connect(self._close_panel)
        self._states = vendor_states(viewmodel, PanelBeside(box(left), panel), name="vendor.bookings")
        self.setLayout(column(self._states, spacing=0))
        self.setFocusProxy(self.table)
        viewmodel.tabs.bind(self._show_tabs)
        viewmodel.columns.bind(self._show_columns)
        viewmodel.grouped.changed.connect(self._show_grouped)
        viewmodel.sorting.bind(self._show_sorting)
        viewmodel.state.bind(self._show_state)
        viewmodel.panel.shown_id.bind(self._show_open)
        viewmodel.rows.layoutChanged.connect(self._reopen)
        viewmodel.rows.rowsInserted.connect(self._reopen)
        # A deed that failed says so where it was pressed.
        viewmodel.do_to_checked.failed.connect(self._show_failure)
        viewmodel.save_view.failed.connect(self._show_failure)

    def _build_table(self) -> DataTable:
        viewmodel = self._viewmodel
        table = DataTable(
            [],
            name=viewmodel.texts("vendor.bookings.table"),
            object_name="vendor.bookings.table",
            checkable=True,
            group_of=self._group_of,
            sorts=False,
        )
        table.set_rows_model(viewmodel.rows)
        table.opened.connect(viewmodel.open)
        table.checked_changed.connect(self._checked)
        table.sort_requested.connect(viewmodel.sort)
        table.selectionModel().currentRowChanged.connect(self._stood_on)
        return table

    def _group_of(self, row_: BookingRow) -> tuple[str, str]:
        return group_of(row_) if self._viewmodel.grouped.value else ("", "")

    # What the viewmodel says

    def _show_tabs(self, tabs: tuple[ViewTab, ...]) -> None:
        chosen = next((tab.id for tab in tabs if tab.selected), "")
        self._tabs.set_tabs([TabItem(tab.id, tab.title, tab.count) for tab in tabs], chosen)

    def _show_columns(self, columns: tuple[ColumnChoice, ...]) -> None:
        looks = [LOOKS[choice.key] for choice in columns if choice.shown]
        if not self._viewmodel.grouped.value:
            looks = [DATED if look.key == "time" else look for look in looks]
        self.table.show_columns([*looks, MARK])

    def _show_grouped(self, _grouped: object) -> None:
        self._show_columns(self._viewmodel.columns.value)

    def _show_sorting(self, sorting: tuple[str, bool]) -> None:
        keys = [column_.key for column_ in self._viewmodel.rows.columns]
        self.table.show_sorting(keys.index(sorting[0]), descending=sorting[1])

    def _show_state(self, state: ScreenState) -> None:
        shown: QWidget = self.table
        if state.kind is ScreenKind.LOADING:
            shown = self._loading
        elif state.kind is ScreenKind.EMPTY:
            shown = self._empty
        self._stack.setCurrentWidget(shown)
        # Loading and empty are the table's alone, and the age stands in the top bar.
        inside = state.kind in {ScreenKind.LOADING, ScreenKind.EMPTY}
        self._states.show_state(replace(state, kind=ScreenKind.READY if inside else state.kind, stale=""))

    def _show_open(self, id: str) -> None:
        self.table.open_row(id or None)

    def _reopen(self, *_: object) -> None:
        if self._viewmodel.panel.shown_id.value and self.table.current_id() is None:
            self._show_open(self._viewmodel.panel.shown_id.value)

    # What a person does

    def _checked(self, ids: frozenset[object]) -> None:
        order = [row_.id for row_ in self._viewmodel.rows.rows if row_.id in ids]
        self._viewmodel.check(order)

    def _stood_on(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self._viewmodel.stand_on(self.table.row_at(index.row()).id)

    def _close_panel(self) -> None:
        self._viewmodel.open("")
        self.table.setFocus()

    def _open_view_menu(self) -> None:
        texts = self._viewmodel.texts
        chosen = next((tab for tab in self._viewmodel.tabs.value if tab.selected), None)
        items = [MenuItem("keep", texts("vendor.bookings.view.keep"), "bookmark-plus")]
        if chosen is not None and chosen.own:
            delete = texts("vendor.bookings.view.delete", title=chosen.title)
            items.append(MenuItem("delete", delete, "trash", danger=True))
        anchor = self._tabs.findChild(QWidget, "vendor.bookings.views.add") or self._tabs
        name = texts("vendor.bookings.views")
        open_menu(anchor, items, self._view_chosen, name=name, object_name="vendor.bookings.views.menu")

    def _view_chosen(self, id: str) -> None:
        if id == "delete":
            self._viewmodel.delete_view.trigger()
        else:
            self._ask_name()

    def _ask_name(self) -> None:
        texts = self._viewmodel.texts
        dialog = Dialog(
            self,
            texts("vendor.bookings.view.add"),
            texts("vendor.bookings.view.text"),
            object_name="vendor.bookings.view",
        )
        field = Field(
            texts("vendor.bookings.view.name"),
            placeholder=texts("vendor.bookings.view.name_hint"),
            object_name="vendor.bookings.view.name",
        )
        dialog.body.addWidget(field)
        dialog.add_button("cancel", texts("vendor.cancel"), "quiet")
        save = dialog.add_button("save", texts("vendor.bookings.view.save"), "primary")
        save.set_enabled(False, texts("vendor.bookings.view.no_name"))
        reason = texts("vendor.bookings.view.no_name")
        field.edited.connect(lambda text: save.set_enabled(bool(text.strip()), reason))
        if isinstance(field.box.editor, QLineEdit):
            field.box.editor.returnPressed.connect(save.click)
        dialog.focus_first(field.box.editor)
        dialog.finished.connect(
            lambda id: self._viewmodel.save_view.trigger(field.text()) if id == "save" else None
        )
        dialog.open_dialog()

    def _show_failure(self, problem: Problem) -> None:
        target = self._bulk if self._bulk.isVisible() else self._tabs
        show_hint(target, problem.text, "circle-alert")
