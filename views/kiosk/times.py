"""Time: days in a strip, free times by part of the day, and the one that is held."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QBoxLayout, QWidget

from viewmodels.kiosk.rows import Countdown, Lost, Notice, SlotGroup
from viewmodels.kiosk.session import KioskSession
from viewmodels.kiosk.times import TimesState
from views.kiosk.alternatives import Alternatives
from views.kiosk.banner import Banner
from views.kiosk.headline import Headline
from views.kiosk.page import KioskPageView
from views.kiosk.ring import Ring
from views.kiosk.room import Room
from views.kiosk.service_card import ServiceCard
from views.kiosk.time_buttons import (
    DAY_HEIGHT,
    LOW_DAY,
    LOW_SLOT,
    SLOT_HEIGHT,
    DayButton,
    MoreButton,
    SlotButton,
)
from views.kiosk.touch_button import TouchButton
from views.kit.icons import Icon
from views.kit.illustration import Illustration
from views.kit.layouts import STRETCH, Columns, clear, column, row
from views.kit.spinner import Spinner
from views.kit.text import Text
from views.kit.theme import active

_MIDDLE = Qt.AlignmentFlag.AlignHCenter
_NAMES = 190


class TimesView(KioskPageView):
    """Choosing a time holds it; Continue goes on with it."""

    def __init__(self, session: KioskSession, parent: QWidget | None = None) -> None:
        super().__init__("kiosk.time", parent)
        self._model, self._texts = session.times, session.texts
        texts = session.texts
        self._service = ServiceCard(150, 220)
        self._title = Headline(texts("kiosk.times.title"), object_name="kiosk.time.title")
        self.head.addWidget(self._title)
        self.head.addWidget(self._service)
        self._lying = False
        self._lost = Alternatives(self._model.choose_alternative)
        self._days = row(spacing=12)
        self._groups = column(spacing=36)
        self.content.addWidget(self._lost)
        self.content.addLayout(self._days)
        self.content.addLayout(self._groups)
        self.content.addStretch(1)
        self._ring = Ring(96, 9, track="surface", object_name="kiosk.time.countdown")
        self._banner = Banner(self._ring, role="heading")
        self._banner.setObjectName("kiosk.time.held")
        back = TouchButton(texts("kiosk.back"), icon="arrow-left", object_name="kiosk.time.back")
        back.clicked.connect(session.back)
        self._go_on = TouchButton(
            texts("kiosk.times.continue"),
            kind="primary",
            trailing="arrow-right",
            object_name="kiosk.time.continue",
        )
        self._go_on.clicked.connect(lambda: self._model.proceed.trigger())
        self._buttons = row(back, self._go_on, spacing=20)
        self._buttons.setStretchFactor(self._go_on, 1)
        self.foot.addWidget(self._banner)
        self.foot.addLayout(self._buttons)
        self._model.state.bind(self._show)
        self._model.lost.bind(self._show_lost)
        self._model.notice.bind(self._show_notice)
        self._model.held.countdown.bind(self._show_countdown)
        self._model.ready.bind(self._allow)

    def arrange(self, room: Room) -> None:
        self._title.set_role("display" if room.lying else "hero")
        self._service.set_height(112 if room.lying else 150)
        self._lost.set_low(room.lying)
        if room.lying == self._lying:
            return
        self._lying = room.lying
        # What is held stands between Back and Continue where there is no height for a line of its own.
        (self.foot if room.lying else self._buttons).removeWidget(self._banner)
        if room.lying:
            self._buttons.insertWidget(1, self._banner, 1)
        else:
            self.foot.insertWidget(0, self._banner)
        self._banner.set_low(room.lying)
        self._ring.setFixedSize(*((64, 64) if room.lying else (96, 96)))
        self._ring.set_stroke(6 if room.lying else 9, "caption" if room.lying else "body")
        self._buttons.setStretchFactor(self._go_on, 0 if room.lying else 1)
        self._go_on.setMinimumWidth(300 if room.lying else 0)
        self._groups.setSpacing(20 if room.lying else 36)
        self.content.setSpacing(20 if room.lying else 24)
        self._show(self._model.state.value)

    def _show(self, state: TimesState) -> None:
        if state.service is not None:
            self._service.show_service(state.service)
        self._show_days(state)
        clear(self._groups)
        if state.loading and not state.groups:
            self._groups.addLayout(row(STRETCH, Spinner(56), STRETCH, margins=(0, 60, 0, 0)))
        elif state.problem:
            self._show_words("offline", state.problem, retry=True)
        elif state.empty:
            self._show_words("empty_calendar", state.empty, retry=False)
        for group in state.groups:
            self._groups.addLayout(self._group(group))

    def _show_days(self, state: TimesState) -> None:
        clear(self._days)
        days = state.days if any(not day.full for day in state.days) or state.earlier else ()
        for day in days:
            button = DayButton(day, LOW_DAY if self._lying else DAY_HEIGHT)
            button.clicked.connect(lambda _=False, key=day.id: self._model.choose_day(key))
            self._days.addWidget(button, 1)
        if days and state.earlier:
            earlier = self._more("kiosk.times.earlier", "calendar-arrow-up", "kiosk.time.earlier")
            earlier.clicked.connect(self._model.show_earlier)
            self._days.insertWidget(0, earlier, 1)
        if days and state.later:
            later = self._more("kiosk.times.more", "calendar-days", "kiosk.time.more")
            later.clicked.connect(self._model.show_later)
            self._days.addWidget(later, 1)

    def _more(self, key: str, icon: str, object_name: str) -> MoreButton:
        return MoreButton(
            self._texts(key),
            icon=icon,
            height=LOW_DAY if self._lying else DAY_HEIGHT,
            object_name=object_name,
        )

    def _group(self, group: SlotGroup) -> QBoxLayout:
        lying = self._lying
        grid = Columns(least=148 if lying else 200, most=8 if lying else 4, spacing=12, line_spacing=12)
        for slot in group.slots:
            button = SlotButton(slot, self._texts("kiosk.times.taken"), LOW_SLOT if lying else SLOT_HEIGHT)
            button.clicked.connect(lambda _=False, start=slot.id: self._model.choose.trigger(start))
            grid.addWidget(button)
        head = row(
            Icon(group.icon, "soft", 32), Text(group.title, role="heading", weight=600), STRETCH, spacing=14
        )
        if lying:
            beside = QWidget()
            beside.setFixedSize(self._names_width(), LOW_SLOT)
            beside.setLayout(head)
            line = row(spacing=16)
            line.addWidget(beside, 0, Qt.AlignmentFlag.AlignTop)
            line.addLayout(grid, 1)
            return line
        return column(head, grid, spacing=16)

    def _names_width(self) -> int:
        """Wide enough for the longest part of the day."""
        font = QFontMetricsF(active().font("heading", 600))
        groups = self._model.state.value.groups
        widest = max((font.horizontalAdvance(group.title) for group in groups), default=0)
        return max(_NAMES, ceil(widest) + 32 + 14 + 4)

    def _show_words(self, picture: str, words: str, *, retry: bool) -> None:
        size = (210, 140) if self._lying else (360, 240)
        drawing = row(STRETCH, Illustration(picture, *size, radius=24), STRETCH)
        said = Text(words, role="title", wrap=True, align=_MIDDLE)
        self._groups.addLayout(
            column(drawing, said, spacing=24, margins=(60, 8 if self._lying else 60, 60, 0))
        )
        if retry:
            button = TouchButton(
                self._texts("kiosk.times.retry"),
                icon="refresh-cw",
                role="title",
                height=88,
                object_name="kiosk.time.retry",
            )
            button.clicked.connect(self._model.retry)
            self._groups.addLayout(row(STRETCH, button, STRETCH))

    def _show_lost(self, lost: Lost | None) -> None:
        self._lost.show_lost(lost)
        if lost is not None:
            self.area.verticalScrollBar().setValue(0)

    def _show_notice(self, notice: Notice | None) -> None:
        if notice is None:
            self._banner.show_news(self._texts("kiosk.times.choose"), with_lead=False)
        else:
            self._banner.show_news(notice.title, notice.detail, notice.tone, with_lead=notice.tone == "good")

    def _show_countdown(self, countdown: Countdown | None) -> None:
        if countdown is not None:
            self._ring.show_countdown(countdown)

    def _allow(self, ready: bool) -> None:
        self._go_on.setEnabled(ready)
        self._go_on.setAccessibleDescription("" if ready else self._texts("kiosk.times.choose"))
