"""The server as a process: alone, bundled (PROTOCOL 8), drained, killed."""

import json
import os
import secrets
import select
import signal
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import websockets.sync.client

from tests.backend_stub.support.running import server_process

pytestmark = pytest.mark.slow

BUNDLED = [sys.executable, "-m", "backend_stub.serve", "--bundled"]


@contextmanager
def bundled(data: Path) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """A bundled server: its process, address and secret."""
    secret = secrets.token_hex(32)
    process = subprocess.Popen(
        [*BUNDLED, "--data", str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(f"{secret}\n")
        process.stdin.flush()
        yield process, json.loads(process.stdout.readline())["url"], secret
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def test_bundled_server_needs_its_launch_secret(tmp_path: Path) -> None:
    with bundled(tmp_path) as (process, url, secret):
        assert url.startswith("http://127.0.0.1:")
        good = {"X-Doorstep-Launch": secret}
        assert httpx.get(f"{url}/healthz", headers=good).status_code == 200
        for wrong in ({}, {"X-Doorstep-Launch": "0" * 64}, {"X-Doorstep-Launch": secret[:-1]}):
            for path in ("/healthz", "/api/v1/categories", "/api/v1/openapi.json"):
                answer = httpx.get(f"{url}{path}", headers=wrong)
                assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
        command = (
            Path(f"/proc/{process.pid}/cmdline").read_bytes()
            + Path(f"/proc/{process.pid}/environ").read_bytes()
        )
        assert secret.encode() not in command


def test_bundled_server_checks_host_and_origin(tmp_path: Path) -> None:
    with bundled(tmp_path) as (_, url, secret):
        good = {"X-Doorstep-Launch": secret}
        port = url.rpartition(":")[2]
        for host in (f"127.0.0.1:{port}", f"localhost:{port}", "localhost"):
            assert httpx.get(f"{url}/healthz", headers={**good, "Host": host}).status_code == 200
        for host in ("evil.example", f"evil.example:{port}", f"127.0.0.1.evil.example:{port}", "10.0.0.1"):
            assert httpx.get(f"{url}/healthz", headers={**good, "Host": host}).status_code == 403
        for origin in ("https://evil.example", url, "null"):
            assert httpx.get(f"{url}/healthz", headers={**good, "Origin": origin}).status_code == 403


def test_bundled_server_guards_the_socket_too(tmp_path: Path) -> None:
    with bundled(tmp_path) as (_, url, secret):
        address = url.replace("http", "ws", 1) + "/api/v1/realtime"
        for headers, status in (
            ({}, 401),
            ({"X-Doorstep-Launch": secret, "Origin": "https://evil.example"}, 403),
        ):
            with pytest.raises(websockets.exceptions.InvalidStatus) as refused:
                websockets.sync.client.connect(address, additional_headers=headers)
            assert refused.value.response.status_code == status
            assert json.loads(refused.value.response.body or b"")["status"] == status


def test_bundled_server_binds_loopback_only(tmp_path: Path) -> None:
    with bundled(tmp_path) as (_, url, _secret):
        port = int(url.rpartition(":")[2])
        own = socket.gethostbyname(socket.gethostname())
        if not own.startswith("127."):
            with pytest.raises(OSError, match="refused"):
                socket.create_connection((own, port), timeout=2)


@pytest.mark.parametrize("line", ["", "\n", "short\n", f"{'z' * 64}\n"])
def test_bundled_server_does_not_start_without_a_secret(tmp_path: Path, line: str) -> None:
    done = subprocess.run(
        [*BUNDLED, "--data", str(tmp_path)],
        input=line,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert "launch secret" in done.stderr
    assert done.stdout == ""


def test_bundled_server_ends_when_its_pipe_ends(tmp_path: Path) -> None:
    with bundled(tmp_path) as (process, _, _secret):
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def test_bundled_server_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    program = textwrap.dedent(
        f"""
        import json, subprocess, sys
        child = subprocess.Popen({[*BUNDLED, "--data", str(tmp_path)]!r}, stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, text=True, start_new_session=True)
        child.stdin.write("ab" * 32 + "\\n"); child.stdin.flush()
        child.stdout.readline()
        print(child.pid, flush=True)
        sys.stdin.read()
        """
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    watch = os.pidfd_open(child)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    # The end of a process is what makes its pidfd readable.
    readable, _, _ = select.select([watch], [], [], 20)
    os.close(watch)
    parent.stdin.close()
    parent.stdout.close()
    assert readable, "the server outlived the program that started it"


def test_plain_server_needs_no_secret_and_prints_where_it_is(tmp_path: Path) -> None:
    with server_process(tmp_path, f"sqlite:///{tmp_path / 'doorstep.db'}") as server:
        assert httpx.get(f"{server.url}/healthz").json() == {"status": "ok"}
        assert httpx.get(f"{server.url}/readyz").json() == {"status": "ready"}
        assert httpx.get(f"{server.url}/api/v1/categories").status_code == 200
        assert httpx.get(f"{server.url}/api/v1/openapi.json").json()["openapi"].startswith("3.")
    assert server.process.returncode == 0, "SIGTERM drains and ends well"


def test_data_folder_is_for_its_owner(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with server_process(data, f"sqlite:///{data / 'doorstep.db'}"):
        assert data.stat().st_mode & 0o077 == 0
        assert all(path.stat().st_mode & 0o077 == 0 for path in data.iterdir())


def test_port_in_use_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "backend_stub.serve", "--data", str(tmp_path), "--port", port],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert port in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("there", "options", "words"),
    [
        ("nothing", ["--port", "70000"], "must be from 0 to 65535"),
        ("a file", [], "can't be made: File exists"),
        ("a damaged database", [], "was left as it is: file is not a database"),
    ],
)
def test_what_can_not_be_used_is_told_in_one_line(
    tmp_path: Path, there: str, options: list[str], words: str
) -> None:
    data, letter = tmp_path / "data", b"a letter" * 600
    if there == "a damaged database":
        data.mkdir()
    kept = data / "doorstep.db" if data.exists() else data
    if there != "nothing":
        kept.write_bytes(letter)
    done = subprocess.run(
        [sys.executable, "-m", "backend_stub.serve", "--data", str(data), *options],
        capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode != 0
    assert words in done.stderr.strip().splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert there == "nothing" or kept.read_bytes() == letter


def test_two_servers_may_start_at_once_in_one_folder(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'doorstep.db'}"
    command = [sys.executable, "-m", "backend_stub.serve", "--data", str(tmp_path)]
    environment = {**os.environ, "DOORSTEP_DATABASE_URL": url}
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(2)
    ]
    try:
        for process in started:
            assert process.stdout is not None
            address = json.loads(process.stdout.readline())["url"]
            assert httpx.get(f"{address}/readyz").status_code == 200
    finally:
        for process in started:
            process.terminate()
            process.wait(timeout=20)
            assert process.stdout is not None
            process.stdout.close()
    assert [path.name for path in tmp_path.glob("*.key")] == ["server.key"]
