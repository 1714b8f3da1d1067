"""The bar under the preview while lines are ticked: what they become, for whom, for which service."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from viewmodels.vendor.import_plan import Becomes
from viewmodels.vendor.importing import ImportViewModel
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Surface
from views.kit.layouts import STRETCH, row
from views.kit.menu import MenuItem, open_menu
from views.kit.text import Text
from views.vendor.form import menu_items, real_id

HEIGHT = 48


class ImportBulk(Surface):
    """`cleared` asks to tick nothing."""

    cleared = Signal()

    def __init__(self, viewmodel: ImportViewModel, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges="t", parent=parent)
        self._viewmodel = viewmodel
        self._ids: tuple[str, ...] = ()
        texts = viewmodel.texts
        self.setObjectName("vendor.import.bulk")
        self.setFixedHeight(HEIGHT)
        self._title = Text(weight=600)
        self._block = self._button("make_block", "calendar-off")
        self._booking = self._button("make_booking", "calendar-check")
        self._leave = self._button("leave_out", "circle-minus")
        self._staff = self._button("set_staff", "user")
        self._listing = self._button("set_listing", "store")
        on_click(self._block, lambda: viewmodel.line_becomes(self._ids, Becomes.BLOCK.value))
        on_click(self._booking, lambda: viewmodel.line_becomes(self._ids, Becomes.BOOKING.value))
        on_click(self._leave, lambda: viewmodel.line_becomes(self._ids, Becomes.LEFT_OUT.value))
        on_click(self._staff, self._choose_staff)
        on_click(self._listing, self._choose_listing)
        close = Button(
            kind="quiet", icon="x", name=texts("vendor.bookings.clear"), object_name="vendor.import.clear"
        )
        on_click(close, self.cleared.emit)
        self.setLayout(
            row(
                self._title,
                8,
                self._block,
                self._booking,
                self._leave,
                self._staff,
                self._listing,
                STRETCH,
                close,
                spacing=4,
                margins=(14, 0, 8, 0),
            )
        )
        self.hide()
        viewmodel.has_events.bind(self._show_kind)

    def _button(self, key: str, icon: str) -> Button:
        text = self._viewmodel.texts(f"vendor.import.{key}")
        return Button(text, kind="quiet", icon=icon, object_name=f"vendor.import.bulk.{key}")

    def show_ids(self, ids: Sequence[str]) -> None:
        """What is ticked now."""
        self._ids = tuple(ids)
        self._title.setText(self._viewmodel.texts.count("vendor.import.selected", len(ids)))
        self.setVisible(bool(ids))

    def _show_kind(self, events: bool) -> None:
        self._block.setVisible(events)

    def _choose_staff(self) -> None:
        self._open(self._staff, menu_items(self._viewmodel.people.value), "staff_id")

    def _choose_listing(self) -> None:
        self._open(self._listing, menu_items(self._viewmodel.listings.value), "listing_id")

    def _open(self, anchor: Button, items: Sequence[MenuItem], name: str) -> None:
        def choose(id: str) -> None:
            self._viewmodel.choose_line(self._ids, **{name: real_id(id)})

        open_menu(anchor, items, choose, name=anchor.text(), object_name=f"vendor.import.bulk.{name}")
