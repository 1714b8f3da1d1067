"""The dark hint that answers a press which can't act now, such as "Needs the network"."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from views.kit.icons import paint_icon
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active

SHOWN_MS = 2500
_PADDING, _GAP, _ICON = 8, 6, 14


class Hint(QWidget):
    """A pill with an icon and a few words; it takes neither focus nor clicks."""

    def __init__(self, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._icon = text, icon
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(text)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        theme = active()
        text = QFontMetricsF(theme.font("small", 500)).horizontalAdvance(self._text)
        return QSize(ceil(text) + _ICON + _GAP + 2 * _PADDING + 4, theme.line_height("small") + 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        paint_box(painter, QRectF(self.rect()), theme.radius("nav"), theme.color("tip"))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        icon_x = self.width() - _PADDING - _ICON - 2 if rtl else _PADDING + 2
        paint_icon(painter, self._icon, icon_x, (self.height() - _ICON) / 2, theme.color("tip_ink"), _ICON)
        inset = _PADDING + 2 + _ICON + _GAP
        room = QRectF(_PADDING if rtl else inset, 0, self.width() - inset - _PADDING + 2, self.height())
        paint_text(painter, room, self._text, theme.font("small", 500), theme.color("tip_ink"))


def show_hint(target: QWidget, text: str, icon: str) -> None:
    """Show the hint above `target` for a moment; the next one replaces it."""
    window = target.window()
    for old in window.findChildren(Hint):
        old.deleteLater()
    hint = Hint(text, icon, window)
    center = target.mapTo(window, QPoint(target.width() // 2, 0))
    x = min(max(4, center.x() - hint.width() // 2), max(4, window.width() - hint.width() - 4))
    above = center.y() - hint.height() - 6
    hint.move(x, above if above >= 4 else center.y() + target.height() + 6)
    hint.show()
    hint.raise_()
    timer = QTimer(hint)
    timer.setSingleShot(True)
    timer.timeout.connect(hint.deleteLater)
    timer.start(SHOWN_MS)
