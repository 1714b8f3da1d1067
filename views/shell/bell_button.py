"""The bell of the top bar, with a dot while something is unread; and the account's avatar beside it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from viewmodels.shell.rows import AccountRow
from views.kit.avatar import TINTS, paint_avatar
from views.kit.button import Button
from views.kit.focus import Focusable
from views.kit.paint import paint_dot
from views.kit.theme import active


class BellButton(Button):
    """An icon button whose dot stands clear of the icon."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(kind="quiet", icon="bell", name=name, object_name="shell.bell", parent=parent)
        self._unread = False

    def show_unread(self, unread: bool, spoken: str) -> None:
        """Put the dot on or take it off."""
        self._unread = unread
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._unread:
            return
        theme = active()
        dot = theme.size("dot")
        x = 10.5 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self.width() - 10.5
        painter = QPainter(self)
        paint_dot(painter, QPointF(x, 10.5), dot + 4, theme.color("canvas"))
        paint_dot(painter, QPointF(x, 10.5), dot, theme.color("accent"))


class AccountButton(Focusable, QAbstractButton):
    """The avatar of who is signed in; a press opens the account's menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = AccountRow("", "")
        self.setObjectName("shell.account")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_account(self, row: AccountRow, spoken: str) -> None:
        """Show who is signed in."""
        self._row = row
        self.setAccessibleName(spoken)
        self.setToolTip(row.name)
        self.update()

    def ring_radius(self) -> float:
        return self.height() / 2

    def sizeHint(self) -> QSize:
        side = active().size("avatar")
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        tint = TINTS[self._row.tint % len(TINTS)]
        paint_avatar(QPainter(self), QRectF(self.rect()), self._row.initials, tint)
