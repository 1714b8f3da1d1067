"""The button that looks like a search field, and opens the palette."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from views.kit.focus import Focusable
from views.kit.icons import paint_icon
from views.kit.keycap import keycap_width, paint_keycap
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active


class SearchButton(Focusable, QAbstractButton):
    """Looks like the search field of the top bar; a press opens the palette."""

    def __init__(self, text: str, key_hint: str, *, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = key_hint
        self.setText(text)
        self.setAccessibleName(text)
        self.setObjectName(object_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(active().size("find"), active().size("control"))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, active().size("control"))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        line = theme.color("field_hover" if self.underMouse() else "line_strong")
        paint_box(
            painter,
            QRectF(self.rect()),
            theme.radius("control"),
            theme.color("surface"),
            line,
            theme.size("line"),
        )
        icon, cap = theme.size("icon"), keycap_width(self._hint)
        middle = self.height() / 2
        paint_icon(
            painter, "search", self.width() - 11 - icon if rtl else 11, middle - icon / 2, "soft", icon
        )
        before, after = 11 + icon + 8, 8 + cap + 8
        room = QRectF(after if rtl else before, 0, self.width() - before - after, self.height())
        paint_text(painter, room, self.text(), theme.font("body"), theme.color("faint"))
        paint_keycap(painter, 8 if rtl else self.width() - 8 - cap, middle, self._hint)
