"""Sessions: begun by a password or a kiosk's code, kept by rotating refresh tokens (PROTOCOL 6), ended."""

import base64
import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from backend_stub.db.database import Database
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.errors import UnauthenticatedError
from backend_stub.features.auth import repository
from backend_stub.ports.clock import ClockPort
from backend_stub.security.access import LIFETIME, AccessTokens
from backend_stub.security.caller import ADMIN_SCOPE, Caller, SubjectKind
from backend_stub.security.directory import load_callers
from backend_stub.security.passwords import Passwords
from backend_stub.security.throttle import SignInThrottle
from contracts.errors import ErrorCode
from contracts.sessions import KioskGrant, PasswordGrant, RefreshGrant, TokenOut
from contracts.vocabulary import Entity, PersonStatus

SESSION_LIFETIME: Final = timedelta(days=60)
REPLAY_WINDOW: Final = timedelta(seconds=60)
_SEEN_EVERY: Final = timedelta(hours=1)
_KIOSKS: Final = "kiosks"


class SessionService:
    """Begins, continues and ends sessions."""

    def __init__(
        self,
        database: Database,
        tokens: AccessTokens,
        passwords: Passwords,
        throttle: SignInThrottle,
        clock: ClockPort,
        refresh_key: bytes,
    ) -> None:
        self._database = database
        self._tokens = tokens
        self._passwords = passwords
        self._throttle = throttle
        self._clock = clock
        self._refresh_key = refresh_key

    async def sign_in(self, grant: PasswordGrant, address: str) -> TokenOut:
        """A session for whoever knows the password; unknown accounts are refused alike, in equal time."""
        email = grant.email.strip().lower()
        await self._throttle.admit(email, address)
        async with self._database.read() as session:
            account = await repository.find_account(session, email)
        if not await self._passwords.matches(account.password_hash if account else None, grant.password):
            account = None
        if account is None:
            await self._throttle.count_failure(email, address)
            raise UnauthenticatedError(ErrorCode.INVALID_CREDENTIALS, "Email or password is wrong.")
        if account.status != PersonStatus.ACTIVE:
            # The same status and code as every other failure; the reason is for whoever knows the password.
            words = f"This account is suspended: {account.suspended_reason}"
            raise UnauthenticatedError(ErrorCode.INVALID_CREDENTIALS, words)
        async with self._database.write() as uow:
            await self._mark_seen(uow, account)
            return await self._begin(uow, account.id, "person", grant.device_name)

    async def enrol(self, grant: KioskGrant, address: str) -> TokenOut:
        """A session for a kiosk that was given its code."""
        await self._throttle.admit(_KIOSKS, address)
        async with self._database.read() as session:
            kiosk = await repository.find_kiosk(session, digest_of(grant.enrolment_code))
        if kiosk is None:
            await self._throttle.count_failure(_KIOSKS, address)
            raise UnauthenticatedError(ErrorCode.INVALID_CREDENTIALS, "This enrolment code is not known.")
        async with self._database.write() as uow:
            return await self._begin(uow, kiosk[0], "kiosk", kiosk[1])

    async def refresh(self, grant: RefreshGrant) -> TokenOut:
        """The successor of a refresh token; any reuse but a repeat of the same attempt ends the session."""
        async with self._database.write() as uow:
            answer = await self._refresh(uow, grant)
        if answer is None:
            raise UnauthenticatedError(ErrorCode.INVALID_GRANT, "This session has ended; sign in again.")
        return answer

    async def sign_out(self, caller: Caller) -> None:
        """End the caller's session."""
        async with self._database.write() as uow:
            await repository.end_session(uow.session, caller.session_id, "sign_out", uow.now)
            uow.grants_changed(caller.id)

    async def _refresh(self, uow: UnitOfWork, grant: RefreshGrant) -> TokenOut | None:
        token = await repository.find_token(uow.session, digest_of(grant.refresh_token))
        if token is None or not await load_callers(uow.session, [token.session_id], uow.now):
            return None
        successor = self._successor(grant.refresh_token, grant.attempt_id)
        if token.used_at is None:
            await repository.use_token(uow.session, token.digest, grant.attempt_id, uow.now)
            await repository.add_token(uow.session, digest_of(successor), token.session_id, uow.now)
            await repository.extend_session(uow.session, token.session_id, uow.now + SESSION_LIFETIME)
        elif token.attempt_id != grant.attempt_id or uow.now - token.used_at > REPLAY_WINDOW:
            await repository.end_session(uow.session, token.session_id, "reuse", uow.now)
            uow.grants_changed(token.subject_id)
            return None
        return self._answer(token.session_id, successor)

    async def _begin(self, uow: UnitOfWork, subject_id: UUID, kind: SubjectKind, device: str) -> TokenOut:
        session_id = uuid4()
        token = secrets.token_urlsafe(32)
        expires_at = uow.now + SESSION_LIFETIME
        await repository.add_session(uow.session, session_id, subject_id, kind, device, uow.now, expires_at)
        await repository.add_token(uow.session, digest_of(token), session_id, uow.now)
        return self._answer(session_id, token)

    async def _mark_seen(self, uow: UnitOfWork, account: repository.Account) -> None:
        if account.last_seen_at is None or uow.now - account.last_seen_at > _SEEN_EVERY:
            version = await repository.mark_seen(uow.session, account.id, uow.now)
            scopes = (ADMIN_SCOPE,)
            uow.record_change(Entity.PERSON, account.id, version, before=scopes, after=scopes)

    def _answer(self, session_id: UUID, refresh_token: str) -> TokenOut:
        return TokenOut(
            access_token=self._tokens.issue(session_id),
            token_type="Bearer",  # noqa: S106 - the scheme, not a secret
            expires_in=int(LIFETIME.total_seconds()),
            refresh_token=refresh_token,
        )

    def _successor(self, token: str, attempt_id: UUID) -> str:
        """Derived, so that a lost answer can be given again although no token is ever stored."""
        derived = hmac.digest(self._refresh_key, token.encode() + attempt_id.bytes, hashlib.sha256)
        return base64.urlsafe_b64encode(derived).rstrip(b"=").decode()


def digest_of(secret: str) -> str:
    """The SHA-256 by which a random secret is found again; too random to need more."""
    return hashlib.sha256(secret.encode()).hexdigest()
