"""The workspace at the top of the rail: mark, name, and the switcher for people with several roles."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from viewmodels.shell.rows import WorkspaceRow
from views.kit.focus import Focusable
from views.kit.icons import paint_icon
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active

HEIGHT = 44
_MARK, _PADDING, _GAP = 32, 6, 10


def paint_workspace_mark(painter: QPainter, rect: QRectF, initials: str, *, dark: bool = False) -> None:
    """The square with a letter; `dark` is Doorstep's own."""
    theme = active()
    fill, ink = ("mark", "mark_ink") if dark else ("accent", "accent_ink")
    paint_box(painter, rect, theme.radius("control"), theme.color(fill))
    paint_text(
        painter, rect, initials, theme.font("title", 600), theme.color(ink), Qt.AlignmentFlag.AlignHCenter
    )


class WorkspaceButton(Focusable, QAbstractButton):
    """Pressable only where there is something to switch to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = WorkspaceRow("", "", "", "")
        self._several = self._folded = False
        self.setObjectName("shell.workspace")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_workspace(self, row: WorkspaceRow, spoken: str, *, several: bool) -> None:
        """Show the workspace that is open."""
        self._row, self._several = row, several
        self.setAccessibleName(spoken)
        self.setEnabled(several)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if several else Qt.FocusPolicy.NoFocus)
        self.update()

    def set_folded(self, folded: bool) -> None:
        """Show the mark alone."""
        self._folded = folded
        self.setToolTip(self.accessibleName() if folded else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(40, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, row = active(), self._row
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        if self._several and self.underMouse():
            paint_box(painter, QRectF(self.rect()), theme.radius("control"), theme.color("quiet_hover"))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        before = (self.width() - _MARK) / 2 if self._folded else _PADDING
        x = self.width() - before - _MARK if rtl else before
        mark = QRectF(x, (HEIGHT - _MARK) / 2, _MARK, _MARK)
        paint_workspace_mark(painter, mark, row.initials, dark=row.id == "admin")
        if self._folded:
            return
        icon = theme.size("icon")
        start, end = _PADDING + _MARK + _GAP, _PADDING + 2 + (icon if self._several else 0)
        room = QRectF(end if rtl else start, 6, self.width() - start - end, 16)
        paint_text(painter, room, row.name, theme.font("body", 600), theme.color("ink"))
        paint_text(painter, room.translated(0, 16), row.kind, theme.font("small"), theme.color("faint"))
        if self._several:
            chevron = _PADDING + 2 if rtl else self.width() - _PADDING - 2 - icon
            paint_icon(painter, "chevrons-up-down", chevron, (HEIGHT - icon) / 2, "soft", icon)
