"""When each of a vendor's people can be booked, in small."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewmodels.vendor.availability_rows import PersonWeek
from views.kit.avatar import initials_of, paint_avatar
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active

_HEAD, _ROW, _NAME, _BAR = 28, 60, 116, 6
_FIRST, _LAST = 6 * 60, 22 * 60


class EveryoneWeek(QWidget):
    """A line for each person; a press chooses whose week is painted."""

    chosen = Signal(str)

    def __init__(self, days: Sequence[str], *, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._days = tuple(days)
        self._people: tuple[PersonWeek, ...] = ()

    def show_people(self, people: tuple[PersonWeek, ...]) -> None:
        """Show these."""
        self._people = people
        self.setAccessibleName(". ".join(person.spoken for person in people))
        self.setFixedHeight(_HEAD + _ROW * len(people))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = int((event.position().y() - _HEAD) // _ROW)
        if 0 <= place < len(self._people):
            self.chosen.emit(self._people[place].id)

    def _cell(self, day: int, top: float, height: float) -> QRectF:
        width = (self.width() - _NAME) / 7
        left = _NAME + day * width
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = self.width() - left - width
        return QRectF(left, top, width - 12, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        for day, name in enumerate(self._days):
            paint_text(painter, self._cell(day, 0, _HEAD), name, theme.font("body"), theme.color("soft"))
        for place, person in enumerate(self._people):
            self._paint_person(painter, _HEAD + place * _ROW, person)

    def _paint_person(self, painter: QPainter, top: float, person: PersonWeek) -> None:
        theme = active()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.fillRect(QRectF(0, top, self.width(), theme.size("line")), theme.color("line"))
        disc = QRectF(self.width() - 24 if rtl else 0, top + (_ROW - 24) / 2, 24, 24)
        paint_avatar(painter, disc, initials_of(person.full_name), person.tint)
        name = QRectF(self.width() - _NAME if rtl else 32, top, _NAME - 36, _ROW)
        paint_text(painter, name, person.name, theme.font("body", 500), theme.color("ink"))
        for number, day in enumerate(person.days):
            track = self._cell(number, top + 18, _BAR)
            paint_box(painter, track, _BAR / 2, theme.color("sunk"))
            for start, end in day.stretches:
                low, high = ((min(max(m, _FIRST), _LAST) - _FIRST) / (_LAST - _FIRST) for m in (start, end))
                left = track.right() - high * track.width() if rtl else track.x() + low * track.width()
                bar = QRectF(left, track.y(), (high - low) * track.width(), track.height())
                painter.fillRect(bar, theme.color("accent"))
            tone = theme.color("soft" if day.stretches else "faint")
            paint_text(painter, self._cell(number, top + 26, 20), day.text, theme.font("small"), tone)
