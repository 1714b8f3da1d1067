"""The admin of a run: suspends people in the middle of what they do, and lets them in again."""

import json
from typing import Any
from uuid import UUID

import httpx

from tests.sim.server import SimServer
from tests.sim.template import ADMIN, PASSWORD

BASE = "http://sim/api/v1"


class Office:
    """Talks to the server without a network in between."""

    def __init__(self, server: SimServer) -> None:
        self._server = server
        self._calls = 0

    def suspend(self, email: str) -> None:
        """Keep somebody out, at once and on every device."""
        self._move("active", "suspend", {"reason": "Asked for cash."}, email)

    def restore(self, email: str | None = None) -> None:
        """Let somebody in again, or everybody."""
        self._move("suspended", "restore", {}, email)

    def _move(self, status: str, action: str, body: dict[str, Any], email: str | None) -> None:
        sign_in = {"grant_type": "password", "email": ADMIN, "password": PASSWORD, "device_name": "office"}
        token = self._call("POST", "/auth/token", sign_in, {})["access_token"]
        admin = {"Authorization": f"Bearer {token}"}
        for person in self._call("GET", f"/people?status={status}", None, admin)["items"]:
            if email in {None, person["email"]}:
                headers = {**admin, "If-Match": f'"{person["version"]}"', "Idempotency-Key": self._key()}
                self._call("POST", f"/people/{person['id']}/{action}", body, headers)

    def _key(self) -> str:
        self._calls += 1
        return str(UUID(int=(0x019B_0000_0000 << 80) | (0x7 << 76) | (0b10 << 62) | self._calls))

    def _call(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        response = self._server.request(httpx.Request(method, f"{BASE}{path}", json=body, headers=headers))
        if response.status_code != 200:
            raise RuntimeError(f"the office was refused: {response.status_code} {response.text}")
        return json.loads(response.content)
