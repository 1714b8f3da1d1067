"""Coupons: the list, and at its side one of them or the form for a new one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from viewmodels.pricing.coupons import CouponsViewModel
from viewmodels.pricing.rows import CouponRow
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Surface
from views.kit.cell import Cell, ColumnLook
from views.kit.file_dialogs import save_file
from views.kit.layouts import STRETCH, box, column, row
from views.kit.page_states import PageStates
from views.kit.panel_beside import PanelBeside
from views.kit.search_box import SearchBox
from views.kit.states import EmptyState
from views.kit.table import DataTable
from views.kit.theme import active
from views.pricing.coupon_panel import CouponPanelView

_SEARCH = 216


def _code(row: CouponRow) -> Cell:
    return Cell(row.code, weight=600, below=row.off)


def _fits(row: CouponRow) -> Cell:
    return Cell(row.fits, below=row.payer)


def _state(row: CouponRow) -> Cell:
    return Cell(tag=row.tag)


class CouponsView(QWidget):
    """Search and buttons over the table; the panel stands at its side."""

    def __init__(self, viewmodel: CouponsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("coupons")
        texts = viewmodel.texts
        self.table = DataTable(
            [
                ColumnLook("code", 150, _code, stretch=2),
                ColumnLook("fits", 160, _fits, stretch=3),
                ColumnLook("uses", 96, right=True),
                ColumnLook("until", 124, spare=1),
                ColumnLook("state", 110, _state),
            ],
            name=texts("coupons.title"),
            object_name="coupons.table",
            row_size="row_comfortable",
            edge=24,
        )
        self.table.set_rows_model(viewmodel.rows)
        self.table.opened.connect(viewmodel.open)
        card = Surface("surface", edges="t")
        card.setLayout(column(self.table, spacing=0, margins=(0, 1, 0, 0)))
        states = PageStates(card, retry=texts("kit.retry"), empty=self._empty, object_name="coupons")
        viewmodel.state.bind(states.show_state)
        panel = CouponPanelView(viewmodel)
        panel.setFixedWidth(active().size("side_panel"))
        left = column(self._bar(), states, spacing=0)
        left.setStretch(1, 1)
        self.setLayout(column(PanelBeside(box(left), panel), spacing=0))
        self.setFocusProxy(self.table)
        viewmodel.panel.bind(lambda coupon: self.table.open_row(coupon.id if coupon else None))

    def _bar(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        search = SearchBox(texts("coupons.search"), key_hint="/", object_name="coupons.search")
        search.setFixedWidth(_SEARCH)
        search.edited.connect(viewmodel.search)
        export = Button(texts("coupons.export"), icon="download", object_name="coupons.export")
        on_click(export, self._export)
        new = Button(texts("coupons.new"), kind="primary", icon="plus", object_name="coupons.new")
        on_click(new, viewmodel.begin)
        viewmodel.making.bind(lambda making: new.setVisible(not making))
        bar = Surface("canvas")
        bar.setLayout(row(search, STRETCH, export, new, margins=(24, 12, 24, 12)))
        return bar

    def _empty(self) -> QWidget:
        texts = self._viewmodel.texts
        return EmptyState(
            art="empty_search",
            title=texts("coupons.nothing"),
            text=texts("coupons.nothing.detail"),
            object_name="coupons.empty",
        )

    def _export(self) -> None:
        title = self._viewmodel.texts("coupons.export")
        save_file(self, title, "coupons.csv", self._viewmodel.export.trigger)
