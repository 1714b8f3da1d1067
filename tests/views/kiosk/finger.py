"""A finger: finds controls by name and touches their middle, as a person does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QScrollArea, QWidget

from tests.viewmodels.kiosk.town import FREE
from tests.viewmodels.kiosk.until import until
from viewmodels.kiosk.rows import Step
from viewmodels.kiosk.session import KioskSession
from views.kiosk.kiosk_view import KioskView


async def outside_of_tasks(act: Callable[[], object]) -> None:
    """Act from a Qt timer: delivering an event lets other tasks run, which no task may do in its midst."""
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def run() -> None:
        try:
            act()
        except Exception as error:  # noqa: BLE001 - handed to the test, which raises it
            done.set_exception(error)
        else:
            done.set_result(None)

    QTimer.singleShot(0, run)
    await done


class Finger:
    """Touches and types; real events, so what lies over a control takes the touch instead."""

    def __init__(self, session: KioskSession, view: KioskView) -> None:
        self.session, self.view = session, view

    def find(self, name: str) -> QWidget:
        """The visible control with that name."""
        found = [widget for widget in self.view.findChildren(QWidget, name) if widget.isVisible()]
        assert len(found) == 1, f"{name}: {len(found)} of them can be seen"
        return found[0]

    def sees(self, name: str) -> bool:
        """Whether a control with that name can be seen."""
        return any(widget.isVisible() for widget in self.view.findChildren(QWidget, name))

    def names(self, prefix: str) -> list[str]:
        """The visible controls whose name starts so."""
        every = self.view.findChildren(QWidget)
        return sorted(
            item.objectName() for item in every if item.isVisible() and item.objectName().startswith(prefix)
        )

    async def touch(self, name: str) -> None:
        """Press and let go on its middle."""
        await outside_of_tasks(lambda: self._touch(name))

    def _touch(self, name: str) -> None:
        QApplication.processEvents()
        target = self.find(name)
        parent = target.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(target)
        spot = target.mapTo(self.view, target.rect().center())
        under = self.view.childAt(spot)
        assert under is target or (under is not None and target.isAncestorOf(under)), f"{name} is covered"
        handle = self.view.windowHandle()
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
        QApplication.processEvents()

    @asynccontextmanager
    async def pressing(self, name: str) -> AsyncIterator[None]:
        """Keep the finger on it."""
        handle = self.view.windowHandle()
        target = self.find(name)
        spot = target.mapTo(self.view, target.rect().center())
        left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        await outside_of_tasks(lambda: QTest.mousePress(handle, left, plain, spot))
        yield
        await outside_of_tasks(lambda: QTest.mouseRelease(handle, left, plain, spot))

    async def type_keys(self, text: str) -> None:
        """On the on-screen keyboard, key by key."""
        for letter in text:
            await self.touch("kiosk.key.space" if letter == " " else f"kiosk.key.{letter}")

    async def press(self, key: Qt.Key) -> None:
        """On a keyboard that somebody plugged in."""
        handle = self.view.windowHandle()
        await outside_of_tasks(lambda: QTest.keyClick(handle, key))

    def text(self, name: str) -> str:
        """What stands in a field or on a control."""
        widget = self.find(name)
        return widget.text() if isinstance(widget, QLineEdit | QAbstractButton) else widget.accessibleName()

    async def to_times(self) -> None:
        """From the attract screen to the times of the cut."""
        await self.touch("kiosk.attract.start")
        await self.touch("kiosk.find.category.hair")
        await until(lambda: self.sees("kiosk.find.listing.cut"))
        await self.touch("kiosk.find.listing.cut")
        await until(lambda: self.sees(f"kiosk.time.slot.{FREE[2]}"))

    async def to_details(self, start: str = FREE[2]) -> None:
        """On to the details, with a time held."""
        await self.to_times()
        await self.touch(f"kiosk.time.slot.{start}")
        await until(lambda: self.find("kiosk.time.continue").isEnabled())
        await self.touch("kiosk.time.continue")
        await until(lambda: self.session.step.value is Step.DETAILS)

    async def fill(self, name: str = "ruth cole", phone: str = "01512345689") -> None:
        """Name and phone by the on-screen keyboard, which is then put away."""
        await self.type_keys(name)
        await self.touch("kiosk.key.next")
        await self.type_keys(phone)
        await self.touch("kiosk.key.next")
