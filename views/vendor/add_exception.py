"""The form for days that are otherwise."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from viewmodels.vendor.availability_exception import AddException
from viewmodels.vendor.new_booking import Choice
from views.kit.checkbox import Switch
from views.kit.field import Field
from views.kit.select import Select
from views.vendor.dialog_form import FormDialog
from views.vendor.form import ANY, Labelled, day_picker, menu_items, real_id, side_by_side

WIDTH = 480


class AddExceptionView(FormDialog):
    """Closed, open besides, or other hours; for one person or everybody."""

    def __init__(self, viewmodel: AddException, parent: QWidget) -> None:
        texts = viewmodel.texts
        super().__init__(
            parent,
            viewmodel,
            viewmodel.save,
            texts("vendor.availability.add_title"),
            texts("vendor.availability.add_note"),
            width=WIDTH,
            name="vendor.add_exception",
        )
        self._viewmodel = viewmodel
        kind = self._select("kind", "kind", viewmodel.kinds, viewmodel.kind.value)
        staff = self._select("staff", "who", viewmodel.people, viewmodel.staff.value or ANY)
        pick = partial(day_picker, texts, viewmodel.format)
        today = viewmodel.format.today()
        first = pick(viewmodel.first.value, today, viewmodel.choose_first, object_name=f"{self._id}.first")
        last = pick(viewmodel.last.value, today, viewmodel.choose_last, object_name=f"{self._id}.last")
        self._whole = Switch(texts("vendor.availability.whole_day"), object_name=f"{self._id}.whole_day")
        self._whole.toggled.connect(viewmodel.choose_whole_day)
        starts, ends = self._field("starts", "vendor.block.from"), self._field("ends", "vendor.block.to")
        title = self._field("title", "vendor.availability.why")
        until = Labelled(texts("vendor.availability.last"), last)
        self._times = side_by_side(starts, ends)
        self.fields = {"starts": starts, "ends": ends, "title": title, "last": until}
        self.body.setSpacing(12)
        for widget in (
            side_by_side(
                Labelled(texts("vendor.availability.kind"), kind),
                Labelled(texts("vendor.availability.who"), staff),
            ),
            side_by_side(Labelled(texts("vendor.availability.first"), first), until),
            self._whole,
            self._times,
            title,
        ):
            self.body.addWidget(widget)
        self.finish_form(texts("vendor.availability.add_title"), texts("vendor.availability.add_title"))
        viewmodel.first.bind(first.set_day)
        viewmodel.last.bind(last.set_day)
        viewmodel.starts.bind(starts.set_text)
        viewmodel.ends.bind(ends.set_text)
        viewmodel.kind.bind(self._show_kind)
        viewmodel.whole_day.bind(self._show_whole)
        viewmodel.errors.bind(self.show_errors)
        self.focus_first(title)

    @property
    def _id(self) -> str:
        return "vendor.add_exception"

    def _select(self, field: str, key: str, choices: tuple[Choice, ...], selected: str) -> Select:
        name = self._viewmodel.texts(f"vendor.availability.{key}")
        select = Select(menu_items(choices), name=name, selected=selected, object_name=f"{self._id}.{field}")
        select.changed.connect(lambda id: self._viewmodel.choose(field, real_id(id)))
        return select

    def _field(self, name: str, key: str) -> Field:
        texts = self._viewmodel.texts
        hint = texts("vendor.availability.why_hint") if name == "title" else texts("vendor.new.time_hint")
        field = Field(texts(key), placeholder=hint, object_name=f"{self._id}.{name}")
        field.edited.connect(partial(self._viewmodel.choose, name))
        return field

    def _show_kind(self, kind: str) -> None:
        self._whole.setVisible(kind != "open")

    def _show_whole(self, whole: bool) -> None:
        self._whole.blockSignals(True)
        self._whole.setChecked(whole)
        self._whole.blockSignals(False)
        self._times.setVisible(not whole)
