"""What the columns of a table mean: one small card for each, with its title, its first cells and a choice."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from viewmodels.vendor.import_rows import MappedColumn
from viewmodels.vendor.importing import MEANINGS, ORDERS, TARGETS, ImportViewModel
from views.kit.card import Card
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.menu import MenuItem
from views.kit.segments import Segments
from views.kit.select import Select
from views.kit.text import Text

_WIDTH = 164


class ColumnMapping(QWidget):
    """Changing a meaning reads the lines again below."""

    def __init__(self, viewmodel: ImportViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        texts = viewmodel.texts
        self._selects: dict[str, Select] = {}
        self._shown: tuple[tuple[str, str, str], ...] = ()
        self._cards = row(spacing=10)
        self._order = Segments(object_name="vendor.import.order")
        self._order.chosen.connect(viewmodel.choose_order)
        self._target = Select(
            [MenuItem(target, texts(f"vendor.import.target.{target}")) for target in TARGETS],
            name=texts("vendor.import.target"),
            object_name="vendor.import.target",
        )
        self._target.changed.connect(viewmodel.choose_target)
        self._target.setFixedWidth(320)
        scroll = QScrollArea()
        scroll.setWidget(box(row(self._cards, STRETCH, spacing=0)))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFixedHeight(112)
        scroll.viewport().setAutoFillBackground(False)
        head = row(
            Text(texts("vendor.import.columns"), weight=600),
            STRETCH,
            Text(texts("vendor.import.order"), tone="soft"),
            self._order,
            8,
            Text(texts("vendor.import.target"), tone="soft"),
            self._target,
            spacing=8,
        )
        self.setLayout(column(head, scroll, spacing=8))
        viewmodel.columns.bind(self._show_columns)
        viewmodel.mapping.changed.connect(self._show_mapping)
        self._show_mapping(viewmodel.mapping.value)

    def _show_columns(self, columns: tuple[MappedColumn, ...]) -> None:
        shape = tuple((each.id, each.title, each.samples) for each in columns)
        if shape != self._shown:
            self._shown = shape
            self._build(columns)
        for each in columns:
            self._selects[each.id].select(each.meaning)

    def _build(self, columns: tuple[MappedColumn, ...]) -> None:
        clear(self._cards)
        self._selects.clear()
        texts = self._viewmodel.texts
        options = [MenuItem(meaning, texts(f"vendor.import.meaning.{meaning}")) for meaning in MEANINGS]
        for each in columns:
            title = each.title or texts("vendor.import.column_title", number=int(each.id) + 1)
            select = Select(options, name=title, object_name=f"vendor.import.meaning.{each.id}")
            select.changed.connect(partial(self._viewmodel.choose_meaning, each.id))
            self._selects[each.id] = select
            card = Card(padding=10, spacing=4)
            card.setFixedWidth(_WIDTH)
            words = Text(title, weight=600, elide=True)
            words.setToolTip(title)
            sample = Text(each.samples, role="small", tone="soft", elide=True)
            sample.setToolTip(each.samples)
            for widget in (words, sample, select):
                card.body.addWidget(widget)
            self._cards.addWidget(card)

    def _show_mapping(self, mapping: object) -> None:
        shown = self._viewmodel.mapping.value
        self.setVisible(shown is not None)
        if shown is None:
            return
        texts = self._viewmodel.texts
        orders = [(order, texts(f"vendor.import.order.{order}")) for order in ORDERS]
        self._order.set_options(orders, shown.order.value)
        self._target.select(shown.target.value)
