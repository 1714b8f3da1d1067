"""Menus: rows of choices in a popup, for buttons, selects and context menus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from views.kit.card import Divider
from views.kit.icons import paint_icon
from views.kit.keycap import keycap_width, paint_keycap
from views.kit.layouts import column
from views.kit.paint import paint_box, paint_text
from views.kit.popup import Popup
from views.kit.text import Text
from views.kit.theme import active

_PADDING, _GAP = 8, 10


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One choice. `checked` draws a tick at its end, `danger` is red; a `heading` can't be chosen.

    `disabled` is the reason why it can't be chosen now.
    """

    id: str = ""
    text: str = ""
    icon: str = ""
    note: str = ""
    keys: tuple[str, ...] = ()
    checked: bool = False
    danger: bool = False
    disabled: str = ""
    heading: bool = False


DIVIDER = MenuItem()


class MenuRow(QAbstractButton):
    """A choice that the keyboard and the mouse walk over."""

    def __init__(self, item: MenuItem, *, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self.setText(item.text)
        self.setAccessibleName(item.text)
        self.setAccessibleDescription(item.disabled or item.note)
        self.setObjectName(object_name)
        self.setEnabled(not item.disabled)
        self.setToolTip(item.disabled)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _end_width(self) -> float:
        keys = sum(keycap_width(key) + 4 for key in self.item.keys)
        return keys + (active().size("icon") + 4 if self.item.checked else 0)

    def sizeHint(self) -> QSize:
        theme = active()
        width = QFontMetricsF(theme.font("body", 500)).horizontalAdvance(self.item.text) + 2 * _PADDING
        if self.item.icon:
            width += theme.size("icon") + _GAP
        if self.item.note:
            width += QFontMetricsF(theme.font("body")).horizontalAdvance(self.item.note) + _GAP
        return QSize(ceil(width + self._end_width()) + 24, theme.size("palette_row") - 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, item = active(), self.item
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self.hasFocus():
            wash = "bad_wash" if item.danger else "accent_wash"
            paint_box(painter, QRectF(self.rect()), theme.radius("nav"), theme.color(wash))
        tone = "faint" if item.disabled else "bad" if item.danger else "ink"
        size, middle = theme.size("icon"), self.height() / 2
        x = float(_PADDING)
        if item.icon:
            at = self.width() - x - size if rtl else x
            paint_icon(painter, item.icon, at, middle - size / 2, "soft" if tone == "ink" else tone, size)
            x += size + _GAP
        room = QRectF(x, 0, self.width() - x - _PADDING - self._end_width(), self.height())
        if rtl:
            room.moveLeft(self.width() - room.right())
        used = paint_text(painter, room, item.text, theme.font("body", 500), theme.color(tone))
        if item.note:
            rest = room.adjusted(0, 0, -used - _GAP, 0) if rtl else room.adjusted(used + _GAP, 0, 0, 0)
            paint_text(painter, rest, item.note, theme.font("body"), theme.color("faint"))
        self._paint_end(painter, middle, rtl=rtl)

    def _paint_end(self, painter: QPainter, middle: float, *, rtl: bool) -> None:
        end = float(_PADDING)
        if self.item.checked:
            size = active().size("icon")
            x = end if rtl else self.width() - end - size
            paint_icon(painter, "check", x, middle - size / 2, "accent", size)
            end += size + 4
        for key in reversed(self.item.keys):
            width = keycap_width(key)
            paint_keycap(painter, end if rtl else self.width() - end - width, middle, key)
            end += width + 4


class Menu(Popup):
    """Opens with its checked row (else the first) under the keyboard; `choose` gets the id."""

    def __init__(
        self,
        anchor: QWidget,
        items: Sequence[MenuItem],
        choose: Callable[[str], object],
        *,
        name: str = "",
        object_name: str = "menu",
    ) -> None:
        super().__init__(anchor, name=name, object_name=object_name)
        self._choose = choose
        self.rows: list[MenuRow] = []
        layout = column(spacing=1, margins=(4, 4, 4, 4))
        for item in items:
            if item.heading:
                heading = Text(item.text, role="caption", weight=600, tone="faint")
                heading.setContentsMargins(_PADDING, 8, _PADDING, 2)
                layout.addWidget(heading)
            elif not item.id:
                layout.addWidget(Divider())
            else:
                row = MenuRow(item, object_name=f"{object_name}.{item.id}")
                row.clicked.connect(lambda _=False, id=item.id: self._chosen(id))
                self.rows.append(row)
                layout.addWidget(row)
        self.set_content(layout)

    def first_focus(self) -> QWidget:
        checked = [row for row in self.rows if row.item.checked]
        usable = [row for row in self.rows if row.isEnabled()]
        return next(iter(checked or usable), self)

    def _chosen(self, id: str) -> None:
        self.close_popup()
        self._choose(id)


def open_menu(
    anchor: QWidget,
    items: Sequence[MenuItem],
    choose: Callable[[str], object],
    *,
    name: str = "",
    object_name: str = "menu",
    end: bool = False,
    width: int = 0,
    at: QPoint | None = None,
) -> Menu:
    """Open a menu below `anchor` (at its `end`), or at a global point as a context menu."""
    menu = Menu(anchor, items, choose, name=name, object_name=object_name)
    if at is None:
        menu.open_at(end=end, width=width)
    else:
        menu.adjustSize()
        menu.open_on(anchor.window().mapFromGlobal(at))
    return menu
