"""The processes of the tour: the server, and the program in its several roles."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from pathlib import Path

from tour.pilot import Pilot

_PATIENCE = 60.0
_POLL_SECONDS = 0.05
_GRACE_SECONDS = 10.0


class ProgramError(Exception):
    """A process did not start; the text holds its last words."""


class Process:
    """A child in a process group of its own, with its output in a file."""

    def __init__(self, name: str, command: list[str], folder: Path, environment: dict[str, str]) -> None:
        self.name = name
        self._command = command
        self._log = folder / f"{name}.log"
        self._environment = environment
        self._child: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it."""
        with self._log.open("ab") as log:
            self._child = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.environment,
                start_new_session=True,
            )

    @property
    def environment(self) -> dict[str, str]:
        """All that it is started with."""
        return {**os.environ, **self._environment}

    @property
    def ended(self) -> bool:
        """Whether it has ended, or never ran."""
        return self._child is None or self._child.returncode is not None

    @property
    def pid(self) -> int:
        """Its process id; ProgramError before it was started."""
        if self._child is None:
            raise ProgramError(f"{self.name} was not started")
        return self._child.pid

    async def ended_with(self) -> int:
        """Wait for its end by itself, and answer its exit status."""
        if self._child is None:
            raise ProgramError(f"{self.name} was not started")
        async with asyncio.timeout(_PATIENCE):
            return await self._child.wait()

    def everything_said(self) -> str:
        """Its log."""
        return self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""

    def last_words(self) -> str:
        """The end of its log."""
        return self.everything_said()[-2000:]

    async def kill(self) -> None:
        """End it as `kill -9` does: no handler, no farewell."""
        await self._signal(signal.SIGKILL)

    async def aclose(self) -> None:
        """Ask it to end; insist after a while."""
        try:
            async with asyncio.timeout(_GRACE_SECONDS):
                await self._signal(signal.SIGTERM)
        except TimeoutError:
            await self.kill()

    async def _signal(self, number: int) -> None:
        if self._child is not None and self._child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._child.pid, number)
            await self._child.wait()


class Server(Process):
    """The bundled server, alone, with its made-up town."""

    def __init__(self, folder: Path) -> None:
        self.port = _free_port()
        command = [
            sys.executable, "-m", "backend_stub.serve",
            "--port", str(self.port), "--data", str(folder / "server"), "--demo",
        ]  # fmt: skip
        super().__init__("server", command, folder, {})

    async def ready(self) -> None:
        """Wait until it says so."""
        try:
            async with asyncio.timeout(_PATIENCE):
                while not await self._is_ready():
                    if self.ended:
                        raise ProgramError(f"the server ended:\n{self.last_words()}")
                    await asyncio.sleep(_POLL_SECONDS)
        except TimeoutError as error:
            raise ProgramError(f"the server is not ready:\n{self.last_words()}") from error

    async def _is_ready(self) -> bool:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        try:
            writer.write(b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            return b" 200 " in await reader.readline()
        finally:
            writer.close()


class Program(Process):
    """Doorstep in a home of its own, with its pilot."""

    def __init__(self, name: str, folder: Path, environment: dict[str, str], *arguments: str) -> None:
        self.home = folder / name
        for part in ("home", "tmp", "control"):
            (self.home / part).mkdir(mode=0o700, parents=True, exist_ok=True)
        channel = self.home / "control" / "socket"
        command = [sys.executable, "-m", "desktop", "--automation", str(channel), *arguments]
        own = {
            "HOME": str(self.home / "home"),
            "XDG_DATA_HOME": str(self.home / "home" / "data"),
            "XDG_CONFIG_HOME": str(self.home / "home" / "config"),
            "XDG_CACHE_HOME": str(self.home / "home" / "cache"),
            "TMPDIR": str(self.home / "tmp"),
        }
        super().__init__(name, command, folder, {**environment, **own})
        self.pilot = Pilot(channel)

    async def open(self) -> Pilot:
        """Start it and take the controls."""
        await self.start()
        await self.pilot.connect()
        return self.pilot

    async def kill(self) -> None:
        self.pilot.close()
        await super().kill()

    async def aclose(self) -> None:
        self.pilot.close()
        await super().aclose()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
