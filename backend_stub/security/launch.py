"""What keeps others on this computer and web pages out of the bundled server (PROTOCOL 8)."""

import secrets
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from backend_stub.errors import ProblemError, problem_response
from contracts.errors import ErrorCode

LAUNCH_HEADER: Final = "x-doorstep-launch"
_NAMES: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})


class LaunchGuard:
    """Lets a request pass only with this launch's secret, a loopback `Host` and no `Origin`."""

    def __init__(self, app: ASGIApp, secret: str) -> None:
        self._app = app
        self._secret = secret.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or hand on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(Headers(scope=scope))
        if refusal is None:
            await self._app(scope, receive, send)
            return
        await problem_response(refusal, scope["path"])(scope, receive, send)

    def _refusal(self, headers: Headers) -> ProblemError | None:
        if _host_name(headers.get("host", "")) not in _NAMES:
            return ProblemError(403, ErrorCode.FORBIDDEN, "This server answers to loopback names only.")
        if "origin" in headers:
            return ProblemError(403, ErrorCode.FORBIDDEN, "This server does not answer web pages.")
        given = headers.get(LAUNCH_HEADER, "").encode()
        if not secrets.compare_digest(given, self._secret):
            detail = "This server belongs to the program that started it."
            challenge = {"WWW-Authenticate": "Doorstep-Launch"}
            return ProblemError(401, ErrorCode.UNAUTHENTICATED, detail, headers=challenge)
        return None


def _host_name(host: str) -> str:
    name, _, port = host.rpartition(":")
    return name.lower() if name and port.isdigit() else host.lower()
