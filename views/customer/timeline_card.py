"""One booking in the timeline: its day and dot at the left, what it is and what can be done at the right."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLayout, QWidget

from viewmodels.customer.bookings import BookingsViewModel
from viewmodels.customer.rows import BookingCard, ProposalLine
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.icons import Icon
from views.kit.illustration import Illustration
from views.kit.layouts import STRETCH, box, column, row
from views.kit.paint import paint_box, paint_dot
from views.kit.tag import Tag
from views.kit.text import Text
from views.kit.theme import active

RAIL = 112
_LINE = 96
_ART = (64, 50)


class PartHeading(Text):
    """Where a part of the timeline begins; the rail goes on beside it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        x = self.width() - _LINE if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else _LINE
        QPainter(self).fillRect(QRectF(x - 1, 0, 2, self.height()), active().color("line"))
        super().paintEvent(event)


class TimelineCard(QWidget):
    """Paints the rail and the card's box itself; `selected` is the one whose panel is open."""

    def __init__(
        self, viewmodel: BookingsViewModel, card: BookingCard, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.card = card
        self._selected = False
        self.setObjectName(f"customer.bookings.row.{card.id}")
        self.setAccessibleName(
            f"{card.day} {card.times}, {card.title}, {card.detail}, {card.tag[0] if card.tag else card.note}"
        )
        day = Text(
            card.day, weight=600, tone="faint" if card.past else "ink", align=Qt.AlignmentFlag.AlignRight
        )
        time = Text(card.time, role="small", tone="faint", align=Qt.AlignmentFlag.AlignRight)
        when = column(day, time, STRETCH, spacing=1, margins=(0, 14 if not card.past else 8, 0, 0))
        # A gap, not a margin: margins don't mirror.
        side = row(when, RAIL - 80, spacing=0)
        side.setStretch(0, 1)
        whole = row(spacing=0, margins=(0, 0, 0, 8))
        left = QWidget()
        left.setFixedWidth(RAIL)
        left.setLayout(side)
        whole.addWidget(left)
        whole.addLayout(self._content(viewmodel, card), 1)
        self.setLayout(whole)

    def _content(self, viewmodel: BookingsViewModel, card: BookingCard) -> QLayout:
        width, height = _ART if not card.past else (56, 42)
        art = Illustration(card.art, width, height, radius=active().radius("tag"))
        title = Text(card.title, weight=600, elide=True)
        words = column(title, Text(card.detail, tone="soft", elide=True), spacing=2)
        if not card.past:
            words.addLayout(self._state_line(card))
        price = Text(card.price, weight=600)
        price.set_struck(card.struck)
        buttons = self._buttons(viewmodel, card)
        if card.past:
            state = Tag(card.tag[0], card.tag[1]) if card.tag else None
            content = row(art, words, state, 24, price, buttons, spacing=14, margins=(11, 9, 11, 9))
            content.setStretch(1, 1)
            return content
        charged = row(STRETCH, Text(card.price_note, tone="soft"), price, spacing=4)
        edge = 11 if card.proposal is None else 8
        content = row(art, words, column(charged, buttons, spacing=8), spacing=14, margins=(11, 11, 11, edge))
        content.setStretch(1, 1)
        if card.proposal is None:
            return content
        asked = box(self._proposal(viewmodel, card.proposal))
        return column(content, row(asked, margins=(11, 0, 11, 11)), spacing=0)

    @staticmethod
    def _proposal(viewmodel: BookingsViewModel, proposal: ProposalLine) -> QLayout:
        texts, id = viewmodel.texts, proposal.id
        words = column(
            Text(proposal.text, weight=600, wrap=True),
            Text(proposal.note, role="small", tone="warn" if proposal.pending else "soft", wrap=True),
            spacing=2,
        )
        line = row(Icon("calendar-clock", "warn", 16), words, spacing=10)
        line.setStretch(1, 1)
        if proposal.pending:
            return line
        no = Button(
            texts("customer.proposal.withdraw" if proposal.mine else "customer.proposal.decline"),
            size="small",
            object_name=f"customer.proposal.refuse.{id}",
        )
        on_click(no, lambda: viewmodel.refuse.trigger(id))
        line.addWidget(no)
        if not proposal.mine:
            yes = Button(
                texts("customer.proposal.accept"),
                kind="primary",
                size="small",
                object_name=f"customer.proposal.accept.{id}",
            )
            on_click(yes, lambda: viewmodel.agree.trigger(id))
            line.addWidget(yes)
        return line

    @staticmethod
    def _state_line(card: BookingCard) -> QLayout:
        line = row(spacing=8)
        if card.tag:
            line.addWidget(Tag(card.tag[0], card.tag[1]))
        if card.series:
            line.addWidget(Tag(card.series, "neutral", icon="repeat"))
        if card.pending:
            line.addWidget(Icon("clock-arrow-up", "warn", 14))
            line.addWidget(Text(card.pending, role="small", tone="warn"))
        else:
            line.addWidget(Text(card.note, role="small", tone="faint", elide=True))
        line.addStretch(1)
        return line

    @staticmethod
    def _buttons(viewmodel: BookingsViewModel, card: BookingCard) -> QLayout:
        texts = viewmodel.texts
        line = row(STRETCH, spacing=6)
        message = Button(
            texts("messages.message"),
            size="small",
            icon="message-square",
            object_name=f"customer.bookings.message.{card.id}",
        )
        on_click(message, lambda: viewmodel.write_message(card.id))
        line.addWidget(message)
        if card.can_move:
            move = Button(
                texts("customer.bookings.reschedule"),
                size="small",
                object_name=f"customer.bookings.reschedule.{card.id}",
            )
            on_click(move, lambda: viewmodel.reschedule(card.id))
            line.addWidget(move)
        if card.cancel:
            cancel = Button(card.cancel, size="small", object_name=f"customer.bookings.cancel.{card.id}")
            on_click(cancel, lambda: viewmodel.open(card.id))
            line.addWidget(cancel)
        if card.past and card.can_rebook:
            again = Button(
                texts("customer.bookings.rebook"),
                size="small",
                object_name=f"customer.bookings.rebook.{card.id}",
            )
            on_click(again, lambda: viewmodel.rebook(card.id))
            line.addWidget(again)
        return line

    def set_selected(self, selected: bool) -> None:
        """Draw the accent border."""
        if selected != self._selected:
            self._selected = selected
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, card = active(), self.card
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - _LINE if rtl else _LINE
        painter.fillRect(QRectF(x - 1, 0, 2, self.height()), theme.color("line"))
        box = QRectF(0 if rtl else RAIL, 0, self.width() - RAIL, self.height() - 8)
        fill = "canvas" if card.past else "surface"
        line, width = ("accent", theme.size("ring")) if self._selected else ("line", theme.size("line"))
        paint_box(painter, box, theme.radius("card"), theme.color(fill), theme.color(line), width)
        self._paint_node(painter, QPointF(x, 23 if not card.past else 17))

    def _paint_node(self, painter: QPainter, at: QPointF) -> None:
        theme, node = active(), self.card.node
        canvas = theme.color("canvas")
        if node == "past":
            paint_dot(painter, at, 10, theme.color("line_strong"))
            return
        tone = {"on": "accent", "asked": "warn", "gone": "line_strong"}[node]
        size = 14.0 if node != "gone" else 10.0
        paint_dot(painter, at, size + 4, canvas)
        painter.setBrush(canvas)
        painter.setPen(QPen(theme.color(tone), 2))
        painter.drawEllipse(at, size / 2, size / 2)
        if node == "on":
            paint_dot(painter, at, 8, theme.color(tone))
