"""Servers that a line starts for itself, on a free loopback port, and ends."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

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
    answer = httpx.post(f"{server}/api/v1/auth/token", json=body, timeout=30, trust_env=False)
    return str(answer.raise_for_status().json()["access_token"])


def await_answer(process: "subprocess.Popen[Any]", url: str, log: Path | None = None) -> None:
    """Wait until `url` answers anything. Raises RuntimeError, with the log, where it never does."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            httpx.get(url, timeout=5, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    words = "" if log is None else log.read_text(errors="replace")[-3000:]
    raise RuntimeError(f"the server did not start:\n{words}")
