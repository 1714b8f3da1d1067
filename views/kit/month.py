"""A month of days to choose from: painted as one widget, walked by the arrow keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from views.kit.paint import paint_box, paint_text
from views.kit.theme import active

_WEEK = 7
_LINES = 6
_ONE = timedelta(days=1)


def first_shown(month: date, first_weekday: int) -> date:
    """The day in the grid's first cell; `first_weekday` is 0 for Monday."""
    start = month.replace(day=1)
    return start - timedelta(days=(start.weekday() - first_weekday) % _WEEK)


class Month(QWidget):
    """`chosen` is a day that can be taken; `turned` says that another month is shown.

    `blocked` days are struck through and can't be chosen; days before `today` are faint, and blocked unless
    `past` is allowed.
    """

    chosen = Signal(object)
    turned = Signal(object)

    def __init__(
        self,
        today: date,
        *,
        selected: date | None = None,
        blocked: Callable[[date], bool] | None = None,
        past: bool = False,
        locale: QLocale | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today, self._selected = today, selected
        self._cursor = selected or today
        self.month = self._cursor.replace(day=1)
        self._blocked = blocked or (lambda day: False)
        self._past = past
        self._locale = locale or QLocale()
        self._first = self._locale.firstDayOfWeek().value - 1
        self._hovered: date | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._describe()

    def select(self, day: date | None) -> None:
        """Show a chosen day, and its month."""
        self._selected = day
        if day is not None:
            self._go(day)

    def turn(self, months: int) -> None:
        """Leaf forwards or backwards."""
        number = self.month.year * 12 + self.month.month - 1 + months
        self.month = date(number // 12, number % 12 + 1, 1)
        self.turned.emit(self.month)
        self.update()

    def title(self) -> str:
        """The month and its year in words."""
        name = self._locale.standaloneMonthName(self.month.month)
        return f"{name} {self.month.year}"

    def can_choose(self, day: date) -> bool:
        """Whether a press takes this day."""
        return (self._past or day >= self._today) and not self._blocked(day)

    # Where days stand

    def sizeHint(self) -> QSize:
        cell = self._cell()
        return QSize(cell.width() * _WEEK, cell.height() * (_LINES + 1))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _cell(self) -> QSize:
        height = max(26, active().size("target") * 26 // 32)
        return QSize(height * 34 // 26, height)

    def _rect(self, column: int, line: int) -> QRectF:
        width, height = self.width() / _WEEK, self._cell().height()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            column = _WEEK - 1 - column
        return QRectF(column * width, line * height, width, height)

    def _day_at(self, at: QPoint) -> date | None:
        column, line = int(at.x() * _WEEK / max(1, self.width())), at.y() // self._cell().height() - 1
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            column = _WEEK - 1 - column
        if not (0 <= column < _WEEK and 0 <= line < _LINES):
            return None
        return first_shown(self.month, self._first) + (line * _WEEK + column) * _ONE

    # Pointer and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position().toPoint())
        if day is not None and self.can_choose(day):
            self.select(day)
            self.chosen.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._day_at(event.position().toPoint())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        side = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        steps = {
            Qt.Key.Key_Left: -side,
            Qt.Key.Key_Right: side,
            Qt.Key.Key_Up: -_WEEK,
            Qt.Key.Key_Down: _WEEK,
            Qt.Key.Key_PageUp: -28,
            Qt.Key.Key_PageDown: 28,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._go(self._cursor + step * _ONE)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.can_choose(self._cursor):
                self.select(self._cursor)
                self.chosen.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def _go(self, day: date) -> None:
        self._cursor = day
        month = day.replace(day=1)
        if month != self.month:
            self.month = month
            self.turned.emit(month)
        self._describe()
        self.update()

    def _describe(self) -> None:
        self.setAccessibleName(
            f"{self._locale.dayName(self._cursor.isoweekday())} {self._cursor.day} {self.title()}"
        )

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        center = Qt.AlignmentFlag.AlignHCenter
        for column in range(_WEEK):
            name = self._locale.standaloneDayName(
                (self._first + column) % _WEEK + 1, QLocale.FormatType.ShortFormat
            )
            paint_text(
                painter,
                self._rect(column, 0),
                name[:2],
                theme.font("caption", 500),
                theme.color("faint"),
                center,
            )
        start = first_shown(self.month, self._first)
        for number in range(_LINES * _WEEK):
            self._paint_day(painter, self._rect(number % _WEEK, number // _WEEK + 1), start + number * _ONE)

    def _paint_day(self, painter: QPainter, rect: QRectF, day: date) -> None:
        theme = active()
        free = self.can_choose(day)
        here = day.month == self.month.month
        tone, weight = ("ink", 500) if free and here else ("faint", 400)
        inner = rect.adjusted(0, 0, 0, 0)
        radius = theme.radius("nav")
        if day == self._selected:
            paint_box(painter, inner, radius, theme.color("accent"))
            tone, weight = "accent_ink", 600
        elif day == self._today:
            weight = 600
            tone = "ink"
            paint_box(
                painter, inner, radius, theme.color("surface"), theme.color("line_strong"), theme.size("line")
            )
        elif free and day == self._hovered:
            paint_box(painter, inner, radius, theme.color("quiet_hover"))
        if self.hasFocus() and day == self._cursor and day != self._selected:
            paint_box(painter, inner, radius, None, theme.color("accent"), theme.size("ring"))
        text = str(day.day)
        paint_text(
            painter, rect, text, theme.font("body", weight), theme.color(tone), Qt.AlignmentFlag.AlignHCenter
        )
        if self._blocked(day):
            painter.setPen(QPen(theme.color(tone), 1))
            middle = rect.center()
            painter.drawLine(
                QPointF(middle.x() - 8, middle.y() + 0.5), QPointF(middle.x() + 8, middle.y() + 0.5)
            )
