"""Done: a solid ticket with green for a booking, a dashed amber one for a request."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from viewmodels.kiosk.rows import TicketRow
from viewmodels.kiosk.session import KioskSession
from views.kiosk.headline import Headline
from views.kiosk.page import KioskPageView
from views.kiosk.ring import Ring
from views.kiosk.room import Room
from views.kiosk.ticket import LinkLine, QrCode, StepLine, Ticket
from views.kiosk.touch_button import TouchButton
from views.kit.icons import Icon, paint_icon
from views.kit.illustration import Illustration
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.paint import paint_box, paint_text
from views.kit.text import Text
from views.kit.theme import active

DISC, _LEAST_LARGE = 104, 1600


class Disc(QWidget):
    """A filled circle with an icon: the answer, seen from across the room."""

    def __init__(self, icon: str, tone: str, size: int = DISC, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._tone = icon, tone
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(self._tone))
        painter.drawEllipse(self.rect())
        size = round(self.width() * 0.54)
        place = (self.width() - size) / 2
        paint_icon(painter, self._icon, place, place, "accent_ink", size)


class TicketTag(QWidget):
    """The amber words on a ticket that is not certain; dashed, because it is asked for and not agreed."""

    def __init__(self, text: str, *, dashed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._dashed = text, dashed
        width = Text(text, weight=600).sizeHint().width()
        self.setFixedSize(width + 36, 46)
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        line = theme.color("warn") if self._dashed else None
        fill = None if self._dashed else theme.color("warn_wash")
        paint_box(painter, QRectF(self.rect()), 12, fill, line, 2, dashed=self._dashed)
        font = theme.font("body", 600)
        paint_text(
            painter, QRectF(self.rect()), self._text, font, theme.color("warn"), Qt.AlignmentFlag.AlignHCenter
        )


class DoneView(KioskPageView):
    """The ticket, and a ring that counts down to forgetting it."""

    def __init__(self, session: KioskSession, parent: QWidget | None = None) -> None:
        super().__init__("kiosk.done", parent)
        self._texts, self._model = session.texts, session.done
        self._ring = Ring(58, 6, role="body", object_name="kiosk.done.countdown")
        self._clears = Text(tone="soft", elide=True)
        done = TouchButton(
            session.texts("kiosk.done.finish"), kind="primary", object_name="kiosk.done.finish"
        )
        done.clicked.connect(session.done.finish)
        line = row(self._ring, self._clears, spacing=18)
        line.setStretchFactor(self._clears, 1)
        self._done = done
        self._lying, self._tight = False, False
        self.foot.addLayout(line)
        self.foot.addWidget(done)
        session.done.ticket.bind(self._show)
        session.done.countdown.bind(self._ring.show_countdown)

    def arrange(self, room: Room) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self.foot.setDirection(across if room.lying else down)
        self._done.setMinimumWidth(360 if room.lying else 0)
        tight = room.tight or room.width < _LEAST_LARGE
        if (room.lying, tight) != (self._lying, self._tight):
            self._lying, self._tight = room.lying, tight
            self._show(self._model.ticket.value)

    def _show(self, ticket: TicketRow | None) -> None:
        clear(self.head)
        clear(self.content)
        if ticket is None:
            return
        self._clears.setText(ticket.clears)
        self.setAccessibleName(ticket.spoken)
        disc = Disc(ticket.icon, "warn" if ticket.request else "good", 80 if self._lying else DISC)
        role = "display" if self._lying else "hero"
        title = Headline(ticket.title, role, object_name="kiosk.done.title")
        words = column(title, Text(ticket.detail, tone="soft", wrap=True), spacing=4)
        head = row(disc, words, spacing=30)
        head.setStretch(1, 1)
        self.head.addLayout(head)
        bottom = self._steps(ticket) if ticket.request else self._receipt(ticket)
        face = self._face(ticket)
        self.content.addWidget(Ticket(face, bottom, dashed=ticket.request, lying=self._lying))
        self.content.addStretch(1)

    def _face(self, ticket: TicketRow) -> QWidget:
        code = Headline(
            ticket.code, "hero" if self._tight and self._lying else "poster", object_name="kiosk.done.code"
        )
        scan = Text(ticket.scan_hint, weight=600, wrap=True)
        scan_line = row(Icon("smartphone", "ink", 32), scan, spacing=14)
        scan_line.setStretchFactor(scan, 1)
        left = column(STRETCH, spacing=0)
        if ticket.tag:
            left.addWidget(TicketTag(ticket.tag, dashed=not ticket.request))
            left.addSpacing(10 if self._lying else 18)
        if not ticket.request:
            left.addWidget(Text(ticket.code_label, tone="soft"))
        left.addWidget(code)
        left.addSpacing(12)
        if ticket.request:
            left.addWidget(Text(ticket.when, role="heading", weight=500))
        left.addWidget(Text(ticket.code_hint, tone="soft", wrap=True))
        left.addSpacing(12 if self._lying else 24)
        left.addLayout(scan_line)
        left.addStretch(1)
        qr = QrCode(self._texts("kiosk.done.qr"), 420 if not self._lying else 264 if self._tight else 380)
        qr.show_rows(ticket.qr)
        face = row(left, column(STRETCH, qr, STRETCH) if self._lying else qr, spacing=32)
        face.setStretch(0, 1)
        return box(face)

    def _receipt(self, ticket: TicketRow) -> QWidget:
        when = Headline(ticket.when, "heading" if self._tight and self._lying else "display")
        words = column(when, Text(ticket.until, role="title", tone="soft"), spacing=2)
        art = Illustration(ticket.art, *((104, 78) if self._tight and self._lying else (148, 112)), radius=14)
        head = row(art, column(STRETCH, words, STRETCH), spacing=28, margins=(0, 0, 0, 20))
        head.setStretch(1, 1)
        last, high = len(ticket.lines) - 1, 92 if not self._lying else 64 if self._tight else 84
        lines = [LinkLine(line, high, last=place == last) for place, line in enumerate(ticket.lines)]
        end = (STRETCH,) if self._lying else ()
        return box(column(*end, head, *lines, *end, spacing=0))

    def _steps(self, ticket: TicketRow) -> QWidget:
        last = len(ticket.lines) - 1
        high = 136 if not self._lying else 96 if self._tight else 120
        steps = [StepLine(line, high, last=place == last) for place, line in enumerate(ticket.lines)]
        end = (STRETCH,) if self._lying else ()
        return box(column(*end, *steps, *end, spacing=0))
