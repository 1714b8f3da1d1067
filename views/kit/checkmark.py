"""How a checkbox looks, for the widget and for table rows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from views.kit.paint import paint_box
from views.kit.theme import active

SIDE = 16


def paint_check(
    painter: QPainter, rect: QRectF, state: Qt.CheckState, *, enabled: bool = True, hover: bool = False
) -> None:
    """A box with a tick, a bar for "some", or nothing."""
    theme = active()
    on = state != Qt.CheckState.Unchecked
    fill = theme.color("sunk" if not enabled else "accent" if on else "surface")
    line = theme.color(
        "line" if not enabled else "accent" if on else "field_hover" if hover else "line_strong"
    )
    paint_box(painter, rect, theme.radius("check"), fill, line, theme.size("line"))
    if not on:
        return
    scale = rect.width() / SIDE
    pen = QPen(theme.color("accent_ink" if enabled else "faint"), 1.75 * scale)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state == Qt.CheckState.PartiallyChecked:
        points = [QPointF(4.5, 8), QPointF(11.5, 8)]
    else:
        points = [QPointF(4.2, 8.3), QPointF(6.9, 10.9), QPointF(11.8, 5.4)]
    painter.drawPolyline(
        QPolygonF([QPointF(rect.x() + p.x() * scale, rect.y() + p.y() * scale) for p in points])
    )
