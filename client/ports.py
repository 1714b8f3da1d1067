"""What the engine asks of the outside world; a simulator hands in its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")


class Disk(Protocol):
    """Runs blocking work on files away from the event loop."""

    async def write(self, job: Callable[[], T]) -> T:
        """Run `job` after all writes asked for before, one at a time."""
        ...

    async def read(self, job: Callable[[], T]) -> T:
        """Run `job` beside a write that may be under way."""
        ...

    async def glance(self, job: Callable[[], T]) -> T:
        """A read that is over before a thread has begun: at once, where nothing else is read."""
        ...

    async def aclose(self) -> None:
        """Finish what was asked for and end the threads."""
        ...


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where the server is; the bundled one has another port and secret at each start."""

    base_url: str
    """Scheme, host and port, without a path."""
    headers: Mapping[str, str]
    """Sent with every request (the launch secret)."""


class Socket(Protocol):
    """An open realtime connection."""

    async def recv(self) -> str:
        """The next text frame; raises `SocketClosed`."""
        ...

    async def send(self, frame: str) -> None:
        """Send a text frame; raises `SocketClosed`."""
        ...

    async def close(self, code: int) -> None:
        """Close from this side."""
        ...


class SocketClosed(Exception):  # noqa: N818 - an ordinary event in a socket's life, not a failure
    """The connection ended; `code` is the WebSocket close code, 1006 where there was none."""

    def __init__(self, code: int, retry_after: float | None = None) -> None:
        super().__init__(f"socket closed with {code}")
        self.code = code
        self.retry_after = retry_after


class SocketRefused(Exception):  # noqa: N818 - see SocketClosed
    """HTTP answered instead of the upgrade."""

    def __init__(self, status: int, retry_after: float | None = None) -> None:
        super().__init__(f"socket refused with {status}")
        self.status = status
        self.retry_after = retry_after


class Network(Protocol):
    """Ways to the server."""

    def transport(self, *, secure: bool) -> "httpx.AsyncBaseTransport":
        """A transport for the one shared HTTP client; `secure` where the server speaks TLS."""
        ...

    async def connect(self, url: str, headers: Mapping[str, str]) -> Socket:
        """Open the realtime socket; raises `SocketRefused`, or `UnreachableError` where nobody answers."""
        ...


@dataclass(frozen=True, slots=True)
class Secrets:
    """One keyring entry: the key of the account's files and, while signed in, the refresh token."""

    key: bytes
    refresh_token: str | None


class Vault(Protocol):
    """Keeps one `Secrets` for each account where other people can't read it."""

    async def load(self, account: str) -> Secrets | None:
        """What was kept, or None; raises `VaultUnavailableError`."""
        ...

    async def save(self, account: str, secrets: Secrets) -> None:
        """Keep these instead of what was kept before; raises `VaultUnavailableError`."""
        ...

    async def erase(self, account: str) -> None:
        """Keep nothing any more; raises `VaultUnavailableError`."""
        ...
