"""The free times offered instead of one that was taken: a short list to choose one from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from viewmodels.shell.rows import AlternativeRow
from views.kit.avatar import TINTS, paint_avatar
from views.kit.checkbox import paint_radio
from views.kit.focus import Focusable
from views.kit.layouts import column
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active

_HEIGHT, _PADDING, _RING = 34, 11, 16
_WHEN, _AVATAR = 128, 20


class _Choice(Focusable, QRadioButton):
    def __init__(self, row: AlternativeRow, object_name: str) -> None:
        super().__init__()
        self.row = row
        self.setObjectName(object_name)
        self.setAccessibleName(f"{row.when}, {row.who}, {row.difference}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def hitButton(self, at: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, row = active(), self.row
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        if self.isChecked():
            painter.fillRect(self.rect(), theme.color("accent_wash"))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft

        def at(x: float, width: float) -> QRectF:
            return QRectF(self.width() - x - width if rtl else x, 0, width, self.height())

        ring = at(_PADDING, _RING)
        middle = self.height() / 2
        paint_radio(painter, QRectF(ring.x(), middle - _RING / 2, _RING, _RING), on=self.isChecked())
        x = _PADDING + _RING + 10.0
        ink = theme.color("ink")
        paint_text(painter, at(x, _WHEN - 8), row.when, theme.font("body", 500), ink)
        x += _WHEN
        disc = at(x, _AVATAR)
        tint = TINTS[row.tint % len(TINTS)]
        paint_avatar(painter, QRectF(disc.x(), middle - _AVATAR / 2, _AVATAR, _AVATAR), row.initials, tint)
        x += _AVATAR + 10
        end = self.width() - _PADDING
        paint_text(painter, at(x, max(0.0, end - x - 90)), row.who, theme.font("body"), ink)
        paint_text(
            painter,
            at(end - 90, 90),
            row.difference,
            theme.font("small"),
            theme.color("faint"),
            Qt.AlignmentFlag.AlignRight,
        )


class Alternatives(QWidget):
    """A bordered list; the first is chosen until another one is. `chosen` carries the row."""

    chosen = Signal(object)

    def __init__(self, rows: Sequence[AlternativeRow], *, name: str, object_name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self._choices = [_Choice(row, f"{object_name}.{row.id}") for row in rows]
        for choice in self._choices:
            choice.toggled.connect(lambda on, row=choice.row: self.chosen.emit(row) if on else None)
        if self._choices:
            self._choices[0].setChecked(True)
        self.setLayout(column(*self._choices, spacing=1, margins=(1, 1, 1, 1)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def selected(self) -> AlternativeRow:
        """The chosen row."""
        return next(choice.row for choice in self._choices if choice.isChecked())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        line = theme.color("line_strong")
        paint_box(painter, rect, theme.radius("control"), theme.color("surface"), line, theme.size("line"))
        for choice in self._choices[1:]:
            painter.fillRect(1, choice.y() - 1, self.width() - 2, 1, theme.color("line"))
