"""Where things stand on the day calendar: minutes to pixels and back, columns, mirrored where reading is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from viewmodels.vendor.calendar_rows import CalendarCard, CalendarDay

HOUR = 64
SNAP = 15
GUTTER = 56
INSET, OUTSET = 4, 10
"""From the left of its column to a card, and from the card to the right, so that a click beside it books."""

TOP = 20
"""Room for what begins with the day: its hour and the way to it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The geometry of a day in a canvas of that width."""

    board: CalendarDay
    width: float
    mirrored: bool

    @property
    def height(self) -> int:
        """How high the canvas is."""
        return round((self.board.end - self.board.start) * HOUR / 60) + 2 * TOP

    def y(self, minute: float) -> float:
        """Where a minute lies."""
        return TOP + (minute - self.board.start) * HOUR / 60

    def minute(self, y: float) -> float:
        """The minute at a height."""
        return self.board.start + (y - TOP) * 60 / HOUR

    def snapped(self, y: float) -> int:
        """The quarter of an hour that begins at or before a height."""
        minute = int(self.minute(y) // SNAP * SNAP)
        return min(max(self.board.start, minute), self.board.end - SNAP)

    @property
    def column_width(self) -> float:
        """How wide a person's column is."""
        return (self.width - GUTTER) / max(1, len(self.board.columns))

    def column_rect(self, place: int) -> QRectF:
        """A person's column from top to bottom."""
        x = GUTTER + place * self.column_width
        if self.mirrored:
            x = self.width - x - self.column_width
        return QRectF(x, 0, self.column_width, self.height)

    def column_at(self, x: float) -> int | None:
        """Whose column lies there."""
        along = self.width - x if self.mirrored else x
        if along < GUTTER or not self.board.columns:
            return None
        return min(int((along - GUTTER) / self.column_width), len(self.board.columns) - 1)

    def gutter(self) -> QRectF:
        """The strip with the times."""
        return QRectF(self.width - GUTTER if self.mirrored else 0, 0, GUTTER, self.height)

    def span(self, place: int, start: float, end: float) -> QRectF:
        """A stretch of a person's time, the whole column wide."""
        column = self.column_rect(place)
        return QRectF(column.x(), self.y(start), column.width(), self.y(end) - self.y(start))

    def card_rect(self, place: int, card: CalendarCard) -> QRectF:
        """A card in its column, beside those that share its time."""
        return self.slot_rect(place, card.start, card.end, card.lane, card.lanes)

    def slot_rect(self, place: int, start: int, end: int, lane: int = 0, lanes: int = 1) -> QRectF:
        """Where a card of that time would lie."""
        column = self.span(place, start, end)
        room = column.width() - INSET - OUTSET
        width = room / lanes - (2 if lanes > 1 else 0)
        x = INSET + lane * room / lanes
        if self.mirrored:
            x = column.width() - x - width
        return QRectF(column.x() + x, column.y() + 1, width, max(16.0, column.height() - 2))

    def find_card(self, at: QPointF) -> tuple[int, CalendarCard] | None:
        """The card at a point; of several the last painted."""
        for place, column in enumerate(self.board.columns):
            for card in reversed(column.cards):
                if self.card_rect(place, card).contains(at):
                    return place, card
        return None
