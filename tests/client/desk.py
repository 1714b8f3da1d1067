"""An engine with a scripted server: who signs in, and the rows of the first pull."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import httpx

from client.clock import SystemClock
from client.db.disk import ThreadDisk
from client.engine import Engine, EngineOptions, Ports
from client.errors import UnreachableError, VaultUnavailableError
from client.ports import Secrets, ServerAddress, Socket, Vault
from contracts.permissions import permissions_of
from contracts.vocabulary import Role
from tests.client.rows import row_id


class NoVault:
    """A system without a keyring."""

    async def load(self, account: str) -> Secrets | None:
        raise VaultUnavailableError

    async def save(self, account: str, secrets: Secrets) -> None:
        raise VaultUnavailableError

    async def erase(self, account: str) -> None:
        raise VaultUnavailableError


class Office:
    """A server in a few lines; `down` cuts it off, `answers` overrides a path."""

    def __init__(self, role: Role = Role.VENDOR) -> None:
        self.me = {
            "id": row_id(1),
            "name": "Bo Falk",
            "roles": [role.value],
            "permissions": sorted(permissions_of([role])),
            "vendors": [{"id": row_id(7001), "name": "Northside"}],
        }
        self.rows: dict[str, list[Any]] = {}
        self.down = False
        self.answers: dict[str, httpx.Response] = {}
        self.requests: list[httpx.Request] = []

    def transport(self, *, secure: bool) -> httpx.AsyncBaseTransport:
        return httpx.MockTransport(self._handle)

    async def connect(self, url: str, headers: Mapping[str, str]) -> Socket:
        raise UnreachableError

    def _handle(self, request: httpx.Request) -> httpx.Response:
        if self.down:
            raise httpx.ConnectError("down")
        self.requests.append(request)
        path = request.url.path.removeprefix("/api/v1")
        if path in self.answers:
            return self.answers[path]
        return httpx.Response(200, json=self._body(path))

    def _body(self, path: str) -> Any:
        if path == "/auth/token":
            return {"access_token": "a", "token_type": "Bearer", "expires_in": 600, "refresh_token": "r"}
        if path == "/me":
            return self.me
        return {
            "epoch": "e",
            "cursor": "c",
            "upserts": self.rows,
            "scopes": {entity: [["vendor:v"]] * len(rows) for entity, rows in self.rows.items()},
            "forgets": [],
            "tombstones": [],
            "purge_scopes": [],
            "grants_revision": json.dumps(self.me["roles"]),
            "has_more": False,
        }


@asynccontextmanager
async def engine_at(
    office: Office, profile: Path | None, vault: Vault, *, kiosk: bool = False, connected: bool = True
) -> AsyncIterator[Engine]:
    ports = Ports(SystemClock(), Random(1), ThreadDisk(), office, vault)
    engine = Engine(EngineOptions("office", profile, kiosk=kiosk), ports)
    await engine.start()
    if connected:
        engine.connect(ServerAddress("http://office", {}))
    try:
        yield engine
    finally:
        await engine.aclose()
