"""Headlines: the kiosk's bold sizes, set a little tighter than running text."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from views.kit.fonts import HEAVY
from views.kit.theme import active

_TIGHT = 0.018


def headline_font(role: str, weight: int = HEAVY) -> QFont:
    """The role's font with its letters closer by 1.8 % of the size."""
    font = QFont(active().font(role, weight))
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -_TIGHT * font.pixelSize())
    return font


class Headline(QWidget):
    """Wraps to as many lines as it needs."""

    def __init__(
        self,
        text: str,
        role: str = "hero",
        *,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._role, self._align = text, role, align
        self.setObjectName(object_name)
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """The words."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show other words."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_role(self, role: str) -> None:
        """Speak in another size."""
        if role != self._role:
            self._role = role
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._shape(width)[1] * active().line_height(self._role)

    def sizeHint(self) -> QSize:
        width = ceil(QFontMetricsF(headline_font(self._role)).horizontalAdvance(self._text)) + 2
        return QSize(width, active().line_height(self._role))

    def minimumSizeHint(self) -> QSize:
        return QSize(64, active().line_height(self._role))

    def _shape(self, width: float) -> tuple[QTextLayout, int]:
        layout = QTextLayout(self._text, headline_font(self._role))
        # The sentence reads in its own direction; where it stands follows the window's.
        option = QTextOption(QStyle.visualAlignment(self.layoutDirection(), self._align))
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        layout.setTextOption(option)
        layout.beginLayout()
        height, count = active().line_height(self._role), 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            slack = (height - line.ascent() - line.descent()) / 2
            place = line.position()
            place.setY(count * height + slack)
            line.setPosition(place)
            count += 1
        layout.endLayout()
        return layout, max(1, count)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(active().color("ink"))
        layout, _ = self._shape(self.width())
        layout.draw(painter, QRectF(self.rect()).topLeft())
