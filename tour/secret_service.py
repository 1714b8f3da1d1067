"""A real keyring for the tour: a message bus and gnome-keyring of its own, which end with it.

Debian's gnome-keyring needs neither a display nor a desktop session; its passphrase is made for this run.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
from pathlib import Path

from jeepney.bus_messages import MatchRule, message_bus
from jeepney.io.asyncio import Proxy, open_dbus_router

_PATIENCE = 20.0
_NAME = "org.freedesktop.secrets"
_BUS_SETTINGS = """<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
"""Names no folder of services: a bus that finds none starts none, and so no second keyring outlives it."""


class SecretServiceError(Exception):
    """There is no keyring to be had; the text says what to install."""


class SecretService:
    """Starts both daemons in the foreground, as children; `environment` lets programs find them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._children: list[asyncio.subprocess.Process] = []
        self.environment: dict[str, str] = {}

    async def start(self) -> None:
        """Start bus and keyring, and unlock it."""
        for program, package in (("dbus-daemon", "dbus"), ("gnome-keyring-daemon", "gnome-keyring")):
            if shutil.which(program) is None:
                raise SecretServiceError(
                    f"the tour needs a keyring, and {program} is missing: apt-get install {package}"
                )
        own = self._folder / "session"
        for name in ("data", "runtime", "home"):
            (own / name).mkdir(mode=0o700, parents=True)
        self.environment = {
            "XDG_RUNTIME_DIR": str(own / "runtime"),
            # This one and no other, whatever else is set up on the machine.
            "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring",
        }
        surroundings = {
            **os.environ, **self.environment, "HOME": str(own / "home"), "XDG_DATA_HOME": str(own / "data"),
        }  # fmt: skip
        address = await self._start_bus(own, surroundings)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = address
        await self._start_keyring(own, {**surroundings, **self.environment})

    async def _start_bus(self, own: Path, surroundings: dict[str, str]) -> str:
        settings = own / "bus.conf"
        settings.write_text(_BUS_SETTINGS.format(socket=own / "bus"), encoding="utf-8")
        bus = await asyncio.create_subprocess_exec(
            "dbus-daemon", f"--config-file={settings}", "--nofork", "--nopidfile", "--print-address=1",
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL, env=surroundings,
        )  # fmt: skip
        self._children.append(bus)
        if bus.stdout is None:
            raise SecretServiceError("the message bus has no output")
        async with asyncio.timeout(_PATIENCE):
            line = await bus.stdout.readline()
        if not line:
            raise SecretServiceError("the message bus did not start")
        return line.decode().strip()

    async def _start_keyring(self, own: Path, surroundings: dict[str, str]) -> None:
        keyring = await asyncio.create_subprocess_exec(
            "gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets",
            f"--control-directory={own / 'runtime'}",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL, env=surroundings,
        )  # fmt: skip
        self._children.append(keyring)
        if keyring.stdin is None or keyring.stdout is None:
            raise SecretServiceError("the keyring has no pipes")
        keyring.stdin.write(secrets.token_urlsafe(24).encode())
        keyring.stdin.close()
        async with asyncio.timeout(_PATIENCE):
            if not await keyring.stdout.readline():
                raise SecretServiceError("gnome-keyring did not start")
            await self._on_the_bus()

    async def _on_the_bus(self) -> None:
        """Wait until the keyring can be asked; the bus is asked for it, which disturbs no unlocking."""
        async with open_dbus_router(self.environment["DBUS_SESSION_BUS_ADDRESS"]) as router:
            bus = Proxy(message_bus, router)
            appears = MatchRule(type="signal", sender=message_bus.bus_name, member="NameOwnerChanged")
            appears.add_arg_condition(0, _NAME)
            with router.filter(appears) as signals:
                await bus.AddMatch(appears)
                if not (await bus.NameHasOwner(_NAME))[0]:
                    await signals.get()

    async def aclose(self) -> None:
        """End both."""
        for child in reversed(self._children):
            if child.returncode is None:
                child.terminate()
                await child.wait()
