"""The hatch that says "closed", and the shapes of cards by how their booking stands."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QPixmap

from viewmodels.vendor.standing import Standing
from views.kit.paint import paint_box
from views.kit.theme import active

_TILE = 8
RADIUS = 5
BAR = 3


@dataclass(frozen=True, slots=True)
class CardLook:
    """Tokens of a card: ground, bar, title, words, and a line round it (`dashed`: asked, not agreed)."""

    fill: str
    bar: str
    title: str
    words: str
    line: str = ""
    dashed: bool = False
    struck: bool = False


LOOKS: dict[Standing, CardLook] = {
    Standing.REQUESTED: CardLook("surface", "warn", "ink", "soft", "warn", dashed=True),
    Standing.CONFIRMED: CardLook("accent_wash", "accent", "ink", "soft"),
    Standing.LATE: CardLook("bad_wash", "bad", "ink", "soft"),
    Standing.IN_PROGRESS: CardLook("accent_wash", "accent", "ink", "soft", "accent"),
    Standing.DONE: CardLook("past", "line_strong", "soft", "soft"),
    Standing.NO_SHOW: CardLook("past", "bad", "soft", "soft"),
    Standing.CANCELLED: CardLook("surface", "line_strong", "soft", "soft", "line_strong", struck=True),
    Standing.DECLINED: CardLook("surface", "line_strong", "soft", "soft", "line_strong", struck=True),
    Standing.EXPIRED: CardLook("surface", "line_strong", "soft", "soft", "line_strong", struck=True),
}

_tiles: dict[tuple[str, float], QPixmap] = {}


def hatch_brush(ratio: float) -> QBrush:
    """Diagonal lines of the theme, as a pattern that tiles."""
    theme = active()
    key = (theme.name, ratio)
    tile = _tiles.get(key)
    if tile is None:
        side = round(_TILE * ratio)
        tile = QPixmap(side, side)
        tile.setDevicePixelRatio(ratio)
        tile.fill(theme.color("canvas"))
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("hatch"), 1))
        for offset in (-_TILE, 0, _TILE):
            painter.drawLine(QPointF(offset, _TILE), QPointF(offset + _TILE, 0))
        painter.end()
        _tiles[key] = tile
    return QBrush(tile)


def paint_hatch(painter: QPainter, rect: QRectF) -> None:
    """Fill a rect with the hatch."""
    painter.save()
    painter.setBrushOrigin(QPointF(0, 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(rect, hatch_brush(painter.device().devicePixelRatioF()))
    painter.restore()


def paint_card_shape(painter: QPainter, rect: QRectF, look: CardLook, *, pending: bool = False) -> None:
    """The ground, the line and the bar at the side where reading begins."""
    theme = active()
    dashed = look.dashed or pending
    line = look.line or ("accent" if pending else "")
    paint_box(
        painter,
        rect,
        RADIUS,
        theme.color(look.fill),
        theme.color(line) if line else None,
        theme.size("line"),
        dashed=dashed,
    )
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    bar = QRectF(rect.right() - BAR if rtl else rect.x(), rect.y(), BAR, rect.height())
    clip = QPainterPath()
    clip.addRoundedRect(rect, RADIUS, RADIUS)
    painter.save()
    painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
    painter.fillRect(bar, theme.color(look.bar))
    painter.restore()
