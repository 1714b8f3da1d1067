"""A customer's page on a screen that nobody sees, with a mouse and keys."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.viewmodels.customer.town import Town, build_town
from viewmodels.kernel.view_model import ViewModel
from views.kit.theme import apply_theme

SIZE = (1216, 844)


@dataclass
class Desk:
    """Shows one page at a time, and points and types into it."""

    town: Town
    app: QApplication
    pages: list[ViewModel] = field(default_factory=list)
    views: list[QWidget] = field(default_factory=list)

    def show(self, page: Any, view: Callable[[Any], QWidget]) -> QWidget:
        """Open a page; it is closed with the test. A task may not turn the loop, so events wait."""
        shown = view(page)
        self.pages.append(page)
        self.views.append(shown)
        shown.resize(*SIZE)
        shown.show()
        shown.activateWindow()
        return shown

    def find(self, name: str) -> QWidget:
        """The visible widget with this name."""
        for widget in self.views[-1].findChildren(QWidget, name):
            if widget.isVisible():
                return widget
        raise AssertionError(f"no visible {name}")

    def sees(self, name: str) -> bool:
        """Whether there is such a widget to see."""
        return any(widget.isVisible() for widget in self.views[-1].findChildren(QWidget, name))

    def names(self, prefix: str) -> list[str]:
        """Names of the visible widgets that begin so."""
        return [
            widget.objectName()
            for widget in self.views[-1].findChildren(QWidget)
            if widget.objectName().startswith(prefix) and widget.isVisible()
        ]

    def click(self, name: str) -> None:
        """Press and release in the middle of it."""
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> None:
        """Put the cursor there and type."""
        widget = self.find(name)
        widget.setFocus(Qt.FocusReason.MouseFocusReason)
        QTest.keyClicks(widget, text)


@pytest.fixture
async def desk(qapp: QApplication) -> AsyncIterator[Desk]:
    apply_theme(qapp, "light", reduced_motion=True)
    town = build_town()
    built = Desk(town, qapp)
    yield built
    for page in built.pages:
        page.close()
    for view in built.views:
        # Closing the last window would end the loop that this still runs on.
        view.hide()
        view.deleteLater()
    await town.account.tasks.aclose()
    town.account.close()
