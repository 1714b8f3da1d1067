"""The ticket: solid for a booking, dashed for a request, with notches where it would tear."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QWidget

from viewmodels.kiosk.rows import TicketLine
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, column, row
from views.kit.paint import paint_box, paint_text
from views.kit.text import Text
from views.kit.theme import active

RADIUS, NOTCH, INSET, LOW_INSET = 24, 24, 44, 28
LEAST_TEXT = 200


class Ticket(QWidget):
    """`top` and `bottom` are its parts; the tear lies between them, also where they stand side by side."""

    def __init__(
        self,
        top: QWidget,
        bottom: QWidget,
        *,
        dashed: bool,
        lying: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._top, self._bottom, self._dashed, self._lying = top, bottom, dashed, lying
        layout = QBoxLayout(
            QBoxLayout.Direction.LeftToRight if lying else QBoxLayout.Direction.TopToBottom, self
        )
        layout.setContentsMargins(INSET, LOW_INSET if lying else INSET, INSET, LOW_INSET if lying else 28)
        layout.setSpacing(2 * NOTCH + 16)
        layout.addWidget(top, 4 if lying else 0)
        layout.addWidget(bottom, 3 if lying else 0)

    def _tear(self) -> tuple[QPointF, QPointF]:
        """The two ends of the tear, on the ticket's edge."""
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if not self._lying:
            y = self._bottom.y() - NOTCH - 8.0
            return QPointF(frame.left(), y), QPointF(frame.right(), y)
        first, second = sorted((self._top.geometry(), self._bottom.geometry()), key=lambda part: part.x())
        x = (first.right() + second.left()) / 2
        return QPointF(x, frame.top()), QPointF(x, frame.bottom())

    def _outline(self) -> QPainterPath:
        body = QPainterPath()
        body.addRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        notches = QPainterPath()
        for end in self._tear():
            notches.addEllipse(end, NOTCH, NOTCH)
        return body.subtracted(notches)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("line_strong" if self._dashed else "line"), theme.size("line"))
        if self._dashed:
            pen.setDashPattern([6, 4])
        painter.setPen(pen)
        painter.setBrush(theme.color("surface"))
        painter.drawPath(self._outline())
        dots = QPen(theme.color("line_strong"), 3)
        dots.setCapStyle(Qt.PenCapStyle.RoundCap)
        dots.setDashPattern([0.1, 3])
        painter.setPen(dots)
        start, end = self._tear()
        away = QPointF(0, INSET) if self._lying else QPointF(INSET, 0)
        painter.drawLine(start + away, end - away)


class QrCode(QWidget):
    """The code in a frame with its quiet zone. `rows` are dark and light modules."""

    def __init__(self, name: str, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[bool, ...], ...] = ()
        self.setFixedSize(size, size)
        self.setAccessibleName(name)
        self.setObjectName("kiosk.done.qr")

    @property
    def modules(self) -> int:
        """How many modules a side has; 0 before there is a code."""
        return len(self._rows)

    def show_rows(self, rows: tuple[tuple[bool, ...], ...]) -> None:
        """Draw this code."""
        self._rows = rows
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        frame = QRectF(self.rect())
        line = theme.color("line")
        paint_box(painter, frame, theme.radius("card"), theme.color("surface"), line, theme.size("line"))
        if not self._rows:
            return
        # Whole pixels a module, and four modules of quiet around, or readers give up.
        module = self.width() // (len(self._rows) + 8)
        start = (self.width() - module * len(self._rows)) // 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        ink = theme.color("ink")
        for y, cells in enumerate(self._rows):
            for x, dark in enumerate(cells):
                if dark:
                    painter.fillRect(start + x * module, start + y * module, module, module, ink)


class _Line(QWidget):
    """A line of the lower part, ruled off from the next."""

    def __init__(self, height: int, *, last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last = last
        self.setMinimumHeight(height)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._last:
            line = active().size("line")
            QPainter(self).fillRect(0, self.height() - line, self.width(), line, active().color("line"))


class LinkLine(_Line):
    """Of a booking: icon, text, and a detail at the end."""

    def __init__(self, line: TicketLine, height: int, *, last: bool, parent: QWidget | None = None) -> None:
        super().__init__(height, last=last, parent=parent)
        text = Text(line.text, role="title", weight=500, elide=bool(line.detail), wrap=not line.detail)
        detail = Text(
            line.detail,
            role="heading" if line.strong else "body",
            weight=600 if line.strong else 500,
            tone="ink" if line.strong else "soft",
            elide=not line.strong,
        )
        layout = row(Icon(line.icon, "soft", 30), text, detail, spacing=22)
        layout.setStretchFactor(text, 1)
        text.setMinimumWidth(min(text.sizeHint().width(), LEAST_TEXT))
        self.setLayout(layout)


class StepLine(_Line):
    """Of a request: a numbered circle, what happens, and how."""

    CIRCLE = 56

    def __init__(self, line: TicketLine, height: int, *, last: bool, parent: QWidget | None = None) -> None:
        super().__init__(height, last=last, parent=parent)
        self._number = line.icon
        words = column(
            STRETCH,
            Text(line.text, role="title", weight=600, wrap=True),
            Text(line.detail, tone="soft", wrap=True),
            STRETCH,
            spacing=2,
        )
        beside = row(self.CIRCLE + 30, words, spacing=0, margins=(0, 14, 0, 14))
        beside.setStretch(1, 1)
        self.setLayout(beside)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = active()
        painter = QPainter(self)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - self.CIRCLE if rtl else 0
        circle = QRectF(left, (self.height() - self.CIRCLE) / 2, self.CIRCLE, self.CIRCLE)
        paint_box(painter, circle, self.CIRCLE / 2, None, theme.color("line_strong"), 3)
        font = theme.font("title", 600)
        paint_text(painter, circle, self._number, font, theme.color("soft"), Qt.AlignmentFlag.AlignHCenter)
