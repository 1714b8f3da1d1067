"""The plain fields of a listing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from viewmodels.vendor.listing import ListingViewModel
from viewmodels.vendor.listing_words import POLICIES
from views.kit.card import Card
from views.kit.checkbox import Checkbox
from views.kit.field import Field
from views.kit.layouts import Flow, box, clear, column, row
from views.kit.menu import MenuItem
from views.kit.select import Select
from views.kit.text import Text
from views.vendor.listing_parts import LENGTHS, lengths

_BUFFERS = (0, 5, 10, 15, 20, 30, 45, 60, 90)
_RADII = (1000, 2000, 5000, 8000, 10_000, 15_000, 20_000, 30_000, 50_000, 100_000)
_PLACES = ("at_customer", "at_vendor", "remote")


def labelled(label: str, control: QWidget) -> QWidget:
    """A control under its label."""
    return box(column(Text(label, role="small", tone="soft", weight=500), control, spacing=5))


def follow(viewmodel: ListingViewModel, field: Field, read: Any) -> None:
    """Show a value where nobody is typing."""

    def show(content: Any) -> None:
        if content is not None and not field.box.editor.hasFocus():
            text = read(content)
            if field.text() != text:
                field.set_text(text)

    viewmodel.content.bind(show)


class WhatItIs(Card):
    """Title, category, description, what is included."""

    def __init__(self, viewmodel: ListingViewModel, parent: QWidget | None = None) -> None:
        super().__init__(padding=16, spacing=12, parent=parent)
        texts = viewmodel.texts
        title = Field(texts("listings.field.title"), object_name="vendor.listing.title")
        title.edited.connect(lambda text: viewmodel.edit("title", text[: viewmodel.title_length]))
        follow(viewmodel, title, lambda content: content["title"])
        category = Select([], name=texts("listings.field.category_id"), object_name="vendor.listing.category")
        category.changed.connect(partial(viewmodel.edit, "category_id"))

        def show(_changed: object = None) -> None:
            content = viewmodel.content.value
            items = [MenuItem(id, name) for id, name in viewmodel.categories.value]
            category.set_options(items, content["category_id"] if content else "")

        viewmodel.categories.bind(show)
        viewmodel.content.changed.connect(show)
        about = Field(texts("listings.field.description"), lines=3, object_name="vendor.listing.description")
        about.edited.connect(lambda text: viewmodel.edit("description", text[:2000]))
        follow(viewmodel, about, lambda content: content["description"])
        included = Field(texts("listings.field.included"), lines=3, object_name="vendor.listing.included")
        included.edited.connect(
            lambda text: viewmodel.edit(
                "included", [line.strip()[:120] for line in text.splitlines() if line.strip()][:20]
            )
        )
        follow(viewmodel, included, lambda content: "\n".join(content["included"]))
        head = row(title, labelled(texts("listings.field.category_id"), category), spacing=12)
        head.setStretch(0, 2)
        head.setStretch(1, 1)
        self.body.addLayout(head)
        self.body.addWidget(about)
        self.body.addWidget(included)


class MoneyAndTime(Card):
    """Price and length without variants, time around it, deposit and policy."""

    def __init__(self, viewmodel: ListingViewModel, parent: QWidget | None = None) -> None:
        super().__init__(padding=16, spacing=12, parent=parent)
        self._viewmodel = viewmodel
        texts = viewmodel.texts
        price, deposit = self._money("price"), self._money("deposit")
        length = self._minutes("duration_minutes", LENGTHS)
        self._alone = row(price, length, spacing=12)
        alone = box(self._alone)
        policy = Select(
            [MenuItem(name, texts(f"listings.policy.{name}")) for name in POLICIES],
            name=texts("listings.field.cancellation"),
            placeholder=texts("listings.policy.own"),
            object_name="vendor.listing.policy",
        )
        policy.changed.connect(viewmodel.choose_policy)
        before = self._minutes("buffer_before_minutes", _BUFFERS)
        after = self._minutes("buffer_after_minutes", _BUFFERS)
        self.body.addWidget(alone)
        self.body.addLayout(row(before, after, spacing=12))
        self.body.addLayout(row(deposit, labelled(texts("listings.field.cancellation"), policy), spacing=12))

        def show(content: Any) -> None:
            alone.setVisible(content is not None and not content["variants"])
            policy.select(viewmodel.policy())

        viewmodel.content.bind(show)

        def show_lacking(lacking: Sequence[Any]) -> None:
            wrong = any(each.field == "deposit" for each in lacking)
            deposit.set_error(texts("listings.lacks.deposit_too_high") if wrong else None)

        viewmodel.lacking.bind(show_lacking)

    def _money(self, name: str) -> Field:
        viewmodel = self._viewmodel
        field = Field(
            viewmodel.texts(f"listings.field.{name}"), prefix="€", object_name=f"vendor.listing.{name}"
        )
        field.edited.connect(partial(viewmodel.edit_money, name))
        follow(viewmodel, field, lambda content: f"{content[name] / 100:.2f}")
        return field

    def _minutes(self, name: str, minutes: Sequence[int]) -> QWidget:
        viewmodel, label = self._viewmodel, self._viewmodel.texts(f"listings.field.{name}")
        select = Select([], name=label, object_name=f"vendor.listing.{name}")
        select.changed.connect(lambda id: viewmodel.edit(name, int(id)))

        def show(content: Any) -> None:
            if content is not None:
                select.set_options(lengths(viewmodel, minutes, content[name]), str(content[name]))

        viewmodel.content.bind(show)
        return labelled(label, select)


class WhereAndWho(Card):
    """Places, how far they come, and who gives it."""

    def __init__(self, viewmodel: ListingViewModel, parent: QWidget | None = None) -> None:
        super().__init__(padding=16, spacing=12, parent=parent)
        texts = viewmodel.texts
        places = {
            place: Checkbox(texts(f"listings.place.{place}"), object_name=f"vendor.listing.place.{place}")
            for place in _PLACES
        }
        radius = Select([], name=texts("listings.field.service_area"), object_name="vendor.listing.radius")
        radius.changed.connect(lambda id: viewmodel.set_radius(int(id)))
        area = labelled(texts("listings.field.service_area"), radius)
        people = Flow(spacing=16, line_spacing=4)

        def show(content: Any) -> None:
            if content is None:
                return
            for place, check in places.items():
                check.blockSignals(True)
                check.setChecked(place in content["places"])
                check.blockSignals(False)
            known = content["service_area"]["radius_m"] if content["service_area"] else 0
            steps = sorted({*_RADII, known} - {0})
            options = [MenuItem(str(each), viewmodel.format.distance(each)) for each in steps]
            radius.set_options(options, str(known) if known else "")
            area.setVisible("at_customer" in content["places"])

        def show_people(staff: Sequence[tuple[str, str]]) -> None:
            clear(people)
            content = viewmodel.content.value
            for id, name in staff:
                check = Checkbox(name, object_name=f"vendor.listing.staff.{id}")
                check.setChecked(content is not None and id in content["staff_ids"])
                check.toggled.connect(partial(viewmodel.toggle, "staff_ids", id))
                people.addWidget(check)

        for place, check in places.items():
            check.toggled.connect(partial(viewmodel.toggle, "places", place))
        self.body.addWidget(Text(texts("listings.field.places"), role="small", tone="soft", weight=500))
        self.body.addWidget(box(Flow(*places.values(), spacing=16)))
        self.body.addWidget(area)
        self.body.addWidget(Text(texts("listings.field.staff_ids"), role="small", tone="soft", weight=500))
        self.body.addWidget(box(people))
        viewmodel.content.bind(show)
        viewmodel.staff.bind(show_people)
        self._known = False

        def arrived(content: Any) -> None:
            if content is not None and not self._known:
                self._known = True
                show_people(viewmodel.staff.value)

        viewmodel.content.bind(arrived)
