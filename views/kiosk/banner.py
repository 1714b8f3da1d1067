"""A washed band with an icon or a ring, a line of news and what it means."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from views.kit.icons import Icon
from views.kit.layouts import column, row
from views.kit.paint import paint_box
from views.kit.text import Text
from views.kit.theme import active

# Wash, and the tones of the two lines.
_TONES = {
    "good": ("accent_wash", "ink", "soft"),
    "warn": ("warn_wash", "warn", "warn"),
    "bad": ("bad_wash", "bad", "bad"),
}


class Banner(QWidget):
    """`lead` stands before the words: an icon's name, or a widget of one's own."""

    def __init__(self, lead: str | QWidget, *, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone, self._role = "good", role
        self._lead: QWidget = Icon(lead, "warn", 32) if isinstance(lead, str) else lead
        self._icon_name = lead if isinstance(lead, str) else ""
        self._title = Text(role=role, weight=600, wrap=True)
        self._detail = Text(tone="soft", wrap=True)
        words = column(self._title, self._detail, spacing=2)
        self.extra = column(spacing=16)
        self._inner = column(words, self.extra, spacing=16)
        layout = self._layout = row(self._lead, self._inner, spacing=26, margins=(28, 22, 28, 22))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def set_low(self, low: bool) -> None:
        """Closer and smaller, to stand in a line with buttons; what is offered stands beside the words."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._inner.setDirection(across if low else down)
        self._inner.setStretch(0, 2 if low else 0)
        self._inner.setStretch(1, 3 if low and self.extra.count() else 0)
        self._layout.setContentsMargins(*((18, 8, 18, 8) if low else (28, 22, 28, 22)))
        self._layout.setSpacing(16 if low else 26)
        self._title.set_role("body" if low else self._role)

    def show_news(self, title: str, detail: str = "", tone: str = "good", *, with_lead: bool = True) -> None:
        """Show the words in a tone (`good`, `warn`, `bad`)."""
        self._tone = tone
        _, ink, soft = _TONES[tone]
        self._title.set_tone(ink)
        self._detail.set_tone(soft)
        self._title.setText(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._lead.setVisible(with_lead)
        if isinstance(self._lead, Icon):
            self._lead.set_icon(self._icon_name, ink)
        self.setAccessibleName(f"{title} {detail}".strip())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        fill = theme.color(_TONES[self._tone][0])
        paint_box(QPainter(self), QRectF(self.rect()), theme.radius("card"), fill)
