"""Choosing where the service should come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from viewmodels.customer.visit import Visit, VisitAddress
from views.kit.layouts import column
from views.kit.menu import MenuItem
from views.kit.select import Select
from views.kit.text import Text


class VisitChoice(QWidget):
    """Hidden where nobody comes to the customer, or where the book is empty."""

    def __init__(self, visit: Visit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit = visit
        label = visit.texts("customer.visit.where")
        self._choice = Select((), name=label, icon="map-pin-house", object_name="customer.time.address")
        self._choice.changed.connect(visit.choose)
        self._problem = Text(role="small", tone="bad", wrap=True)
        heading = Text(label, role="small", tone="soft", weight=500)
        self.setLayout(column(heading, self._choice, self._problem, spacing=5))
        visit.choices.bind(self._show)
        visit.selected.bind(self._choice.select)
        visit.problem.bind(self._show_problem)

    def _show(self, choices: Sequence[VisitAddress]) -> None:
        self.setVisible(bool(choices))
        items = [MenuItem(each.id, each.label) for each in choices]
        self._choice.set_options(items, self._visit.selected.value)

    def _show_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
