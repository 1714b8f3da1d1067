"""A review as the list paints it: what about, by whom, how many stars, in which words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from viewmodels.reviews.reviews import ReviewRow
from views.kit.avatar import initials_of, paint_avatar, tint_of
from views.kit.icons import icon_pixmap, paint_icon
from views.kit.paint import paint_text
from views.kit.tag import look_of, paint_tag, tag_width
from views.kit.theme import active

HEIGHT = 92
_LEFT, _AVATAR = 24, 32
_KINDS = {
    "to_write": "requested",
    "waiting": "neutral",
    "visible": "confirmed",
    "reported": "waiting",
    "hidden": "refused",
}


def paint_review(painter: QPainter, rect: QRectF, row: ReviewRow, open_: bool, hovered: bool) -> None:
    """One row; `open_` is the one in the panel."""
    theme = active()
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    if open_ or hovered:
        painter.fillRect(rect, theme.color("sunk" if open_ else "plain_hover"))
    painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.color("line"))

    def place(left: float, top: float, width: float, height: float) -> QRectF:
        x = rect.right() - left - width if mirrored else rect.x() + left
        return QRectF(x, rect.y() + top, width, height)

    paint_avatar(painter, place(_LEFT, 12, _AVATAR, _AVATAR), initials_of(row.author), tint_of(row.author))
    left = _LEFT + _AVATAR + 12
    room = rect.width() - left - _LEFT
    small = theme.font("small")
    look = look_of(_KINDS.get(row.state, "neutral"))
    tag = tag_width(row.tag, look)
    paint_tag(painter, place(left + room - tag, 12, tag, 20), row.tag, look)
    if row.pending:
        icon = place(left + room - tag - 22, 14, 16, 16)
        paint_icon(painter, "clock-arrow-up", icon.x(), icon.y(), "warn", 16)
    title = theme.font("body", 600)
    width = min(QFontMetricsF(title).horizontalAdvance(row.author), room / 2)
    paint_text(painter, place(left, 11, width + 1, 20), row.author, title, theme.color("ink"))
    x = left + width + 10
    device = painter.device()
    ratio = device.devicePixelRatioF()
    for star in range(5 if row.stars else 0):
        spot = place(x + star * 16, 14, 14, 14)
        tone = "star" if star < row.stars else "line_strong"
        painter.drawPixmap(spot.topLeft(), icon_pixmap("star", tone, 14, ratio, filled=True))
    x += 86 if row.stars else 0
    paint_text(painter, place(x, 11, room - (x - left) - tag - 34, 20), row.when, small, theme.color("faint"))
    paint_text(painter, place(left, 31, room, 18), row.title, small, theme.color("soft"))
    words = " ".join(row.text.split())
    paint_text(painter, place(left, 49, room, 18), words, theme.font("body"), theme.color("ink"))
    paint_text(painter, place(left, 68, room, 16), row.reply, small, theme.color("soft"))
