"""Tags: a state in a word. One table says how each state looks; the word comes from the viewmodel."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from views.kit.icons import paint_icon
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active


@dataclass(frozen=True, slots=True)
class TagLook:
    """Colours of a tag: `tone` is the text, `fill` the wash (None: surface with a line)."""

    tone: str
    fill: str | None
    icon: str | None = None
    dashed: bool = False
    struck: bool = False


NEUTRAL = TagLook("soft", "sunk")
GOOD = TagLook("good", "good_wash")
WARN = TagLook("warn", "warn_wash")
BAD = TagLook("bad", "bad_wash")
INFO = TagLook("info", "info_wash")
ACCENT = TagLook("accent", "accent_wash")
VIOLET = TagLook("violet", "violet_wash")
OUTLINE = TagLook("soft", None)

# A dashed outline means "asked or not sent yet", and nothing else.
LOOKS: dict[str, TagLook] = {
    "neutral": NEUTRAL,
    "good": GOOD,
    "warn": WARN,
    "bad": BAD,
    "info": INFO,
    "accent": ACCENT,
    "violet": VIOLET,
    "outline": OUTLINE,
    # bookings
    "draft": NEUTRAL,
    "held": TagLook("warn", "warn_wash", "hourglass"),
    "requested": TagLook("warn", None, dashed=True),
    "confirmed": ACCENT,
    "on_the_way": INFO,
    "in_progress": TagLook("info", "info_wash", "play"),
    "completed": TagLook("good", "good_wash", "check"),
    "late": TagLook("bad", "bad_wash", "alarm-clock"),
    "no_show": BAD,
    "declined": NEUTRAL,
    "cancelled": TagLook("soft", "sunk", struck=True),
    "expired": NEUTRAL,
    "disputed": WARN,
    # payments
    "to_collect": OUTLINE,
    "authorised": ACCENT,
    "paid": GOOD,
    "part_refunded": NEUTRAL,
    "refunded": NEUTRAL,
    "card_declined": BAD,
    # not sent yet
    "waiting": TagLook("warn", "warn_wash", "clock-arrow-up"),
    "needs_you": TagLook("bad", "bad_wash", "git-compare-arrows"),
    "refused": TagLook("bad", "bad_wash", "circle-x"),
}

_GAP = 5


def look_of(kind: str) -> TagLook:
    """The look of a state; states that nobody drew are neutral."""
    return LOOKS.get(kind, NEUTRAL)


def tag_width(text: str, look: TagLook) -> int:
    """The width of a tag, in pixels."""
    theme = active()
    icon = theme.size("icon_small") + _GAP if look.icon else 0
    return ceil(QFontMetricsF(theme.font("small", 500)).horizontalAdvance(text)) + icon + 14


def paint_tag(painter: QPainter, rect: QRectF, text: str, look: TagLook) -> None:
    """Draw a tag that fills `rect`; the text is elided where it must be."""
    theme = active()
    fill = theme.color(look.fill) if look.fill else theme.color("surface")
    line = None
    if look.dashed:
        line = theme.color(look.tone)
    elif look.fill is None:
        line = theme.color("line_strong")
    paint_box(painter, rect, theme.radius("tag"), fill, line, theme.size("line"), dashed=look.dashed)
    inner = rect.adjusted(7, 0, -6, 0)
    if look.icon:
        size = theme.size("icon_small")
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = inner.right() - size if rtl else inner.x()
        paint_icon(painter, look.icon, x, rect.y() + (rect.height() - size) / 2, look.tone, size)
        inner = inner.adjusted(0, 0, -size - _GAP, 0) if rtl else inner.adjusted(size + _GAP, 0, 0, 0)
    width = paint_text(painter, inner, text, theme.font("small", 500), theme.color(look.tone))
    if look.struck:
        middle = rect.y() + rect.height() / 2 + 0.5
        painter.setPen(QPen(theme.color(look.tone), 1))
        painter.drawLine(QPointF(inner.x(), middle), QPointF(inner.x() + width, middle))


class Tag(QWidget):
    """A tag as a widget. `kind` is a state of `LOOKS`; `icon` overrides the state's own."""

    def __init__(
        self,
        text: str,
        kind: str = "neutral",
        *,
        icon: str | None = None,
        dense: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._dense = dense
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_tag(text, kind, icon=icon)

    def set_tag(self, text: str, kind: str, *, icon: str | None = None) -> None:
        """Show another state."""
        look = look_of(kind)
        self._look = look if icon is None else TagLook(look.tone, look.fill, icon, look.dashed, look.struck)
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word it shows."""
        return self._text

    def sizeHint(self) -> QSize:
        return QSize(tag_width(self._text, self._look), active().size("tag_dense" if self._dense else "tag"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        paint_tag(painter, QRectF(self.rect()), self._text, self._look)
