"""The cards at the side of Today: the day's money, what needs a look, and the days that follow."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from viewmodels.vendor.rows import AheadRow, LookRow, MoneyCard, MoneyLine
from viewmodels.vendor.today import TodayViewModel
from views.kit.bind import on_click
from views.kit.card import Card, Divider
from views.kit.figures import StackBar
from views.kit.focus import Focusable
from views.kit.icons import paint_icon
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.paint import paint_box, paint_dot, paint_text
from views.kit.scroll import Scroll
from views.kit.text import Text
from views.kit.theme import active

_ROWS = 3


class _Dot(QWidget):
    def __init__(self, tone: str) -> None:
        super().__init__()
        self._tone = tone
        self.setFixedSize(8, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_dot(QPainter(self), QPointF(4, self.height() / 2), 7, active().color(self._tone))


class MoneyCardView(Card):
    """Done, confirmed, and what accepting would add; below it the week ahead."""

    def __init__(self, viewmodel: TodayViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        texts = viewmodel.texts
        self.setObjectName("vendor.today.money")
        self._total = Text(role="hero", weight=600)
        self._currency = Text(tone="faint")
        self._bar = StackBar(texts("vendor.today.money"))
        self._lines = column(spacing=6)
        self._ahead, self._amount = Text(tone="soft", elide=True), Text(weight=500)
        self._none = Text(texts("vendor.today.money.none"), tone="soft", wrap=True)
        head = row(Text(texts("vendor.today.money"), weight=500), STRETCH, self._currency)
        self._shown = box(
            column(
                self._total,
                8,
                self._bar,
                8,
                self._lines,
                4,
                Divider(),
                4,
                row(self._ahead, STRETCH, self._amount),
                spacing=4,
            )
        )
        self.body.addLayout(column(head, self._shown, self._none, spacing=8, margins=(16, 12, 16, 14)))
        viewmodel.money.bind(self._show)

    def _show(self, money: MoneyCard | None) -> None:
        self._shown.setVisible(money is not None)
        self._none.setVisible(money is None)
        if money is None:
            self._currency.setText("")
            return
        self._total.setText(money.total)
        self._currency.setText(money.currency)
        self._bar.set_parts([(line.share, line.tone) for line in money.lines])
        self._bar.setAccessibleName(money.spoken)
        clear(self._lines)
        for line in money.lines:
            self._lines.addLayout(_money_line(line))
        self._ahead.setText(money.ahead)
        self._amount.setText(money.ahead_amount)


def _money_line(line: MoneyLine) -> QHBoxLayout:
    return row(
        _Dot(line.tone), Text(line.label, tone="soft"), STRETCH, Text(line.amount, weight=500), spacing=7
    )


class LookButton(Focusable, QAbstractButton):
    """A line that needs a look; a press opens its booking."""

    def __init__(self, shown: LookRow, place: int) -> None:
        super().__init__()
        self._row = shown
        self.setObjectName(f"vendor.today.look.{place}")
        self.setText(shown.title)
        self.setAccessibleName(f"{shown.title}. {shown.detail}")
        self.setToolTip(f"{shown.title}\n{shown.detail}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(57)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        if self.underMouse():
            painter.fillRect(self.rect(), theme.color("plain_hover"))
        painter.fillRect(0, 0, self.width(), theme.size("line"), theme.color("line"))
        rtl, size = self.isRightToLeft(), theme.size("icon")
        paint_icon(painter, self._row.icon, self.width() - 16 - size if rtl else 16, 12, self._row.tone, size)
        room = QRectF(42, 10, self.width() - 58, 18)
        if rtl:
            room.moveLeft(16)
        paint_text(painter, room, self._row.title, theme.font("body", 500), theme.color("ink"))
        paint_text(
            painter, room.translated(0, 18), self._row.detail, theme.font("small"), theme.color("soft")
        )


class LooksCard(Card):
    """What is late, about to lapse, or over time."""

    def __init__(self, viewmodel: TodayViewModel, parent: QWidget | None = None) -> None:
        super().__init__(viewmodel.texts("vendor.today.look"), parent=parent)
        self.setObjectName("vendor.today.looks")
        self._viewmodel = viewmodel
        self._place = column(spacing=0)
        self._scroll = Scroll(self._place)
        none = Text(viewmodel.texts("vendor.today.look_none"), tone="soft", wrap=True)
        self._none = box(column(none, margins=(16, 0, 16, 14)))
        self.body.addWidget(self._scroll)
        self.body.addWidget(self._none)
        viewmodel.looks.bind(self._show)

    def _show(self, looks: tuple[LookRow, ...]) -> None:
        clear(self._place)
        for place, shown in enumerate(looks):
            button = LookButton(shown, place)
            on_click(button, partial(self._viewmodel.open_booking, shown.id))
            self._place.addWidget(button)
        self._scroll.setVisible(bool(looks))
        self._scroll.setFixedHeight(min(len(looks), _ROWS) * 57)
        self._none.setVisible(not looks)
        number = self._viewmodel.format.number(len(looks)) if looks else ""
        self.set_title(self._viewmodel.texts("vendor.today.look"), number)


class AheadButton(Focusable, QAbstractButton):
    """A day that follows: how many bookings, how full, how much; a press opens it in the calendar."""

    def __init__(self, shown: AheadRow) -> None:
        super().__init__()
        self._row = shown
        self.setObjectName(f"vendor.today.ahead.{shown.id}")
        self.setText(shown.day)
        self.setAccessibleName(shown.spoken)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(38)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, shown = active(), self._row
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        if self.underMouse():
            painter.fillRect(self.rect(), theme.color("plain_hover"))
        painter.fillRect(0, 0, self.width(), theme.size("line"), theme.color("line"))
        rtl, width = self.isRightToLeft(), self.width()

        def place(x: float, span: float) -> QRectF:
            return QRectF(width - x - span if rtl else x, 0, span, self.height())

        soft, ink = theme.color("soft"), theme.color("ink")
        used = paint_text(painter, place(16, 34), shown.day, theme.font("body", 500), ink)
        paint_text(painter, place(16 + max(30, used + 6), 56), shown.date, theme.font("body"), soft)
        paint_text(painter, place(108, 88), shown.count, theme.font("small"), soft)
        bar = place(200, 40)
        bar = QRectF(bar.x(), self.height() / 2 - 2, bar.width(), 4)
        paint_box(painter, bar, 2, theme.color("sunk"))
        if shown.share > 0:
            length = max(3.0, bar.width() * shown.share)
            full = QRectF(bar.right() - length if rtl else bar.x(), bar.y(), length, 4)
            paint_box(painter, full, 2, theme.color("accent"))
        end = Qt.AlignmentFlag.AlignRight
        paint_text(painter, place(244, width - 260), shown.amount, theme.font("body", 500), ink, end)


class AheadCard(Card):
    """The seven days after today."""

    def __init__(self, viewmodel: TodayViewModel, parent: QWidget | None = None) -> None:
        super().__init__(viewmodel.texts("vendor.today.ahead"), parent=parent)
        self.setObjectName("vendor.today.ahead")
        self._viewmodel = viewmodel
        self._place = column(spacing=0)
        self.body.addLayout(self._place)
        viewmodel.ahead.bind(self._show)

    def _show(self, days: tuple[AheadRow, ...]) -> None:
        clear(self._place)
        for shown in days:
            button = AheadButton(shown)
            on_click(button, partial(self._viewmodel.open_calendar, shown.id))
            self._place.addWidget(button)
