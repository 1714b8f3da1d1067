"""Painting the day calendar: grid, closures, conflict band, travel, cards, now line, lifted copy, chips."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from viewmodels.vendor.calendar_rows import CalendarCard, Closure, Drop
from viewmodels.vendor.standing import Standing
from views.kit.cell import PENDING_MARK, paint_mark
from views.kit.icons import paint_icon
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active
from views.vendor.calendar_shape import GUTTER, SNAP, Shape
from views.vendor.hatch import BAR, LOOKS, RADIUS, CardLook, paint_card_shape, paint_hatch

_LINE = 16
_OFFSET = 4


@dataclass(frozen=True, slots=True)
class Lifted:
    """A card in the hand: where it came from, where it is over, and what would happen."""

    card: CalendarCard
    home: int
    place: int
    minute: int
    drop: Drop

    @property
    def length(self) -> int:
        """Its minutes."""
        return self.card.end - self.card.start


def paint_grid(painter: QPainter, shape: Shape) -> None:
    """Hours, and fainter lines for each quarter; columns; the times in the gutter."""
    theme, board = active(), shape.board
    painter.fillRect(QRectF(0, 0, shape.width, shape.height), theme.color("surface"))
    line = theme.size("line")
    rtl = shape.mirrored
    left = 0.0 if rtl else float(GUTTER)
    room = shape.width - GUTTER
    faint = theme.faded("line", 0.45)
    for minute in range(board.start, board.end + 1, SNAP):
        hour = minute % 60 == 0
        y = round(shape.y(minute))
        painter.fillRect(QRectF(left, y, room, line), theme.color("line") if hour else faint)
        if hour:
            gutter = shape.gutter().adjusted(0, 0, -8, 0) if not rtl else shape.gutter().adjusted(8, 0, 0, 0)
            words = QRectF(gutter.x(), y - 9, gutter.width(), 18)
            end = Qt.AlignmentFlag.AlignRight
            font = theme.font("small")
            paint_text(painter, words, f"{minute // 60:02}:00", font, theme.color("soft"), end)
    for place in range(len(board.columns)):
        column = shape.column_rect(place)
        x = column.right() if rtl else column.x()
        painter.fillRect(QRectF(round(x), 0, line, shape.height), theme.color("line"))


def paint_closure(painter: QPainter, shape: Shape, place: int, closure: Closure) -> None:
    """Hatched time with its words at the top."""
    theme = active()
    start, end = max(closure.start, shape.board.start), min(closure.end, shape.board.end)
    if start >= end:
        return
    rect = shape.span(place, start, end)
    if end == shape.board.end:
        rect.setBottom(shape.height)
    if start == shape.board.start:
        rect.setTop(0)
    rect.adjust(0 if shape.mirrored else 1, 0, -1 if shape.mirrored else 0, 0)
    paint_hatch(painter, rect)
    if closure.pending:
        paint_box(painter, rect.adjusted(1, 1, -1, -1), 0, None, theme.color("warn"), 1, dashed=True)
    room = QRectF(rect.x() + 12, max(rect.y(), 10) + 3, rect.width() - 24, _LINE)
    if rect.height() < 18:
        return
    tone = "ink" if closure.id else "soft"
    used = paint_text(
        painter, room, closure.text, theme.font("small", 500 if closure.id else 400), theme.color(tone)
    )
    if closure.detail and rect.height() >= 36:
        paint_text(painter, room.translated(0, 15), closure.detail, theme.font("small"), theme.color("soft"))
    if closure.pending:
        x = room.right() - 20 if not shape.mirrored else room.x()
        paint_mark(painter, max(x, room.x() + used), room.center().y() + 2, PENDING_MARK)


def paint_band(painter: QPainter, shape: Shape, lifted: Lifted) -> None:
    """The red band that names what is in the way, before the drop; a tag where nothing would help."""
    theme, drop = active(), lifted.drop
    if drop.ok or not drop.text or (lifted.place == lifted.home and lifted.minute == lifted.card.start):
        return
    start, end = lifted.minute, lifted.minute + lifted.length
    rect = shape.span(lifted.place, start, end).adjusted(1, 0, 0, 0)
    painter.fillRect(rect, theme.color("bad_wash"))
    line = theme.color("bad")
    painter.fillRect(QRectF(rect.x(), rect.y(), rect.width(), 1), line)
    painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), line)


def paint_travel(painter: QPainter, shape: Shape, place: int, card: CalendarCard, text: str) -> None:
    """The way there: a dotted line before the card, with its length."""
    if not card.before:
        return
    theme = active()
    rect = shape.span(place, card.start - card.before, card.start)
    x = rect.right() - 6 if shape.mirrored else rect.x() + 6
    pen = QPen(theme.color("faint"), 1)
    pen.setDashPattern([1, 3])
    painter.setPen(pen)
    painter.drawLine(round(x), round(rect.y() + 2), round(x), round(rect.bottom() - 1))
    if rect.height() < 12:
        return
    icon = 14
    at = rect.right() - 12 - icon if shape.mirrored else rect.x() + 14
    paint_icon(painter, "car", at, rect.center().y() - icon / 2, "faint", icon)
    room = QRectF(rect.x() + 34, rect.y(), rect.width() - 46, rect.height())
    if shape.mirrored:
        room.moveRight(rect.right() - 34)
    paint_text(painter, room, text, theme.font("small"), theme.color("soft"))


def paint_card(painter: QPainter, rect: QRectF, card: CalendarCard, *, focused: bool, hovered: bool) -> None:
    """A booking: title, time and client, notes, state, as far as its height goes."""
    theme, look = active(), LOOKS[card.standing]
    paint_card_shape(painter, rect, look, pending=card.pending)
    if focused or hovered:
        tone, width = ("accent", theme.size("ring")) if focused else ("line_strong", theme.size("line"))
        paint_box(painter, rect, RADIUS, None, theme.color(tone), width)
    paint_card_words(painter, rect, card, look)


def paint_card_words(painter: QPainter, rect: QRectF, card: CalendarCard, look: CardLook) -> None:
    """The lines of a card that fit, in the order in which they matter."""
    theme = active()
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    icon = _icon(card)
    lines = [(card.title, 600, look.title), (card.detail, 400, look.words)]
    if card.note:
        lines.append((card.note, 400, look.words))
    lines.append((card.state, 400, _state_tone(card, look)))
    room = rect.adjusted(8 if rtl else BAR + 7, 3, -(BAR + 7) if rtl else -8, -2)
    fitting = max(1, int(room.height() // _LINE))
    if card.standing in {Standing.LATE, Standing.REQUESTED} and fitting < len(lines):
        lines = [lines[0], lines[-1], *lines[1:-1]]
    for number, (text, weight, tone) in enumerate(lines[:fitting]):
        place = QRectF(room.x(), room.y() + number * (_LINE - 0.5), room.width(), _LINE)
        if number == 0 and (icon or card.pending):
            place = place.adjusted(22 if rtl else 0, 0, 0 if rtl else -22, 0)
        font = theme.font("small", weight)
        used = paint_text(painter, place, text, font, theme.color(tone))
        if number == 0 and look.struck:
            left = place.right() - used if rtl else place.x()
            painter.fillRect(QRectF(left, place.center().y(), used, 1), theme.color(tone))
    if card.pending:
        paint_mark(painter, rect.x() + 4 if rtl else rect.right() - 24, rect.y() + 14, PENDING_MARK)
    elif icon:
        name, tone = icon
        x = rect.x() + 7 if rtl else rect.right() - 21
        paint_icon(painter, name, x, rect.y() + 5, tone, 14)


def _icon(card: CalendarCard) -> tuple[str, str] | None:
    if card.standing is Standing.DONE:
        return "check", "soft"
    if card.standing is Standing.LATE:
        return "alarm-clock", "bad"
    return ("user-x", "bad") if card.standing is Standing.NO_SHOW else None


def _state_tone(card: CalendarCard, look: CardLook) -> str:
    tones = {Standing.REQUESTED: "warn", Standing.LATE: "bad", Standing.IN_PROGRESS: "accent"}
    return tones.get(card.standing, look.words)


def paint_ghost(painter: QPainter, shape: Shape, lifted: Lifted, text: str) -> None:
    """The dashed outline where the card was."""
    theme = active()
    rect = shape.card_rect(lifted.home, lifted.card)
    painter.fillRect(rect, theme.color("surface"))
    paint_box(painter, rect, RADIUS, None, theme.color("line_strong"), 1, dashed=True)
    room = QRectF(rect.x() + 10, rect.y() + 4, rect.width() - 20, _LINE)
    paint_text(painter, room, lifted.card.title, theme.font("small", 500), theme.color("soft"))
    if rect.height() > 36:
        paint_text(painter, room.translated(0, 15), text, theme.font("small"), theme.color("soft"))


def paint_lifted(painter: QPainter, shape: Shape, lifted: Lifted) -> None:
    """The copy in the hand, with a hard offset below it and its times on a chip."""
    theme = active()
    start, end = lifted.minute, lifted.minute + lifted.length
    rect = shape.slot_rect(lifted.place, start, end)
    tone = "accent" if lifted.drop.ok else "bad"
    paint_box(painter, rect.translated(_OFFSET, _OFFSET), RADIUS + 1, theme.faded("ink", 0.14))
    paint_box(painter, rect, RADIUS + 1, theme.color("raised"), theme.color(tone), 2)
    bar = QRectF(rect.right() - 5 if shape.mirrored else rect.x() + 1, rect.y() + 1, 4, rect.height() - 2)
    painter.fillRect(bar, theme.color(tone))
    words, card = "soft", lifted.card
    if not lifted.drop.ok:
        words, card = "bad", replace(card, detail=lifted.drop.text, note="", state=card.detail)
    look = CardLook("raised", tone, "ink", words)
    paint_card_words(painter, rect.adjusted(2, 1, -2, -1), card, look)
    chip_ink = theme.color("accent_ink" if lifted.drop.ok else "bad_ink")
    width = QFontMetricsF(theme.font("small", 600)).horizontalAdvance(lifted.drop.times) + 18
    x = rect.x() + 10 if shape.mirrored else rect.right() - width - 10
    y = rect.y() - 12 if rect.y() > 14 else rect.bottom() - 8
    chip = QRectF(x, y, width, 20)
    paint_box(painter, chip, 6, theme.color(tone))
    paint_text(
        painter, chip, lifted.drop.times, theme.font("small", 600), chip_ink, Qt.AlignmentFlag.AlignHCenter
    )


def paint_gutter_chips(painter: QPainter, shape: Shape, lifted: Lifted) -> None:
    """The new times, in the gutter."""
    theme = active()
    for minute, text in (
        (lifted.minute, lifted.drop.start_text),
        (lifted.minute + lifted.length, lifted.drop.end_text),
    ):
        gutter = shape.gutter()
        chip = QRectF(gutter.x() + 10, shape.y(minute) - 8, gutter.width() - 14, 17)
        paint_box(painter, chip, 4, theme.color("accent_wash" if lifted.drop.ok else "bad_wash"))
        tone = "accent" if lifted.drop.ok else "bad"
        center = Qt.AlignmentFlag.AlignHCenter
        paint_text(painter, chip, text, theme.font("small", 600), theme.color(tone), center)


def paint_now(painter: QPainter, shape: Shape) -> None:
    """The line of this minute, and its time in the gutter."""
    board, theme = shape.board, active()
    if board.now < 0:
        return
    y = round(shape.y(board.now))
    left = 0.0 if shape.mirrored else float(GUTTER)
    painter.fillRect(QRectF(left, y, shape.width - GUTTER, 1), theme.color("bad"))
    gutter = shape.gutter()
    chip = QRectF(gutter.x() + 6, y - 9, gutter.width() - 10, 18)
    paint_box(painter, chip, 4, theme.color("bad"))
    center = Qt.AlignmentFlag.AlignHCenter
    paint_text(painter, chip, board.now_text, theme.font("small", 600), theme.color("bad_ink"), center)
