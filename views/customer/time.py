"""Pick a time: people, the days strip, the times of a day, and what would be booked beside them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from viewmodels.customer.rows import DayChip, DayPart, StaffCard
from viewmodels.customer.time import TimeViewModel
from viewmodels.kernel.problems import Problem
from views.customer.choice_button import DayTile, StaffTile
from views.customer.slot_button import SlotButton
from views.customer.summary import SummaryCard
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Card, Divider, Surface
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, Flow, box, clear, column, row
from views.kit.page_states import PageStates
from views.kit.scroll import Scroll
from views.kit.segments import Segments
from views.kit.states import EmptyState
from views.kit.text import Text

_SIDE = 320
_PART = 120


class TimeView(QWidget):
    """Bound to `TimeViewModel`; tiles are made anew when their words change."""

    def __init__(self, viewmodel: TimeViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("customer.time")
        texts = viewmodel.texts
        self._staff = row(spacing=12)
        summary = SummaryCard(viewmodel)
        summary.setFixedWidth(_SIDE)
        left = column(self._staff, self._zone_bar(), self._calendar(), spacing=16)
        left.setStretch(2, 1)
        side = column(summary, STRETCH, spacing=0)
        content = row(spacing=20, margins=(24, 20, 24, 20))
        content.addLayout(left, 1)
        content.addLayout(side)
        states = PageStates(Scroll(content), retry=texts("kit.retry"), object_name="customer.time")
        states.retried.connect(viewmodel.look.trigger)
        viewmodel.state.bind(states.show_state)
        self.setLayout(column(states, spacing=0))
        viewmodel.staff.bind(self._show_staff)
        viewmodel.days.bind(self._show_days)
        viewmodel.parts.bind(self._show_parts)

    def _zone_bar(self) -> QWidget:
        viewmodel = self._viewmodel
        bar = Surface("info_wash", rounded=True)
        words = Text(tone="info", wrap=True)
        choice = Segments(object_name="customer.time.zone")
        choice.chosen.connect(viewmodel.choose_zone)
        line = row(Icon("globe", "info"), words, choice, spacing=12, margins=(14, 8, 10, 8))
        line.setStretch(1, 1)
        bar.setLayout(line)

        def show(text: str) -> None:
            words.setText(text)
            choice.set_options(viewmodel.zones.value, viewmodel.zone.value)
            bar.setVisible(bool(text))

        viewmodel.zone_line.bind(show)
        viewmodel.zone.changed.connect(lambda zone: choice.set_options(viewmodel.zones.value, zone))
        return bar

    def _calendar(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        card = Card()
        span = Text(role="title", weight=600)
        viewmodel.range.bind(span.setText)
        today = Button(
            texts("customer.time.today_button"), kind="quiet", size="small", object_name="customer.time.today"
        )
        earlier = Button(
            icon="chevron-left",
            size="small",
            name=texts("customer.time.earlier"),
            object_name="customer.time.earlier",
        )
        later = Button(
            icon="chevron-right",
            size="small",
            name=texts("customer.time.later"),
            object_name="customer.time.later",
        )
        for button, pages in ((today, 0), (earlier, -1), (later, 1)):
            on_click(button, partial(viewmodel.turn, pages))
        self._days = row(spacing=2)
        self._parts = column(spacing=0)
        card.body.addLayout(row(span, STRETCH, today, earlier, later, spacing=6, margins=(16, 10, 12, 4)))
        card.body.addWidget(box(row(self._days, margins=(10, 4, 10, 12))))
        card.body.addLayout(self._parts, 1)
        self._nothing = EmptyState(
            art="empty_calendar",
            title=texts("customer.time.nothing"),
            text=texts("customer.time.nothing.detail"),
            object_name="customer.time.nothing",
        )
        card.body.addWidget(self._nothing, 1)
        problem = Text(tone="bad", wrap=True)
        problem.setContentsMargins(16, 8, 16, 12)
        card.body.addWidget(problem)

        def show(found: Problem | None) -> None:
            problem.setText(found.text if found else "")
            problem.setVisible(found is not None)

        viewmodel.choose.problem.bind(show)
        return card

    def _show_staff(self, people: Sequence[StaffCard]) -> None:
        clear(self._staff)
        for person in people:
            tile = StaffTile(person)
            on_click(tile, partial(self._viewmodel.choose_staff, person.id))
            self._staff.addWidget(tile)

    def _show_days(self, days: Sequence[DayChip]) -> None:
        clear(self._days)
        for day in days:
            tile = DayTile(day)
            on_click(tile, partial(self._viewmodel.choose_day, day.id))
            self._days.addWidget(tile)

    def _show_parts(self, parts: Sequence[DayPart]) -> None:
        clear(self._parts)
        for part in parts:
            self._parts.addWidget(Divider())
            self._parts.addWidget(self._part(part))
        self._parts.addStretch(1)
        self._nothing.setVisible(not parts)

    def _part(self, part: DayPart) -> QWidget:
        names = column(Text(part.title, weight=500), Text(part.note, role="small", tone="faint"), spacing=1)
        icon = Icon(part.icon, "soft")
        head = row(icon, names, STRETCH, spacing=10)
        head.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
        left = box(head)
        left.setFixedWidth(_PART)
        slots = Flow(spacing=8)
        for chip in part.slots:
            button = SlotButton(chip)
            on_click(button, partial(self._viewmodel.choose.trigger, chip.id, chip.staff_id))
            slots.addWidget(button)
        line = row(spacing=8, margins=(16, 18, 16, 18))
        line.addWidget(left, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(slots, 1)
        return box(line)
