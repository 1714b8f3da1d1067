"""Beside the calendar: the month, whose columns are shown, the legend that filters, and what is closed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from viewmodels.vendor.calendar import CalendarViewModel
from viewmodels.vendor.calendar_rows import ClosureRow, LegendChoice, PersonChoice
from viewmodels.vendor.standing import Standing
from views.kit.avatar import Avatar
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Divider
from views.kit.checkbox import Checkbox
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.scroll import Scroll
from views.kit.text import Text
from views.vendor.hatch import LOOKS, paint_card_shape
from views.vendor.load_month import LoadMonth

WIDTH = 210


class _Swatch(QWidget):
    """A card in small."""

    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self._standing = standing
        self.setFixedSize(16, 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        paint_card_shape(painter, QRectF(self.rect()), LOOKS[self._standing])


class CalendarSide(QWidget):
    """Everything that says what the calendar shows."""

    def __init__(self, viewmodel: CalendarViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        texts = viewmodel.texts
        self.setFixedWidth(WIDTH)
        self._month = LoadMonth(viewmodel.today.value, viewmodel.day.value)
        self._month.setObjectName("vendor.calendar.month")
        self._month.chosen.connect(viewmodel.go_to)
        self._month.turned.connect(viewmodel.look_at_month)
        panel = self._month_panel()
        self._people, self._legend, self._closures = (
            column(spacing=2),
            column(spacing=2),
            column(spacing=8),
        )
        self._shown_people: tuple[str, ...] = ()
        self._boxes: dict[str, Checkbox] = {}
        self._figures: dict[str, Text] = {}
        body = column(
            panel,
            Divider(),
            _heading(texts("vendor.calendar.people")),
            self._people,
            4,
            Divider(),
            _heading(texts("vendor.calendar.show")),
            self._legend,
            4,
            Divider(),
            _heading(texts("vendor.calendar.closures")),
            self._closures,
            STRETCH,
            spacing=8,
            margins=(4, 0, 4, 0),
        )
        self.setLayout(column(Scroll(body), spacing=0))
        viewmodel.loads.bind(self._month.show_loads)
        viewmodel.today.bind(self._month.show_today)
        viewmodel.day.changed.connect(self._month.select)
        viewmodel.people.bind(self._show_people)
        viewmodel.legend.bind(self._show_legend)
        viewmodel.closures.bind(self._show_closures)

    def _month_panel(self) -> QWidget:
        texts, month = self._viewmodel.texts, self._month
        title = Text(month.title(), weight=600)
        month.turned.connect(lambda _month: title.setText(month.title()))
        head = row(8, title, STRETCH, spacing=0)
        for icon, key, step in (("left", "month_previous", -1), ("right", "month_next", 1)):
            button = Button(
                kind="quiet",
                icon=f"chevron-{icon}",
                size="small",
                name=texts(f"vendor.calendar.{key}"),
                object_name=f"vendor.calendar.{key}",
            )
            on_click(button, partial(month.turn, step))
            head.addWidget(button)
        return box(column(head, month, spacing=2))

    def _line(self, key: str, spoken: str, mark: QWidget, text: str) -> QWidget:
        check = Checkbox(name=spoken, object_name=f"vendor.calendar.{key}")
        figure = Text(tone="soft")
        self._boxes[key], self._figures[key] = check, figure
        line = box(row(check, mark, Text(text, elide=True), STRETCH, figure, spacing=8))
        line.setFixedHeight(26)
        return line

    def _show_people(self, people: tuple[PersonChoice, ...]) -> None:
        ids = tuple(person.id for person in people)
        if ids != self._shown_people:
            self._shown_people = ids
            clear(self._people)
            for person in people:
                face = Avatar(person.full_name, tint=person.tint, size=22)
                key = f"person.{person.id}"
                self._people.addWidget(self._line(key, person.full_name, face, person.name))
                self._boxes[key].toggled.connect(partial(self._viewmodel.show_person, person.id))
        for person in people:
            self._tick(f"person.{person.id}", person.shown, person.booked)

    def _show_legend(self, legend: tuple[LegendChoice, ...]) -> None:
        for choice in legend:
            key = f"kind.{choice.id}"
            if key not in self._boxes:
                line = self._line(key, choice.text, _Swatch(choice.standing), choice.text)
                self._legend.addWidget(line)
                self._boxes[key].toggled.connect(partial(self._viewmodel.show_kind, choice.id))
            self._tick(key, choice.shown, self._viewmodel.format.number(choice.count))

    def _tick(self, key: str, shown: bool, figure: str) -> None:
        check = self._boxes[key]
        check.blockSignals(True)
        check.setChecked(shown)
        check.blockSignals(False)
        self._figures[key].setText(figure)

    def _show_closures(self, closures: tuple[ClosureRow, ...]) -> None:
        clear(self._closures)
        texts = self._viewmodel.texts
        if not closures:
            self._closures.addWidget(
                Text(texts("vendor.calendar.no_closures"), role="small", tone="soft", wrap=True)
            )
        for shown in closures:
            words = column(
                Text(shown.when, role="small", weight=600, wrap=True),
                Text(shown.who, role="small", tone="soft", wrap=True),
                spacing=0,
            )
            undo = Button(
                kind="quiet",
                icon="x",
                size="small",
                name=f"{texts('vendor.calendar.unblock')}: {shown.when}, {shown.who}",
                object_name=f"vendor.calendar.unblock.{shown.id}",
            )
            on_click(undo, partial(self._viewmodel.unblock.trigger, shown.id))
            line = row(words, undo, spacing=4)
            line.setStretch(0, 1)
            self._closures.addLayout(line)


def _heading(text: str) -> Text:
    heading = Text(text, role="small", weight=600, tone="soft")
    heading.setContentsMargins(0, 6, 0, 2)
    return heading
