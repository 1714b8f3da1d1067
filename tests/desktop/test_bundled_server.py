"""The bundled server lives exactly as long as its parent, whatever becomes of either."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from client.ports import ServerAddress
from desktop.bundled_server import BundledServer

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]


class _Watched:
    """A bundled server with what it told."""

    def __init__(self, data: Path) -> None:
        self.addresses: asyncio.Queue[ServerAddress] = asyncio.Queue()
        self.lost = asyncio.Event()
        self.failed = asyncio.Event()
        self.server = BundledServer(
            data,
            demo=False,
            on_ready=self.addresses.put_nowait,
            on_lost=self.lost.set,
            on_failed=self.failed.set,
        )


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[_Watched]:
    made = _Watched(tmp_path / "server")
    made.server.start()
    yield made
    await made.server.aclose()


async def _status(address: ServerAddress, *headers: str) -> int:
    host, _, port = address.base_url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    lines = ["GET /readyz HTTP/1.1", f"Host: {host}:{port}", "Connection: close", *headers, "", ""]
    writer.write("\r\n".join(lines).encode())
    line = await reader.readline()
    writer.close()
    return int(line.split()[1])


def _about(pid: int, what: str) -> bytes:
    return Path(f"/proc/{pid}/{what}").read_bytes()


def _gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    # A zombie is dead: its parent has not yet looked.
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


async def _until_gone(pid: int) -> None:
    async with asyncio.timeout(30):
        while not _gone(pid):  # noqa: ASYNC110 - another process's end sends us no event
            await asyncio.sleep(0.02)


async def test_it_answers_its_parent_and_nobody_else(watched: _Watched) -> None:
    address = await watched.addresses.get()
    assert address.base_url.startswith("http://127.0.0.1:")
    secret = next(iter(address.headers.values()))
    assert len(secret) == 64
    assert await _status(address, *(f"{name}: {value}" for name, value in address.headers.items())) == 200
    assert await _status(address) == 401
    assert await _status(address, f"X-Doorstep-Launch: {'0' * 64}") == 401


async def test_its_secret_is_in_no_argument_and_no_environment(watched: _Watched) -> None:
    secret = next(iter((await watched.addresses.get()).headers.values())).encode()
    pid = watched.server.pid
    assert pid is not None
    assert secret not in _about(pid, "cmdline")
    assert secret not in _about(pid, "environ")


async def test_it_is_started_again_when_it_dies(watched: _Watched) -> None:
    first = await watched.addresses.get()
    pid = watched.server.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    await watched.lost.wait()
    second = await watched.addresses.get()
    assert second.headers != first.headers
    assert watched.server.pid not in {None, pid}


async def test_it_ends_with_its_owner(watched: _Watched) -> None:
    await watched.addresses.get()
    pid = watched.server.pid
    assert pid is not None
    await watched.server.aclose()
    assert _gone(pid)


async def test_one_that_does_not_come_to_listen_says_so_and_is_tried_again(tmp_path: Path) -> None:
    data = tmp_path / "server"
    data.mkdir()
    (data / "doorstep.db").write_bytes(b"this is no database" * 1000)
    watched = _Watched(data)
    watched.server.start()
    async with asyncio.timeout(60):
        await watched.failed.wait()
        assert watched.addresses.empty()
        (data / "doorstep.db").unlink()
        assert await _status(await watched.addresses.get()) == 401
    assert not watched.lost.is_set()
    await watched.server.aclose()


async def test_kill_9_of_its_parent_ends_it(tmp_path: Path) -> None:
    program = textwrap.dedent(
        """
        import asyncio, sys
        from pathlib import Path
        from desktop.bundled_server import BundledServer

        async def main():
            server = BundledServer(
                Path(sys.argv[1]), demo=False,
                on_ready=lambda _address: print(server.pid, flush=True), on_lost=lambda: None,
                on_failed=lambda: None,
            )
            server.start()
            await asyncio.Event().wait()

        asyncio.run(main())
        """
    )
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, str(tmp_path / "server"), cwd=ROOT, stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    async with asyncio.timeout(60):
        child = int(await parent.stdout.readline())
    assert not _gone(child)
    parent.kill()
    await parent.wait()
    await _until_gone(child)
