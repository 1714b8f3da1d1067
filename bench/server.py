"""Servers that a line starts for itself, on a free loopback port, and ends."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

START_SECONDS = 60.0


def free_port() -> int:
    """Answer a port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(module: str, arguments: Sequence[str], url: str, log: Path) -> Iterator[None]:
    """Run `python -m module` while the block runs, from when `url` answers on.

    Raises RuntimeError with its log where it never does.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdout=output, stderr=output, stdin=subprocess.DEVNULL, env=os.environ,
        )  # fmt: skip
    try:
        await_answer(process, url, log)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def sign_in(server: str, who: str) -> str:
    """Answer an access token of one of the demo's people."""
    body = {
        "grant_type": "password",
        "email": f"{who}@demo.test",
        "password": "doorstep-demo",
        "device_name": "bench",
    }
    request = urllib.request.Request(  # noqa: S310 - our own loopback address
        f"{server}/api/v1/auth/token",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - as above
        return str(json.load(answer)["access_token"])


def await_answer(process: "subprocess.Popen[Any]", url: str, log: Path | None = None) -> None:
    """Wait until `url` answers anything. Raises RuntimeError, with the log, where it never does."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own loopback address
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    words = "" if log is None else log.read_text(errors="replace")[-3000:]
    raise RuntimeError(f"the server did not start:\n{words}")
