"""Tabs over a page: saved views with their counts, the chosen one underlined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from views.kit.button import Button
from views.kit.card import Surface
from views.kit.focus import Focusable
from views.kit.layouts import STRETCH, clear, row
from views.kit.paint import paint_text
from views.kit.theme import active

HEIGHT = 44
GAP = 20
_COUNT_GAP = 6


@dataclass(frozen=True, slots=True)
class TabItem:
    """A view that can be chosen; `count` is shown faint behind the title."""

    id: str
    title: str
    count: str = ""


class _Tab(Focusable, QAbstractButton):
    def __init__(self, item: TabItem, *, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self.setText(item.title)
        self.setAccessibleName(f"{item.title} {item.count}".strip())
        self.setObjectName(object_name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def ring_radius(self) -> float:
        return active().radius("kbd")

    def _title_width(self) -> float:
        # As wide as when chosen, so that choosing moves nothing.
        return QFontMetricsF(active().font("body", 600)).horizontalAdvance(self.item.title)

    def sizeHint(self) -> QSize:
        count = QFontMetricsF(active().font("body", 500)).horizontalAdvance(self.item.count)
        return QSize(ceil(self._title_width() + (count + _COUNT_GAP if self.item.count else 0)) + 1, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        rect = QRectF(self.rect())
        weight, tone = (600, "ink") if self.isChecked() else (500, "ink" if self.underMouse() else "soft")
        paint_text(painter, rect, self.item.title, theme.font("body", weight), theme.color(tone))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        used = self._title_width() + _COUNT_GAP
        rest = rect.adjusted(0, 0, -used, 0) if rtl else rect.adjusted(used, 0, 0, 0)
        paint_text(painter, rest, self.item.count, theme.font("body", 500), theme.color("faint"))
        if self.isChecked():
            painter.fillRect(QRectF(0, self.height() - 2, self.width(), 2), theme.color("accent"))


class Tabs(Surface):
    """A strip of tabs on the canvas. Arrow keys walk; `added` is the plus at the end."""

    chosen = Signal(str)
    added = Signal()

    def __init__(
        self,
        *,
        name: str,
        object_name: str,
        add_name: str = "",
        margins: tuple[int, int, int, int] = (24, 0, 24, 0),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("canvas", edges="b", parent=parent)
        self.setAccessibleName(name)
        self.setObjectName(object_name)
        self.setFixedHeight(HEIGHT)
        self._tabs: list[_Tab] = []
        self._row = row(spacing=GAP)
        self._add = Button(
            kind="quiet", icon="plus", size="small", name=add_name, object_name=f"{object_name}.add"
        )
        self._add.setVisible(bool(add_name))
        self._add.clicked.connect(self.added)
        self.setLayout(row(self._row, self._add, STRETCH, spacing=12, margins=margins))

    def set_tabs(self, items: Sequence[TabItem], selected: str) -> None:
        """Show these views. Tabs that stay are kept, so that the keyboard stays where it is."""
        if [tab.item.id for tab in self._tabs] != [item.id for item in items]:
            clear(self._row)
            self._tabs = []
            for item in items:
                tab = _Tab(item, object_name=f"{self.objectName()}.{item.id}", parent=self)
                tab.clicked.connect(lambda _=False, id=item.id: self.chosen.emit(id))
                self._tabs.append(tab)
                self._row.addWidget(tab)
        for tab, item in zip(self._tabs, items, strict=True):
            if tab.item != item:
                tab.item = item
                tab.setAccessibleName(f"{item.title} {item.count}".strip())
                tab.updateGeometry()
                tab.update()
            tab.setChecked(item.id == selected)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = keys.get(Qt.Key(event.key()))
        at = next((i for i, tab in enumerate(self._tabs) if tab.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step
        tab = self._tabs[(at + step) % len(self._tabs)]
        tab.setFocus(Qt.FocusReason.TabFocusReason)
        tab.click()
