"""The one HTTP client: foreign errors become ours here, and addresses stay out of the log.

httpx is imported when the first request is made, after the first data is on the screen.
"""

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from client.documents import Document
from client.errors import ServerFailureError, UnreachableError, refusal
from client.ports import Network, ServerAddress
from client.reachability import Reachability
from client.retry_after import read_retry_after

if TYPE_CHECKING:
    import httpx

BASE = "/api/v1"
TIMEOUT = 20.0
_PATIENCE = frozenset({408, 425, 429})
_GATEWAY = frozenset({502, 504})


@dataclass(frozen=True, slots=True)
class Response:
    """A good answer; `body` is None for 204 and 304."""

    status: int
    body: Any
    etag: str | None


class HttpClient:
    """Requests to one server; raises the engine's errors and no others."""

    def __init__(self, network: Network, reachability: Reachability, timeout: float = TIMEOUT) -> None:
        self._network = network
        self._reachability = reachability
        self._timeout = timeout
        self._client: httpx.AsyncClient | None = None
        self._address: ServerAddress | None = None

    def connect(self, address: ServerAddress) -> None:
        """The server is there from now on."""
        self._address = address

    @property
    def address(self) -> ServerAddress:
        """Where the server is. Raises `UnreachableError` while that is not known."""
        if self._address is None:
            raise UnreachableError("The server is still starting.")
        return self._address

    async def request(
        self,
        method: str,
        path: str,
        *,
        body: Document | None = None,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """One exchange. `path` starts below the API's base.

        Raises `UnreachableError`, `ServerFailureError` or a `RefusedError`.
        """
        import httpx

        address = self.address
        url = f"{address.base_url}{BASE}{path}"
        try:
            async with asyncio.timeout(self._timeout):
                response = await self._opened().request(
                    method, url, json=body, params=params, headers={**address.headers, **(headers or {})}
                )
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            self._reachability.saw(False)
            raise UnreachableError from error
        return self._judged(response)

    async def exchange_bytes(
        self,
        method: str,
        path: str,
        *,
        content: bytes | None = None,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> "tuple[Response, bytes]":
        """One exchange of bytes: those of a good answer that is no JSON come second. Raises as `request`."""
        import httpx

        address = self.address
        url = f"{address.base_url}{BASE}{path}"
        try:
            async with asyncio.timeout(self._timeout):
                response = await self._opened().request(
                    method,
                    url,
                    content=content,
                    params=params,
                    headers={**address.headers, **(headers or {})},
                )
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            self._reachability.saw(False)
            raise UnreachableError from error
        kind = response.headers.get("content-type", "")
        if response.status_code == 200 and kind.startswith("image/"):
            self._reachability.saw(True)
            return Response(200, None, response.headers.get("etag")), response.content
        return self._judged(response), b""

    async def is_ready(self) -> bool:
        """Whether the server says that it is ready for work."""
        import httpx

        try:
            async with asyncio.timeout(self._timeout):
                response = await self._opened().get(
                    f"{self.address.base_url}/readyz", headers=self.address.headers
                )
        except (httpx.HTTPError, TimeoutError, UnreachableError):
            return False
        return response.status_code == 200

    def _opened(self) -> "httpx.AsyncClient":
        if self._client is None:
            import httpx

            # httpx logs whole addresses at INFO; they hold what people searched for.
            logging.getLogger("httpx").setLevel(logging.WARNING)
            self._client = httpx.AsyncClient(
                transport=self._network.transport(secure=self.address.base_url.startswith("https:")),
                timeout=self._timeout,
                trust_env=False,
                follow_redirects=False,
            )
        return self._client

    def _judged(self, response: "httpx.Response") -> Response:
        status, body = response.status_code, _parsed(response)
        retry_after = read_retry_after(response.headers.get("retry-after"))
        if status in _GATEWAY or (body is None and status not in {204, 304} and status < 500):
            # A proxy, or the page of a hotel's network: nothing that our server said.
            self._reachability.saw(False)
            raise UnreachableError("Something in between answered instead of the server.", retry_after)
        self._reachability.saw(True)
        if status in {200, 201, 202, 204, 304}:
            return Response(status, body, response.headers.get("etag"))
        problem = body if isinstance(body, dict) else {}
        problem = {"status": status, **problem}
        code = str(problem.get("code", "server_failure"))
        if status >= 500 or status in _PATIENCE or code == "request_in_flight":
            raise ServerFailureError(status, str(problem.get("detail", "")), retry_after, code)
        raise refusal(problem)

    async def aclose(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None


def _parsed(response: "httpx.Response") -> Any:
    """The JSON body; None where there is none, or where a refusal is not a problem document with a code."""
    if "json" not in response.headers.get("content-type", ""):
        return None
    try:
        body = json.loads(response.content)
    except ValueError:
        return None
    if response.status_code >= 400 and not (isinstance(body, dict) and "code" in body):
        return None
    return body
