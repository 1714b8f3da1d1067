"""Cards, dividers and the plain painted surfaces of the window."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from views.kit.corners import Corners
from views.kit.layouts import STRETCH, box, column, row
from views.kit.paint import paint_box
from views.kit.text import Span, Text
from views.kit.theme import active


class Surface(QWidget):
    """A box in a token's colour, with an optional line on chosen edges (any of the letters `ltrb`).

    `rounded` is for a washed box within a page; it has no edges.
    """

    def __init__(
        self, tone: str = "surface", *, edges: str = "", rounded: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone, self._edges, self._rounded = tone, edges, rounded

    def set_tone(self, tone: str) -> None:
        """Change the fill."""
        if tone != self._tone:
            self._tone = tone
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        if self._rounded:
            paint_box(painter, QRectF(self.rect()), theme.radius("control"), theme.color(self._tone))
            return
        painter.fillRect(self.rect(), theme.color(self._tone))
        line, width = theme.color("line"), theme.size("line")
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for edge in self._edges:
            if edge == "t":
                painter.fillRect(0, 0, self.width(), width, line)
            elif edge == "b":
                painter.fillRect(0, self.height() - width, self.width(), width, line)
            elif (edge == "l") != rtl:
                painter.fillRect(0, 0, width, self.height(), line)
            else:
                painter.fillRect(self.width() - width, 0, width, self.height(), line)


class Divider(QWidget):
    """A line across, as thick as the theme's lines. `inset` keeps it off both ends."""

    def __init__(self, *, inset: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inset = inset
        self.setFixedHeight(active().size("line"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        inner = self.rect().adjusted(self._inset, 0, -self._inset, 0)
        QPainter(self).fillRect(inner, active().color("line"))


class Card(QFrame):
    """A bordered surface. A title gives it a header; content goes into `body`, header controls into `tools`.

    `selected` paints the wash and a 2 px accent border; `strong` the stronger line of popups and dialogs.
    """

    def __init__(
        self,
        title: str = "",
        *,
        count: str = "",
        note: str = "",
        divided: bool = False,
        padding: int = 0,
        spacing: int = 0,
        strong: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._strong, self._selected = strong, False
        self._corners: Corners | None = None
        width = active().size("line")
        self._outer = column(spacing=0, margins=(width, width, width, width))
        self.setLayout(self._outer)
        self.tools: QHBoxLayout = row(spacing=8)
        self._title: Text | None = None
        self._note: Text | None = None
        if title:
            self._add_header(title, count, note, divided=divided)
        self.body: QVBoxLayout = column(spacing=spacing, margins=(padding, padding, padding, padding))
        # The body takes all the room it can use; what it can't goes below it rather than round the header.
        self._outer.addLayout(self.body, 100_000)
        self._outer.addStretch(1)

    def _add_header(self, title: str, count: str, note: str, *, divided: bool) -> None:
        self._title = Text(role="title", weight=600, elide=True)
        self._note = Text(note, tone="faint", elide=True)
        self.set_title(title, count)
        self.setAccessibleName(title)
        header = box(row(self._title, self._note, STRETCH, self.tools, margins=(15, 10, 15, 10)))
        header.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._outer.addWidget(header)
        if divided:
            self._outer.addWidget(Divider())

    def round_off(self) -> Corners:
        """Keep the corners round over content that reaches the edges; tables ask for it themselves."""
        if self._corners is None:
            self._corners = Corners(self)
        return self._corners

    def set_title(self, title: str, count: str = "") -> None:
        """Change the heading and the faint number behind it."""
        if self._title is not None:
            spans = [Span(title)] + ([Span(f" {count}", "faint", 500)] if count else [])
            self._title.set_spans(spans)

    def set_note(self, note: str) -> None:
        """Change the faint words beside the heading."""
        if self._note is not None:
            self._note.setText(note)

    def set_selected(self, selected: bool) -> None:
        """Wash fill and accent border."""
        if selected != self._selected:
            self._selected = selected
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        fill = "accent_wash" if self._selected else "raised" if self._strong else "surface"
        line = "accent" if self._selected else "line_strong" if self._strong else "line"
        width = theme.size("ring") if self._selected else theme.size("line")
        rect = QRectF(self.rect())
        paint_box(QPainter(self), rect, theme.radius("card"), theme.color(fill), theme.color(line), width)
