"""Drives one program through its automation socket."""

from __future__ import annotations

import asyncio
import json
from itertools import count
from pathlib import Path
from typing import Any

PATIENCE_MS = 20_000
_CONNECT_SECONDS = 60.0
_POLL_SECONDS = 0.05


class PilotError(Exception):
    """The program answered that it can't, or is gone."""


class Pilot:
    """One request at a time; every method waits until it holds or its patience is over."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._ids = count(1)

    async def connect(self) -> None:
        """Wait until the program listens."""
        try:
            async with asyncio.timeout(_CONNECT_SECONDS):
                await self._connect()
        except TimeoutError as error:
            raise PilotError(f"{self._path.name}: the program did not open its socket") from error

    async def _connect(self) -> None:
        while True:
            try:
                self._reader, self._writer = await asyncio.open_unix_connection(str(self._path))
                return
            except OSError:
                await asyncio.sleep(_POLL_SECONDS)

    async def do(self, what: str, patience_ms: int = PATIENCE_MS, **about: Any) -> dict[str, Any]:
        """Ask for one thing; PilotError where it could not be done."""
        if self._reader is None or self._writer is None:
            raise PilotError("not connected")
        request = {"id": next(self._ids), "do": what, "patience_ms": patience_ms, **about}
        self._writer.write(json.dumps(request).encode() + b"\n")
        await self._writer.drain()
        line = await self._reader.readline()
        if not line:
            raise PilotError(f"the program ended while it was asked to {what} {about.get('name', '')}")
        answer: dict[str, Any] = json.loads(line)
        if not answer["ok"]:
            raise PilotError(f"{what} {about.get('name', '')}: {answer['problem']}")
        return answer

    async def click(self, name: str, **about: Any) -> None:
        """Press the left button on it."""
        await self.do("click", name=name, **about)

    async def wait(self, name: str, contains: str = "", **about: Any) -> str:
        """Wait until it is there, and says that; answers its text."""
        return str((await self.do("wait", name=name, contains=contains, **about))["text"])

    async def gone(self, name: str) -> None:
        """Wait until it is not there."""
        await self.do("gone", name=name)

    async def type(self, text: str) -> None:
        """Type where the focus is."""
        await self.do("type", text=text)

    async def key(self, keys: str) -> None:
        """Press a chord, or several in a row (`G, T`)."""
        await self.do("key", keys=keys)

    async def names(self) -> list[str]:
        """Every named thing that can be seen."""
        return list((await self.do("names"))["names"])

    async def grab(self, path: Path) -> None:
        """A picture of the front window."""
        await self.do("grab", path=str(path))

    def close(self) -> None:
        """Hang up."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None
