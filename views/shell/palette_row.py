"""How a line of the palette is painted: icon, the matched letters, detail, badge or tag, keys."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from viewmodels.shell.rows import PaletteRow, Tone
from views.kit.icons import paint_icon
from views.kit.keycap import keycap_width, paint_keycap
from views.kit.paint import paint_box, paint_text
from views.kit.tag import look_of, paint_tag, tag_width
from views.kit.theme import active

_PADDING, _INSET, _BADGE = 8, 8, 186
_TAGS = {tone: "neutral" if tone is Tone.PLAIN else tone.value for tone in Tone}


def heading_height() -> int:
    """The height of a section's name."""
    return active().line_height("caption") + 14


def row_height(shown: PaletteRow) -> int:
    """A line's height, with its section's name above it."""
    return active().size("palette_row") + (heading_height() if shown.heading else 0)


def paint_palette_row(
    painter: QPainter, rect: QRectF, shown: PaletteRow, current: bool, hovered: bool
) -> None:
    """Paint one line; the current one is washed."""
    theme = active()
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def at(x: float, width: float, line: QRectF) -> QRectF:
        return QRectF(line.right() - x - width if rtl else line.x() + x, line.y(), width, line.height())

    if shown.heading:
        head = QRectF(rect.x(), rect.y() + 10, rect.width(), theme.line_height("caption"))
        font = theme.font("caption", 600)
        paint_text(
            painter, at(_PADDING + _INSET, head.width() - 32, head), shown.heading, font, theme.color("soft")
        )
        rect = rect.adjusted(0, heading_height(), 0, 0)
    line = rect.adjusted(_PADDING, 0, -_PADDING, 0)
    if current:
        paint_box(painter, line.adjusted(0, 0, 0, -1), theme.radius("nav"), theme.color("accent_wash"))
    elif hovered:
        paint_box(painter, line.adjusted(0, 0, 0, -1), theme.radius("nav"), theme.color("plain_hover"))
    size, middle = theme.size("icon"), line.center().y()
    icon = at(_INSET, size, line)
    paint_icon(painter, shown.icon, icon.x(), middle - size / 2, "accent" if current else "soft", size)
    keys = sum(keycap_width(key) + 4 for key in shown.keys)
    badge_at = line.width() - _INSET - max(_BADGE + 18, keys)
    x = _INSET + size + 12.0
    x += _paint_title(painter, at(x, max(0.0, badge_at - x - 8), line), shown) + 9
    if shown.detail and badge_at - x > 24:
        paint_text(
            painter, at(x, badge_at - x - 8, line), shown.detail, theme.font("body"), theme.color("faint")
        )
    if shown.tag:
        look = look_of(_TAGS[shown.tag_tone])
        width = tag_width(shown.tag, look)
        tag = at(badge_at, width, line)
        height = theme.size("tag")
        paint_tag(painter, QRectF(tag.x(), middle - height / 2, width, height), shown.tag, look)
    elif shown.badge:
        small = theme.size("icon_small")
        mark = at(badge_at, small, line)
        paint_icon(painter, shown.badge_icon, mark.x(), middle - small / 2, "faint", small)
        words = at(badge_at + small + 4, 110, line)
        paint_text(
            painter, words, shown.badge, theme.font("small"), theme.color("soft" if current else "faint")
        )
    end = float(_INSET)
    for key in reversed(shown.keys):
        key_width = keycap_width(key)
        cap = at(line.width() - end - key_width, key_width, line)
        paint_keycap(painter, cap.x(), middle, key, "accent" if current else "faint")
        end += key_width + 4


def _paint_title(painter: QPainter, room: QRectF, shown: PaletteRow) -> float:
    """The title with its matched letters in the accent; answers its width."""
    theme = active()
    plain, strong = theme.font("body", 500), theme.font("body", 600)
    if room.width() <= 0:
        return 0.0
    total = QFontMetricsF(plain).horizontalAdvance(shown.title)
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    if rtl or total > room.width() or not shown.marks:
        return paint_text(painter, room, shown.title, plain, theme.color("ink"))
    x, done = room.x(), 0
    for start, length in (*shown.marks, (len(shown.title), 0)):
        for piece, font, tone in (
            (shown.title[done:start], plain, "ink"),
            (shown.title[start : start + length], strong, "accent"),
        ):
            if piece:
                rest = QRectF(x, room.y(), room.right() - x + 2, room.height())
                paint_text(painter, rest, piece, font, theme.color(tone))
                x += QFontMetricsF(font).horizontalAdvance(piece)
        done = start + length
    return x - room.x()
