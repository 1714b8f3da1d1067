"""What a table's cell shows, as data; and how each kind of content is painted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from views.kit.avatar import paint_avatar
from views.kit.icons import paint_icon
from views.kit.paint import paint_box, paint_text
from views.kit.tag import look_of, paint_tag, tag_width
from views.kit.theme import active

_GAP = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's content, in painting order: avatar, icon, text, note, tag; `mark` stands at its end.

    `avatar` is (initials, tint), `tag` is (word, kind), `mark` is the icon of what is not sent yet, `below`
    a fainter second line, for comfortable rows.
    """

    text: str = ""
    tone: str = "ink"
    weight: int = 400
    note: str = ""
    icon: str = ""
    icon_tone: str = "soft"
    avatar: tuple[str, str] | None = None
    tag: tuple[str, str] | None = None
    mark: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """How a column of the model is shown: `width` in pixels, `stretch` as its share of what is left.

    Without `cell` the model's own text is painted in `tone`. `key` names the model's column. Columns with a
    `spare` go, the highest first, where the others would be too narrow to be read.
    """

    key: str
    width: int
    cell: Callable[[Any], Cell] | None = None
    stretch: int = 0
    right: bool = False
    tone: str = "soft"
    weight: int = 400
    sortable: bool = True
    spare: int = 0


PENDING_MARK = "clock-arrow-up"
_MARK = 20


def paint_cell(painter: QPainter, rect: QRectF, cell: Cell, *, right: bool = False) -> None:
    """Paint the content into its column's rect, mirrored with the painter."""
    theme = active()
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left, end = rect.x(), rect.right()

    def take(width: float) -> float:
        """The left edge of the next piece."""
        nonlocal left, end
        if rtl:
            end -= width
            return end
        left += width
        return left - width

    if cell.mark:
        x = rect.x() if rtl else rect.right() - _MARK
        paint_mark(painter, x, rect.center().y(), cell.mark)
        left, end = (left + _MARK + 6, end) if rtl else (left, end - _MARK - 6)
    if cell.avatar is not None:
        size = theme.size("avatar_small")
        paint_avatar(painter, QRectF(take(size), rect.center().y() - size / 2, size, size), *cell.avatar)
        take(_GAP)
    if cell.icon:
        size = theme.size("icon_small")
        paint_icon(painter, cell.icon, take(size), rect.center().y() - size / 2, cell.icon_tone, size)
        take(6)
    if cell.text:
        font = theme.font("body", cell.weight)
        room = QRectF(left, rect.y(), max(0.0, end - left), rect.height())
        if cell.below:
            half = theme.line_height("small")
            under = QRectF(room.x(), rect.center().y(), room.width(), half)
            paint_text(painter, under, cell.below, theme.font("small"), theme.color("faint"))
            room = QRectF(room.x(), rect.center().y() - half, room.width(), half)
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        take(paint_text(painter, room, cell.text, font, theme.color(cell.tone), align) + _GAP)
    if cell.note and end > left:
        room = QRectF(left, rect.y(), end - left, rect.height())
        take(paint_text(painter, room, cell.note, theme.font("body"), theme.color("faint")) + _GAP)
    if cell.tag is not None and end > left:
        word, kind = cell.tag
        look = look_of(kind)
        width = min(tag_width(word, look), int(end - left))
        height = theme.size("tag_dense")
        paint_tag(
            painter, QRectF(take(width), round(rect.center().y() - height / 2), width, height), word, look
        )


def paint_mark(painter: QPainter, x: float, middle: float, icon: str) -> None:
    """The amber mark of what waits to be sent."""
    theme = active()
    paint_box(painter, QRectF(x, round(middle - _MARK / 2), _MARK, _MARK), 5, theme.color("warn_wash"))
    size = theme.size("icon_small")
    paint_icon(painter, icon, x + (_MARK - size) / 2, middle - size / 2, "warn", size)
