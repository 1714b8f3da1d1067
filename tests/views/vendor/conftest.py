"""The vendor's pages in a window: real keys and a real mouse on the account in memory."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.shots.memory import MemoryAccount
from tests.viewmodels.vendor.conftest import account, clock, desk
from viewmodels.kernel.navigator import Dialog
from viewmodels.kernel.page import Page
from viewmodels.vendor.desk import VendorDesk
from views.kit.theme import apply_theme
from views.vendor.dialogs import open_vendor_dialog

P = TypeVar("P", bound=Page)
V = TypeVar("V", bound=QWidget)

__all__ = ["account", "clock", "desk"]


class Stage:
    """Shows one page and finds its widgets by their names."""

    def __init__(self, account: MemoryAccount, desk: VendorDesk) -> None:
        self.account, self.desk = account, desk
        self._asked = 0
        self.window = QWidget()
        self.window.resize(1216, 840)
        self._page: Page | None = None

    async def show(self, page: P, make: Callable[[P], V]) -> V:
        """Put the page into the window and wait until it has read everything."""
        self._page = page
        view = make(page)
        view.setParent(self.window)
        view.resize(self.window.size())
        self.window.show()
        view.show()
        self.desk.navigator.asked.connect(self._ask)
        await self.settle()
        QApplication.processEvents()
        return view

    def _ask(self, question: Dialog[Any]) -> None:
        self._asked += 1
        question.settled.connect(self._answered)
        open_vendor_dialog(question, self.window)

    def _answered(self) -> None:
        self._asked -= 1

    async def settle(self) -> None:
        """Wait until nothing runs any more but commands that wait for a form's answer."""
        for _ in range(3):
            await asyncio.sleep(0)
        while True:
            if self.account.tasks.running <= self._asked:
                return
            await asyncio.sleep(0.001)

    def find(self, name: str) -> QWidget:
        """The widget of that name that is seen."""
        found = [widget for widget in self.window.findChildren(QWidget, name) if widget.isVisible()]
        assert found, f"{name} is not seen"
        return found[-1]

    def sees(self, name: str) -> bool:
        """Whether it is there and visible."""
        return any(widget.isVisible() for widget in self.window.findChildren(QWidget, name))

    async def click(self, name: str, at: QPoint | None = None) -> None:
        """Press it with the mouse."""
        widget = self.find(name)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())
        await self.settle()

    async def type(self, name: str, text: str) -> None:
        """Type into it."""
        QTest.keyClicks(self.find(name), text)
        await self.settle()

    async def press(self, name: str, key: Qt.Key) -> None:
        """Press a key on it."""
        QTest.keyClick(self.find(name), key)
        await self.settle()

    def close(self) -> None:
        """End the page, then the window."""
        if self._page is not None:
            self._page.close()
        self.window.close()
        self.window.deleteLater()


@pytest.fixture
def stage(qapp: QApplication, account: MemoryAccount, desk: VendorDesk) -> Iterator[Stage]:
    """A window of the content's size, in the light theme."""
    apply_theme(qapp, "light", reduced_motion=True)
    made = Stage(account, desk)
    yield made
    made.close()
