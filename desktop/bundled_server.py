"""The server on this computer: a child process that lives exactly as long as we do.

Its standard input is the inherited pipe: we write the launch secret there and keep it open, so that its
end of file tells the child that we are gone, however we went. Its standard output carries one line back:
the port.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

from client.ports import ServerAddress
from client.tasks import Tasks

LAUNCH_HEADER = "X-Doorstep-Launch"

_FIRST_WAIT = 0.25
_LONGEST_WAIT = 30.0
_LIVED_WELL = 30.0
_GRACE = 5.0

_log = logging.getLogger(__name__)


class BundledServer:
    """Starts the child, tells its address, and starts it again with back-off when it dies."""

    def __init__(
        self,
        data: Path,
        *,
        demo: bool,
        on_ready: Callable[[ServerAddress], object],
        on_lost: Callable[[], object],
        on_failed: Callable[[], object],
    ) -> None:
        """`on_lost` when it has died, `on_failed` when it did not come to listen; both are tried again."""
        self._data = data
        self._demo = demo
        self._on_ready = on_ready
        self._on_lost = on_lost
        self._on_failed = on_failed
        self._child: asyncio.subprocess.Process | None = None
        self._tasks = Tasks()

    @property
    def pid(self) -> int | None:
        """The child's process id while it runs."""
        return None if self._child is None else self._child.pid

    def start(self) -> None:
        """Start it, and keep it running until `aclose`."""
        self._tasks.spawn(self._keep_running(), "bundled server")

    async def aclose(self) -> None:
        """End it, gently first."""
        await self._tasks.aclose()

    async def _keep_running(self) -> None:
        wait = _FIRST_WAIT
        clock = asyncio.get_running_loop().time
        while True:
            began = clock()
            try:
                await self._run_once()
                self._on_lost()
            except OSError as problem:
                _log.error("the bundled server can't be started: %s", problem)
                self._on_failed()
            if clock() - began > _LIVED_WELL:
                wait = _FIRST_WAIT
            await asyncio.sleep(random.uniform(wait / 2, wait))
            wait = min(wait * 2, _LONGEST_WAIT)

    async def _run_once(self) -> None:
        self._data.mkdir(mode=0o700, parents=True, exist_ok=True)
        secret = secrets.token_hex(32)
        child = await asyncio.create_subprocess_exec(
            *serve_command(self._data, demo=self._demo),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            # A Ctrl+C in the terminal is ours to answer: the child follows by its pipe.
            start_new_session=True,
        )
        self._child = child
        try:
            await self._introduce(child, secret)
            code = await child.wait()
            _log.warning("the bundled server ended with %s", code)
        finally:
            self._child = None
            await _end(child)

    async def _introduce(self, child: asyncio.subprocess.Process, secret: str) -> None:
        if child.stdin is None or child.stdout is None:
            raise OSError("no pipes")
        child.stdin.write(f"{secret}\n".encode())
        await child.stdin.drain()
        line = await child.stdout.readline()
        if not line:
            raise OSError("it ended before it listened; its own words are above")
        port = int(json.loads(line)["port"])
        self._on_ready(ServerAddress(f"http://127.0.0.1:{port}", {LAUNCH_HEADER: secret}))


def serve_command(data: Path, *, demo: bool) -> list[str]:
    """How this program is started as the server, from source or frozen."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop.serve"]
    return [*program, "--bundled", "--data", str(data), *(["--demo"] if demo else [])]


async def _end(child: asyncio.subprocess.Process) -> None:
    if child.returncode is not None:
        return
    if child.stdin is not None:
        child.stdin.close()
    try:
        async with asyncio.timeout(_GRACE):
            await child.wait()
    except TimeoutError:
        child.kill()
        await child.wait()
