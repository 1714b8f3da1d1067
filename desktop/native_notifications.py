"""Notifications of the desktop, with buttons where it has them (freedesktop.org's, over D-Bus).

Where there is no such service the tray shows a message instead; clicking that opens the window.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from client.tasks import Tasks
from desktop.tray import Tray

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.asyncio import DBusRouter

_PATH = "/org/freedesktop/Notifications"
_NAME = "org.freedesktop.Notifications"
_FOREVER = -1


@dataclass(frozen=True, slots=True)
class Note:
    """What to say; `buttons` are (action id, label), `chosen` gets the id, or '' for a click on the note."""

    title: str
    text: str
    buttons: Sequence[tuple[str, str]]
    chosen: Callable[[str], object]


class NativeNotifications:
    """Shows notes by D-Bus, or by the tray."""

    def __init__(self, tasks: Tasks, tray: Tray) -> None:
        self._tasks = tasks
        self._tray = tray
        self._router: DBusRouter | None = None
        self._hearing: asyncio.Task[None] | None = None
        self._shown: dict[int, Note] = {}
        self._turn = asyncio.Lock()

    def show(self, note: Note) -> None:
        """Show it, as far as this desktop can."""
        self._tasks.spawn(self._show(note), "native notification")

    def close(self) -> None:
        """Leave the bus."""
        if self._hearing is not None:
            self._hearing.cancel()

    async def _show(self, note: Note) -> None:
        if not await self._by_bus(note):
            self._tray.message(note.title, note.text, lambda: note.chosen(""))

    async def _by_bus(self, note: Note) -> bool:
        if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            return False
        from jeepney import DBusAddress, DBusErrorResponse, new_method_call
        from jeepney.wrappers import unwrap_msg

        actions = ["default", note.title]
        for id, label in note.buttons:
            actions += [id, label]
        body: tuple[object, ...] = ("Doorstep", 0, "", note.title, _escaped(note.text), actions, {}, _FOREVER)
        address = DBusAddress(_PATH, bus_name=_NAME, interface=_NAME)
        call = new_method_call(address, "Notify", "susssasa{sv}i", body)
        try:
            router = await self._opened()
            (number,) = unwrap_msg(await router.send_and_get_reply(call))
        except (OSError, DBusErrorResponse, asyncio.IncompleteReadError):
            return False
        self._shown[number] = note
        return True

    async def _opened(self) -> DBusRouter:
        async with self._turn:
            if self._router is None:
                opened: asyncio.Future[DBusRouter] = asyncio.get_running_loop().create_future()
                self._hearing = self._tasks.spawn(self._stay_on_bus(opened), "native notification answers")
                self._router = await opened
            return self._router

    async def _stay_on_bus(self, opened: asyncio.Future[DBusRouter]) -> None:
        from jeepney import MatchRule, message_bus
        from jeepney.io.asyncio import Proxy, open_dbus_router

        try:
            async with open_dbus_router(bus="SESSION") as router:
                rule = MatchRule(type="signal", interface=_NAME, path=_PATH)
                await Proxy(message_bus, router).AddMatch(rule)
                with router.filter(rule, bufsize=64) as heard:
                    opened.set_result(router)
                    while True:
                        self._heard(await heard.get())
        except OSError as problem:
            if not opened.done():
                opened.set_exception(problem)
        finally:
            self._router = None

    def _heard(self, message: Message) -> None:
        from jeepney import HeaderFields

        signal, number = message.header.fields.get(HeaderFields.member), message.body[0]
        if signal == "ActionInvoked" and number in self._shown:
            chosen = message.body[1]
            self._shown.pop(number).chosen("" if chosen == "default" else chosen)
        elif signal == "NotificationClosed":
            self._shown.pop(number, None)


def _escaped(text: str) -> str:
    # Bodies may carry markup; what people typed must not become any.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
