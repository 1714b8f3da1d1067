"""Variants, extras and questions of a listing: a line each, to be changed where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from viewmodels.vendor.listing import ListingViewModel
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Card
from views.kit.checkbox import Checkbox
from views.kit.field import Field
from views.kit.layouts import box, clear, column, row
from views.kit.menu import MenuItem
from views.kit.select import Select

LENGTHS = (15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 210, 240, 300, 360, 480)
EXTRA_LENGTHS = (0, 5, 10, 15, 20, 25, 30, 45, 60, 90, 120)
KINDS = ("text", "choice", "number", "yes_no")
_NUMBER, _CHOICE = 104, 132


def lengths(viewmodel: ListingViewModel, minutes: Sequence[int], also: int) -> list[MenuItem]:
    """Lengths of time to choose from, with the one that is set among them."""
    return [MenuItem(str(each), viewmodel.format.duration(each)) for each in sorted({*minutes, also})]


class PartRows(Card):
    """Lines of one list; they are made anew only when parts come or go, so that typing goes on."""

    field = ""

    def __init__(self, viewmodel: ListingViewModel, parent: QWidget | None = None) -> None:
        texts = viewmodel.texts
        super().__init__(texts(f"listings.field.{self.field}"), parent=parent)
        self._viewmodel = viewmodel
        self._ids: list[str] | None = None
        add = Button(
            texts(f"listings.add.{self.field}"), icon="plus", object_name=f"vendor.listing.{self.field}.add"
        )
        on_click(add, partial(viewmodel.add, self.field))
        self.tools.addWidget(add)
        self._lines = column(spacing=8, margins=(16, 0, 16, 14))
        self.body.addLayout(self._lines)
        viewmodel.content.bind(self._show)

    def _show(self, content: Any) -> None:
        parts = content[self.field] if content else []
        ids = [part["id"] for part in parts]
        if ids == self._ids:
            return
        self._ids = ids
        clear(self._lines)
        for place, part in enumerate(parts):
            self._lines.addWidget(self._line(place, part))

    def _line(self, place: int, part: Any) -> QWidget:
        raise NotImplementedError

    def _name(self, place: int) -> str:
        return f"vendor.listing.{self.field}.{place}"

    def _text(self, place: int, part: Any, key: str) -> Field:
        texts = self._viewmodel.texts
        field = Field(placeholder=texts(f"listings.{key}"), object_name=f"{self._name(place)}.{key}")
        field.set_text(part[key])
        change = self._viewmodel.change
        field.edited.connect(lambda text: change(self.field, part["id"], **{key: text[:80]}))
        return field

    def _price(self, place: int, part: Any) -> Field:
        texts = self._viewmodel.texts
        field = Field(
            placeholder=texts("listings.price"), prefix="€", object_name=f"{self._name(place)}.price"
        )
        field.setFixedWidth(_NUMBER)
        field.set_text(f"{part['price'] / 100:.2f}")
        field.edited.connect(partial(self._viewmodel.change_money, self.field, part["id"]))
        return field

    def _length(self, place: int, part: Any, key: str, minutes: Sequence[int]) -> Select:
        select = Select(
            lengths(self._viewmodel, minutes, part[key]),
            name=self._viewmodel.texts("listings.length"),
            selected=str(part[key]),
            object_name=f"{self._name(place)}.length",
        )
        select.setFixedWidth(_CHOICE)
        change = self._viewmodel.change
        select.changed.connect(lambda id: change(self.field, part["id"], **{key: int(id)}))
        return select

    def _remove(self, place: int, part: Any) -> Button:
        name = self._viewmodel.texts("listings.remove", name=part.get("name", part.get("label", "")))
        button = Button(kind="quiet", icon="trash", name=name, object_name=f"{self._name(place)}.remove")
        on_click(button, partial(self._viewmodel.remove, self.field, part["id"]))
        return button


class VariantRows(PartRows):
    """Sizes of the service."""

    field = "variants"

    def _line(self, place: int, part: Any) -> QWidget:
        line = row(
            self._text(place, part, "name"),
            self._length(place, part, "duration_minutes", LENGTHS),
            self._price(place, part),
            self._remove(place, part),
        )
        line.setStretch(0, 1)
        return box(line)


class ExtraRows(PartRows):
    """What can be added."""

    field = "extras"

    def _line(self, place: int, part: Any) -> QWidget:
        most = Select(
            [
                MenuItem(str(n), self._viewmodel.texts("listings.at_most", count=n))
                for n in (1, 2, 3, 5, 10, 20)
            ],
            name=self._viewmodel.texts("listings.max_count"),
            selected=str(part["max_count"]),
            object_name=f"{self._name(place)}.most",
        )
        most.setFixedWidth(_NUMBER)
        change = self._viewmodel.change
        most.changed.connect(lambda id: change(self.field, part["id"], max_count=int(id)))
        line = row(
            self._text(place, part, "name"),
            self._length(place, part, "minutes", EXTRA_LENGTHS),
            most,
            self._price(place, part),
            self._remove(place, part),
        )
        line.setStretch(0, 1)
        return box(line)


class QuestionRows(PartRows):
    """What is asked of who books."""

    field = "questions"

    def _line(self, place: int, part: Any) -> QWidget:
        texts, change = self._viewmodel.texts, self._viewmodel.change
        kind = Select(
            [MenuItem(each, texts(f"listings.kind.{each}")) for each in KINDS],
            name=texts("listings.kind"),
            selected=part["kind"],
            object_name=f"{self._name(place)}.kind",
        )
        kind.setFixedWidth(_CHOICE)
        required = Checkbox(texts("listings.required"), object_name=f"{self._name(place)}.required")
        required.setChecked(part["required"])
        required.toggled.connect(lambda on: change(self.field, part["id"], required=on))
        options = Field(placeholder=texts("listings.options"), object_name=f"{self._name(place)}.options")
        options.set_text(", ".join(part["options"]))
        options.setVisible(part["kind"] == "choice")

        def choose(id: str) -> None:
            options.setVisible(id == "choice")
            change(self.field, part["id"], kind=id, options=part["options"] if id == "choice" else [])

        def offer(text: str) -> None:
            named = [each.strip()[:80] for each in text.split(",") if each.strip()]
            change(self.field, part["id"], options=list(dict.fromkeys(named))[:12])

        kind.changed.connect(choose)
        options.edited.connect(offer)
        line = row(self._text(place, part, "label"), kind, required, self._remove(place, part))
        line.setStretch(0, 1)
        return box(column(line, options, spacing=6))
