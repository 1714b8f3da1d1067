"""The server as a process: `serve --port N --data DIR [--demo]`, or bundled with the app (PROTOCOL 8).

Once it listens it prints one line of JSON, `{"event": "ready", "host": …, "port": …, "url": …}`. SIGTERM and
SIGINT drain: sockets are told to come back elsewhere, requests at work are finished.

Bundled, its standard input is a pipe from the program that started it: the first line is the launch's secret,
and its end means that this program is gone, however it went, so the server ends too.
"""

import argparse
import asyncio
import json
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import uvicorn
from sqlalchemy.exc import DatabaseError

from backend_stub.main import Server
from backend_stub.settings import Settings

log = logging.getLogger(__name__)

_MAX_FRAME_BYTES: Final = 64 * 1024
_DRAIN_SECONDS: Final = 10
_SECRET_BYTES: Final = 32
_CANNOT_LISTEN: Final = 2
_LAST_PORT: Final = 65_535
_LAST_RESORT_SECONDS: Final = 15.0


class _DrainingServer(uvicorn.Server):
    """uvicorn, which says when it listens, and lets sockets go in an orderly way."""

    def __init__(self, config: uvicorn.Config, server: Server) -> None:
        super().__init__(config)
        self._doorstep = server

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then tell where."""
        await super().startup(sockets)
        if self.started and sockets:
            host, port = sockets[0].getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            ready = {"event": "ready", "host": host, "port": port, "url": f"http://{shown}:{port}"}
            sys.stdout.write(json.dumps(ready) + "\n")
            sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell sockets when to come back before their connections are closed."""
        self._doorstep.hub.drain()
        await self._doorstep.hub.wait_empty()
        await super().shutdown(sockets)


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until told to stop; answers the process's exit status."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    for ending in (signal.SIGTERM, signal.SIGINT):
        # uvicorn replaces these while it serves, and raises the signal again when it has drained.
        signal.signal(ending, lambda *_: sys.exit(0))
    data: Path = arguments.data
    os.umask(0o077)  # whatever we keep is for our own user
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SystemExit(f"serve: {data} can't be made: {error.strerror}") from None
    secret = _read_launch_secret() if arguments.bundled else None
    server = Server(Settings(data_dir=data), launch_secret=secret)
    config = uvicorn.Config(
        server.app,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=_DRAIN_SECONDS,
        ws_max_size=_MAX_FRAME_BYTES,
        ws_per_message_deflate=False,
    )
    listener = _listen("127.0.0.1" if arguments.bundled else arguments.host, arguments.port)
    if arguments.bundled:
        _end_with_parent()
    with listener, asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(_serve(server, config, listener, demo=arguments.demo, restored=arguments.restored))
    return 0


async def _serve(
    server: Server, config: uvicorn.Config, listener: socket.socket, *, demo: bool, restored: bool
) -> None:
    try:
        await server.prepare(demo=demo)
        if restored:
            await server.begin_epoch()
    except DatabaseError as error:
        await server.database.close()
        raise SystemExit(f"serve: the database can't be used, and was left as it is: {error.orig}") from None
    await _DrainingServer(config, server).serve([listener])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="serve", description="Run the Doorstep server alone.")
    parser.add_argument("--port", type=_port, default=0, help="port to listen on; 0 takes a free one")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--data", type=Path, required=True, help="folder for the database and the secret")
    parser.add_argument("--demo", action="store_true", help="fill an empty database with a demo town")
    parser.add_argument(
        "--restored", action="store_true", help="the data come from a backup: clients start anew"
    )
    parser.add_argument("--bundled", action="store_true", help=argparse.SUPPRESS)
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= _LAST_PORT:
        raise argparse.ArgumentTypeError(f"must be from 0 to {_LAST_PORT}")
    return port


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(2048)
    except OSError as error:
        listener.close()
        sys.stderr.write(f"serve: can't listen on {host}, port {port}: {error.strerror}. Try --port 0.\n")
        raise SystemExit(_CANNOT_LISTEN) from None
    listener.set_inheritable(False)
    return listener


def _read_launch_secret() -> str:
    """The first line of the inherited pipe: 256 bits in hexadecimal."""
    secret = sys.stdin.buffer.readline().decode("ascii", "replace").strip()
    try:
        is_whole = len(bytes.fromhex(secret)) == _SECRET_BYTES
    except ValueError:
        is_whole = False
    if not is_whole:
        raise SystemExit("the launch secret is missing: this mode is for the app that starts its own server")
    return secret


def _end_with_parent() -> None:
    """Stop when the pipe ends; a thread of its own waits, because a blocked event loop must not matter."""

    def wait() -> None:
        while sys.stdin.buffer.read(1):
            continue
        threading.Timer(_LAST_RESORT_SECONDS, lambda: os._exit(1)).start()
        signal.raise_signal(signal.SIGTERM)

    threading.Thread(target=wait, name="parent-watch", daemon=True).start()


if __name__ == "__main__":
    sys.exit(main())
