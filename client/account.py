"""One open account: its files, its outbox and its ways to the server."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from client.api.addresses import AddressesApi
from client.api.api_client import ApiClient
from client.api.audit import AuditApi
from client.api.bookings import BookingsApi
from client.api.cart import CartApi
from client.api.files import FilesApi
from client.api.holds import HoldsApi
from client.api.http import HttpClient
from client.api.listings import ListingsApi
from client.api.money import MoneyApi
from client.api.news import NewsApi
from client.api.overview import OverviewApi
from client.api.rates import RatesApi
from client.api.sync import SyncApi
from client.bus import Bus
from client.clock import Clock
from client.db.cache_file import CacheFile
from client.db.outbox_file import OutboxFile
from client.drafts import Drafts
from client.outbox.direct import DirectCalls
from client.outbox.operation import PendingOperation
from client.outbox.queue import OutboxQueue
from client.outbox.repair import Repair
from client.outbox.sender import Sender
from client.outbox.settlement import Settlement
from client.ports import Disk, Network
from client.reachability import Reachability
from client.realtime import Realtime
from client.session.tokens import TokenKeeper
from client.sync.pages import PageCache
from client.sync.sync import Sync
from client.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all accounts of one engine share."""

    clock: Clock
    random: Random
    disk: Disk
    network: Network
    http: HttpClient
    bus: Bus
    reachability: Reachability
    new_id: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an account's files lie; without folder or key they are in memory.

    `forgetful` is a kiosk's: cache in memory, only unsent requests in the outbox's file.
    """

    account: str
    folder: Path | None
    key: bytes | None
    forgetful: bool = False

    def file(self, name: str) -> Path | None:
        """The path of a file, or None for memory."""
        return None if self.folder is None or self.key is None else self.folder / name

    @property
    def left_out(self) -> tuple[str, ...]:
        """Entities that this place keeps no rows of: a kiosk's bookings are their guests' alone."""
        return ("booking", "notification") if self.forgetful else ()


class OpenAccount:
    """Built by the engine when somebody signs in or is found signed in."""

    def __init__(self, place: Place, tokens: TokenKeeper, around: Surroundings) -> None:
        self.place = place
        self.tokens = tokens
        self.tasks = Tasks()
        cache_path = None if place.forgetful else place.file("cache.db")
        self.cache = CacheFile(around.disk, cache_path, place.key)
        self.outbox_file = OutboxFile(around.disk, place.file("outbox.db"), place.key)
        self.drafts = Drafts(self.outbox_file)
        self.queue = OutboxQueue(
            self.outbox_file,
            around.bus,
            self.tasks,
            around.clock,
            around.new_id,
            place.account,
            forgetful=place.forgetful,
        )
        self.api = ApiClient(around.http, tokens)
        self.sync = Sync(
            SyncApi(self.api, around.new_id()),
            self.cache,
            around.bus,
            around.clock,
            around.random,
            left_out=place.left_out,
        )
        self.settlement = Settlement(self.queue, self.cache, self.sync)
        self.sender = Sender(self.queue, self.api, self.tasks, around.random, self._done)
        self.direct = DirectCalls(
            self.queue,
            self.api,
            around.random,
            lambda: around.reachability.online is not False,
            self._done,
        )
        self.repair = Repair(self.queue)
        self.realtime = Realtime(
            around.network, around.http, tokens, self.sync, around.reachability, around.random, self.sync.poke
        )
        pages = PageCache(self.api, self.cache, around.clock)
        self.bookings_api = BookingsApi(pages)
        self.listings_api = ListingsApi(pages)
        self.addresses_api = AddressesApi(pages)
        self.cart_api = CartApi(self.api)
        self.holds_api = HoldsApi(self.api)
        self.files_api = FilesApi(self.api)
        self.overview_api = OverviewApi(pages)
        self.audit_api = AuditApi(pages)
        self.money_api = MoneyApi(pages)
        self.news_api = NewsApi(pages)
        self.rates_api = RatesApi(pages)
        self._running = False

    async def _done(self, item: PendingOperation) -> None:
        if not self.place.forgetful:
            await self.settlement.answered(item)

    async def open(self) -> None:
        """Open both files. Raises `LocalError`."""
        await self.cache.open()
        await self.queue.open()
        await self.sync.open()

    def start(self) -> None:
        """Begin to talk to the server; again: do so at once."""
        if not self._running:
            self._running = True
            self.tasks.keep_running(self.sender.run, "sender")
            self.tasks.keep_running(self.sync.run, "sync")
            self.tasks.keep_running(self.realtime.run, "realtime")
            if not self.place.forgetful:
                self.tasks.keep_running(self.settlement.run, "settlement")
        self.hurry()

    def hurry(self) -> None:
        """The network is back, or somebody signed in again."""
        self.sender.hurry()
        self.sync.hurry()
        self.realtime.hurry()

    async def aclose(self) -> None:
        """End the tasks, then close the files."""
        await self.tasks.aclose()
        await self.queue.aclose()
        await self.cache.aclose()
