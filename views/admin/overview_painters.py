"""How the overview's two lists paint their rows."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from viewmodels.admin.overview_rows import HappeningRow, WaitingRow
from views.kit.icons import paint_icon
from views.kit.paint import paint_text
from views.kit.theme import active

ROW = 49
_EDGE = 16
_RIGHT = Qt.AlignmentFlag.AlignRight


def _ground(painter: QPainter, rect: QRectF, *, current: bool, hovered: bool) -> None:
    theme = active()
    if current or hovered:
        painter.fillRect(rect, theme.color("accent_wash" if current else "plain_hover"))
    painter.fillRect(QRectF(rect.x(), rect.y(), rect.width(), 1), theme.color("line"))


def _place(painter: QPainter, rect: QRectF, x: float, width: float) -> QRectF:
    """A stretch of the row, mirrored with the reading direction."""
    if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        x = rect.width() - x - width
    return QRectF(rect.x() + x, rect.y(), width, rect.height())


def paint_waiting(painter: QPainter, rect: QRectF, row: WaitingRow, current: bool, hovered: bool) -> None:
    """Icon, count, title, detail, age, and a chevron: the row leads somewhere."""
    _ground(painter, rect, current=current, hovered=hovered)
    theme = active()
    icon = _place(painter, rect, _EDGE, 16)
    paint_icon(painter, row.icon, icon.x(), icon.center().y() - 8, "soft")
    bold, plain = theme.font("body", 600), theme.font("body")
    paint_text(painter, _place(painter, rect, 40, 30), row.count, bold, theme.color("ink"), _RIGHT)
    paint_text(
        painter, _place(painter, rect, 84, 158), row.title, theme.font("body", 500), theme.color("ink")
    )
    end = rect.width() - _EDGE - 24
    room = _place(painter, rect, 250, max(0.0, end - 250 - 92))
    paint_text(painter, room, row.detail, plain, theme.color(row.tone))
    paint_text(painter, _place(painter, rect, end - 84, 84), row.age, plain, theme.color("faint"), _RIGHT)
    chevron = _place(painter, rect, rect.width() - _EDGE - 16, 16)
    paint_icon(painter, "chevron-right", chevron.x(), chevron.center().y() - 8, "soft")


def paint_happening(painter: QPainter, rect: QRectF, row: HappeningRow, current: bool, hovered: bool) -> None:
    """Time, title over detail, and the amount; only what leads to a booking answers the mouse."""
    leads = bool(row.booking_id)
    _ground(painter, rect, current=current and leads, hovered=hovered and leads)
    theme = active()
    half = theme.line_height("body")
    top = QRectF(rect.x(), rect.center().y() - half + 1, rect.width(), half)
    under = QRectF(rect.x(), rect.center().y(), rect.width(), half)
    plain = theme.font("body")
    paint_text(painter, _place(painter, top, _EDGE, 40), row.time, plain, theme.color("faint"))
    amount = 76 if row.amount else 0
    room = max(0.0, rect.width() - 64 - _EDGE - amount)
    paint_text(
        painter, _place(painter, top, 64, room), row.title, theme.font("body", 500), theme.color("ink")
    )
    below = _place(painter, under, 64, max(0.0, rect.width() - 64 - _EDGE))
    paint_text(painter, below, row.detail, theme.font("small"), theme.color("faint"))
    if row.amount:
        place = _place(painter, top, rect.width() - _EDGE - amount, amount)
        paint_text(painter, place, row.amount, plain, theme.color("ink"), _RIGHT)
