"""Opening the right account: at the start from disk, at sign-in from the server, and leaving it."""

import contextlib
import secrets
from collections.abc import Callable
from pathlib import Path

from client.account import OpenAccount, Place, Surroundings
from client.api.auth import AuthApi, Grant
from client.errors import (
    KeyLostError,
    LocalError,
    RefusedError,
    StorageDamagedError,
    UnreachableError,
    VaultUnavailableError,
)
from client.outbox.operation import State
from client.ports import Secrets
from client.session.keychain import Keychain
from client.session.person import Person
from client.session.record import SessionFile, SessionRecord, account_of, folder_of
from client.session.session import Session, SessionState
from client.session.sign_out import OperationsWaitError, SignOutChoice, export, unfinished
from client.session.tokens import TokenKeeper
from client.status import EngineStatus


class Accounts:
    """Holds the one open account and the session that belongs to it."""

    def __init__(
        self,
        server: str,
        profile: Path | None,
        kiosk: bool,
        around: Surroundings,
        keychain: Keychain,
        session: Session,
        status: EngineStatus,
        on_open: Callable[[OpenAccount], None],
    ) -> None:
        self._server = server
        self._profile = profile
        self._kiosk = kiosk
        self._around = around
        self._keychain = keychain
        self._session = session
        self._status = status
        self._on_open = on_open
        self._auth = AuthApi(around.http)
        self._record = SessionFile(profile)
        self.current: OpenAccount | None = None

    def get(self) -> OpenAccount:
        """The open account. Raises `LocalError`."""
        if self.current is None:
            raise LocalError("Please sign in first.")
        return self.current

    async def restore(self) -> None:
        """Open the account that was signed in last, from disk alone; else nobody is signed in."""
        record = await self._around.disk.read(self._record.load)
        try:
            if record is not None and record.server == self._server:
                await self._reopen(record)
        except LocalError as error:
            self._status.update(notice=error.code)
        if self.current is None:
            self._session.become(SessionState.SIGNED_OUT, None)

    async def _reopen(self, record: SessionRecord) -> None:
        account = account_of(record.server, record.person.id)
        kept = await self._keychain.load(account)
        if kept is None:
            self._status.update(notice=KeyLostError.code)
        elif kept.refresh_token is not None:
            await self._open(account, kept.key, record.person)

    async def sign_in(self, email: str, password: str, device_name: str) -> Person:
        """With address and password."""
        return await self._enter(await self._auth.sign_in(email, password, device_name))

    async def enrol_kiosk(self, code: str) -> Person:
        """As a kiosk."""
        return await self._enter(await self._auth.enrol_kiosk(code))

    async def _enter(self, grant: Grant) -> Person:
        person = Person.from_document(await self._auth.me(grant.access_token))
        account = account_of(self._server, person.id)
        if self.current is not None and self.current.place.account != account:
            await self.close()
        key = await self._key_of(account)
        await self._keychain.save(account, Secrets(key, grant.refresh_token))
        if not self._keychain.persistent:
            self._status.update(notice=VaultUnavailableError.code)
        if self.current is None:
            await self._open(account, key, person, grant)
        else:
            self.current.tokens.accept(grant)
            self._session.become(SessionState.SIGNED_IN, person)
            self.current.start()
        await self._remember(person)
        return person

    async def _key_of(self, account: str) -> bytes:
        if self.current is not None and self.current.place.key is not None:
            return self.current.place.key
        try:
            kept = await self._keychain.load(account)
        except VaultUnavailableError:
            kept = None
        return kept.key if kept is not None else secrets.token_bytes(32)

    async def _open(self, name: str, key: bytes, person: Person, grant: Grant | None = None) -> None:
        folder = None
        if self._profile is not None and self._keychain.persistent:
            folder = folder_of(self._profile, name)
        place = Place(name, folder, key if folder is not None else None, forgetful=self._kiosk)
        around = self._around
        tokens = TokenKeeper(
            name, self._keychain, self._auth, around.disk, folder, around.new_id, self._expire
        )
        if grant is not None:
            tokens.accept(grant)
        account = OpenAccount(place, tokens, around)
        try:
            await account.open()
        except BaseException:
            await account.aclose()
            raise
        account.sync.on_grants = self._refresh_person
        if account.outbox_file.set_aside is not None:
            lost = self._status.notice == KeyLostError.code
            self._status.update(notice=KeyLostError.code if lost else StorageDamagedError.code)
        self.current = account
        self._session.become(SessionState.SIGNED_IN, person)
        self._on_open(account)

    def _expire(self) -> None:
        self._session.become(SessionState.EXPIRED, self._session.person)

    async def _refresh_person(self) -> None:
        """The server says that the grants changed: ask who we are now."""
        person = Person.from_document((await self.get().api.get("/me")).body)
        await self._remember(person)
        self._session.become(SessionState.SIGNED_IN, person)

    async def _remember(self, person: Person) -> None:
        if self._keychain.persistent:
            record = SessionRecord(self._server, person)
            await self._around.disk.write(lambda: self._record.save(record))

    async def sign_out(self, choice: SignOutChoice, export_to: Path | None) -> None:
        """Leave, once what waits is dealt with as chosen; raises before anything is given up."""
        account = self.get()
        left = unfinished(account.queue.items)
        if left and choice is SignOutChoice.WAIT:
            raise OperationsWaitError(len(left))
        if left and choice is SignOutChoice.EXPORT:
            if export_to is None:
                raise LocalError("Choose a file to export to.")
            await self._around.disk.write(lambda: export(left, export_to))
        keep = bool(left) and choice is SignOutChoice.KEEP and account.place.key is not None
        if not keep:
            await account.queue.remove([item.id for item in account.queue.items])
        # Without the server the session ends there by itself; here it ends now.
        with contextlib.suppress(UnreachableError, RefusedError, LocalError):
            await self._auth.sign_out(await account.tokens.token())
        await self._around.disk.write(self._record.erase)
        await self._forget(account, keep)
        self._session.become(SessionState.SIGNED_OUT, None)

    async def _forget(self, account: OpenAccount, keep: bool) -> None:
        await self.close()
        await account.cache.erase()
        if keep and account.place.key is not None:
            await self._keychain.save(account.place.account, Secrets(account.place.key, None))
        else:
            await account.outbox_file.erase()
            await self._keychain.erase(account.place.account)

    async def wipe(self) -> None:
        """A kiosk's customer has gone: forget what was answered; unsent requests stay, encrypted."""
        if self.current is not None and self._kiosk:
            items = self.current.queue.items
            await self.current.queue.remove([item.id for item in items if item.state is State.DONE])

    async def close(self) -> None:
        """Close the open account; what waits stays on disk."""
        account, self.current = self.current, None
        if account is not None:
            await account.aclose()
