"""Search, filter chips, columns and export over the bookings table."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from viewmodels.vendor.booking_rows import FilterRow
from viewmodels.vendor.bookings import BookingsViewModel
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Surface
from views.kit.chip import FilterChip
from views.kit.file_dialogs import save_file
from views.kit.layouts import Flow, box, row
from views.kit.menu import MenuItem, open_menu
from views.kit.search_box import SearchBox
from views.kit.theme import active

_SEARCH = 196


class FilterBar(Surface):
    """One chip for each filter; a press opens its values, which may be several."""

    def __init__(self, viewmodel: BookingsViewModel, parent: QWidget | None = None) -> None:
        super().__init__("canvas", parent=parent)
        texts = viewmodel.texts
        self._viewmodel = viewmodel
        self._chips: dict[str, FilterChip] = {}
        self._search = SearchBox(
            texts("vendor.bookings.search"),
            clear_name=texts("vendor.bookings.search_clear"),
            object_name="vendor.bookings.search",
        )
        self._search.setFixedWidth(_SEARCH)
        self._search.edited.connect(viewmodel.search)
        self._place = Flow(self._search, spacing=8, line_spacing=8)
        self._columns = Button(
            texts("vendor.bookings.columns"),
            kind="quiet",
            icon="columns-3",
            object_name="vendor.bookings.columns",
        )
        export = Button(
            texts("vendor.bookings.export"), icon="download", object_name="vendor.bookings.export"
        )
        viewmodel.export.running.bind(export.set_running)
        on_click(self._columns, self._open_columns)
        on_click(export, self._export)
        viewmodel.export_asked.connect(self._export)
        line = row(box(self._place), self._columns, export, margins=(24, 12, 24, 12))
        line.setStretch(0, 1)
        for button in (self._columns, export):
            line.setAlignment(button, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        viewmodel.words.bind(self._search.set_text)
        viewmodel.filters.bind(self._show)

    def _show(self, filters: tuple[FilterRow, ...]) -> None:
        for shown in filters:
            chip = self._chips.get(shown.id)
            if chip is None:
                chip = FilterChip(shown.text, object_name=f"vendor.bookings.filter.{shown.id}")
                chip.setFixedHeight(active().size("control"))
                on_click(chip, partial(self._open, shown.id))
                chip.removed.connect(partial(self._viewmodel.set_filter, shown.id, ()))
                self._chips[shown.id] = chip
                self._place.addWidget(chip)
            chip.set_filter(shown.text, on=shown.on)

    def _open(self, id: str) -> None:
        shown = next(shown for shown in self._viewmodel.filters.value if shown.id == id)
        number = self._viewmodel.format.number
        items = [
            MenuItem(
                choice.id,
                choice.text,
                note=number(choice.count) if choice.count else "",
                checked=choice.chosen,
            )
            for choice in shown.choices
        ]
        choose = partial(self._viewmodel.toggle_filter, id)
        open_menu(
            self._chips[id], items, choose, name=shown.text, object_name=f"vendor.bookings.filter.{id}.menu"
        )

    def _open_columns(self) -> None:
        viewmodel = self._viewmodel
        items = [
            MenuItem(choice.key, choice.title, checked=choice.shown) for choice in viewmodel.columns.value
        ]
        open_menu(
            self._columns,
            items,
            self._toggle_column,
            name=viewmodel.texts("vendor.bookings.columns"),
            object_name="vendor.bookings.columns.menu",
            end=True,
        )

    def _toggle_column(self, key: str) -> None:
        shown = [
            choice.key for choice in self._viewmodel.columns.value if choice.shown != (choice.key == key)
        ]
        self._viewmodel.show_columns.trigger(shown)

    def _export(self) -> None:
        texts = self._viewmodel.texts
        name = texts("vendor.bookings.export_name")
        save_file(self, texts("vendor.bookings.export"), name, self._viewmodel.export.trigger)
