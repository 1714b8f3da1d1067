"""The real network: HTTP by httpx, the realtime socket by websockets, both imported when first used."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from client.errors import UnreachableError
from client.ports import Socket, SocketClosed, SocketRefused
from client.retry_after import read_retry_after

if TYPE_CHECKING:
    import httpx
    from websockets.asyncio.client import ClientConnection

OPEN_TIMEOUT = 10.0
CLOSE_TIMEOUT = 2.0
MAX_FRAME = 8 * 1024 * 1024
NO_CODE = 1006


class SystemNetwork:
    """Certificates of the system's store; no proxy is taken from the environment."""

    def transport(self, *, secure: bool) -> "httpx.AsyncBaseTransport":
        """A transport with connections kept alive.

        Without TLS no certificate is read, and none trusted: all of them are 37 ms and 3 MiB.
        """
        import ssl

        import httpx

        trust = ssl.create_default_context() if secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        return httpx.AsyncHTTPTransport(
            verify=trust, limits=httpx.Limits(max_connections=16), trust_env=False
        )

    async def connect(self, url: str, headers: Mapping[str, str]) -> Socket:
        """Open the realtime socket; the server's own pings keep it alive."""
        from websockets.asyncio.client import connect
        from websockets.exceptions import InvalidHandshake, InvalidStatus

        try:
            connection = await connect(
                url,
                additional_headers=dict(headers),
                open_timeout=OPEN_TIMEOUT,
                close_timeout=CLOSE_TIMEOUT,
                ping_interval=None,
                max_size=MAX_FRAME,
                proxy=None,
            )
        except InvalidStatus as error:
            response = error.response
            wait = read_retry_after(response.headers.get("Retry-After"))
            raise SocketRefused(response.status_code, wait) from error
        except (InvalidHandshake, OSError, TimeoutError, EOFError) as error:
            raise UnreachableError from error
        return _SystemSocket(connection)


class _SystemSocket:
    """A connection that raises `SocketClosed`."""

    def __init__(self, connection: "ClientConnection") -> None:
        self._connection = connection

    async def recv(self) -> str:
        from websockets.exceptions import ConnectionClosed

        try:
            frame = await self._connection.recv(decode=True)
        except ConnectionClosed as error:
            raise _closed(error) from error
        return frame

    async def send(self, frame: str) -> None:
        from websockets.exceptions import ConnectionClosed

        try:
            await self._connection.send(frame)
        except ConnectionClosed as error:
            raise _closed(error) from error

    async def close(self, code: int) -> None:
        await self._connection.close(code)


def _closed(error: "Exception") -> SocketClosed:
    """The server's close code; a draining server gives its retry-after as the reason's seconds."""
    received = getattr(error, "rcvd", None)
    if received is None:
        return SocketClosed(NO_CODE)
    _name, _, seconds = received.reason.partition("retry-after=")
    return SocketClosed(received.code, read_retry_after(seconds))
