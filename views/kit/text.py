"""Text on screen: plain text only, in a step of the type scale, a tone, and the design's line heights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QWidget

from views.kit.theme import Theme, active

_UNBOUNDED = 100_000


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text with a tone, weight or size of its own (`None`: as the rest)."""

    text: str
    tone: str | None = None
    weight: int | None = None
    role: str | None = None


class Text(QLabel):
    """One or more lines of plain text. `wrap` breaks lines, `elide` lets it shrink with an ellipsis."""

    def __init__(
        self,
        text: str = "",
        *,
        role: str = "body",
        weight: int = 400,
        tone: str = "ink",
        wrap: bool = False,
        elide: bool = False,
        max_lines: int = 0,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._role, self._weight, self._tone = role, weight, tone
        self._wrap, self._elide, self._max_lines = wrap, elide, max_lines
        self._align = align
        self._struck = False
        self._spans: tuple[Span, ...] = ()
        self._natural: tuple[Theme, int, float] | None = None
        vertical = QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.set_spans([Span(text)])

    def setText(self, text: str) -> None:
        """Show another text in the same manner."""
        if len(self._spans) != 1 or self._spans[0].text != text:
            self.set_spans([Span(text)])

    def set_spans(self, spans: Sequence[Span]) -> None:
        """Show runs of text in different tones on one line."""
        self._spans, self._natural = tuple(spans), None
        super().setText("".join(span.text for span in spans))
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: str) -> None:
        """Change the colour token."""
        if tone != self._tone:
            self._tone = tone
            self.update()

    def set_weight(self, weight: int) -> None:
        """Change the weight (400, 500 or 600)."""
        if weight != self._weight:
            self._weight, self._natural = weight, None
            self.updateGeometry()
            self.update()

    def set_role(self, role: str) -> None:
        """Change the step of the type scale."""
        if role != self._role:
            self._role, self._natural = role, None
            self.updateGeometry()
            self.update()

    def set_struck(self, struck: bool) -> None:
        """Draw a line through it."""
        self._struck = struck
        self.update()

    # Layout

    def _shape(self, width: float, ratio: float = 1.0) -> tuple[QTextLayout, int, float]:
        """The text laid out to `width`, the number of lines, and the widest line."""
        theme = active()
        text = self.text()
        font = theme.font(self._role, self._weight)
        if self._elide and not self._wrap:
            text = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width + 0.5)
        layout = QTextLayout(text, font)
        # The sentence reads in its own direction; where it stands follows the window's.
        option = QTextOption(QStyle.visualAlignment(self.layoutDirection(), self._align))
        mode = (
            QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if self._wrap else QTextOption.WrapMode.NoWrap
        )
        option.setWrapMode(mode)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        layout.setTextOption(option)
        layout.setFormats(self._formats(len(text)))
        height = theme.line_height(self._role)
        layout.beginLayout()
        lines, widest = 0, 0.0
        while True:
            line = layout.createLine()
            if not line.isValid() or (self._max_lines and lines >= self._max_lines):
                break
            line.setLineWidth(width)
            slack = (height - line.ascent() - line.descent()) / 2
            line.setPosition(QPointF(0, lines * height + slack))
            widest = max(widest, line.naturalTextWidth())
            lines += 1
        layout.endLayout()
        return layout, max(lines, 1), widest

    def _formats(self, length: int) -> list[QTextLayout.FormatRange]:
        theme = active()
        ranges: list[QTextLayout.FormatRange] = []
        start = 0
        for span in self._spans:
            form = QTextLayout.FormatRange()
            form.start, form.length = start, min(len(span.text), length - start)
            style = QTextCharFormat()
            style.setForeground(theme.color(span.tone or self._tone))
            if span.weight is not None or span.role is not None:
                style.setFont(theme.font(span.role or self._role, span.weight or self._weight))
            if self._struck:
                style.setFontStrikeOut(True)
            form.format = style
            start += len(span.text)
            if form.length > 0:
                ranges.append(form)
        return ranges

    def _unbroken(self) -> tuple[int, float]:
        """Lines and width of the whole text: layouts ask again and again, and it is the same each time."""
        theme = active()
        if self._natural is None or self._natural[0] is not theme:
            _, lines, widest = self._shape(_UNBOUNDED)
            self._natural = theme, lines, widest
        return self._natural[1:]

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        lines, widest = self._unbroken()
        height = active().line_height(self._role) * lines
        return QSize(
            ceil(widest) + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        if self._elide or self._wrap:
            hint.setWidth(min(hint.width(), 32))
        return hint

    def hasHeightForWidth(self) -> bool:
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        if not self._wrap:
            return -1
        margins = self.contentsMargins()
        _, lines, _ = self._shape(max(1, width - margins.left() - margins.right()))
        return lines * active().line_height(self._role) + margins.top() + margins.bottom()

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = self.contentsRect()
        layout, lines, _ = self._shape(rect.width())
        height = lines * active().line_height(self._role)
        painter = QPainter(self)
        layout.draw(painter, QPointF(rect.x(), rect.y() + (rect.height() - height) / 2))
