"""Where the server's objects meet."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from uuid import uuid4

from fastapi import FastAPI
from sqlalchemy import update

from backend_stub.adapters.clock import SystemClock
from backend_stub.adapters.folder_files import FolderFiles
from backend_stub.adapters.inprocess_broker import InProcessBroker
from backend_stub.adapters.loopback_bus import LoopbackBus
from backend_stub.adapters.postgresql_bus import PostgresqlBus
from backend_stub.api import build_surface
from backend_stub.background import Background
from backend_stub.db.database import Database
from backend_stub.db.tables import FeedEpoch
from backend_stub.errors import install_handlers
from backend_stub.features.auth.routes import auth_routes
from backend_stub.features.auth.service import SessionService
from backend_stub.features.health.routes import health_routes
from backend_stub.features.sync.routes import sync_routes
from backend_stub.feed.consumption import subscribe_all
from backend_stub.feed.cursor import CursorCodec
from backend_stub.feed.pull import PullService
from backend_stub.feed.readers import RowReaders
from backend_stub.feed.relay import EventRelay
from backend_stub.feed.retention import Retention
from backend_stub.foundation import Foundation, Surface
from backend_stub.letters.links import SignedLinks
from backend_stub.methods import HeadAsGet
from backend_stub.openapi import install_openapi
from backend_stub.ports.clock import ClockPort
from backend_stub.ports.presence import PresenceBusPort
from backend_stub.realtime.hub import Hub
from backend_stub.realtime.presence import Presence
from backend_stub.realtime.watch import CommitWatcher
from backend_stub.security.access import AccessTokens
from backend_stub.security.authenticator import Authenticator
from backend_stub.security.directory import CallerDirectory
from backend_stub.security.door import PREFIX, Door
from backend_stub.security.keys import derive, load_secret
from backend_stub.security.launch import LaunchGuard
from backend_stub.security.passwords import Passwords
from backend_stub.security.throttle import SignInThrottle
from backend_stub.settings import Settings


class Server:
    """All parts of one server, connected; `app` is what answers."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: ClockPort | None = None,
        launch_secret: str | None = None,
        build: Callable[[Foundation], Surface] = build_surface,
    ) -> None:
        clock = clock or SystemClock()
        self._clock = clock
        self._files = FolderFiles(settings.data_dir / "files")
        secret = load_secret(settings.data_dir)
        self.database = Database(
            settings.resolved_database_url, clock, pool_size=settings.database_connections
        )
        directory = CallerDirectory(self.database, clock)
        tokens = AccessTokens(derive(secret, "access"), clock)
        authenticator = Authenticator(tokens, directory)
        self.passwords = Passwords()
        self._throttle = SignInThrottle(settings.sign_in_failures, settings.address_failures)
        refresh_key = derive(secret, "refresh")
        sessions = SessionService(self.database, tokens, self.passwords, self._throttle, clock, refresh_key)
        door = Door(self.database, authenticator, clock)
        links = SignedLinks(derive(secret, "links"), settings.public_url)
        surface = build(
            Foundation(
                settings, clock, self.database, door, self.passwords, lambda: self.hub.connected, links
            )
        )
        readers = RowReaders(surface.row_readers)
        codec = CursorCodec(derive(secret, "cursor"))
        self.hub = Hub(
            self.database,
            readers,
            codec,
            directory,
            clock,
            ping_seconds=settings.socket_ping_seconds,
            pong_seconds=settings.socket_pong_seconds,
        )
        broker = InProcessBroker()
        subscribe_all(broker, self.database, surface.consumers)
        self.relay = EventRelay(self.database, broker, clock)
        self._background = Background()
        self._background.add_loop("hub", self.hub.run)
        presence = Presence(
            self.database, surface.rooms, _presence_bus(settings, self.database, secret), self.hub
        )
        self.hub.hear = presence.hear
        self._background.add_loop("presence", presence.run)
        self._background.add_loop("session check", self.hub.check_sessions)
        self._background.add_loop("commit watcher", CommitWatcher(self.database, self.hub.wake).run)
        self._background.add_loop("event relay", self.relay.run)
        for job in [*surface.jobs, Retention(self.database, clock)]:
            self._background.add_job(job)
        routers = [
            *surface.routers,
            *sync_routes(door, PullService(self.database, readers, codec, clock), self.hub, authenticator),
            *auth_routes(door, sessions),
            health_routes(self.database, lambda: self.hub.is_draining),
        ]
        self.app = FastAPI(
            title="Doorstep",
            version="1",
            openapi_url=f"{PREFIX}/openapi.json",
            docs_url=None,
            redoc_url=None,
            # A redirect would be no problem document, and would name whatever Host was sent.
            redirect_slashes=False,
            lifespan=self._lifespan,
        )
        for router in routers:
            # Flat, so that finding a route asks no router within a router.
            self.app.router.routes.extend(router.routes)
        install_handlers(self.app)
        install_openapi(self.app)
        self.app.add_middleware(HeadAsGet)
        if launch_secret is not None:
            self.app.add_middleware(LaunchGuard, secret=launch_secret)

    async def prepare(self, *, demo: bool) -> None:
        """Bring the schema up to date, and fill an empty database with the demo town if asked to."""
        await self.database.migrate()
        if demo:
            # Only a demo needs it and the library that makes up names.
            from backend_stub.demo.load import fill

            await fill(self.database, self.passwords, self._clock.now(), files=self._files)

    async def begin_epoch(self) -> None:
        """After a backup was restored: cursors of the lost history are void, and clients start anew."""
        async with self.database.write() as uow:
            await uow.session.execute(update(FeedEpoch).values(epoch=uuid4()))

    @asynccontextmanager
    async def _lifespan(self, _app: FastAPI) -> AsyncIterator[None]:
        await self.database.migrate()
        self._background.start()
        try:
            yield
        finally:
            self.hub.drain()
            await self._background.stop()
            self.passwords.close()
            await self._throttle.aclose()
            await self.database.close()


def _presence_bus(settings: Settings, database: Database, secret: bytes) -> PresenceBusPort:
    if database.is_postgresql:
        return PostgresqlBus(database)
    return LoopbackBus(settings.data_dir / "presence", derive(secret, "presence"))


def create_app(settings: Settings, *, clock: ClockPort | None = None) -> FastAPI:
    """The server as an ASGI application."""
    return Server(settings, clock=clock).app
