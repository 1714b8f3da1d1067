"""What was said, painted: thousands of messages scroll without a widget each."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView

from viewmodels.kernel.row_model import RowModel
from viewmodels.messages.rows import ThreadRow
from views.kit.avatar import initials_of, paint_avatar, tint_of
from views.kit.icons import paint_icon
from views.kit.paint import paint_box, paint_text
from views.kit.row_list import RowList
from views.kit.theme import active
from views.messages.bubble import Bubble, bubble_of

_AVATAR, _GAP = 28, 12
_PAD_X, _PAD_Y = 12, 8
_META, _DAY = 20, 34
_BETWEEN, _AUTHORS = 4, 10
_MARGIN = 24
_WIDEST = 560


class Thread(RowList):
    """`pressed_line` is a click or Enter on a message, with a place for a menu; `near_top` asks back."""

    pressed_line = Signal(str, QPoint)
    near_top = Signal()

    def __init__(self, rows: RowModel[ThreadRow], read_word: str, *, name: str, object_name: str) -> None:
        super().__init__(self._paint_line, height=self._height_of, name=name, object_name=object_name)
        self._read_word = read_word
        self._lines = rows
        self._at_end = True
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setLayoutMode(QListView.LayoutMode.SinglePass)
        self.set_rows_model(rows)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)
        rows.rowsInserted.connect(self._remeasure)
        rows.rowsRemoved.connect(self._remeasure)
        rows.dataChanged.connect(self._remeasure)
        self.opened.connect(self._pressed)

    def go_to_end(self) -> None:
        """Show the newest message."""
        self._at_end = True
        self.scrollToBottom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        if self._at_end:
            self.scrollToBottom()

    def _remeasure(self, *_: object) -> None:
        self.scheduleDelayedItemsLayout()

    def _scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        self._at_end = value >= bar.maximum() - 4
        if value < self.height() and self._lines.rows and bar.maximum() > 0 and not self._at_end:
            self.near_top.emit()

    def _range_changed(self, _least: int, most: int) -> None:
        if self._at_end:
            self.verticalScrollBar().setValue(most)

    def _pressed(self, id: object) -> None:
        row = self._lines.find(str(id))
        if row is not None and row.kind == "message":
            place = self.visualRect(QModelIndex(self._lines.index_of(id)))
            x = place.right() - _MARGIN - 120 if row.mine else place.left() + _MARGIN + _AVATAR
            self.pressed_line.emit(row.id, self.viewport().mapToGlobal(QPoint(x, place.bottom())))

    # How high and how it looks

    def _bubble(self, row: ThreadRow) -> Bubble:
        room = self.viewport().width() - 2 * _MARGIN - _AVATAR - _GAP - 2 * _PAD_X
        return bubble_of(row.text, active().font("body"), max(80, min(_WIDEST, round(room * 0.86))))

    def _height_of(self, row: ThreadRow) -> int:
        if row.kind == "day":
            return _DAY
        meta = _META if row.last else 0
        return self._bubble(row).height + 2 * _PAD_Y + meta + (_AUTHORS if row.first else _BETWEEN)

    def sizeHintForRow(self, row: int) -> int:
        return self._height_of(self.row_at(row))

    def viewportSizeHint(self) -> QSize:
        return QSize(400, 300)

    def _paint_line(
        self, painter: QPainter, rect: QRectF, row: ThreadRow, current: bool, hovered: bool
    ) -> None:
        if row.kind == "day":
            _paint_day(painter, rect, row.text)
        else:
            self._paint_message(painter, rect, row, hovered=hovered, current=current and self.hasFocus())

    def _paint_message(
        self, painter: QPainter, rect: QRectF, row: ThreadRow, *, hovered: bool, current: bool
    ) -> None:
        theme, bubble = active(), self._bubble(row)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        at_right = row.mine != mirrored
        top = rect.y() + (_AUTHORS if row.first else _BETWEEN)
        width, height = bubble.width + 2 * _PAD_X, bubble.height + 2 * _PAD_Y
        side = _MARGIN if row.mine else _MARGIN + _AVATAR + _GAP
        x = rect.right() - side - width if at_right else rect.x() + side
        box = QRectF(x, top, width, height)
        if not row.mine and row.first:
            disc_x = rect.x() + _MARGIN if not mirrored else rect.right() - _MARGIN - _AVATAR
            disc = QRectF(disc_x, top + 2, _AVATAR, _AVATAR)
            paint_avatar(painter, disc, initials_of(row.author), tint_of(row.author))
        self._paint_box(painter, box, row, current=current)
        painter.setFont(theme.font("body"))
        bubble.paint(painter, QPointF(x + _PAD_X, top + _PAD_Y), theme.color("ink"))
        if row.last:
            self._paint_meta(painter, box, row, at_right=at_right)

    def _paint_box(self, painter: QPainter, box: QRectF, row: ThreadRow, *, current: bool) -> None:
        theme = active()
        radius = theme.radius("card")
        if row.failed or row.pending:
            line = theme.color("bad" if row.failed else "warn")
            paint_box(
                painter, box, radius, theme.color("surface"), line, theme.size("line"), dashed=not row.failed
            )
        else:
            paint_box(painter, box, radius, theme.color("accent_wash" if row.mine else "sunk"))
        if current:
            paint_box(painter, box.adjusted(-2, -2, 2, 2), radius + 2, None, theme.color("accent"), 2)

    def _paint_meta(self, painter: QPainter, box: QRectF, row: ThreadRow, *, at_right: bool) -> None:
        theme = active()
        font = theme.font("small")
        metrics = QFontMetricsF(font)
        tone = "bad" if row.failed else "warn" if row.pending else "faint"
        text = row.meta
        icon = "circle-alert" if row.failed else "clock-arrow-up" if row.pending else ""
        read = self._read_word if row.read else ""
        width = metrics.horizontalAdvance(text) + (19 if icon else 0)
        width += 23 + metrics.horizontalAdvance(read) if read else 0
        x = box.right() - width if at_right else box.x()
        y = box.bottom() + 3
        if icon:
            paint_icon(painter, icon, x, y + 1, tone, 14)
            x += 19
        x += paint_text(painter, QRectF(x, y, 400, 16), text, font, theme.color(tone))
        if read:
            paint_icon(painter, "check-check", x + 5, y + 1, "faint", 14)
            paint_text(painter, QRectF(x + 23, y, 100, 16), read, font, theme.color("faint"))


def _paint_day(painter: QPainter, rect: QRectF, text: str) -> None:
    theme = active()
    font = theme.font("small")
    width = QFontMetricsF(font).horizontalAdvance(text)
    middle = rect.y() + rect.height() / 2
    center = rect.x() + rect.width() / 2
    line = theme.color("line_strong")
    painter.fillRect(QRectF(rect.x() + _MARGIN, middle, center - width / 2 - 12 - _MARGIN, 1), line)
    end = rect.right() - _MARGIN
    painter.fillRect(QRectF(center + width / 2 + 12, middle, end - center - width / 2 - 12, 1), line)
    paint_text(
        painter,
        QRectF(center - width / 2, rect.y(), width + 2, rect.height()),
        text,
        font,
        theme.color("faint"),
    )
