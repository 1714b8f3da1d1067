"""What a page is about, with cards at its side where there is room, and below it where there is none."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from views.kit.layouts import STRETCH, column, row

WIDTH, _LEAST_EACH = 320, 300
_UNBOUNDED = 16_777_215


class Beside(QWidget):
    """The page says how much room it has by `fit`: inside a scroll area no widget learns that by itself."""

    def __init__(
        self, main: QLayout, *cards: QWidget, least: int, spacing: int = 20, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cards, self._least = cards, least
        self._arranged: tuple[bool, bool] | None = None
        self._line = row(spacing=20)
        self._line.addLayout(main, 1)
        self._side = column(*cards, STRETCH, spacing=spacing)
        self._line.addLayout(self._side)
        self.setLayout(self._line)
        self.fit(least)

    def fit(self, room: int) -> None:
        """Arrange for a page that is `room` pixels wide."""
        stacked, in_line = room < self._least, room >= _LEAST_EACH * len(self._cards)
        if (stacked, in_line) == self._arranged:
            return
        self._arranged = stacked, in_line
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._line.setDirection(down if stacked else across)
        self._side.setDirection(across if stacked and in_line else down)
        for place, card in enumerate(self._cards):
            card.setMinimumWidth(0 if stacked else WIDTH)
            card.setMaximumWidth(_UNBOUNDED if stacked else WIDTH)
            self._side.setStretch(place, 1 if stacked and in_line else 0)
        self._side.setStretch(len(self._cards), 0 if stacked and in_line else 1)
