"""Select: one of a few, shown in a box with a chevron, chosen from a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from views.kit.icons import paint_icon
from views.kit.menu import Menu, MenuItem, open_menu
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active

_PADDING, _GAP = 11, 8


class Select(QAbstractButton):
    """`changed` carries the id of what a person chose. `name` is read out before the value."""

    changed = Signal(str)

    def __init__(
        self,
        options: Sequence[MenuItem],
        *,
        name: str,
        selected: str = "",
        icon: str = "",
        placeholder: str = "",
        height: str = "control",
        bare: bool = False,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`bare` draws no box: a quiet button with a chevron, as the language choice."""
        super().__init__(parent)
        self._name, self._icon, self._placeholder = name, icon, placeholder
        self._bare, self._height = bare, height
        self._menu: Menu | None = None
        self.setObjectName(object_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy.Policy.Fixed if bare else QSizePolicy.Policy.Expanding
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_options)
        self.set_options(options, selected)

    def set_options(self, options: Sequence[MenuItem], selected: str = "") -> None:
        """Offer other choices."""
        self._options = tuple(options)
        self.select(selected)

    def selected(self) -> str:
        """The id of the choice, '' for none."""
        return self._selected

    def select(self, id: str) -> None:
        """Show a choice without emitting `changed`."""
        self._selected = id
        chosen = next((option for option in self._options if option.id == id), None)
        self.setText(chosen.text if chosen else self._placeholder)
        self.setAccessibleName(f"{self._name}: {self.text()}" if self._name else self.text())
        self.updateGeometry()
        self.update()

    def open_options(self) -> None:
        """Show the choices."""
        items = [
            MenuItem(
                option.id,
                option.text,
                option.icon,
                option.note,
                checked=option.id == self._selected,
                disabled=option.disabled,
                heading=option.heading,
            )
            for option in self._options
        ]
        self._menu = (
            open_menu(
                self,
                items,
                self._choose,
                name=self._name,
                object_name=f"{self.objectName()}.menu",
                width=self.width(),
            )
            if not self._bare
            else open_menu(
                self, items, self._choose, name=self._name, object_name=f"{self.objectName()}.menu", end=True
            )
        )
        self._menu.closed.connect(self._menu_closed)
        self.update()

    def _menu_closed(self) -> None:
        self._menu = None
        self.update()

    def _choose(self, id: str) -> None:
        if id != self._selected:
            self.select(id)
            self.changed.emit(id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Up)
        if event.key() in opens:
            self.open_options()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        theme = active()
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(option.text) for option in self._options), default=60)
        shown = metrics.horizontalAdvance(self.text()) if self._bare else widest
        icon = theme.size("icon") + _GAP
        return QSize(shown + 2 * _PADDING + icon + (icon if self._icon else 0) + 4, theme.size(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(72, active().size(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        rect, radius = QRectF(self.rect()), theme.radius("control")
        chosen = self._menu is not None or self.hasFocus()
        if self._bare:
            if self.underMouse() or chosen:
                paint_box(painter, rect, radius, theme.color("quiet_hover"))
        elif not self.isEnabled():
            paint_box(painter, rect, radius, theme.color("sunk"), theme.color("line"), theme.size("line"))
        else:
            line = "accent" if chosen else "field_hover" if self.underMouse() else "line_strong"
            width = theme.size("ring" if chosen else "line")
            paint_box(painter, rect, radius, theme.color("surface"), theme.color(line), width)
        size, middle = theme.size("icon"), self.height() / 2
        before = _PADDING
        if self._icon:
            paint_icon(
                painter,
                self._icon,
                self.width() - before - size if rtl else before,
                middle - size / 2,
                "soft",
                size,
            )
            before += size + _GAP
        after = _PADDING + size + 4
        room = QRectF(after if rtl else before, 0, self.width() - before - after, self.height())
        tone = "ink" if self._selected and not self._bare else "soft" if self._bare else "faint"
        paint_text(
            painter, room, self.text(), theme.font("body", 500 if self._bare else 400), theme.color(tone)
        )
        x = _PADDING if rtl else self.width() - _PADDING - size
        paint_icon(painter, "chevron-down", x, middle - size / 2, "soft", size)
