"""The engine: builds the stores, and is the only thing that the application holds."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

from client.account import OpenAccount, Surroundings
from client.api.http import HttpClient
from client.bus import EVERYTHING, Bus
from client.clock import Clock
from client.errors import DiskFullError, ForbiddenError, LocalError, StorageDamagedError
from client.ids import IdMaker
from client.outbox.kinds import KINDS
from client.outbox.operation import Operation
from client.ports import Disk, Network, ServerAddress, Vault
from client.reachability import Reachability
from client.routes import allowed
from client.session.accounts import Accounts
from client.session.keychain import Keychain
from client.session.person import Person
from client.session.session import Session
from client.session.sign_out import SignOutChoice
from client.status import EngineStatus
from client.stores.address import AddressStore
from client.stores.audit import AuditStore
from client.stores.base import Query
from client.stores.booking import BookingStore
from client.stores.cart import CartStore
from client.stores.catalogue import CatalogueStore
from client.stores.conversation import ConversationStore
from client.stores.coupon import CouponStore
from client.stores.hold import HoldStore
from client.stores.listing import ListingStore
from client.stores.money import MoneyStore
from client.stores.news import NewsStore
from client.stores.notification import NotificationStore
from client.stores.outbox import OutboxStore
from client.stores.overview import OverviewStore
from client.stores.people import PeopleStore
from client.stores.preference import PreferenceStore
from client.stores.proposal import ProposalStore
from client.stores.review import ReviewStore
from client.stores.series import SeriesStore
from client.stores.vendor import VendorStore
from client.stores.view import View
from client.stores.waitlist import WaitlistStore
from client.tasks import Tasks
from client.warm_up import import_late

T = TypeVar("T")

NOT_SAVED = "not_saved"
"""The notice where the disk refused what somebody did, for another reason than that it is full."""


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """How this engine runs."""

    server: str
    """The server's lasting name: accounts belong to it, also where its address changes at each start."""
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
    """Everything behind the windows.

    `start` opens from disk and never waits for the network; `connect` once the server's address is known;
    `aclose` at the end.
    """

    def __init__(self, options: EngineOptions, ports: Ports) -> None:
        self.bus = Bus()
        self.tasks = Tasks()
        self.status = EngineStatus()
        self.session = Session()
        self._device_name = options.device_name
        self._disk = ports.disk
        self._reachability = Reachability()
        self._http = HttpClient(ports.network, self._reachability)
        self._new_id = IdMaker(ports.clock, ports.random)
        self._accounts = Accounts(
            options.server,
            options.profile,
            options.kiosk,
            self._surroundings(ports),
            Keychain(ports.vault),
            self.session,
            self.status,
            self._opened,
        )
        self._connected = False
        self._reachability.subscribe(self._reached_or_not)
        self._build_stores(None if options.profile is None else options.profile / "preferences.json")

    def _surroundings(self, ports: Ports) -> Surroundings:
        return Surroundings(
            ports.clock,
            ports.random,
            ports.disk,
            ports.network,
            self._http,
            self.bus,
            self._reachability,
            self._new_id,
        )

    def _build_stores(self, preferences: Path | None) -> None:
        new_id: Callable[[], str] = self._new_id
        account = self._accounts.get
        self.bookings = BookingStore(self, new_id, lambda: account().bookings_api)
        self.catalogue = CatalogueStore(self, new_id, lambda: account().listings_api)
        self.vendor = VendorStore(self, new_id)
        self.addresses = AddressStore(self, new_id, lambda: account().addresses_api)
        self.listings = ListingStore(self, new_id, lambda: account().files_api, lambda: account().direct)
        self.proposals = ProposalStore(self, new_id)
        self.series = SeriesStore(self, new_id, lambda: account().direct)
        self.waitlist = WaitlistStore(self, new_id)
        self.holds = HoldStore(self, new_id, lambda: account().holds_api)
        self.notifications = NotificationStore(self, new_id)
        self.conversations = ConversationStore(
            self,
            new_id,
            lambda: account().realtime,
            lambda: account().drafts,
            lambda: asyncio.get_running_loop().time(),
        )
        self.reviews = ReviewStore(self, new_id)
        self.people = PeopleStore(self, new_id, lambda: account().direct)
        self.cart = CartStore(self, new_id, lambda: account().cart_api, lambda: account().direct)
        self.coupons = CouponStore(self, new_id, lambda: account().rates_api, lambda: account().direct)
        self.overview = OverviewStore(self, new_id, lambda: account().overview_api)
        self.money = MoneyStore(self, new_id, lambda: account().money_api, lambda: account().direct)
        self.news = NewsStore(self, new_id, lambda: account().news_api, lambda: account().direct)
        self.audit = AuditStore(self, new_id, lambda: account().audit_api)
        self.outbox = OutboxStore(self, new_id, lambda: account().repair)
        self.preferences = PreferenceStore(preferences, self._disk, self.bus)

    async def read(self, query: Query[T]) -> T:
        """The query's value now; its empty value while nobody is signed in."""
        account, person = self._accounts.current, self.session.person
        if account is None or person is None:
            return query.empty()
        operations = account.queue.items
        try:
            return await account.cache.read(
                lambda reader: query.read(View(reader, operations, person)), quick=query.is_quick()
            )
        except StorageDamagedError:
            account.tasks.spawn(account.sync.recreate(), "recreate the cache")
            raise

    async def act(self, operation: Operation) -> str:
        """Append to the outbox of the open account; returns the operation's id once it is on disk."""
        account, person = self._accounts.get(), self.session.person
        if person is None or person.permissions.isdisjoint(KINDS[operation.name].permissions):
            raise ForbiddenError(
                {"status": 403, "code": "forbidden", "detail": "You are not allowed to do this."}
            )
        try:
            item = await account.queue.append(operation)
        except LocalError as error:
            self.status.update(notice=error.code if isinstance(error, DiskFullError) else NOT_SAVED)
            raise
        if self.status.notice in {DiskFullError.code, NOT_SAVED}:
            self.status.update(notice=None)
        return item.id

    def can(self, permission: str) -> bool:
        """Whether the signed-in person holds a permission."""
        return self.session.can(permission)

    def can_visit(self, route_id: str) -> bool:
        """Whether the signed-in person may open a route."""
        person = self.session.person
        return allowed(route_id, person.roles, person.permissions) if person else allowed(route_id, (), ())

    async def start(self) -> None:
        """Open the account that was signed in last, from disk alone."""
        await self._accounts.restore()

    def connect(self, address: ServerAddress) -> None:
        """The server's address is known, or has changed: begin to talk to it."""
        self._http.connect(address)
        self._connected = True
        if self._accounts.current is not None:
            self._accounts.current.start()

    def network_changed(self) -> None:
        """The system says that the network changed: try now rather than later."""
        if self._accounts.current is not None and self._connected:
            self._accounts.current.hurry()

    async def warm_up(self) -> None:
        """Import on a thread what the start left out, so that the first tap and request need not."""
        with ThreadPoolExecutor(1, thread_name_prefix="doorstep-warm-up") as thread:
            await asyncio.get_running_loop().run_in_executor(thread, import_late)

    async def sign_in(self, email: str, password: str) -> Person:
        """Sign in. Raises `SignInRequiredError` (`invalid_credentials`), `UnreachableError`, `LocalError`."""
        return await self._accounts.sign_in(email, password, self._device_name)

    async def enrol_kiosk(self, code: str) -> Person:
        """Sign in as a kiosk. Raises as `sign_in` does."""
        return await self._accounts.enrol_kiosk(code)

    async def sign_out(self, choice: SignOutChoice, export_to: Path | None = None) -> None:
        """Sign out here; `choice` says what becomes of operations that have not been answered.

        Raises `OperationsWaitError` for `WAIT` while there are any, and `LocalError` where an export fails;
        then the person is still signed in.
        """
        await self._accounts.sign_out(choice, export_to)
        self.status.update(notice=None)
        self._show_status()
        self.bus.publish({EVERYTHING})

    async def wipe(self) -> None:
        """A kiosk's customer has gone: forget what was answered; unsent requests stay, encrypted."""
        await self._accounts.wipe()

    async def aclose(self) -> None:
        """End everything; what waits stays on disk."""
        await self.tasks.aclose()
        await self._accounts.close()
        await self._http.aclose()
        await self._disk.aclose()

    def _opened(self, account: OpenAccount) -> None:
        account.sync.on_applied = self._applied
        account.queue.on_change = self._queue_changed
        account.realtime.on_presence = self.conversations.hear
        account.realtime.on_silence = self.conversations.silence
        self._show_status()
        self.bus.publish({EVERYTHING})
        if self._connected:
            account.start()

    async def _applied(self) -> None:
        self._show_status()
        account = self._accounts.current
        if account is not None and not account.place.forgetful:
            await account.settlement.settle()

    def _queue_changed(self) -> None:
        if self._accounts.current is not None:
            self._accounts.current.sender.wake()
        self._show_status()

    def _reached_or_not(self) -> None:
        self._show_status()
        if self._reachability.online:
            self.network_changed()

    def _show_status(self) -> None:
        account, online = self._accounts.current, self._reachability.online
        self.status.update(
            online=bool(online),
            connecting=online is None,
            signed_in=account is not None,
            as_of=None if account is None else account.sync.as_of,
            waiting=0 if account is None else account.queue.waiting,
            needs_you=0 if account is None else account.queue.needs_you,
        )
