"""One key of the on-screen keyboard."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from views.kit.icons import paint_icon
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active

HEIGHT, RADIUS, ICON = 108, 14, 32


class KeyKind(StrEnum):
    """How a key looks."""

    LETTER = "letter"
    WORD = "word"
    QUIET = "quiet"
    LIT = "lit"


class KeyButton(QAbstractButton):
    """Takes no focus, so that the field keeps it."""

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        kind: KeyKind = KeyKind.LETTER,
        name: str = "",
        object_name: str = "",
        width: int = 94,
        height: int = HEIGHT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._kind = icon, kind
        self.setText(text)
        self.setAccessibleName(name or text)
        self.setObjectName(object_name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(height)
        if width:
            self.setMinimumWidth(width)
            if kind is not KeyKind.WORD:
                self.setMaximumWidth(width)
        policy = (
            QSizePolicy.Policy.Fixed if width and kind is not KeyKind.WORD else QSizePolicy.Policy.Expanding
        )
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        fill, line = "surface", "key_line"
        if self._kind is KeyKind.QUIET:
            fill = "key_quiet"
        elif self._kind is KeyKind.LIT:
            fill, line = "accent_wash", "accent"
        if self.isDown():
            fill = "plain_pressed" if self._kind is KeyKind.LETTER else "key_line"
        painter = QPainter(self)
        paint_box(
            painter, QRectF(self.rect()), RADIUS, theme.color(fill), theme.color(line), theme.size("line")
        )
        if self._icon:
            at = QRectF(self.rect()).center()
            paint_icon(painter, self._icon, at.x() - ICON / 2, at.y() - ICON / 2, "ink", ICON)
            return
        role = {KeyKind.LETTER: "key", KeyKind.WORD: "body"}.get(self._kind, "title")
        font = theme.font(role, 500)
        paint_text(
            painter, QRectF(self.rect()), self.text(), font, theme.color("ink"), Qt.AlignmentFlag.AlignHCenter
        )
