"""Native notifications over a real message bus, answered by a service that stands in for the desktop's."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_method_return, new_signal
from jeepney.io.asyncio import DBusConnection, Proxy, open_dbus_connection, open_dbus_router
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from client.tasks import Tasks
from desktop.native_notifications import NativeNotifications, Note
from desktop.tray import Tray
from viewmodels.kernel.observable import Observable
from viewmodels.shell.rows import PillKind, PillState
from viewmodels.text import Texts

pytestmark = [
    pytest.mark.ui,
    pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no message bus to start here"),
]
NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"


class _Desktop:
    """Takes `Notify` calls and can press a button of the last one."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self.shown: asyncio.Queue[tuple[Any, ...]] = asyncio.Queue()
        self.taken = 0

    async def serve(self) -> None:
        while True:
            message = await self._connection.receive()
            if message.header.message_type is not MessageType.method_call:
                continue
            if message.header.fields.get(HeaderFields.member) == "Notify":
                self.taken += 1
                await self._connection.send(new_method_return(message, "u", (self.taken,)))
                self.shown.put_nowait(message.body)

    async def press(self, number: int, action: str) -> None:
        address = DBusAddress(PATH, interface=NAME)
        await self._connection.send(new_signal(address, "ActionInvoked", "us", (number, action)))


@pytest.fixture
async def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    daemon = await asyncio.create_subprocess_exec(
        "dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1",
        f"--address=unix:path={tmp_path / 'bus'}",
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert daemon.stdout is not None
    address = (await daemon.stdout.readline()).decode().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    yield address
    daemon.terminate()
    await daemon.wait()


@pytest.fixture
async def desktop(bus: str) -> AsyncIterator[_Desktop]:
    async with open_dbus_router(bus=bus) as router:
        await Proxy(message_bus, router).GetId()
    connection = await open_dbus_connection(bus=bus)
    made = _Desktop(connection)
    await connection.send(message_bus.RequestName(NAME))
    serving = asyncio.ensure_future(made.serve())
    yield made
    serving.cancel()
    await connection.close()


@pytest.fixture
async def native(qapp: QApplication) -> AsyncIterator[NativeNotifications]:
    tasks, pill = Tasks(), Observable(PillState(PillKind.SAVED, "All saved", ""))
    tray = Tray(QIcon(), Texts("en"), pill, lambda: None, lambda: None)
    made = NativeNotifications(tasks, tray)
    yield made
    made.close()
    tray.close()
    await tasks.aclose()


async def test_it_shows_plain_text_with_its_buttons_and_hears_which_was_pressed(
    desktop: _Desktop, native: NativeNotifications
) -> None:
    chosen: asyncio.Queue[str] = asyncio.Queue()
    buttons = [("accept", "Accept"), ("decline", "Decline")]
    native.show(Note("New request: Tap repair", "<b>Ada</b> & co, today 13:00", buttons, chosen.put_nowait))
    async with asyncio.timeout(20):
        body = await desktop.shown.get()
        assert body[3] == "New request: Tap repair"
        assert body[4] == "&lt;b&gt;Ada&lt;/b&gt; &amp; co, today 13:00"
        assert body[5][2:] == ["accept", "Accept", "decline", "Decline"]
        await desktop.press(1, "accept")
        assert await chosen.get() == "accept"


async def test_a_press_on_the_note_itself_opens_the_window(
    desktop: _Desktop, native: NativeNotifications
) -> None:
    chosen: asyncio.Queue[str] = asyncio.Queue()
    native.show(Note("One", "", [("accept", "Accept")], lambda _action: None))
    native.show(Note("Two", "", [], chosen.put_nowait))
    async with asyncio.timeout(20):
        titles = [(await desktop.shown.get())[3], (await desktop.shown.get())[3]]
        await desktop.press(titles.index("Two") + 1, "default")
        assert await chosen.get() == ""


async def test_without_a_service_nothing_breaks(bus: str, native: NativeNotifications) -> None:
    native.show(Note("One", "", [], lambda _action: None))
    await asyncio.sleep(0.1)
    assert os.environ["DBUS_SESSION_BUS_ADDRESS"] == bus
