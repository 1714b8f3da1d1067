"""The end of an import in four figures."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from viewmodels.vendor.import_rows import ImportSummary
from viewmodels.vendor.importing import ImportViewModel
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Card
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, column, row
from views.kit.text import Text


class ImportDone(Card):
    """What was added, was already here, was refused, and still waits."""

    def __init__(self, viewmodel: ImportViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        texts = viewmodel.texts
        self.setObjectName("vendor.import.summary")
        self._icon = Icon("circle-check", "good")
        self._said = Text(role="heading", weight=600)
        self._text = Text(tone="soft", wrap=True)
        self._figures: dict[str, Text] = {}
        figures = row(spacing=32)
        for key in ("added", "unchanged", "refused", "on_the_way"):
            figure = Text(role="display", weight=600)
            figure.setObjectName(f"vendor.import.{key}")
            self._figures[key] = figure
            figures.addLayout(column(figure, Text(texts(f"vendor.import.{key}"), tone="soft"), spacing=0))
        finish = Button(texts("vendor.import.finish"), kind="primary", object_name="vendor.import.finish")
        viewmodel.finish.running.bind(finish.set_running)
        on_click(finish, viewmodel.finish.trigger)
        head = row(self._icon, self._said, STRETCH, finish, spacing=8)
        self.body.addLayout(column(head, self._text, figures, spacing=10, margins=(16, 12, 16, 14)))
        viewmodel.summary.bind(self._show)

    def _show(self, summary: ImportSummary | None) -> None:
        if summary is None:
            return
        waits = summary.pending
        self._icon.set_icon("clock-arrow-up" if waits else "circle-check", "warn" if waits else "good")
        self._said.setText(summary.title)
        self._text.setText(summary.text)
        self._text.setVisible(bool(summary.text))
        shown = {
            "added": summary.added,
            "unchanged": summary.unchanged,
            "refused": summary.refused,
            "on_the_way": summary.waiting,
        }
        for key, figure in self._figures.items():
            figure.setText(shown[key])
