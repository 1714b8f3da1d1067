"""A real stripe-mock for the tests: Stripe's own server of its API, which checks every parameter.

It is built once from its source, by the Go that the machine or the development lock brings, and kept.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.postgres import LEFT_OUT, EngineMissingError

MODULE = "github.com/stripe/stripe-mock"
VERSION = "v0.203.0"
BUILD_SECONDS = 900
START_SECONDS = 60


def _cache() -> Path:
    """In the environment itself: the tests' own home folder is thrown away after each run."""
    return Path(sys.prefix, "engines", f"stripe-mock-{VERSION}")


def _find_go() -> str:
    beside = Path(sys.executable).with_name("go")
    found = shutil.which("go") or (str(beside) if beside.exists() else None)
    if found is None:
        raise EngineMissingError("Go is not installed, so stripe-mock can't be built (./test brings it)")
    return found


def _find_or_build() -> Path:
    """The program; several workers may build it at once, the last one's stays."""
    kept = _cache() / "stripe-mock"
    if kept.exists():
        return kept
    go = _find_go()
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        places = {"GOBIN": folder, "GOPATH": f"{folder}/path", "GOCACHE": f"{folder}/cache"}
        environment = {**os.environ, **places, "GOFLAGS": "-modcacherw", "GOTOOLCHAIN": "local"}
        built = subprocess.run(
            [go, "install", f"{MODULE}@{VERSION}"],
            env=environment, capture_output=True, text=True, timeout=BUILD_SECONDS, cwd=folder, check=False,
        )  # fmt: skip
        if built.returncode:
            raise EngineMissingError(f"stripe-mock could not be built: {built.stderr[-300:].strip()}")
        Path(folder, "stripe-mock").replace(kept)
    return kept


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False


@pytest.fixture(scope="session")
def stripe_mock() -> Iterator[str]:
    """Run stripe-mock on loopback for this session; its address."""
    try:
        program = _find_or_build()
    except EngineMissingError as problem:
        if os.environ.get("CI") == "true":
            pytest.fail(str(problem), pytrace=False)
        pytest.skip(f"{LEFT_OUT}{problem}")  # a developer's machine may lack the engine; CI may not
    http, https = _free_port(), _free_port()
    process = subprocess.Popen(
        [str(program), "-http-addr", f"127.0.0.1:{http}", "-https-addr", f"127.0.0.1:{https}"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        assert _answers(process, http), "stripe-mock did not start"
        yield f"http://127.0.0.1:{http}"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
