"""The form of a new booking: what, with whom, when, for whom."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from viewmodels.vendor.new_booking import Choice, NewBooking
from views.kit.field import Field
from views.kit.layouts import STRETCH, row
from views.kit.select import Select
from views.kit.text import Text
from views.vendor.dialog_form import FormDialog
from views.vendor.form import ClockField, Labelled, TimeChips, day_picker, menu_items, real_id, side_by_side

WIDTH = 520


class NewBookingView(FormDialog):
    """Free times of the chosen day are offered as chips; what stands against a time is said below it."""

    def __init__(self, viewmodel: NewBooking, parent: QWidget) -> None:
        texts = viewmodel.texts
        super().__init__(
            parent,
            viewmodel,
            viewmodel.save,
            texts("vendor.new.title"),
            "",
            width=WIDTH,
            name="vendor.new_booking",
        )
        self._viewmodel = viewmodel
        self._listing = Select(
            [],
            name=texts("vendor.new.listing"),
            placeholder=texts("vendor.new.listing_choose"),
            object_name="vendor.new_booking.listing",
        )
        self._listing.changed.connect(partial(viewmodel.choose, "listing"))
        self._staff = Select([], name=texts("vendor.new.staff"), object_name="vendor.new_booking.staff")
        self._staff.changed.connect(self._choose_staff)
        self._day = day_picker(
            texts,
            viewmodel.format,
            viewmodel.day.value,
            viewmodel.format.today(),
            viewmodel.choose_day,
            object_name="vendor.new_booking.date",
        )
        self._time = ClockField(texts("vendor.new.time"), texts, object_name="vendor.new_booking.time")
        self._time.edited.connect(partial(viewmodel.choose, "time"))
        self._time.stepped.connect(viewmodel.step_time)
        self._free = TimeChips(
            texts("vendor.new.free"), texts("vendor.new.free_none"), object_name="vendor.new_booking.free"
        )
        self._free.taken.connect(viewmodel.choose_free)
        self._ends, self._price = Text(role="small", tone="soft"), Text(weight=600)
        self.fields = {
            "listing": Labelled(texts("vendor.new.listing"), self._listing),
            "time": self._time,
            "name": self._field("name"),
            "phone": self._field("phone"),
            "note": self._field("note", lines=2),
        }
        staff = Labelled(texts("vendor.new.staff"), self._staff)
        date_field = Labelled(texts("vendor.new.date"), self._day)
        self.body.setSpacing(12)
        for widget in (
            side_by_side(self.fields["listing"], staff),
            side_by_side(date_field, self._time),
            self._free,
            side_by_side(self.fields["name"], self.fields["phone"]),
            self.fields["note"],
        ):
            self.body.addWidget(widget)
        self.body.addLayout(row(self._ends, STRETCH, self._price))
        self.finish_form(texts("vendor.new.save"), texts("vendor.new.saving"))
        viewmodel.listings.bind(self._show_listings)
        viewmodel.people.bind(self._show_people)
        viewmodel.listing.bind(self._listing.select)
        viewmodel.day.bind(self._day.set_day)
        viewmodel.time.bind(self._time.set_text)
        viewmodel.free.bind(self._show_free)
        for name, typed in (("name", viewmodel.name), ("phone", viewmodel.phone), ("note", viewmodel.note)):
            field = self.fields[name]
            if isinstance(field, Field):
                typed.bind(field.set_text)
        viewmodel.ends.bind(self._ends.setText)
        viewmodel.price.bind(self._price.setText)
        viewmodel.errors.bind(self.show_errors)
        self.focus_first(self._listing)

    def _field(self, name: str, *, lines: int = 1) -> Field:
        texts = self._viewmodel.texts
        field = Field(
            texts(f"vendor.new.{name}"),
            placeholder=texts(f"vendor.new.{name}_hint"),
            lines=lines,
            object_name=f"vendor.new_booking.{name}",
        )
        field.edited.connect(partial(self._viewmodel.choose, name))
        return field

    def _choose_staff(self, id: str) -> None:
        self._viewmodel.choose("staff", real_id(id))

    def _show_listings(self, choices: tuple[Choice, ...]) -> None:
        self._listing.set_options(menu_items(choices), self._viewmodel.listing.value)

    def _show_people(self, choices: tuple[Choice, ...]) -> None:
        self._staff.set_options(menu_items(choices), self._viewmodel.staff.value or "*")

    def _show_free(self, choices: tuple[Choice, ...]) -> None:
        self._free.setVisible(bool(self._viewmodel.listing.value))
        self._free.show_times(choices)
