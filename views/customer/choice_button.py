"""Choices drawn as tiles: a day of the strip, a person, a clock."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from viewmodels.customer.rows import DayChip, StaffCard
from views.kit.avatar import TINTS, initials_of, paint_avatar
from views.kit.focus import Focusable
from views.kit.icons import paint_icon
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active

_CENTER = Qt.AlignmentFlag.AlignHCenter


class Tile(Focusable, QAbstractButton):
    """A tile that is chosen or not; subclasses paint what is on it."""

    def __init__(self, name: str, object_name: str, *, chosen: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setChecked(chosen)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def nextCheckState(self) -> None:
        """The viewmodel says what is chosen."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        self.paint_tile(painter, QRectF(self.rect()))

    def paint_tile(self, painter: QPainter, rect: QRectF) -> None:
        """Draw it."""
        raise NotImplementedError


class DayTile(Tile):
    """Weekday, number, and how many times are free."""

    def __init__(self, day: DayChip, parent: QWidget | None = None) -> None:
        name = f"{day.weekday} {day.day}, {day.note}"
        super().__init__(name, f"customer.time.day.{day.id}", chosen=day.selected, parent=parent)
        self._day = day
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(52, 68)

    def minimumSizeHint(self) -> QSize:
        return QSize(42, 68)

    def paint_tile(self, painter: QPainter, rect: QRectF) -> None:
        theme, day = active(), self._day
        if day.selected:
            radius = theme.radius("control")
            paint_box(painter, rect, radius, theme.color("accent_wash"), theme.color("accent"), 1)
        elif self.underMouse():
            paint_box(painter, rect, theme.radius("control"), theme.color("plain_hover"))
        ink = "accent" if day.selected else "ink" if day.state == "free" else "faint"
        soft = "accent" if day.selected else "faint"
        note = "good" if day.state == "free" and not day.selected else soft
        paint_text(painter, _line(rect, 6, 18), day.weekday, theme.font("body"), theme.color(soft), _CENTER)
        weight = 600 if day.state == "free" else 400
        paint_text(
            painter, _line(rect, 24, 20), day.day, theme.font("title", weight), theme.color(ink), _CENTER
        )
        paint_text(painter, _line(rect, 45, 16), day.note, theme.font("caption"), theme.color(note), _CENTER)


class StaffTile(Tile):
    """Who comes, and from when they are free."""

    def __init__(self, staff: StaffCard, parent: QWidget | None = None) -> None:
        name = f"{staff.name}, {staff.detail}"
        super().__init__(name, f"customer.time.staff.{staff.id}", chosen=staff.selected, parent=parent)
        self._staff = staff
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(150, 58)

    def paint_tile(self, painter: QPainter, rect: QRectF) -> None:
        theme, staff = active(), self._staff
        line, width = ("accent", theme.size("ring")) if staff.selected else ("line", 1)
        fill = "plain_hover" if self.underMouse() and not staff.selected else "surface"
        paint_box(painter, rect, theme.radius("card"), theme.color(fill), theme.color(line), width)
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        disc = QRectF(rect.right() - 12 - 32 if rtl else 12, rect.center().y() - 16, 32, 32)
        if staff.id:
            paint_avatar(painter, disc, initials_of(staff.name), TINTS[staff.tint % len(TINTS)])
        else:
            paint_box(painter, disc, 16, theme.color("sunk"))
            paint_icon(painter, "users", disc.x() + 8, disc.y() + 8, "soft")
        room = QRectF(12 if rtl else 54, 0, rect.width() - 66, rect.height())
        top = QRectF(room.x(), rect.center().y() - 18, room.width(), 18)
        under = QRectF(room.x(), rect.center().y(), room.width(), 18)
        paint_text(painter, top, staff.name, theme.font("body", 600), theme.color("ink"))
        paint_text(painter, under, staff.detail, theme.font("small"), theme.color("faint"))


def _line(rect: QRectF, top: float, height: float) -> QRectF:
    return QRectF(rect.x() + 2, rect.y() + top, rect.width() - 4, height)
