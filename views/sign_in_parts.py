"""Pieces of the sign-in screen: Doorstep's mark, the server, a demo account."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from viewmodels.sign_in import DemoRow, ServerRow, ServerState
from views.kit.avatar import TINTS, paint_avatar
from views.kit.card import Card
from views.kit.focus import Focusable
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, column, row
from views.kit.paint import paint_box, paint_dot, paint_text
from views.kit.text import Text
from views.kit.theme import active

_STATES = {
    ServerState.READY: "good",
    ServerState.STARTING: "warn",
    ServerState.AWAY: "bad",
    ServerState.BROKEN: "bad",
}


class Mark(QWidget):
    """Doorstep's own square with its letter."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._letter = name[:1]
        self.setFixedSize(32, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), theme.radius("control"), theme.color("accent"))
        center = Qt.AlignmentFlag.AlignHCenter
        ink = theme.color("accent_ink")
        paint_text(painter, QRectF(self.rect()), self._letter, theme.font("title", 600), ink, center)


class _Dot(QWidget):
    """A dot in a tone."""

    def __init__(self) -> None:
        super().__init__()
        self._tone = "good"
        self.setFixedSize(9, 9)

    def set_tone(self, tone: str) -> None:
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_dot(QPainter(self), QPointF(4.5, 4.5), active().size("dot"), active().color(self._tone))


class ServerCard(Card):
    """Which server is signed in to, and whether it can be used."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sign_in.server")
        self._icon = Icon("monitor")
        self._name = Text(weight=600, elide=True)
        self._detail = Text(role="small", tone="faint", elide=True)
        self._dot = _Dot()
        self._state = Text(tone="soft")
        words = column(self._name, self._detail, spacing=0)
        line = row(self._icon, words, STRETCH, self._dot, self._state, spacing=8, margins=(14, 7, 16, 8))
        line.insertSpacing(1, 4)
        self.body.addLayout(line)

    def show_server(self, server: ServerRow) -> None:
        """Show the server as it is now."""
        self._icon.set_icon(server.icon)
        self._name.setText(server.title)
        self._detail.setText(server.detail)
        self._state.setText(server.state_text)
        self._dot.set_tone(_STATES[server.state])
        self.setAccessibleName(f"{server.title}: {server.state_text}")


class DemoCard(Focusable, QAbstractButton):
    """A demo account that one press signs in with."""

    def __init__(self, demo: DemoRow) -> None:
        super().__init__()
        self._demo = demo
        self.setObjectName(f"sign_in.demo.{demo.id}")
        self.setAccessibleName(f"{demo.title}, {demo.detail}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, 56)

    def ring_radius(self) -> float:
        return active().radius("card")

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, demo = active(), self._demo
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        fill = "plain_pressed" if self.isDown() else "plain_hover" if self.underMouse() else "surface"
        line = theme.color("line_strong" if self.underMouse() else "line")
        paint_box(
            painter, QRectF(self.rect()), theme.radius("card"), theme.color(fill), line, theme.size("line")
        )
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = 32
        x = self.width() - 12 - side if rtl else 12
        tint = TINTS[demo.tint % len(TINTS)]
        paint_avatar(painter, QRectF(x, (self.height() - side) / 2, side, side), demo.initials, tint)
        start = 12 + side + 10
        room = QRectF(8 if rtl else start, 11, self.width() - start - 8, 18)
        paint_text(painter, room, demo.title, theme.font("body", 600), theme.color("ink"))
        paint_text(painter, room.translated(0, 17), demo.detail, theme.font("small"), theme.color("faint"))
