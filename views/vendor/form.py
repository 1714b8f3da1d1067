"""Pieces of the vendor's forms: a label over a control, a time to type or step, chips of free times."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewmodels.format import Format
from viewmodels.text import Texts
from viewmodels.vendor.new_booking import Choice
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.date_picker import DatePicker
from views.kit.field import Field, FieldNote
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.menu import MenuItem
from views.kit.text import Text


class Labelled(QWidget):
    """A control under its label, with what is wrong below it."""

    def __init__(self, label: str, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._note = FieldNote(wrap=True)
        self._note.hide()
        title = Text(label, role="small", tone="soft", weight=500)
        title.setBuddy(control)
        self.setLayout(column(title, control, self._note, spacing=5))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(control)

    def set_error(self, text: str) -> None:
        """Show what is wrong, or take it away."""
        self._note.show_note("bad", "circle-alert", text)
        self.control.setAccessibleDescription(text)
        self.updateGeometry()

    def jump(self) -> None:
        """Where a form jumps to its first error."""
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)


class ClockField(Field):
    """A time that is typed as it comes to mind, with a quarter of an hour less or more at its end."""

    stepped = Signal(int)

    def __init__(self, label: str, texts: Texts, *, object_name: str) -> None:
        super().__init__(
            label, placeholder=texts("vendor.new.time_hint"), icon="clock", object_name=object_name
        )
        for icon, key, way in (("minus", "earlier", -1), ("plus", "later", 1)):
            button = Button(
                kind="quiet",
                icon=icon,
                size="small",
                name=texts(f"vendor.new.{key}"),
                object_name=f"{object_name}.{icon}",
            )
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            on_click(button, partial(self.stepped.emit, way))
            self.box.add_trailing(button)


class TimeChips(QWidget):
    """Free times to take with one press."""

    taken = Signal(str)

    def __init__(self, title: str, none: str, *, object_name: str) -> None:
        super().__init__()
        self._none, self._name = none, object_name
        self._title = Text(title, role="small", tone="soft", weight=500)
        self._line = row(spacing=6)
        self._empty = Text(none, role="small", tone="faint")
        self._place = box(row(self._line, STRETCH, spacing=0))
        self.setLayout(column(self._title, self._place, self._empty, spacing=5))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._shown: tuple[Choice, ...] | None = None

    def show_times(self, times: tuple[Choice, ...]) -> None:
        """Offer these."""
        if times == self._shown:
            return
        self._shown = times
        clear(self._line)
        for choice in times:
            name = f"{choice.text} {choice.note}".strip()
            button = Button(choice.text, size="small", name=name, object_name=f"{self._name}.{choice.id}")
            button.setToolTip(choice.note)
            on_click(button, partial(self.taken.emit, choice.id))
            self._line.addWidget(button)
        self._place.setVisible(bool(times))
        self._empty.setVisible(not times)


def menu_items(choices: Sequence[Choice]) -> list[MenuItem]:
    """Choices as the rows of a select."""
    return [
        MenuItem(choice.id or ANY, choice.text, note=choice.note, disabled=choice.why_not)
        for choice in choices
    ]


ANY = "*"
"""Stands for "anybody" and "everybody" where an id can't be empty."""


def real_id(id: str) -> str:
    """The id that a select's row means."""
    return "" if id == ANY else id


def day_picker(
    texts: Texts, formats: Format, day: date, today: date, pick: Callable[[date], object], *, object_name: str
) -> DatePicker:
    """A date field in the reader's words."""

    def describe(day: date) -> tuple[str, str]:
        near = formats.near_day(day)
        return formats.day(day), near if near != formats.day(day) else ""

    picker = DatePicker(
        today,
        describe=describe,
        name=texts("vendor.new.date"),
        placeholder=texts("vendor.new.date"),
        previous=texts("vendor.calendar.month_previous"),
        following=texts("vendor.calendar.month_next"),
        selected=day,
        object_name=object_name,
    )
    picker.picked.connect(pick)
    return picker


def side_by_side(*widgets: QWidget) -> QWidget:
    """Fields of equal width on one line."""
    line = row(*widgets, spacing=12)
    for place, widget in enumerate(widgets):
        line.setStretch(place, 1)
        line.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
    whole = QWidget()
    whole.setLayout(line)
    return whole
