"""A page in the rail: icon, title, count; folded, the icon and a dot."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from viewmodels.shell.rows import PageRow
from views.kit.focus import Focusable
from views.kit.icons import paint_icon
from views.kit.paint import paint_box, paint_dot, paint_text
from views.kit.theme import active

_PADDING, _GAP = 8, 10
_MOST = 99


class NavRow(Focusable, QAbstractButton):
    """`spoken` is what screen readers say, with the count in words."""

    def __init__(self, row: PageRow, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setObjectName(f"shell.page.{row.id}")
        self.show_row(row, spoken)

    def show_row(self, row: PageRow, spoken: str) -> None:
        """Show the page as it stands now."""
        self.row, self._spoken = row, spoken
        self.setText(row.title)
        self.setAccessibleName(spoken)
        self._tell()
        self.update()

    def set_folded(self, folded: bool) -> None:
        """Show the icon alone; title, count and keys go to the tooltip."""
        self._folded = folded
        self._tell()
        self.updateGeometry()

    def _tell(self) -> None:
        keys = f" ({' '.join(self.row.keys)})" if self.row.keys else ""
        self.setToolTip(self._spoken + keys if self._folded else keys.strip(" ()"))

    def ring_radius(self) -> float:
        return active().radius("nav")

    def sizeHint(self) -> QSize:
        height = active().size("nav")
        return QSize(40 if self._folded else 120, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, active().size("nav"))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, row = active(), self.row
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        rect = QRectF(self.rect())
        if row.selected:
            fill, line = theme.color("surface"), theme.color("line")
            paint_box(painter, rect, theme.radius("nav"), fill, line, theme.size("line"))
        elif self.underMouse():
            paint_box(painter, rect, theme.radius("nav"), theme.color("quiet_hover"))
        size = theme.size("icon")
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        before = (self.width() - size) / 2 if self._folded else _PADDING
        x = self.width() - before - size if rtl else before
        tone = "accent" if row.selected else "soft"
        paint_icon(painter, row.icon, x, (self.height() - size) / 2, tone, size)
        if self._folded:
            if row.count:
                edge = x - 1 if rtl else x + size + 1
                paint_dot(painter, QPointF(edge, 9), theme.size("dot"), theme.color("accent"))
            return
        used = self._paint_count(painter, rtl=rtl)
        start = _PADDING + size + _GAP
        room = QRectF(start, 0, self.width() - start - _PADDING - used, self.height())
        if rtl:
            room.moveRight(self.width() - start)
        paint_text(
            painter, room, row.title, theme.font("body", 500), theme.color("ink" if row.selected else "soft")
        )

    def _paint_count(self, painter: QPainter, *, rtl: bool) -> float:
        """The width that the count takes."""
        theme, row = active(), self.row
        if not row.count:
            return 0.0
        text = str(row.count) if row.count <= _MOST else f"{_MOST}+"
        font = theme.font("caption" if row.urgent else "small", 600 if row.urgent else 500)
        advance = QFontMetricsF(font).horizontalAdvance(text)
        center = Qt.AlignmentFlag.AlignHCenter
        if row.urgent:
            width = max(18.0, advance + 12)
            x = _PADDING if rtl else self.width() - _PADDING - width
            pill = QRectF(x, (self.height() - 18) / 2, width, 18)
            paint_box(painter, pill, 9, theme.color("accent"))
            paint_text(painter, pill, text, font, theme.color("accent_ink"), center)
            return width + _GAP
        x = _PADDING if rtl else self.width() - _PADDING - advance
        paint_text(
            painter, QRectF(x, 0, advance + 1, self.height()), text, font, theme.color("faint"), center
        )
        return advance + _GAP
