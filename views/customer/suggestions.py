"""The list under the search bar: what the typed letters may mean, in groups."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from viewmodels.customer.rows import Suggestion
from viewmodels.customer.searching import Searching
from views.kit.avatar import initials_of, paint_avatar, tint_of
from views.kit.icons import paint_icon
from views.kit.illustration import paint_illustration
from views.kit.keycap import keycap_width, paint_keycap
from views.kit.paint import paint_box, paint_text
from views.kit.popup import paint_popup
from views.kit.theme import active

_WIDTH, _ROW, _HEAD, _PAD, _FOOT = 560, 36, 28, 8, 34
_KEYS = (("↑↓", "choose"), ("Enter", "search"), ("Esc", "close"))


class Suggestions(QWidget):
    """A child of the window that never takes the focus: typing goes on while it is open."""

    def __init__(self, bar: QWidget, searching: Searching) -> None:
        super().__init__(bar)
        self._bar, self._searching = bar, searching
        self._rows: tuple[Suggestion, ...] = ()
        self._at = -1
        self.setObjectName("customer.search.suggestions")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.hide()
        searching.suggestions.bind(self._show)

    def current(self) -> Suggestion | None:
        """The line that the keyboard is on."""
        return self._rows[self._at] if self.isVisible() and 0 <= self._at < len(self._rows) else None

    def open_below(self) -> None:
        """Show it under the bar, over the page."""
        window = self._bar.window()
        if self.parentWidget() is not window:
            self.setParent(window)
            window.installEventFilter(self)
        inset = active().size("halo")
        corner = self._bar.mapTo(window, QPoint(0, self._bar.height() + 6))
        width = min(_WIDTH, self._bar.width())
        x = corner.x() + (self._bar.width() - width if self._bar.isRightToLeft() else 0)
        self.setGeometry(x - inset, corner.y() - inset, width + 2 * inset, self._height() + 2 * inset)
        self.show()
        self.raise_()

    def close_list(self) -> None:
        """Hide it."""
        self._at = -1
        self.hide()

    def step(self, steps: int) -> None:
        """Walk with the arrow keys; above the first line is what was typed."""
        if self.isVisible() and self._rows:
            self._at = min(max(-1, self._at + steps), len(self._rows) - 1)
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and self.isVisible():
            self.close_list()
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self.open_below()
        return False

    def _show(self, rows: Sequence[Suggestion]) -> None:
        self._rows, self._at = tuple(rows), -1
        self.setAccessibleName(", ".join(row.title for row in rows))
        if self.isVisible():
            self.open_below()
        self.update()

    def _height(self) -> int:
        return 2 * _PAD + sum(_ROW + (_HEAD if row.heading else 0) for row in self._rows) + _FOOT

    def _places(self) -> list[QRectF]:
        inset = active().size("halo")
        y, places = float(inset + _PAD), list[QRectF]()
        for row in self._rows:
            y += _HEAD if row.heading else 0
            places.append(QRectF(inset + _PAD, y, self.width() - 2 * (inset + _PAD), _ROW))
            y += _ROW
        return places

    def _at_point(self, point: QPoint) -> int:
        return next((i for i, place in enumerate(self._places()) if place.contains(point)), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._at = self._at_point(event.position().toPoint())
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at_point(event.position().toPoint())
        if place < 0:
            return
        row = self._rows[place]
        if row.kind == "earlier" and self._over_cross(self._places()[place], event.position().x()):
            self._searching.forget(row.title)
            return
        self.close_list()
        self._searching.choose(row)

    def _over_cross(self, place: QRectF, x: float) -> bool:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return x < place.x() + 32 if rtl else x > place.right() - 32

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        paint_popup(painter, QRectF(self.rect()))
        for number, (row, place) in enumerate(zip(self._rows, self._places(), strict=True)):
            if row.heading:
                head = QRectF(place.x() + 8, place.y() - _HEAD, place.width() - 16, _HEAD)
                paint_text(painter, head, row.heading, active().font("small", 500), active().color("soft"))
            self._paint_row(painter, place, row, chosen=number == self._at)
        self._paint_keys(painter)

    def _paint_keys(self, painter: QPainter) -> None:
        """What the keys do, below a line."""
        theme, inset, texts = active(), active().size("halo"), self._searching.texts
        top = self.height() - inset - _FOOT
        painter.fillRect(
            inset + 1, top, self.width() - 2 * inset - 2, theme.size("line"), theme.color("line")
        )
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        font, x, middle = theme.font("small"), float(inset + _PAD + 8), top + _FOOT / 2
        for key, word in _KEYS:
            said = texts(f"customer.search.keys.{word}")
            cap, wide = keycap_width(key), ceil(QFontMetricsF(font).horizontalAdvance(said))
            paint_keycap(painter, self.width() - x - cap if rtl else x, middle, key)
            x += cap + 6
            room = QRectF(self.width() - x - wide if rtl else x, top, wide + 1, _FOOT)
            paint_text(painter, room, said, font, theme.color("faint"))
            x += wide + 16

    def _paint_row(self, painter: QPainter, place: QRectF, row: Suggestion, *, chosen: bool) -> None:
        theme = active()
        if chosen:
            paint_box(painter, place, theme.radius("nav"), theme.color("accent_wash"))
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        picture = QRectF(place.right() - 8 - 40 if rtl else place.x() + 8, place.center().y() - 13, 40, 26)
        if row.kind == "service":
            paint_illustration(painter, row.art, picture, radius=theme.radius("kbd"))
        elif row.kind == "vendor":
            disc = QRectF(picture.center().x() - 13, picture.y(), 26, 26)
            paint_avatar(painter, disc, initials_of(row.title), tint_of(row.title))
        else:
            paint_icon(painter, "rotate-ccw", picture.center().x() - 8, picture.center().y() - 8, "faint")
        room = place.adjusted(8, 0, -60, 0) if rtl else place.adjusted(60, 0, -8, 0)
        if row.kind == "earlier":
            x = place.x() + 10 if rtl else place.right() - 26
            paint_icon(painter, "x", x, place.center().y() - 8, "faint")
        end = Qt.AlignmentFlag.AlignRight
        used = paint_text(painter, room, row.detail, theme.font("body"), theme.color("faint"), end)
        words = room.adjusted(used + 12, 0, 0, 0) if rtl else room.adjusted(0, 0, -used - 12, 0)
        self._paint_marked(painter, words, row)

    @staticmethod
    def _paint_marked(painter: QPainter, room: QRectF, row: Suggestion) -> None:
        """The typed letters bold; in a right-to-left script letters join, so the title stays whole there."""
        theme = active()
        plain, bold = theme.font("body"), theme.font("body", 600)
        if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft or not row.title.isascii():
            paint_text(painter, room, row.title, theme.font("body", 500), theme.color("ink"))
            return
        x, at = room.x(), 0
        for start, length in (*sorted(row.marks), (len(row.title), 0)):
            for text, font in ((row.title[at:start], plain), (row.title[start : start + length], bold)):
                if text and x < room.right():
                    paint_text(
                        painter,
                        QRectF(x, room.y(), room.right() - x, room.height()),
                        text,
                        font,
                        theme.color("ink"),
                    )
                    x += QFontMetricsF(font).horizontalAdvance(text)
            at = start + length
