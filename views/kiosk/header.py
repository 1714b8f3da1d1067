"""The top of every kiosk screen: where we are, Start over, and the language, always in reach."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QMoveEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from viewmodels.text import Texts
from views.kiosk.room import Room
from views.kiosk.steps import StepBar
from views.kiosk.touch_button import TouchButton
from views.kit.illustration import paint_illustration
from views.kit.layouts import STRETCH, row
from views.kit.paint import paint_dot, paint_text
from views.kit.theme import active

HEIGHT, LOW_HEIGHT, MARK = 128, 96, 64
_LEAST_WITH_STEPS = 1200
STAFF_HOLD_MS = 2000


class StaffMark(QWidget):
    """The Doorstep mark with the kiosk's place; kept pressed for two seconds it asks for the staff PIN."""

    held = Signal()

    def __init__(self, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._attention = False
        self.setObjectName("kiosk.header.mark")
        self.setAccessibleName(f"Doorstep, {place}")
        self.setFixedHeight(72)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAFF_HOLD_MS)
        self._timer.timeout.connect(self.held)

    def set_attention(self, wanted: bool) -> None:
        """A dot on the mark: somebody of the staff has people to call."""
        self._attention = wanted
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 72)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._timer.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._timer.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        paint_illustration(painter, "mark", QRectF(self.width() - MARK if rtl else 0, 4, MARK, MARK))
        if self._attention:
            corner = QPointF(self.width() - MARK if rtl else MARK, 8)
            paint_dot(painter, corner, 26, theme.color("canvas"))
            paint_dot(painter, corner, 18, theme.color("warn"))
        room = QRectF(0 if rtl else MARK + 17, 0, self.width() - MARK - 17, 40)
        paint_text(painter, room, "Doorstep", theme.font("heading", 700), theme.color("ink"))
        below = room.translated(QPointF(0, 38))
        below.setHeight(30)
        paint_text(painter, below, self._place, theme.font("body", 500), theme.color("soft"))


class Berth(QWidget):
    """Keeps room in a layout for a button that stands above everything, overlays too."""

    def __init__(self, button: TouchButton) -> None:
        super().__init__()
        self._button = button
        self.setFixedSize(button.sizeHint())

    def moveEvent(self, event: QMoveEvent) -> None:
        self.carry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.carry()

    def carry(self) -> None:
        """Put the button here."""
        above = self._button.parentWidget()
        if above is not None and above.isAncestorOf(self):
            self._button.setGeometry(QRect(self.mapTo(above, QPoint(0, 0)), self.size()))


class Header(QWidget):
    """`start_over` and `language` are buttons; the mark is for staff. `language` is a child of the parent."""

    def __init__(self, texts: Texts, place: str, language_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts, self._language_name = texts, language_name
        self.mark = StaffMark(place)
        self.start_over = TouchButton(
            texts("kiosk.start_over"),
            kind="quiet",
            icon="rotate-ccw",
            role="body",
            height=72,
            icon_size=28,
            object_name="kiosk.header.start_over",
        )
        self.language = self._make_language_button(parent)
        self.steps = StepBar(compact=True)
        self._berth = Berth(self.language)
        self._row = row(self.mark, STRETCH, self.steps, STRETCH, self.start_over, self._berth, spacing=16)
        self.setLayout(self._row)

    def _make_language_button(self, parent: QWidget | None) -> TouchButton:
        return TouchButton(
            self._language_name,
            icon="globe",
            trailing="chevron-down",
            role="body",
            weight=600,
            height=72,
            icon_size=28,
            radius=18,
            name=self._texts("kiosk.language.button", language=self._language_name),
            object_name="kiosk.header.language",
            parent=parent,
        )

    def moveEvent(self, event: QMoveEvent) -> None:
        # The room within this line stays where it is, so it does not hear of it.
        self._berth.carry()

    def fit(self, room: Room, *, steps: bool) -> None:
        """Lower on a screen that lies on its side, with the way through the booking in the same line."""
        height = LOW_HEIGHT if room.lying else HEIGHT
        margin = (height - 72) // 2
        self.setFixedHeight(height)
        self._row.setContentsMargins(room.side, margin, room.side, margin)
        self.steps.setVisible(steps and room.lying and room.width >= _LEAST_WITH_STEPS)
