"""One server process with demo data for the whole folder, and people signed in to it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN_S = 120
TRIES = 3
FRESH_FOR_S = 240.0
"""An access token is good for 600 s."""
PASSWORD = "doorstep-demo"
Json = dict[str, Any]


def free_port() -> int:
    """A loopback port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """A running server: its address, its process."""

    base: str
    process: subprocess.Popen[bytes]
    data: Path


def start_server(data: Path, log: Path, *options: str, env: dict[str, str] | None = None) -> Server:
    """Start `serve` and wait until it is ready; on another port where somebody was quicker to take one."""
    for _try in range(TRIES):
        port = free_port()
        arguments = ["--port", str(port), "--data", str(data), *options]
        with log.open("ab") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "backend_stub.serve", *arguments],
                cwd=ROOT,
                stdout=out,
                stderr=out,
                env={**os.environ, **(env or {})},
                start_new_session=True,
            )
        base = f"http://127.0.0.1:{port}"
        if becomes_ready(process, base):
            return Server(base, process, data)
        stop_server(process)
    raise AssertionError(f"the server did not become ready:\n{log.read_text(errors='replace')[-4000:]}")


def becomes_ready(process: subprocess.Popen[bytes], base: str) -> bool:
    """Whether it does, before it ends and in time."""
    deadline = time.monotonic() + STARTS_WITHIN_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            if httpx.get(f"{base}/readyz", timeout=5).status_code == httpx.codes.OK:
                return True
        except httpx.TransportError:
            time.sleep(0.1)
    return False


def stop_server(process: subprocess.Popen[bytes]) -> None:
    """End the process group that `start_server` began."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(15)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("acceptance")
    running = start_server(folder / "data", folder / "log", "--demo")
    yield running
    stop_server(running.process)


@dataclass
class Caller:
    """Somebody who calls: adds the token, and a fresh idempotency key where one is needed."""

    http: httpx.Client
    token: str | None = None
    refresh_token: str | None = None
    extra: dict[str, str] = field(default_factory=dict)

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = "fresh",
        if_match: int | None = None,
        params: Json | None = None,
    ) -> httpx.Response:
        """One call under /api/v1; `key` None sends no Idempotency-Key."""
        headers = dict(self.extra)
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if method != "GET" and key is not None:
            headers["Idempotency-Key"] = str(uuid4()) if key == "fresh" else key
        if if_match is not None:
            headers["If-Match"] = f'"{if_match}"'
        return self.http.request(method, f"/api/v1{path}", json=body, headers=headers, params=params)

    def get(self, path: str, **params: Any) -> httpx.Response:
        """GET with query parameters."""
        return self.call("GET", path, params=params or None)

    def post(self, path: str, body: Any = None, **options: Any) -> httpx.Response:
        """POST with a fresh idempotency key unless told otherwise."""
        return self.call("POST", path, body, **options)


@pytest.fixture(scope="session")
def http(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.base, timeout=20) as client:
        yield client


SignIn = Callable[..., Caller]


@pytest.fixture(scope="session")
def sign_in(http: httpx.Client) -> SignIn:
    def enter(email: str) -> Caller:
        answer = http.post(
            "/api/v1/auth/token",
            json={
                "grant_type": "password",
                "email": email,
                "password": PASSWORD,
                "device_name": "acceptance",
            },
        )
        assert answer.status_code == httpx.codes.OK, answer.text
        tokens = answer.json()
        return Caller(http, tokens["access_token"], tokens["refresh_token"])

    return enter


@pytest.fixture(scope="session")
def anyone(http: httpx.Client) -> Caller:
    return Caller(http)


class People:
    """The demo's people, signed in; anew before their tokens run out, however long the whole run takes."""

    def __init__(self, sign_in: SignIn) -> None:
        self._sign_in = sign_in
        self._callers: dict[str, tuple[float, Caller]] = {}

    def __getitem__(self, name: str) -> Caller:
        since, caller = self._callers.get(name, (0.0, None))
        if caller is None or time.monotonic() - since > FRESH_FOR_S:
            caller = self._sign_in(f"{name}@demo.test")
            self._callers[name] = time.monotonic(), caller
        return caller


@pytest.fixture(scope="session")
def people(sign_in: SignIn) -> People:
    return People(sign_in)


@pytest.fixture
def customer(people: People) -> Caller:
    return people["customer"]


@pytest.fixture
def vendor(people: People) -> Caller:
    return people["vendor"]


@pytest.fixture
def vendor2(people: People) -> Caller:
    return people["vendor2"]


@pytest.fixture
def admin(people: People) -> Caller:
    return people["admin"]


@pytest.fixture
def kiosk(http: httpx.Client) -> Caller:
    answer = http.post("/api/v1/auth/token", json={"grant_type": "kiosk", "enrolment_code": "DEMO-KIOSK"})
    assert answer.status_code == httpx.codes.OK, answer.text
    return Caller(http, answer.json()["access_token"], answer.json()["refresh_token"])


def rfc3339(moment: datetime) -> str:
    """An instant as the wire wants it."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


@pytest.fixture(scope="session")
def vendor_id(people: People) -> str:
    found: str = people["vendor"].get("/me").json()["vendors"][0]["id"]
    return found


@pytest.fixture(scope="session")
def listing(anyone: Caller, vendor_id: str) -> Json:
    """A listing of the demo vendor that several people can give."""
    cursor: str | None = None
    best: Json | None = None
    while True:
        params = {"limit": 200} | ({"cursor": cursor} if cursor else {})
        page = anyone.get("/listings", **params).json()
        for item in page["items"]:
            if item["vendor_id"] == vendor_id and (best is None or len(item["staff"]) > len(best["staff"])):
                best = item
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert best is not None
    return best


class Slots:
    """Hands out free slots of a listing, never the same time twice, from some days ahead on."""

    def __init__(self, anyone: Caller, listing: Json) -> None:
        self._anyone, self._listing, self._seen = anyone, listing, set[tuple[str, str]]()
        self._day = 20

    def take(self) -> Json:
        """A free slot at a time that no test has used."""
        for _ in range(60):
            start = datetime.now(UTC) + timedelta(days=self._day)
            answer = self._anyone.get(
                f"/listings/{self._listing['id']}/slots",
                **{"from": rfc3339(start), "to": rfc3339(start + timedelta(days=3))},
            )
            assert answer.status_code == httpx.codes.OK, answer.text
            for slot in answer.json()["items"]:
                day = slot["starts_at"][:10]
                if (day, slot["staff_id"]) not in self._seen:
                    self._seen.add((day, slot["staff_id"]))
                    found: Json = slot
                    return found
            self._day += 3
        raise AssertionError("no free slot left")


@pytest.fixture(scope="session")
def slots(anyone: Caller, listing: Json) -> Slots:
    return Slots(anyone, listing)


def booking_for(listing: Json, slot: Json, **more: Any) -> Json:
    """The body of a direct booking."""
    return {
        "id": str(uuid4()),
        "listing_id": listing["id"],
        "starts_at": slot["starts_at"],
        "staff_id": slot["staff_id"],
        **more,
    }
