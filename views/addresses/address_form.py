"""Writing an address: what is wrong stands by its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from viewmodels.addresses.addresses import AddressesViewModel
from viewmodels.addresses.rows import FIELDS, CountryRow, Draft
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Divider, Surface
from views.kit.checkbox import Checkbox
from views.kit.field import Field
from views.kit.layouts import STRETCH, box, column, row
from views.kit.menu import MenuItem
from views.kit.scroll import Scroll
from views.kit.select import Select
from views.kit.text import Text

_EDGE = 20


class AddressFormView(Surface):
    """Shows `viewmodel.draft`; hidden while nothing is written."""

    def __init__(self, viewmodel: AddressesViewModel, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges="l", parent=parent)
        self._viewmodel = viewmodel
        texts = viewmodel.texts
        self.setObjectName("customer.addresses.form")
        self._title = Text(role="heading", weight=600, elide=True)
        close = Button(
            kind="quiet", icon="x", name=texts("kit.close"), object_name="customer.addresses.form.close"
        )
        on_click(close, viewmodel.close_draft)
        self._fields = {name: self._field(name) for name in FIELDS}
        self._country = Select(
            (), name=texts("addresses.field.country"), object_name="customer.addresses.form.country"
        )
        label = Text(texts("addresses.field.country"), role="small", tone="soft", weight=500)
        country = box(column(label, self._country, spacing=5))
        self._default = Checkbox(
            texts("addresses.field.is_default"), object_name="customer.addresses.form.is_default"
        )
        order = (*(self._fields[name] for name in FIELDS), country, self._default)
        body = column(*order, STRETCH, spacing=14, margins=(_EDGE, 18, _EDGE, 18))
        head = row(self._title, STRETCH, close, margins=(_EDGE, 11, 12, 11))
        parts = (head, Divider(), Scroll(body), Divider(), self._foot())
        self.setLayout(column(*parts, spacing=0, margins=(1, 0, 0, 0)))
        viewmodel.countries.bind(self._show_countries)
        viewmodel.draft.bind(self._show)
        viewmodel.errors.bind(self._show_errors)

    def _field(self, name: str) -> Field:
        texts = self._viewmodel.texts
        field = Field(
            texts(f"addresses.field.{name}"),
            placeholder=texts("addresses.field.label.hint") if name == "label" else "",
            object_name=f"customer.addresses.form.{name}",
        )
        field.edited.connect(lambda _text: field.set_error(None))
        return field

    def _foot(self) -> QWidget:
        texts = self._viewmodel.texts
        cancel = Button(texts("addresses.cancel"), object_name="customer.addresses.form.cancel")
        on_click(cancel, self._viewmodel.close_draft)
        save = Button(texts("addresses.save"), kind="primary", object_name="customer.addresses.form.save")
        self._viewmodel.save.running.bind(save.set_running)
        on_click(save, self._save)
        return box(row(STRETCH, cancel, save, spacing=8, margins=(_EDGE, 14, _EDGE, 14)))

    def _save(self) -> None:
        values = {name: field.text() for name, field in self._fields.items()}
        self._viewmodel.save.trigger(values, self._country.selected(), self._default.isChecked())

    def _show_countries(self, rows: Sequence[CountryRow]) -> None:
        chosen = self._country.selected()
        self._country.set_options([MenuItem(each.id, each.name) for each in rows], chosen)

    def _show(self, draft: Draft | None) -> None:
        self.setVisible(draft is not None)
        if draft is None:
            return
        self._title.setText(draft.title)
        for name, field in self._fields.items():
            field.set_text(draft.values[name])
            field.set_error(None)
        self._country.select(draft.country)
        self._default.setChecked(draft.is_default)
        self._fields["label"].jump()

    def _show_errors(self, errors: Mapping[str, str]) -> None:
        for name, field in self._fields.items():
            field.set_error(errors.get(name))
        first = next((name for name in FIELDS if name in errors), None)
        if first is not None:
            self._fields[first].jump()
