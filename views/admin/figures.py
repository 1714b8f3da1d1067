"""The row of figures on top of the overview."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewmodels.admin.overview_rows import FigureRow
from views.kit.card import Card, Surface
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, clear, column, row
from views.kit.text import Span, Text

_ROOMY = 220
"""Narrower than this, a figure is set smaller: an amount that is cut off is a wrong one."""


def _figure(figure: FigureRow, *, first: bool, role: str) -> QWidget:
    compared = Text(role="small", tone="faint", elide=True)
    spans = [Span(f"{figure.change} ", figure.tone, 600)] if figure.change else []
    compared.set_spans([*spans, Span(figure.detail)])
    icon = Icon(figure.icon, figure.tone, size=14) if figure.icon else None
    cell = Surface("surface", edges="" if first else "l")
    cell.setObjectName(f"admin.overview.figure.{figure.id}")
    cell.setAccessibleName(f"{figure.title} {figure.value} {figure.change} {figure.detail}")
    cell.setLayout(
        column(
            Text(figure.title, tone="soft", elide=True),
            Text(figure.value, role=role, weight=600),
            row(icon, compared, STRETCH, spacing=4),
            spacing=2,
            margins=(20, 12, 12, 12),
        )
    )
    return cell


class Figures(Card):
    """All figures in one card, equally wide and divided by lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._row = row(spacing=0, margins=(0, 0, 0, 0))
        self.body.addLayout(self._row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._shown: tuple[FigureRow, ...] = ()
        self._role = "hero"
        self.round_off()

    def set_figures(self, figures: Sequence[FigureRow]) -> None:
        """Show these instead."""
        if self._shown == tuple(figures):
            return
        self._shown = tuple(figures)
        self._fill()

    def _fill(self) -> None:
        clear(self._row)
        for place, figure in enumerate(self._shown):
            self._row.addWidget(_figure(figure, first=place == 0, role=self._role), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        role = "hero" if self.width() >= _ROOMY * max(1, len(self._shown)) else "display"
        if role != self._role:
            self._role = role
            self._fill()
