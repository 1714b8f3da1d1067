"""Access tokens: short-lived JWTs that name a session; whether it still runs is asked of the directory."""

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import jwt

from backend_stub.errors import UnauthenticatedError
from backend_stub.ports.clock import ClockPort

LIFETIME: Final = timedelta(minutes=10)
_ALGORITHM: Final = "HS256"
_TYPE: Final = "at+jwt"
_ISSUER: Final = "doorstep"
_AUDIENCE: Final = "doorstep-api"
_REMEMBERED: Final = 20_000


class AccessTokens:
    """Makes and checks access tokens; algorithm, type, issuer and audience are fixed."""

    def __init__(self, key: bytes, clock: ClockPort) -> None:
        self._key = key
        self._clock = clock
        self._known: OrderedDict[str, tuple[UUID, float]] = OrderedDict()

    def issue(self, session_id: UUID) -> str:
        """A token of this session, good for `LIFETIME`."""
        now = self._clock.now()
        claims = {
            "iss": _ISSUER,
            "aud": _AUDIENCE,
            "sid": str(session_id),
            "iat": int(now.timestamp()),
            "exp": int((now + LIFETIME).timestamp()),
        }
        return jwt.encode(claims, self._key, _ALGORITHM, {"typ": _TYPE})

    def session_of(self, token: str) -> UUID:
        """The session that a good token names; 401 for any other."""
        return self._check(token)[0]

    def expiry_of(self, token: str) -> datetime:
        """When a good token ends."""
        return datetime.fromtimestamp(self._check(token)[1], tz=self._clock.now().tzinfo)

    def _check(self, token: str) -> tuple[UUID, float]:
        known = self._known.get(token)
        if known is None:
            known = self._decode(token)
            self._known[token] = known
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        if known[1] <= self._clock.now().timestamp():
            self._known.pop(token, None)
            raise UnauthenticatedError(detail="The access token has expired.")
        return known

    def _decode(self, token: str) -> tuple[UUID, float]:
        try:
            decoded = jwt.decode_complete(
                token,
                self._key,
                [_ALGORITHM],
                audience=_AUDIENCE,
                issuer=_ISSUER,
                # The clock is handed in, so the expiry is compared by us.
                options={"require": ["exp", "sid"], "verify_exp": False, "verify_iat": False},
            )
            if decoded["header"].get("typ") != _TYPE:
                raise UnauthenticatedError
            return UUID(decoded["payload"]["sid"]), float(decoded["payload"]["exp"])
        except (jwt.InvalidTokenError, ValueError, TypeError) as error:
            raise UnauthenticatedError from error
