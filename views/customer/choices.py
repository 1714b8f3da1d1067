"""Sizes and extras of a service: choosing changes price and time at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from viewmodels.customer.choosing import ExtraRow, VariantRow
from viewmodels.customer.service import ServiceViewModel
from views.kit.checkbox import Checkbox, Radio
from views.kit.focus import keep_focus
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.text import Text


class Choices(QWidget):
    """Bound to variants and extras of `ServiceViewModel`; hidden where there is nothing to choose."""

    def __init__(self, viewmodel: ServiceViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        texts = viewmodel.texts
        self._variants, self._extras = column(spacing=2), column(spacing=2)
        self._sizes = box(
            column(Text(texts("customer.service.size"), tone="soft"), self._variants, spacing=6)
        )
        self._more = box(column(Text(texts("customer.service.extras"), tone="soft"), self._extras, spacing=6))
        self.setLayout(column(self._sizes, self._more, spacing=12))
        viewmodel.variants.bind(self._show_variants)
        viewmodel.extras.bind(self._show_extras)

    def _show_variants(self, variants: Sequence[VariantRow]) -> None:
        with keep_focus(self):
            clear(self._variants)
            for variant in variants:
                choice = Radio(variant.label, object_name=f"customer.service.variant.{variant.id}")
                choice.setAutoExclusive(False)
                choice.setChecked(variant.chosen)
                choice.clicked.connect(partial(self._choose, variant.id))
                self._variants.addWidget(choice)
        self._sizes.setVisible(bool(variants))
        self.setVisible(bool(variants or self._viewmodel.extras.value))

    def _choose(self, id: str, _checked: bool = True) -> None:
        self._viewmodel.choose_variant(id)

    def _show_extras(self, extras: Sequence[ExtraRow]) -> None:
        with keep_focus(self):
            clear(self._extras)
            for extra in extras:
                check = Checkbox(extra.name, object_name=f"customer.service.extra.{extra.id}")
                check.setChecked(extra.chosen)
                check.toggled.connect(partial(self._viewmodel.choose_extra, extra.id))
                line = row(check, Text(extra.detail, role="small", tone="faint"), STRETCH, Text(extra.price))
                self._extras.addWidget(box(line))
        self._more.setVisible(bool(extras))
        self.setVisible(bool(extras or self._viewmodel.variants.value))
