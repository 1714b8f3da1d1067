"""From a bearer token to the caller."""

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import HTTPConnection

from backend_stub.errors import UnauthenticatedError
from backend_stub.security.access import AccessTokens
from backend_stub.security.caller import Caller
from backend_stub.security.directory import CallerDirectory


@dataclass(frozen=True, slots=True)
class Admission:
    """A caller with the moment at which their access token ends."""

    caller: Caller
    expires_at: datetime


class Authenticator:
    """Knows the caller of a request or a socket's handshake, or refuses with 401."""

    def __init__(self, tokens: AccessTokens, directory: CallerDirectory) -> None:
        self._tokens = tokens
        self._directory = directory

    async def authenticate(self, connection: HTTPConnection) -> Caller:
        """The caller, from the header alone; tokens in an address would end up in logs."""
        caller = await self._directory.find(self._tokens.session_of(_bearer(connection)))
        if caller is None:
            raise UnauthenticatedError(detail="This session has ended; sign in again.")
        return caller

    async def admit(self, connection: HTTPConnection) -> Admission:
        """The caller with their token's end, for connections that outlive a request."""
        caller = await self.authenticate(connection)
        return Admission(caller, self._tokens.expiry_of(_bearer(connection)))


def _bearer(connection: HTTPConnection) -> str:
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise UnauthenticatedError
    return token.strip()
