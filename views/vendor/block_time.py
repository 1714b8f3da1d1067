"""The form that closes hours."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from viewmodels.vendor.block_time import BlockTime
from views.kit.checkbox import Switch
from views.kit.field import Field
from views.kit.select import Select
from views.vendor.dialog_form import FormDialog
from views.vendor.form import ANY, Labelled, day_picker, menu_items, real_id, side_by_side

WIDTH = 460


class BlockTimeView(FormDialog):
    """For one person or everybody, some hours or the whole day."""

    def __init__(self, viewmodel: BlockTime, parent: QWidget) -> None:
        texts = viewmodel.texts
        super().__init__(
            parent,
            viewmodel,
            viewmodel.save,
            texts("vendor.block.title"),
            texts("vendor.block.note"),
            width=WIDTH,
            name="vendor.block_time",
        )
        self._viewmodel = viewmodel
        staff = Select(
            menu_items(viewmodel.people.value),
            name=texts("vendor.block.who"),
            selected=viewmodel.staff.value or ANY,
            object_name="vendor.block_time.staff",
        )
        staff.changed.connect(lambda id: viewmodel.choose("staff", real_id(id)))
        day = day_picker(
            texts,
            viewmodel.format,
            viewmodel.day.value,
            viewmodel.format.today(),
            viewmodel.choose_day,
            object_name="vendor.block_time.date",
        )
        whole = Switch(texts("vendor.block.whole_day"), object_name="vendor.block_time.whole_day")
        whole.toggled.connect(viewmodel.choose_whole_day)
        starts, ends, title = (
            self._field("starts", "from"),
            self._field("ends", "to"),
            self._field("title", "reason"),
        )
        self._times = side_by_side(starts, ends)
        self.fields = {"starts": starts, "ends": ends, "title": title}
        self.body.setSpacing(12)
        for widget in (
            side_by_side(Labelled(texts("vendor.block.who"), staff), Labelled(texts("vendor.new.date"), day)),
            whole,
            self._times,
            title,
        ):
            self.body.addWidget(widget)
        self.finish_form(texts("vendor.block.save"), texts("vendor.block.save"))
        viewmodel.day.bind(day.set_day)
        viewmodel.starts.bind(starts.set_text)
        viewmodel.ends.bind(ends.set_text)
        viewmodel.whole_day.bind(self._show_whole)
        viewmodel.errors.bind(self.show_errors)
        self.focus_first(title)

    def _field(self, name: str, key: str) -> Field:
        texts = self._viewmodel.texts
        hint = texts("vendor.block.reason_hint") if name == "title" else texts("vendor.new.time_hint")
        field = Field(texts(f"vendor.block.{key}"), placeholder=hint, object_name=f"vendor.block_time.{name}")
        field.edited.connect(partial(self._viewmodel.choose, name))
        return field

    def _show_whole(self, whole: bool) -> None:
        self._times.setVisible(not whole)
