"""Two or three choices side by side in one box, such as whose clock is shown."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from views.kit.focus import Focusable
from views.kit.layouts import clear, row
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active

_INSET = 2


class _Segment(Focusable, QAbstractButton):
    def __init__(self, text: str, object_name: str, *, chosen: bool) -> None:
        super().__init__()
        self.setText(text)
        self.setObjectName(object_name)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setChecked(chosen)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def nextCheckState(self) -> None:
        """Whoever owns the choice says what is chosen."""

    def ring_radius(self) -> float:
        return active().radius("nav")

    def sizeHint(self) -> QSize:
        theme = active()
        width = QFontMetricsF(theme.font("body", 600)).horizontalAdvance(self.text())
        return QSize(ceil(width) + 24, theme.size("control_small"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            fill = theme.color("sunk" if self.isChecked() else "plain_hover")
            paint_box(painter, rect, theme.radius("nav"), fill)
        weight, tone = (600, "ink") if self.isChecked() else (400, "soft")
        center = Qt.AlignmentFlag.AlignHCenter
        paint_text(painter, rect, self.text(), theme.font("body", weight), theme.color(tone), center)


class Segments(QWidget):
    """`chosen` carries the id that was pressed."""

    chosen = Signal(str)

    def __init__(self, *, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = row(spacing=2)
        holder = row(self._row, spacing=0, margins=(_INSET + 1, _INSET + 1, _INSET + 1, _INSET + 1))
        self.setLayout(holder)

    def set_options(self, options: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer these (id, text), one of them chosen."""
        clear(self._row)
        for id, text in options:
            segment = _Segment(text, f"{self.objectName()}.{id}", chosen=id == chosen)
            segment.clicked.connect(lambda _checked=False, id=id: self.chosen.emit(id))
            self._row.addWidget(segment)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        paint_box(
            QPainter(self),
            QRectF(self.rect()),
            theme.radius("control"),
            theme.color("surface"),
            theme.color("line_strong"),
            theme.size("line"),
        )
