"""A conversation as the list paints it: who, when, what was last said, about what."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from viewmodels.messages.rows import ConversationRow
from views.kit.avatar import initials_of, paint_avatar, tint_of
from views.kit.icons import paint_icon
from views.kit.paint import paint_dot, paint_text
from views.kit.theme import active

HEIGHT = 68
_LEFT, _AVATAR, _RIGHT = 24, 32, 16


def paint_conversation(
    painter: QPainter, rect: QRectF, row: ConversationRow, open_: bool, hovered: bool
) -> None:
    """One row; `open_` is the conversation beside the list."""
    theme = active()
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    if open_ or hovered:
        painter.fillRect(rect, theme.color("surface" if open_ else "plain_pressed"))
    painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.color("line"))
    if open_:
        x = rect.right() - 3 if mirrored else rect.x()
        painter.fillRect(QRectF(x, rect.y(), 3, rect.height() - 1), theme.color("accent"))

    def place(left: float, top: float, width: float, height: float) -> QRectF:
        x = rect.right() - left - width if mirrored else rect.x() + left
        return QRectF(x, rect.y() + top, width, height)

    avatar = place(_LEFT, 10, _AVATAR, _AVATAR)
    paint_avatar(painter, avatar, initials_of(row.name), tint_of(row.name))
    small, right = theme.font("small"), Qt.AlignmentFlag.AlignRight
    left = _LEFT + _AVATAR + 12
    room = rect.width() - left - _RIGHT
    when = QFontMetricsF(small).horizontalAdvance(row.when)
    weight = 600 if row.unread else 500
    paint_text(
        painter, place(left, 9, room - when - 8, 18), row.name, theme.font("body", weight), theme.color("ink")
    )
    paint_text(painter, place(left + room - when, 9, when, 18), row.when, small, theme.color("faint"), right)
    start = left
    if row.pending:
        icon = place(left, 29, 14, 14)
        paint_icon(painter, "clock-arrow-up", icon.x(), icon.y(), "warn", 14)
        start += 19
    end = left + room - (16 if row.unread else 0)
    ink = theme.color("ink" if row.unread else "soft")
    paint_text(
        painter,
        place(start, 27, end - start, 18),
        row.preview,
        theme.font("body", 600 if row.unread else 400),
        ink,
    )
    if row.unread:
        dot = place(left + room - 8, 32, 8, 8)
        paint_dot(painter, QPointF(dot.center()), 8, theme.color("accent"))
    paint_text(painter, place(left, 45, room, 16), row.detail, small, theme.color("faint"))
