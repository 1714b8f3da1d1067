"""Signed-in requests: the bearer token, one refresh where it has run out, and the idempotency key."""

from collections.abc import Mapping
from typing import Protocol

from client.api.http import HttpClient, Response
from client.documents import Document
from client.errors import SignInRequiredError
from client.outbox.kinds import KINDS
from client.outbox.operation import PendingOperation


class Tokens(Protocol):
    """Where access tokens come from."""

    @property
    def ended(self) -> bool:
        """Whether the session has ended, as far as is known here."""
        ...

    async def token(self) -> str:
        """A token that should still be good. Raises `SignInRequiredError` where the session has ended."""
        ...

    async def renew(self, stale: str) -> str:
        """Another token than this one, which the server no longer takes."""
        ...


class ApiClient:
    """The API as the signed-in person."""

    def __init__(self, http: HttpClient, tokens: Tokens) -> None:
        self._http = http
        self._tokens = tokens

    async def get(
        self, path: str, params: Mapping[str, str] | None = None, etag: str | None = None
    ) -> Response:
        """A read; 304 where `etag` is still current."""
        headers = {} if etag is None else {"If-None-Match": etag}
        return await self._request("GET", path, params=params, headers=headers)

    async def write(
        self, method: str, path: str, body: Document | None, *, key: str, if_match: int | None = None
    ) -> Response:
        """A write that may be repeated with the same key."""
        headers = {"Idempotency-Key": key}
        if if_match is not None:
            headers["If-Match"] = f'"{if_match}"'
        return await self._request(method, path, body=body, headers=headers)

    async def post(self, path: str, body: Document) -> Response:
        """A call without effect of its own, such as a pull."""
        return await self._request("POST", path, body=body, headers={})

    async def upload(self, path: str, data: bytes, media_type: str, *, key: str) -> Response:
        """Send bytes, which may be repeated with the same key."""
        headers = {"Idempotency-Key": key, "Content-Type": media_type}
        response, _ = await self._bytes("POST", path, data, None, headers)
        return response

    async def download(self, path: str, params: Mapping[str, str] | None = None) -> bytes:
        """The bytes behind an address."""
        _, data = await self._bytes("GET", path, None, params, {})
        return data

    async def send(self, item: PendingOperation) -> Document | None:
        """An operation's call. Raises as `HttpClient.request` does."""
        kind = KINDS[item.name]
        operation = item.operation
        response = await self.write(
            kind.method,
            kind.path.format(target=operation.target),
            None if kind.model is None else operation.args,
            key=item.id,
            if_match=operation.if_match,
        )
        body: Document | None = response.body
        return body

    async def is_healthy(self) -> bool:
        """Whether the server says that it is ready."""
        return await self._http.is_ready()

    def has_session(self) -> bool:
        """Whether the session has not ended, as far as is known here."""
        return not self._tokens.ended

    async def _request(
        self,
        method: str,
        path: str,
        *,
        body: Document | None = None,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str],
    ) -> Response:
        token = await self._tokens.token()
        try:
            return await self._as(token, method, path, body, params, headers)
        except SignInRequiredError:
            token = await self._tokens.renew(token)
        return await self._as(token, method, path, body, params, headers)

    async def _bytes(
        self,
        method: str,
        path: str,
        content: bytes | None,
        params: Mapping[str, str] | None,
        headers: Mapping[str, str],
    ) -> tuple[Response, bytes]:
        token = await self._tokens.token()
        for _ in range(2):
            signed = {**headers, "Authorization": f"Bearer {token}"}
            try:
                return await self._http.exchange_bytes(
                    method, path, content=content, params=params, headers=signed
                )
            except SignInRequiredError:
                token = await self._tokens.renew(token)
        raise SignInRequiredError({"status": 401, "code": "unauthenticated", "detail": "Sign in again."})

    async def _as(
        self,
        token: str,
        method: str,
        path: str,
        body: Document | None,
        params: Mapping[str, str] | None,
        headers: Mapping[str, str],
    ) -> Response:
        signed = {**headers, "Authorization": f"Bearer {token}"}
        return await self._http.request(method, path, body=body, params=params, headers=signed)
