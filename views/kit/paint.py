"""Drawing that every painted component shares: crisp rounded boxes, elided text, dots."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

Color = QColor | None


def paint_box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: Color = None,
    line: Color = None,
    width: float = 1.0,
    *,
    dashed: bool = False,
) -> None:
    """A rounded box whose line lies inside `rect`, as a CSS border does."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if line is None or width <= 0:
        painter.setPen(Qt.PenStyle.NoPen)
        inner = rect
    else:
        pen = QPen(line, width)
        if dashed:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            # A dash is three times as long as the line is wide, or a wide one would look dotted.
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        half = width / 2
        inner = rect.adjusted(half, half, -half, -half)
        radius = max(0.0, radius - half)
    painter.setBrush(QBrush(fill) if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inner, radius, radius)


def paint_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    color: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """One line, vertically centred, elided to fit. Answers the width that it took."""
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(text)
    if width > rect.width():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        width = min(rect.width(), metrics.horizontalAdvance(text))
    painter.setFont(font)
    painter.setPen(color)
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    if align & Qt.AlignmentFlag.AlignHCenter:
        x = rect.x() + (rect.width() - width) / 2
    elif bool(align & Qt.AlignmentFlag.AlignRight) != (
        painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    ):
        x = rect.right() - width
    else:
        x = rect.x()
    baseline = rect.y() + (rect.height() + metrics.ascent() - metrics.descent()) / 2
    if mirrored:
        # The text reads in its own direction: "3 waiting" stays that in a mirrored window.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(QPointF(x, baseline), text)
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    else:
        painter.drawText(QPointF(x, baseline), text)
    return width


def paint_dot(painter: QPainter, center: QPointF, size: float, color: QColor) -> None:
    """A filled dot of that diameter."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(center, size / 2, size / 2)
