"""Availability: the week to paint, everyone in small; rules, exceptions and rooms beside them."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from viewmodels.vendor.availability import CLOSE, OPEN, AvailabilityViewModel
from viewmodels.vendor.availability_rows import PersonTab, WeekShown
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Card, Divider
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, box, column, row
from views.kit.menu import MenuItem, open_menu
from views.kit.scroll import Scroll
from views.kit.segments import Segments
from views.kit.text import Text
from views.vendor.availability_cards import ExceptionsCard, ResourcesCard, RulesCard, ServicesCard
from views.vendor.everyone_week import EveryoneWeek
from views.vendor.page_states import vendor_states
from views.vendor.week_canvas import WeekCanvas

_GAP = 20
_SIDE = 336
_LEAST_BESIDE = 1000
_ANY = 16_777_215


class AvailabilityView(QWidget):
    """Two columns, or one where it is narrow."""

    def __init__(self, viewmodel: AvailabilityViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("vendor.availability")
        left = column(
            self._week_card(), self._everyone_card(), ServicesCard(viewmodel), STRETCH, spacing=_GAP
        )
        side = column(
            RulesCard(viewmodel),
            ExceptionsCard(viewmodel),
            ResourcesCard(viewmodel),
            spacing=_GAP,
        )
        side.setStretch(1, 1)
        self._side = box(side)
        self._columns = row(spacing=_GAP, margins=(24, _GAP, 24, _GAP))
        self._columns.addLayout(left, 1)
        self._columns.addWidget(self._side)
        states = vendor_states(viewmodel, Scroll(self._columns), name="vendor.availability")
        self.setLayout(column(states, spacing=0))
        viewmodel.state.bind(states.show_state)
        viewmodel.people.bind(self._show_people)
        viewmodel.mode.bind(self._show_mode)
        viewmodel.week.bind(self._show_week)
        viewmodel.everyone.bind(self._everyone.show_people)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= _LEAST_BESIDE
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)
        self._side.setMinimumWidth(_SIDE if beside else 0)
        self._side.setMaximumWidth(_SIDE if beside else _ANY)

    def _week_card(self) -> Card:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        card = Card()
        card.setObjectName("vendor.availability.week_card")
        self._people = Segments(object_name="vendor.availability.people")
        self._people.setAccessibleName(texts("vendor.availability.whose"))
        self._people.chosen.connect(viewmodel.choose_person)
        self._modes = Segments(object_name="vendor.availability.mode")
        self._modes.setAccessibleName(texts("vendor.availability.mode"))
        self._modes.chosen.connect(viewmodel.choose_mode)
        self._copy = Button(
            texts("vendor.availability.copy"), icon="copy", object_name="vendor.availability.copy"
        )
        on_click(self._copy, self._open_copy)
        self._canvas = WeekCanvas(
            name=texts("vendor.availability.weekly"),
            keys=texts("vendor.availability.keys"),
            object_name="vendor.availability.week",
        )
        self._canvas.painted.connect(viewmodel.paint.trigger)
        self._canvas.resized.connect(viewmodel.resize.trigger)
        self._total = Text(weight=600)
        title = Text(texts("vendor.availability.weekly"), role="title", weight=600)
        head = row(title, 6, self._people, STRETCH, self._modes, self._copy, spacing=8)
        hint = Text(texts("vendor.availability.hint"), tone="soft", elide=True)
        foot = row(Icon("info", "soft"), hint, self._total, spacing=8)
        foot.setStretch(1, 1)
        inner = column(head, self._canvas, Divider(), 2, foot, spacing=8, margins=(16, 12, 16, 12))
        card.body.addLayout(inner)
        return card

    def _everyone_card(self) -> Card:
        texts = self._viewmodel.texts
        card = Card(texts("vendor.availability.everyone"), note=texts("vendor.availability.everyone_note"))
        days = [texts(f"vendor.availability.short.{day}") for day in range(7)]
        self._everyone = EveryoneWeek(days, object_name="vendor.availability.everyone")
        self._everyone.chosen.connect(self._viewmodel.choose_person)
        card.body.addLayout(column(self._everyone, margins=(16, 0, 16, 10)))
        return card

    def _show_people(self, people: tuple[PersonTab, ...]) -> None:
        chosen = next((person.id for person in people if person.chosen), "")
        self._people.set_options([(person.id, person.name) for person in people], chosen)

    def _show_mode(self, mode: str) -> None:
        texts = self._viewmodel.texts
        options = [(OPEN, texts("vendor.availability.open")), (CLOSE, texts("vendor.availability.close"))]
        self._modes.set_options(options, mode)
        self._canvas.show_mode(mode == CLOSE)

    def _show_week(self, week: WeekShown | None) -> None:
        self._canvas.show_week(week, self._viewmodel.texts("vendor.availability.not_working"))
        self._total.setText("" if week is None else week.total)

    def _open_copy(self) -> None:
        people = [person for person in self._viewmodel.people.value if not person.chosen]
        items = [MenuItem(person.id, person.full_name) for person in people]
        open_menu(
            self._copy,
            items,
            self._viewmodel.copy_week.trigger,
            name=self._copy.text(),
            object_name="vendor.availability.copy_menu",
            end=True,
        )
