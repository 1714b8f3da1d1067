"""The bar under the table while rows are ticked: how many, their worth, and what can be done to them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from viewmodels.vendor.booking_rows import SelectionBar
from viewmodels.vendor.bookings import BookingsViewModel
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Surface
from views.kit.layouts import STRETCH, clear, row
from views.kit.text import Span, Text

HEIGHT = 48


class BulkBar(Surface):
    """`cleared` asks to tick nothing."""

    cleared = Signal()

    def __init__(self, viewmodel: BookingsViewModel, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges="t", parent=parent)
        self._viewmodel = viewmodel
        self._shown: SelectionBar | None = None
        self.setObjectName("vendor.bookings.bulk")
        self.setFixedHeight(HEIGHT)
        self._title = Text(weight=600)
        self._deeds = row(spacing=4)
        close = Button(
            kind="quiet",
            icon="x",
            name=viewmodel.texts("vendor.bookings.clear"),
            object_name="vendor.bookings.clear",
        )
        on_click(close, self.cleared.emit)
        self.setLayout(row(self._title, 8, self._deeds, STRETCH, close, spacing=8, margins=(14, 0, 8, 0)))
        self.hide()
        viewmodel.selection.bind(self._show)

    def _show(self, bar: SelectionBar | None) -> None:
        self.setVisible(bar is not None)
        if bar is None or bar == self._shown:
            self._shown = bar
            return
        self._title.set_spans([Span(bar.title), Span(f" {bar.total}", "faint", 400)])
        if self._shown is None or self._shown.deeds != bar.deeds:
            clear(self._deeds)
            for deed in bar.deeds:
                button = Button(
                    deed.text, kind="quiet", icon=deed.icon, object_name=f"vendor.bookings.bulk.{deed.id}"
                )
                on_click(button, partial(self._viewmodel.do_to_checked.trigger, deed.id))
                self._deeds.addWidget(button)
        self._shown = bar
