"""The form that gives a booking another time or person."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from viewmodels.vendor.move_booking import MoveBooking
from views.kit.select import Select
from views.kit.text import Text
from views.vendor.dialog_form import FormDialog
from views.vendor.form import ClockField, Labelled, TimeChips, day_picker, menu_items, side_by_side

WIDTH = 460


class MoveBookingView(FormDialog):
    """The clash is named below the time before anything happens."""

    def __init__(self, viewmodel: MoveBooking, parent: QWidget) -> None:
        texts = viewmodel.texts
        super().__init__(
            parent,
            viewmodel,
            viewmodel.save,
            viewmodel.heading,
            viewmodel.note,
            width=WIDTH,
            name="vendor.move_booking",
        )
        self._viewmodel = viewmodel
        self._staff = Select(
            menu_items(viewmodel.people.value),
            name=texts("vendor.new.staff"),
            selected=viewmodel.staff.value,
            object_name="vendor.move_booking.staff",
        )
        self._staff.changed.connect(partial(viewmodel.choose, "staff"))
        self._day = day_picker(
            texts,
            viewmodel.format,
            viewmodel.day.value,
            viewmodel.format.today(),
            viewmodel.choose_day,
            object_name="vendor.move_booking.date",
        )
        self._time = ClockField(texts("vendor.new.time"), texts, object_name="vendor.move_booking.time")
        self._time.edited.connect(partial(viewmodel.choose, "time"))
        self._time.stepped.connect(viewmodel.step_time)
        self._free = TimeChips(
            texts("vendor.new.free"), texts("vendor.new.free_none"), object_name="vendor.move_booking.free"
        )
        self._free.taken.connect(viewmodel.choose_free)
        self._ends = Text(role="small", tone="soft")
        self.fields = {"time": self._time}
        self.body.setSpacing(12)
        self.body.addWidget(side_by_side(Labelled(texts("vendor.new.date"), self._day), self._time))
        self.body.addWidget(self._free)
        self.body.addWidget(Labelled(texts("vendor.new.staff"), self._staff))
        self.body.addWidget(self._ends)
        self.finish_form(viewmodel.verb, viewmodel.verb)
        viewmodel.day.bind(self._day.set_day)
        viewmodel.time.bind(self._time.set_text)
        viewmodel.free.bind(self._free.show_times)
        viewmodel.ends.bind(self._ends.setText)
        viewmodel.errors.bind(self.show_errors)
        self.focus_first(self._time)
