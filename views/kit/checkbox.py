"""Checkbox, radio button and switch: painted, keyboard-driven, as high as the theme's targets ask."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from views.kit.checkmark import SIDE, paint_check
from views.kit.focus import Focusable
from views.kit.paint import paint_box, paint_dot, paint_text
from views.kit.theme import active

GAP = 8


if TYPE_CHECKING:
    _Base = QAbstractButton
else:
    _Base = object  # Qt allows one C++ base only, and the control brings it


class _Choice(Focusable, _Base):
    """A mark with words beside it."""

    def _set_up(self, text: str, name: str, object_name: str) -> None:
        self.setText(text)
        self.setAccessibleName(name or text)
        self.setObjectName(object_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _mark_size(self) -> QSize:
        side = SIDE * active().size("icon") // 16
        return QSize(side, side)

    def sizeHint(self) -> QSize:
        theme = active()
        mark = self._mark_size()
        text = QFontMetricsF(theme.font("body")).horizontalAdvance(self.text()) + GAP if self.text() else 0
        return QSize(ceil(mark.width() + text), max(mark.height() + 4, theme.size("target") - 8))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def ring_radius(self) -> float:
        return active().radius("check")

    def _paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        mark = self._mark_size()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - mark.width() if rtl else 0
        self._paint_mark(
            painter, QRectF(x, (self.height() - mark.height()) // 2, mark.width(), mark.height())
        )
        inset = mark.width() + GAP
        room = QRectF(0 if rtl else inset, 0, self.width() - inset, self.height())
        tone = theme.color("ink" if self.isEnabled() else "faint")
        paint_text(painter, room, self.text(), theme.font("body"), tone)


class Checkbox(_Choice, QCheckBox):
    """A box to tick; with `setTristate` it can say "some"."""

    def __init__(
        self, text: str = "", *, name: str = "", object_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._set_up(text, name, object_name)

    def _paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        paint_check(painter, rect, self.checkState(), enabled=self.isEnabled(), hover=self.underMouse())


def paint_radio(painter: QPainter, rect: QRectF, *, on: bool) -> None:
    """A ring, filled with a light dot where chosen."""
    theme = active()
    fill, line = ("accent", "accent") if on else ("surface", "line_strong")
    paint_box(painter, rect, rect.width() / 2, theme.color(fill), theme.color(line), theme.size("line"))
    if on:
        paint_dot(painter, QPointF(rect.center()), rect.width() * 0.4, theme.color("accent_ink"))


class Radio(_Choice, QRadioButton):
    """One of several; those with the same parent exclude each other."""

    def __init__(
        self, text: str = "", *, name: str = "", object_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._set_up(text, name, object_name)

    def _paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        paint_radio(painter, rect, on=self.isChecked())


class Switch(_Choice, QCheckBox):
    """On or off, at once."""

    def __init__(
        self, text: str = "", *, name: str = "", object_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._set_up(text, name, object_name)

    def _mark_size(self) -> QSize:
        unit = active().size("icon")
        return QSize(2 * unit, unit + 2)

    def _paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        theme = active()
        on = self.isChecked()
        free = self.isEnabled()
        fill = theme.color(("accent" if on else "line_strong") if free else ("accent_mid" if on else "sunk"))
        line = None if free or on else theme.color("line_strong")
        paint_box(painter, rect, rect.height() / 2, fill, line, theme.size("line"))
        right = on != (self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        radius = rect.height() / 2
        x = rect.right() - radius if right else rect.x() + radius
        knob = "accent_ink" if on and free else "line_strong" if not (on or free) else "surface"
        paint_dot(painter, QPointF(x, rect.center().y()), rect.height() - 4, theme.color(knob))
