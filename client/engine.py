"""The engine: builds the stores, opens accounts, and is the only thing that the application holds."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

from client.account import OpenAccount, Place, Surroundings
from client.api.auth import AuthApi, Grant
from client.api.http import HttpClient
from client.bus import EVERYTHING, Bus
from client.clock import Clock
from client.errors import (
    DiskFullError,
    ForbiddenError,
    LocalError,
    RefusedError,
    StorageDamagedError,
    UnreachableError,
    VaultUnavailableError,
)
from client.ids import IdMaker
from client.outbox.kinds import KINDS
from client.outbox.operation import Operation, State
from client.ports import Disk, Network, Secrets, ServerAddress, Vault
from client.reachability import Reachability
from client.routes import allowed
from client.session.keychain import Keychain
from client.session.person import Person
from client.session.record import SessionFile, SessionRecord, account_of, folder_of
from client.session.session import Session, SessionState
from client.session.sign_out import OperationsWaitError, SignOutChoice, export, unfinished
from client.session.tokens import TokenKeeper
from client.status import EngineStatus
from client.stores.base import Query
from client.stores.booking import BookingStore
from client.stores.catalogue import CatalogueStore
from client.stores.hold import HoldStore
from client.stores.notification import NotificationStore
from client.stores.outbox import OutboxStore
from client.stores.overview import OverviewStore
from client.stores.people import PeopleStore
from client.stores.preference import PreferenceStore
from client.stores.vendor import VendorStore
from client.stores.view import View
from client.tasks import Tasks

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """How this engine runs."""

    server: str
    """The server's lasting name: accounts belong to it, also when its address changes (the bundled one's does)."""
    profile: Path | None
    """Folder of the profile; None keeps everything in memory."""
    device_name: str = "Doorstep"
    kiosk: bool = False
    """Cache in memory; only an unsent request is on the disk, encrypted, until it is sent."""


@dataclass(frozen=True, slots=True)
class Ports:
    """The outside world, handed in."""

    clock: Clock
    random: Random
    disk: Disk
    network: Network
    vault: Vault


class Engine:
    """Everything behind the windows. Starts without network and without waiting for it.

    `start`, then `connect` once the server's address is known; `aclose` at the end.
    """

    def __init__(self, options: EngineOptions, ports: Ports) -> None:
        self._options = options
        self._disk = ports.disk
        self.bus = Bus()
        self.tasks = Tasks()
        self.status = EngineStatus()
        self.session = Session()
        self._reachability = Reachability()
        self._http = HttpClient(ports.network, self._reachability)
        self._auth = AuthApi(self._http)
        self._keychain = Keychain(ports.vault)
        self._record = SessionFile(options.profile)
        new_id = IdMaker(ports.clock, ports.random)
        self._around = Surroundings(
            ports.clock,
            ports.random,
            ports.disk,
            ports.network,
            self._http,
            self.bus,
            self._reachability,
            new_id,
        )
        self._account: OpenAccount | None = None
        self._connected = False
        self._reachability.subscribe(self._reached_or_not)
        self._build_stores(new_id)

    def _build_stores(self, new_id: Callable[[], str]) -> None:
        profile = self._options.profile
        path = None if profile is None else profile / "preferences.json"
        self.bookings = BookingStore(self, new_id, lambda: self._open().bookings_api)
        self.catalogue = CatalogueStore(self, new_id, lambda: self._open().listings_api)
        self.vendor = VendorStore(self, new_id)
        self.holds = HoldStore(self, new_id, lambda: self._open().holds_api)
        self.notifications = NotificationStore(self, new_id)
        self.people = PeopleStore(self, new_id, lambda: self._open().direct)
        self.overview = OverviewStore(self, new_id, lambda: self._open().overview_api)
        self.outbox = OutboxStore(self, new_id, lambda: self._open().repair)
        self.preferences = PreferenceStore(path, self._disk, self.bus)

    # What stores ask

    async def read(self, query: Query[T]) -> T:
        """The query's value now; its empty value while nobody is signed in."""
        account, person = self._account, self.session.person
        if account is None or person is None:
            return query.empty()
        operations = account.queue.items
        try:
            return await account.cache.read(lambda reader: query.read(View(reader, operations, person)))
        except StorageDamagedError:
            self.tasks.spawn(account.sync.recreate(), "recreate the cache")
            raise

    async def act(self, operation: Operation) -> str:
        """Append to the outbox of the open account; returns the operation's id once it is on disk."""
        account = self._open()
        person = self.session.person
        allowing = KINDS[operation.name].permissions
        if person is None or person.permissions.isdisjoint(allowing):
            raise ForbiddenError(
                {"status": 403, "code": "forbidden", "detail": "You are not allowed to do this."}
            )
        try:
            item = await account.queue.append(operation)
        except DiskFullError:
            self.status.update(notice=DiskFullError.code)
            raise
        if self.status.notice == DiskFullError.code:
            self.status.update(notice=None)
        return item.id

    def can(self, permission: str) -> bool:
        """Whether the signed-in person holds a permission."""
        return self.session.can(permission)

    def can_visit(self, route_id: str) -> bool:
        """Whether the signed-in person may open a route."""
        person = self.session.person
        return allowed(route_id, person.roles, person.permissions) if person else allowed(route_id, (), ())

    # A program's life

    async def start(self) -> None:
        """Open the account that was signed in last, from disk alone. Never waits for the network."""
        record = await self._disk.read(self._record.load)
        if record is None or record.server != self._options.server:
            self.session.become(SessionState.SIGNED_OUT, None)
            return
        try:
            await self._restore(record)
        except LocalError as error:
            self.status.update(notice=error.code)
            self.session.become(SessionState.SIGNED_OUT, None)

    async def _restore(self, record: SessionRecord) -> None:
        account = account_of(record.server, record.person.id)
        kept = await self._keychain.load(account)
        if kept is None or kept.refresh_token is None:
            if kept is None:
                self.status.update(notice="key_lost")
            self.session.become(SessionState.SIGNED_OUT, None)
            return
        await self._open_account(account, kept.key, record.person)

    def connect(self, address: ServerAddress) -> None:
        """The server's address is known (or has changed): begin to talk to it."""
        self._http.connect(address)
        self._connected = True
        if self._account is not None:
            self._account.start()

    def network_changed(self) -> None:
        """The system says that the network changed: try now rather than later."""
        if self._account is not None and self._connected:
            self._account.hurry()

    async def warm_up(self) -> None:
        """Import on a thread what the start left out, so that the first tap and request need not."""
        await self._disk.read(_import_late)

    async def aclose(self) -> None:
        """End everything; what waits stays on disk."""
        await self.tasks.aclose()
        await self._close_account()
        await self._http.aclose()
        await self._disk.aclose()

    # Signing in and out

    async def sign_in(self, email: str, password: str) -> Person:
        """Sign in. Raises `SignInRequiredError` (`invalid_credentials`), `UnreachableError` or `LocalError`."""
        return await self._enter(await self._auth.sign_in(email, password, self._options.device_name))

    async def enrol_kiosk(self, code: str) -> Person:
        """Sign in as a kiosk. Raises as `sign_in` does."""
        return await self._enter(await self._auth.enrol_kiosk(code))

    async def _enter(self, grant: Grant) -> Person:
        person = Person.from_document(await self._auth.me(grant.access_token))
        account = account_of(self._options.server, person.id)
        if self._account is not None and self._account.place.account != account:
            await self._close_account()
        key = await self._key_of(account)
        await self._keychain.save(account, Secrets(key, grant.refresh_token))
        if not self._keychain.persistent:
            self.status.update(notice=VaultUnavailableError.code)
        if self._account is None:
            await self._open_account(account, key, person, grant)
        else:
            self._account.tokens.accept(grant)
            self._account.start()
        await self._remember(person)
        self.session.become(SessionState.SIGNED_IN, person)
        self.status.update(signed_in=True)
        return person

    async def _key_of(self, account: str) -> bytes:
        if self._account is not None and self._account.place.key is not None:
            return self._account.place.key
        try:
            kept = await self._keychain.load(account)
        except VaultUnavailableError:
            kept = None
        return kept.key if kept is not None else secrets.token_bytes(32)

    async def sign_out(self, choice: SignOutChoice, export_to: Path | None = None) -> None:
        """Sign out here; `choice` says what becomes of operations that have not been answered.

        Raises `OperationsWaitError` for `WAIT` while there are any, and `LocalError` where an export fails; then
        the person is still signed in.
        """
        account = self._open()
        left = unfinished(account.queue.items)
        if left and choice is SignOutChoice.WAIT:
            raise OperationsWaitError(len(left))
        if left and choice is SignOutChoice.EXPORT:
            if export_to is None:
                raise LocalError("Choose a file to export to.")
            target = export_to
            await self._disk.write(lambda: export(left, target))
        if choice is not SignOutChoice.KEEP:
            await account.queue.remove([item.id for item in account.queue.items])
        await self._leave(account, keep=bool(left) and choice is SignOutChoice.KEEP)

    async def _leave(self, account: OpenAccount, *, keep: bool) -> None:
        try:
            await self._auth.sign_out(await account.tokens.token())
        except (UnreachableError, RefusedError):
            # Without the server the session ends there by itself; here it ends now.
            pass
        await self._disk.write(self._record.erase)
        name, key = account.place.account, account.place.key
        await self._close_account()
        await account.cache.erase()
        if keep and key is not None:
            await self._keychain.save(name, Secrets(key, None))
        else:
            await account.outbox_file.erase()
            await self._keychain.erase(name)
        self.session.become(SessionState.SIGNED_OUT, None)
        self.status.update(signed_in=False, waiting=0, needs_you=0, as_of=None)
        self.bus.publish({EVERYTHING})

    async def wipe(self) -> None:
        """A kiosk's customer has gone: forget all that was answered; unsent requests stay, encrypted."""
        account = self._account
        if account is not None and account.place.forgetful:
            done = [item.id for item in account.queue.items if item.state is State.DONE]
            await account.queue.remove(done)

    # The open account

    def _open(self) -> OpenAccount:
        if self._account is None:
            raise LocalError("Please sign in first.")
        return self._account

    async def _open_account(self, name: str, key: bytes, person: Person, grant: Grant | None = None) -> None:
        profile = self._options.profile
        folder = folder_of(profile, name) if profile is not None and self._keychain.persistent else None
        place = Place(name, folder, key if folder is not None else None, forgetful=self._options.kiosk)
        tokens = TokenKeeper(
            name, self._keychain, self._auth, self._disk, folder, self._around.new_id, self._session_ended
        )
        if grant is not None:
            tokens.accept(grant)
        account = OpenAccount(place, tokens, self._around)
        try:
            await account.open()
        except BaseException:
            await account.aclose()
            raise
        account.sync.on_applied = self._after_sync
        account.sync.on_grants = self._refresh_person
        account.queue.on_change = self._queue_changed
        self._account = account
        if account.outbox_file.set_aside is not None:
            self.status.update(notice="outbox_set_aside")
        self.session.become(SessionState.SIGNED_IN, person)
        self.status.update(signed_in=True)
        self._show_status()
        self.bus.publish({EVERYTHING})
        if self._connected:
            account.start()

    async def _close_account(self) -> None:
        account, self._account = self._account, None
        if account is not None:
            await account.aclose()

    async def _remember(self, person: Person) -> None:
        if self._keychain.persistent:
            record = SessionRecord(self._options.server, person)
            await self._disk.write(lambda: self._record.save(record))

    async def _refresh_person(self) -> None:
        """The server says that the grants changed: ask who we are now."""
        account = self._open()
        person = Person.from_document((await account.api.get("/me")).body)
        await self._remember(person)
        self.session.become(SessionState.SIGNED_IN, person)

    def _session_ended(self) -> None:
        self.session.become(SessionState.EXPIRED, self.session.person)

    async def _after_sync(self) -> None:
        self._show_status()
        if self._account is not None:
            await self._account.settlement.settle()

    def _queue_changed(self) -> None:
        if self._account is not None:
            self._account.sender.wake()
        self._show_status()

    def _reached_or_not(self) -> None:
        self._show_status()
        if self._reachability.online:
            self.network_changed()

    def _show_status(self) -> None:
        account, online = self._account, self._reachability.online
        self.status.update(
            online=bool(online),
            connecting=online is None,
            as_of=None if account is None else account.sync.as_of,
            waiting=0 if account is None else account.queue.waiting,
            needs_you=0 if account is None else account.queue.needs_you,
        )


def _import_late() -> None:
    import httpx
    import websockets.asyncio.client

    from client.outbox.check import warm_up

    warm_up(list(KINDS.values()))
    del httpx, websockets
