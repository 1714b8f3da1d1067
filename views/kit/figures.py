"""Figures kept as a pixmap until size, theme or data change; the ring and the stacked bar among them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from views.kit.paint import paint_box, paint_text
from views.kit.theme import active


class Figure(QWidget):
    """Draws once into a pixmap; `changed()` says that the data is new; `name` is read out."""

    def __init__(self, name: str, hint: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint
        self._picture: QPixmap | None = None
        self._theme = ""
        self.setAccessibleName(name)

    def changed(self) -> None:
        """Draw again."""
        self._picture = None
        self.update()

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the figure; called only when something changed."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        return self._hint

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.LayoutDirectionChange):
            self.changed()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        size = self.size() * ratio
        picture = self._picture
        if picture is None or picture.size() != size or self._theme != active().name:
            picture = QPixmap(size)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setLayoutDirection(self.layoutDirection())
            self.draw(painter, QRectF(0, 0, self.width(), self.height()))
            painter.end()
            self._picture, self._theme = picture, active().name
        QPainter(self).drawPixmap(0, 0, picture)


class ProgressRing(Figure):
    """A share of a whole as a ring, with one or two short lines inside."""

    def __init__(self, name: str, *, size: int = 56, width: int = 5, tone: str = "accent") -> None:
        super().__init__(name, QSize(size, size))
        self._width, self._tone = width, tone
        self._share, self._lines = 0.0, ("", "")
        self.setFixedSize(size, size)

    def set_progress(self, share: float, first: str = "", second: str = "", *, tone: str = "") -> None:
        """Show a share from 0 to 1 and words in the middle."""
        state = (min(max(share, 0.0), 1.0), (first, second), tone or self._tone)
        if state != (self._share, self._lines, self._tone):
            self._share, self._lines, self._tone = state
            self.changed()

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        theme = active()
        half = self._width / 2
        ring = rect.adjusted(half, half, -half, -half)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("sunk"), self._width))
        painter.drawEllipse(ring)
        pen = QPen(theme.color(self._tone), self._width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawArc(ring, 90 * 16, round(-self._share * 360 * 16))
        first, second = self._lines
        center = Qt.AlignmentFlag.AlignHCenter
        line = theme.line_height("caption") - 2
        top = rect.center().y() - (line if second else line / 2)
        for number, words in enumerate((first, second)):
            room = QRectF(rect.x(), top + number * line, rect.width(), line)
            paint_text(painter, room, words, theme.font("caption", 600), theme.color("ink"), center)


class StackBar(Figure):
    """Parts of a whole as one bar, 6 px high. Parts are (value, colour token)."""

    def __init__(self, name: str, *, height: int = 6) -> None:
        super().__init__(name, QSize(120, height))
        self._parts: tuple[tuple[float, str], ...] = ()
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_parts(self, parts: Sequence[tuple[float, str]]) -> None:
        """Show these parts from the start on."""
        if tuple(parts) != self._parts:
            self._parts = tuple(parts)
            self.changed()

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        theme = active()
        total = sum(value for value, _ in self._parts)
        radius = rect.height() / 2
        paint_box(painter, rect, radius, theme.color("sunk"))
        if total <= 0:
            return
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
        x = 0.0
        for value, tone in self._parts:
            width = rect.width() * value / total
            left = rect.right() - x - width if rtl else x
            painter.fillRect(QRectF(left, 0, width, rect.height()), theme.color(tone))
            x += width
