"""The foot of a list of money: both sides of the ledger, which are the same."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from viewmodels.money.rows import Figures
from viewmodels.text import Texts
from views.kit.card import Surface
from views.kit.layouts import STRETCH, row
from views.kit.tag import Tag
from views.kit.text import Text


class BalanceFoot(Surface):
    """`Debits €220.33, credits €220.33` and a tag that says that the difference is 0.00."""

    def __init__(self, texts: Texts, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges="t", parent=parent)
        self.setObjectName(object_name)
        self._texts = texts
        self._told = Text(tone="soft")
        self._line = row(self._told, STRETCH, margins=(24, 10, 24, 10))
        self._tag: Tag | None = None
        self.setLayout(self._line)

    def show_figures(self, figures: Figures) -> None:
        """What it all adds up to."""
        self.setVisible(bool(figures.debits))
        self._told.setText(self._texts("money.balance", debits=figures.debits, credits=figures.credits))
        if self._tag is not None:
            self._tag.setParent(None)
            self._tag.deleteLater()
        key = "money.balance.good" if figures.in_balance else "money.balance.bad"
        told = self._texts(key, difference=figures.difference)
        icon = "check" if figures.in_balance else "triangle-alert"
        self._tag = Tag(told, "good" if figures.in_balance else "bad", icon=icon)
        self._line.insertWidget(1, self._tag)
        self.setAccessibleName(f"{self._told.text()}, {told}")
