"""Touchable cards: categories, services on offer, what is free soonest."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewmodels.kiosk.rows import CategoryRow, OfferRow
from views.kiosk.touch_button import TouchButton
from views.kit.icons import icon_pixmap, paint_icon
from views.kit.illustration import paint_illustration
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active

_RIGHT = Qt.AlignmentFlag.AlignRight


class PictureCard(TouchButton):
    """A card that paints itself; its whole face is the target."""

    def __init__(self, name: str, height: int, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(height=height, name=name, object_name=object_name, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(300, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        theme = active()
        fill = theme.color("plain_pressed" if self.isDown() else "surface")
        paint_box(painter, QRectF(self.rect()), theme.radius("card"), fill)
        self.paint_face(painter)
        line = theme.color(self.line_token())
        paint_box(painter, QRectF(self.rect()), theme.radius("card"), None, line, theme.size("line"))

    def line_token(self) -> str:
        """The colour of its border."""
        return "line"

    def paint_face(self, painter: QPainter) -> None:
        """Paint picture and words."""
        raise NotImplementedError

    def mirrored(self, rect: QRectF) -> QRectF:
        """The frame in reading direction."""
        if self.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            return rect
        return QRectF(self.width() - rect.right(), rect.y(), rect.width(), rect.height())

    def write(
        self,
        painter: QPainter,
        frame: QRectF,
        text: str,
        role: str,
        weight: int,
        tone: str,
        *,
        right: bool = False,
    ) -> float:
        """One line of text in a frame; answers its width."""
        align = _RIGHT if right else Qt.AlignmentFlag.AlignLeft
        theme = active()
        return paint_text(
            painter, self.mirrored(frame), text, theme.font(role, weight), theme.color(tone), align
        )


class CategoryCard(PictureCard):
    """Picture left, name and count beside it."""

    HEIGHT, PICTURE = 182, 218

    def __init__(self, row: CategoryRow, *, upright: int = 0, parent: QWidget | None = None) -> None:
        """`upright` is the height of a card with its picture on top, for rows of many."""
        name = f"kiosk.find.category.{row.id}"
        super().__init__(f"{row.name}, {row.detail}", upright or self.HEIGHT, name, parent)
        self._row, self._upright = row, upright

    def _paint_upright(self, painter: QPainter) -> None:
        line, words = active().size("line"), 76.0
        above = QRectF(line, line, self.width() - 2 * line, self.height() - words - line)
        paint_illustration(painter, self._row.art, above, radius=18, rounded="top")
        left, width, top = 18.0, self.width() - 36.0, self.height() - words
        fits = QFontMetricsF(active().font("title", 600)).horizontalAdvance(self._row.name) <= width
        role = "title" if fits else "body"
        self.write(painter, QRectF(left, top + 6, width, 36), self._row.name, role, 600, "ink")
        self.write(painter, QRectF(left, top + 40, width, 28), self._row.detail, "caption", 500, "soft")

    def paint_face(self, painter: QPainter) -> None:
        if self._upright:
            self._paint_upright(painter)
            return
        line = active().size("line")
        picture = QRectF(line, line, self.PICTURE - line, self.height() - 2 * line)
        paint_illustration(painter, self._row.art, self.mirrored(picture), radius=18, rounded="left")
        left, width = self.PICTURE + 24, self.width() - self.PICTURE - 24 - 56
        middle = self.height() / 2
        self.write(painter, QRectF(left, middle - 38, width, 44), self._row.name, "heading", 600, "ink")
        self.write(painter, QRectF(left, middle + 4, width, 30), self._row.detail, "body", 500, "soft")
        at = self.mirrored(QRectF(self.width() - 50, middle - 14, 28, 28))
        paint_icon(painter, "chevron-right", at.x(), at.y(), "ink", 28)


class OfferCard(PictureCard):
    """A service on the attract screen: picture above, words below."""

    HEIGHT, PICTURE = 354, 198

    def __init__(self, row: OfferRow, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(row.spoken, self.HEIGHT, object_name, parent)
        self._row = row
        self._picture = self.PICTURE

    def set_height(self, height: int) -> None:
        """Be lower or higher; the picture gives way, the words don't."""
        self.setFixedHeight(height)
        self._picture = self.PICTURE - (self.HEIGHT - height)

    def paint_face(self, painter: QPainter) -> None:
        line, row = active().size("line"), self._row
        frame = QRectF(line, line, self.width() - 2 * line, self._picture - line)
        paint_illustration(painter, row.art, frame, radius=18, rounded="top")
        left, width = 22.0, self.width() - 44.0
        below = f"{row.vendor}, {row.distance}" if row.distance else row.vendor
        self.write(painter, QRectF(left, self._picture + 12, width, 44), row.title, "heading", 600, "ink")
        self.write(painter, QRectF(left, self._picture + 56, width, 30), below, "body", 500, "soft")
        foot = QRectF(left, self._picture + 92, width, 44)
        taken = self.write(painter, foot, row.price, "body", 600, "ink", right=True)
        # The clock alone speaks large; a day before it needs the room.
        role = "heading" if row.time else "body"
        when = row.time or row.soonest
        self.write(painter, foot.adjusted(0, 0, -taken - 12, 0), when, role, 700, "accent")


class SoonCard(PictureCard):
    """What is free soonest, in two lines."""

    HEIGHT = 124

    def __init__(self, row: OfferRow, parent: QWidget | None = None) -> None:
        super().__init__(row.spoken, self.HEIGHT, f"kiosk.find.listing.{row.id}", parent)
        self._row = row

    def line_token(self) -> str:
        return "line_strong"

    def paint_face(self, painter: QPainter) -> None:
        row, left, width = self._row, 24.0, self.width() - 48.0
        self.write(painter, QRectF(left, 28, width, 34), row.title, "body", 600, "ink")
        foot = QRectF(left, 62, width, 32)
        taken = self.write(painter, foot, row.soonest, "body", 600, "accent", right=True)
        first = row.distance or row.vendor
        self.write(painter, foot.adjusted(0, 0, -taken - 16, 0), first, "body", 500, "soft")


class ListingCard(PictureCard):
    """A service in a list of results."""

    HEIGHT, PICTURE, NARROW = 164, 218, 760

    def __init__(self, row: OfferRow, parent: QWidget | None = None) -> None:
        super().__init__(row.spoken, self.HEIGHT, f"kiosk.find.listing.{row.id}", parent)
        self._row = row

    def paint_face(self, painter: QPainter) -> None:
        row, line = self._row, active().size("line")
        narrow = self.width() < self.NARROW
        wide, role = (self.PICTURE * 2 // 3, "title") if narrow else (self.PICTURE, "heading")
        picture = QRectF(line, line, wide - line, self.height() - 2 * line)
        paint_illustration(painter, row.art, self.mirrored(picture), radius=18, rounded="left")
        left, right = wide + 24.0, 60.0
        at = self.mirrored(QRectF(self.width() - 50, self.height() / 2 - 14, 28, 28))
        paint_icon(painter, "chevron-right", at.x(), at.y(), "ink", 28)
        first = QRectF(left, 20, self.width() - left - right, 44)
        taken = self.write(painter, first, row.price, role, 700, "ink", right=True)
        self.write(painter, first.adjusted(0, 0, -taken - 16, 0), row.title, role, 600, "ink")
        second = first.translated(0, 46)
        used = self.write(painter, second, row.vendor, "body", 500, "soft")
        self._paint_rating(painter, left + used + 14, second.center().y())
        third = first.translated(0, 84)
        if row.soonest:
            taken = self.write(painter, third, row.soonest, "body", 600, "accent", right=True)
            third.adjust(0, 0, -taken - 16, 0)
        self.write(painter, third, row.distance, "body", 500, "soft")

    def _paint_rating(self, painter: QPainter, x: float, middle: float) -> None:
        if not self._row.rating:
            return
        at = self.mirrored(QRectF(x, middle - 10, 20, 20))
        paint_star(painter, at)
        frame = QRectF(x + 26, middle - 15, 80, 30)
        self.write(painter, frame, self._row.rating, "body", 600, "ink")


def paint_star(painter: QPainter, frame: QRectF) -> None:
    """The filled star beside a rating."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(frame.topLeft(), icon_pixmap("star", "warn", round(frame.width()), ratio, filled=True))
