"""Time: days in a strip, free times by part of the day, and the one that is held."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewmodels.kiosk.rows import Countdown, DayRow, Lost, Notice, SlotGroup, SlotRow
from viewmodels.kiosk.session import KioskSession
from viewmodels.kiosk.times import TimesState
from views.kiosk.alternatives import Alternatives
from views.kiosk.banner import Banner
from views.kiosk.headline import Headline
from views.kiosk.page import KioskPageView
from views.kiosk.ring import Ring
from views.kiosk.service_card import ServiceCard
from views.kiosk.touch_button import TouchButton
from views.kit.icons import Icon, paint_icon
from views.kit.illustration import Illustration
from views.kit.layouts import STRETCH, Columns, clear, column, row
from views.kit.paint import paint_text
from views.kit.spinner import Spinner
from views.kit.text import Text
from views.kit.theme import active

DAY_HEIGHT, SLOT_HEIGHT = 156, 110
_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class DayButton(TouchButton):
    """Name, number, and how many times are free."""

    def __init__(self, day: DayRow, parent: QWidget | None = None) -> None:
        super().__init__(
            day.number,
            kind="selected" if day.selected else "lost" if day.full else "plain",
            height=DAY_HEIGHT,
            name=day.spoken,
            object_name=f"kiosk.time.day.{day.id}",
            parent=parent,
        )
        self._day = day
        self.setEnabled(not day.full)

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        theme, width, day = active(), self.width() - 8.0, self._day
        soft = ink if day.selected else theme.color("soft")
        small = theme.font("body", 500)
        paint_text(painter, QRectF(4, 20, width, 30), day.name, small, soft, _MIDDLE)
        number = theme.font("display", 500 if day.full else 700)
        paint_text(painter, QRectF(4, 48, width, 56), day.number, number, ink, _MIDDLE)
        paint_text(painter, QRectF(4, 104, width, 32), day.detail, small, soft, _MIDDLE)


class MoreButton(TouchButton):
    """A calendar over two short words."""

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        paint_icon(painter, self._icon, self.width() / 2 - 15, 28, ink, 30)
        first, _, rest = self.text().rpartition(" ")
        font = active().font("body", 600)
        for place, word in enumerate(part for part in (first, rest) if part):
            frame = QRectF(4, 66 + 28 * place, self.width() - 8.0, 30)
            paint_text(painter, frame, word, font, ink, _MIDDLE)


class SlotButton(TouchButton):
    """A time; a lost one is struck through and says so."""

    def __init__(self, slot: SlotRow, taken_text: str, parent: QWidget | None = None) -> None:
        super().__init__(
            slot.time,
            kind="selected" if slot.selected else "lost" if slot.taken else "plain",
            icon="check" if slot.selected else "",
            height=SLOT_HEIGHT,
            weight=700 if slot.selected else 600,
            name=slot.spoken,
            object_name=f"kiosk.time.slot.{slot.id}",
            parent=parent,
        )
        self._slot, self._taken_text = slot, taken_text
        self.setEnabled(not slot.taken)
        self.set_running(slot.running)

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        if not self._slot.taken:
            super()._paint_content(painter, ink)
            return
        theme, width = active(), self.width() - 8.0
        struck = QFont(theme.font("heading", 500))
        struck.setStrikeOut(True)
        paint_text(painter, QRectF(4, 18, width, 44), self._slot.time, struck, ink, _MIDDLE)
        small = theme.font("caption", 600)
        paint_text(painter, QRectF(4, 62, width, 28), self._taken_text, small, theme.color("warn"), _MIDDLE)


class TimesView(KioskPageView):
    """Choosing a time holds it; Continue goes on with it."""

    def __init__(self, session: KioskSession, parent: QWidget | None = None) -> None:
        super().__init__("kiosk.time", parent)
        self._model, self._texts = session.times, session.texts
        texts = session.texts
        self._service = ServiceCard(150, 220)
        self.head.addWidget(Headline(texts("kiosk.times.title"), object_name="kiosk.time.title"))
        self.head.addWidget(self._service)
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
        buttons = row(back, self._go_on, spacing=20)
        buttons.setStretchFactor(self._go_on, 1)
        self.foot.addWidget(self._banner)
        self.foot.addLayout(buttons)
        self._model.state.bind(self._show)
        self._model.lost.bind(self._show_lost)
        self._model.notice.bind(self._show_notice)
        self._model.held.countdown.bind(self._show_countdown)
        self._model.ready.bind(self._allow)

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
            button = DayButton(day)
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
        return MoreButton(self._texts(key), icon=icon, height=DAY_HEIGHT, object_name=object_name)

    def _group(self, group: SlotGroup) -> QVBoxLayout:
        grid = Columns(least=200, most=4, spacing=12, line_spacing=12)
        for slot in group.slots:
            button = SlotButton(slot, self._texts("kiosk.times.taken"))
            button.clicked.connect(lambda _=False, start=slot.id: self._model.choose.trigger(start))
            grid.addWidget(button)
        head = row(
            Icon(group.icon, "soft", 32), Text(group.title, role="heading", weight=600), STRETCH, spacing=14
        )
        return column(head, grid, spacing=16)

    def _show_words(self, picture: str, words: str, *, retry: bool) -> None:
        drawing = row(STRETCH, Illustration(picture, 360, 240, radius=24), STRETCH)
        said = Text(words, role="title", wrap=True, align=_MIDDLE)
        self._groups.addLayout(column(drawing, said, spacing=24, margins=(60, 60, 60, 0)))
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
