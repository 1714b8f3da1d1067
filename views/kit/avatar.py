"""A person as a disc with initials, in one of five tints."""

from __future__ import annotations

from zlib import crc32

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from views.kit.fonts import build_font
from views.kit.paint import paint_text
from views.kit.theme import active

TINTS = "abcde"


def tint_of(key: str) -> str:
    """The same tint for the same person, everywhere and always."""
    return TINTS[crc32(key.encode()) % len(TINTS)]


def initials_of(name: str) -> str:
    """First letters of the first and the last word of a name."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def _font(size: float) -> QFont:
    return build_font(max(8, round(size * (0.39 if size >= 28 else 0.42))), 600)


_fonts: dict[float, QFont] = {}


def paint_avatar(painter: QPainter, rect: QRectF, initials: str, tint: str) -> None:
    """Draw the disc into a square."""
    fill, ink = active().avatar(tint)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawEllipse(rect)
    font = _fonts.get(rect.width())
    if font is None:
        font = _fonts[rect.width()] = _font(rect.width())
    paint_text(painter, rect, initials, font, ink, Qt.AlignmentFlag.AlignHCenter)


class Avatar(QWidget):
    """The disc as a widget. `key` (an id, or the name) chooses the tint unless one is given."""

    def __init__(
        self, name: str, *, key: str = "", tint: str = "", size: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        side = size or active().size("avatar")
        self.setFixedSize(side, side)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_person(name, key=key, tint=tint)

    def set_person(self, name: str, *, key: str = "", tint: str = "") -> None:
        """Show somebody else."""
        self._initials = initials_of(name)
        self._tint = tint or tint_of(key or name)
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_avatar(QPainter(self), QRectF(self.rect()), self._initials, self._tint)
