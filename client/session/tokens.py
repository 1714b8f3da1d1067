"""Access tokens: one refresh at a time, the attempt on disk before it is made (PROTOCOL 6)."""

import asyncio
import hashlib
from collections.abc import Callable
from pathlib import Path

from client.api.auth import AuthApi, Grant
from client.documents import Document
from client.errors import SignInRequiredError
from client.ports import Disk, Secrets
from client.profile_file import ProfileFile
from client.session.keychain import Keychain
from client.session.lock import exclusive

_SPARE = 30.0
"""Seconds before its end from which a token counts as used up."""


class TokenKeeper:
    """Holds the account's access token in memory and its refresh token in the keychain."""

    def __init__(
        self,
        account: str,
        keychain: Keychain,
        auth: AuthApi,
        disk: Disk,
        folder: Path | None,
        new_id: Callable[[], str],
        on_ended: Callable[[], None],
    ) -> None:
        self._account = account
        self._keychain = keychain
        self._auth = auth
        self._disk = disk
        self._attempt = None if folder is None else ProfileFile(folder / "refresh.json")
        self._lock_path = None if folder is None else folder / "refresh.lock"
        self._memory_attempt: Document | None = None
        self._new_id = new_id
        self._on_ended = on_ended
        self._turn = asyncio.Lock()
        self._access: str | None = None
        self._good_until = 0.0
        self.ended = False

    def accept(self, grant: Grant) -> None:
        """Use a fresh grant's access token; its refresh token is already kept."""
        self.ended = False
        self._access = grant.access_token
        self._good_until = asyncio.get_running_loop().time() + grant.expires_in - _SPARE

    async def token(self) -> str:
        """A token that should be good. Raises `SignInRequiredError` once the session has ended."""
        if self._access is not None and asyncio.get_running_loop().time() < self._good_until:
            return self._access
        return await self.renew(self._access)

    async def renew(self, stale: str | None) -> str:
        """Another token than this one; callers at the same time share one refresh."""
        async with self._turn:
            if self.ended:
                raise _ended()
            if self._access is not None and self._access != stale:
                return self._access
            async with exclusive(self._lock_path):
                await self._refresh()
            return self._access or ""

    async def _refresh(self) -> None:
        secrets = await self._keychain.load(self._account)
        if secrets is None or secrets.refresh_token is None:
            self._end()
            raise _ended()
        attempt = await self._attempt_for(secrets.refresh_token)
        try:
            grant = await self._auth.refresh(secrets.refresh_token, attempt)
        except SignInRequiredError:
            self._end()
            raise
        await self._keychain.save(self._account, Secrets(secrets.key, grant.refresh_token))
        self.accept(grant)

    async def _attempt_for(self, refresh_token: str) -> str:
        """The attempt for this token: the one that was on disk already, or a new one that now is."""
        fingerprint = hashlib.sha256(refresh_token.encode()).hexdigest()
        file = self._attempt
        kept = self._memory_attempt if file is None else await self._disk.read(file.load)
        if kept is not None and kept.get("token") == fingerprint:
            return str(kept["attempt_id"])
        made: Document = {"token": fingerprint, "attempt_id": self._new_id()}
        self._memory_attempt = made
        if file is not None:
            await self._disk.write(lambda: file.save(made))
        return str(made["attempt_id"])

    def _end(self) -> None:
        self.ended = True
        self._access = None
        self._on_ended()


def _ended() -> SignInRequiredError:
    return SignInRequiredError({"status": 401, "code": "unauthenticated", "detail": "Please sign in again."})
