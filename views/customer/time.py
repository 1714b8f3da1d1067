"""Pick a time: people, the days strip, the times of a day, and what would be booked beside them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewmodels.customer.rows import DayChip, DayPart, StaffCard, TimeChip
from viewmodels.customer.time import TimeViewModel
from viewmodels.kernel.problems import Problem
from views.customer.beside import Beside
from views.customer.choice_button import DayTile, StaffTile
from views.customer.skeletons import TimesSkeleton
from views.customer.slot_button import SlotButton
from views.customer.summary import SummaryCard
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Card, Divider, Surface
from views.kit.focus import keep_focus
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, Columns, Flow, box, clear, column, row
from views.kit.page_states import PageStates
from views.kit.scroll import Scroll
from views.kit.segments import Segments
from views.kit.states import EmptyState
from views.kit.text import Span, Text

_PART, _NOTHING, _LEAST_BESIDE = 120, 320, 1040


class TimeView(QWidget):
    """Bound to `TimeViewModel`; tiles are made anew when their words change."""

    def __init__(self, viewmodel: TimeViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("customer.time")
        texts = viewmodel.texts
        self._staff = row(spacing=12)
        left = column(self._staff, self._zone_bar(), self._calendar(), self._elsewhen(), STRETCH, spacing=16)
        self._beside = Beside(left, SummaryCard(viewmodel), self._policy(), least=_LEAST_BESIDE, spacing=16)
        content = column(self._beside, STRETCH, spacing=0, margins=(24, 20, 24, 20))
        states = PageStates(
            Scroll(content), retry=texts("kit.retry"), loading=TimesSkeleton(), object_name="customer.time"
        )
        states.retried.connect(viewmodel.look.trigger)
        viewmodel.state.bind(states.show_state)
        self.setLayout(column(states, spacing=0))
        viewmodel.staff.bind(self._show_staff)
        viewmodel.days.bind(self._show_days)
        viewmodel.parts.bind(self._show_parts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._beside.fit(self.width())

    def _elsewhen(self) -> QWidget:
        """The same hour on other days."""
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        card = Card(" ")
        days = Columns(least=112, most=6, spacing=8)
        card.body.setContentsMargins(16, 0, 16, 16)
        card.body.addLayout(days)

        def show(chips: Sequence[TimeChip]) -> None:
            with keep_focus(self):
                clear(days)
            for chip in chips:
                button = Button(chip.label, weight=500, object_name=f"customer.time.other.{chip.starts_at}")
                policy = button.sizePolicy()
                policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
                button.setSizePolicy(policy)
                on_click(button, partial(viewmodel.choose_elsewhen, chip))
                days.addWidget(button)
            clock = viewmodel.clock_chosen.value
            card.set_title(texts("customer.time.elsewhen", time=clock))
            card.setVisible(bool(chips))

        viewmodel.elsewhen.bind(show)
        return card

    def _policy(self) -> QWidget:
        card = Card(self._viewmodel.texts("customer.service.policy"))
        card.body.setContentsMargins(16, 0, 16, 16)
        words = Text(tone="soft", wrap=True)
        mark = column(1, Icon("calendar-check", "soft"), STRETCH, spacing=0)
        line = row(mark, words, spacing=12)
        line.setStretch(1, 1)
        card.body.addLayout(line)

        def show(policy: str) -> None:
            words.setText(policy)
            card.setVisible(bool(policy))

        self._viewmodel.policy.bind(show)
        return card

    def _zone_bar(self) -> QWidget:
        viewmodel = self._viewmodel
        bar = Surface("info_wash", rounded=True)
        words = Text(wrap=True)
        choice = Segments(object_name="customer.time.zone")
        choice.chosen.connect(viewmodel.choose_zone)
        line = row(Icon("globe", "info"), words, choice, spacing=12, margins=(14, 8, 10, 8))
        line.setStretch(1, 1)
        bar.setLayout(line)

        def show(text: str) -> None:
            words.set_spans(_strong(text, [city for _, city in viewmodel.zones.value]))
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
        card.body.addLayout(self._parts)
        self._nothing = EmptyState(
            art="empty_calendar",
            title=texts("customer.time.nothing"),
            text=texts("customer.time.nothing.detail"),
            action=texts("customer.wait.join"),
            object_name="customer.time.nothing",
        )
        self._nothing.acted.connect(viewmodel.wait.trigger)
        self._waits = Text(texts("customer.wait.already"), tone="soft")
        self._waits.setContentsMargins(16, 0, 16, 16)
        viewmodel.waits.bind(self._show_waits)
        self._nothing.setMinimumHeight(_NOTHING)
        card.body.addWidget(self._nothing)
        card.body.addWidget(self._waits)
        problem = Text(tone="bad", wrap=True)
        problem.setContentsMargins(16, 8, 16, 12)
        card.body.addWidget(problem)

        def show(found: Problem | None) -> None:
            problem.setText(found.text if found else "")
            problem.setVisible(found is not None)

        viewmodel.choose.problem.bind(show)
        return card

    def _show_staff(self, people: Sequence[StaffCard]) -> None:
        with keep_focus(self):
            clear(self._staff)
            for person in people:
                tile = StaffTile(person)
                on_click(tile, partial(self._viewmodel.choose_staff, person.id))
                self._staff.addWidget(tile)

    def _show_days(self, days: Sequence[DayChip]) -> None:
        with keep_focus(self):
            clear(self._days)
            for day in days:
                tile = DayTile(day)
                on_click(tile, partial(self._viewmodel.choose_day, day.id))
                self._days.addWidget(tile)

    def _show_parts(self, parts: Sequence[DayPart]) -> None:
        with keep_focus(self):
            clear(self._parts)
            for part in parts:
                self._parts.addWidget(Divider())
                self._parts.addWidget(self._part(part))
        self._nothing.setVisible(not parts and not self._viewmodel.waits.value)
        self._waits.setVisible(not parts and self._viewmodel.waits.value)

    def _show_waits(self, waits: bool) -> None:
        nothing = not self._viewmodel.parts.value
        self._nothing.setVisible(nothing and not waits)
        self._waits.setVisible(nothing and waits)

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


def _strong(text: str, names: Sequence[str]) -> list[Span]:
    """The text with these names in it a little heavier."""
    spans, rest = list[Span](), text
    while rest:
        found = [(place, name) for name in names if (place := rest.find(name)) >= 0]
        if not found:
            break
        place, name = min(found)
        spans += [Span(rest[:place]), Span(name, weight=600)]
        rest = rest[place + len(name) :]
    return [*spans, Span(rest)]
