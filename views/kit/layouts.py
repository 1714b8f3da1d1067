"""Layout pieces: rows and columns without ceremony, a flow that wraps, and a grid of equal columns."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget

STRETCH = object()
Item = QWidget | QLayout | int | object | None


def _fill(layout: QBoxLayout, items: tuple[Item, ...]) -> None:
    for item in items:
        if item is STRETCH:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        elif isinstance(item, QWidget):
            layout.addWidget(item)


def row(*items: Item, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Widgets and layouts beside each other; an int is a gap, `STRETCH` takes what is left, None nothing.

    `margins` are left, top, right, bottom, also in a mirrored window.
    """
    layout = QHBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    _fill(layout, items)
    return layout


def column(*items: Item, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """The same, one under the other."""
    layout = QVBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    _fill(layout, items)
    return layout


def box(layout: QLayout, *, name: str = "") -> QWidget:
    """A plain widget around a layout, for what only takes widgets."""
    widget = QWidget()
    widget.setObjectName(name)
    widget.setLayout(layout)
    return widget


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let Qt delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()


class _ItemLayout(QLayout):
    """What Qt asks of every layout of one's own."""

    def __init__(self, *, spacing: int, line_spacing: int | None = None) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._line_spacing = spacing if line_spacing is None else line_spacing
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, item: QLayoutItem, at: QRect, area: QRect) -> None:
        parent = self.parentWidget()
        if parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            at = QRect(QPoint(area.left() + area.right() - at.right(), at.top()), at.size())
        item.setGeometry(at)

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        raise NotImplementedError

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        margins: QMargins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())


class Flow(_ItemLayout):
    """Items side by side that wrap to the next line."""

    def __init__(self, *widgets: QWidget, spacing: int = 8, line_spacing: int | None = None) -> None:
        super().__init__(spacing=spacing, line_spacing=line_spacing)
        for widget in widgets:
            self.addWidget(widget)

    def sizeHint(self) -> QSize:
        items = self._shown()
        width = sum(item.sizeHint().width() for item in items) + self.spacing() * max(0, len(items) - 1)
        return QSize(width, max((item.sizeHint().height() for item in items), default=0))

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        area = rect.marginsRemoved(self.contentsMargins())
        x, y, line = area.x(), area.y(), 0
        for item in self._shown():
            hint = item.sizeHint()
            if x > area.x() and x + hint.width() > area.x() + area.width():
                x, y, line = area.x(), y + line + self._line_spacing, 0
            if place:
                self._place(item, QRect(QPoint(x, y), hint), area)
            x += hint.width() + self.spacing()
            line = max(line, hint.height())
        return y + line - rect.y() + self.contentsMargins().bottom()


class Columns(_ItemLayout):
    """A grid of equal columns, as many as fit at `least` pixels each (at most `most`).

    `even` prefers fewer columns to a last line with gaps: eight in four and four, not in six and two.
    """

    def __init__(
        self,
        *widgets: QWidget,
        least: int,
        most: int = 0,
        spacing: int = 16,
        line_spacing: int | None = None,
        even: bool = False,
    ) -> None:
        super().__init__(spacing=spacing, line_spacing=line_spacing)
        self._least, self._most, self._even = least, most, even
        for widget in widgets:
            self.addWidget(widget)

    def sizeHint(self) -> QSize:
        return QSize(self._least, self.heightForWidth(self._least))

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        area = rect.marginsRemoved(self.contentsMargins())
        items = self._shown()
        gap = self.spacing()
        fit = max(1, (area.width() + gap) // (self._least + gap))
        columns = min(fit, self._most) if self._most else fit
        if self._even and items:
            columns = -(-len(items) // -(-len(items) // columns))
        total = area.width() - gap * (columns - 1)
        edges = [area.x() + round(total * i / columns) + gap * i for i in range(columns + 1)]
        y = area.y()
        for start in range(0, len(items), columns):
            line = items[start : start + columns]
            widths = [edges[i + 1] - gap - edges[i] for i in range(len(line))]
            height = max(
                item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
                for item, width in zip(line, widths, strict=True)
            )
            for i, item in enumerate(line):
                if place:
                    self._place(item, QRect(edges[i], y, widths[i], height), area)
            y += height + self._line_spacing
        return max(0, y - self._line_spacing) - rect.y() + self.contentsMargins().bottom() if items else 0
