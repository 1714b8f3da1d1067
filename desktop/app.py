"""The composition: the only place on the client's side where objects meet."""

from __future__ import annotations

import asyncio
import gc
import logging
import random
import signal
from typing import TYPE_CHECKING

from client.clock import SystemClock
from client.db.disk import ThreadDisk
from client.engine import Engine, EngineOptions, Ports
from client.network import SystemNetwork
from client.ports import ServerAddress
from desktop.bundled_server import BundledServer
from desktop.network_watch import NetworkWatch
from desktop.options import Options
from desktop.profile import Profile
from desktop.single_instance import SingleInstance
from desktop.surface import Surface, build_surface
from desktop.windows import MainWindow
from viewmodels.kernel.observable import Observable
from viewmodels.sign_in import ServerState

if TYPE_CHECKING:
    from client.session.vault import KeyringVault
    from desktop.driver import Driver

BUNDLED = "bundled"
_FIRST_QUESTIONS = 3
"""A page asks, and asks again for what it learnt."""
_TURN_SECONDS = 0.02

_log = logging.getLogger(__name__)


class App:
    """One running program: engine, bundled server, window. `run` returns when everything has ended."""

    def __init__(
        self,
        options: Options,
        profile: Profile,
        instance: SingleInstance,
        window: MainWindow,
        vault: KeyringVault,
    ) -> None:
        self._options = options
        self._profile = profile
        self._instance = instance
        self._window = window
        self._leaving = asyncio.Event()
        self._vault = vault
        self._disk = ThreadDisk()
        self._engine = Engine(
            EngineOptions(
                server=options.server or BUNDLED,
                profile=profile.client_data,
                device_name="Doorstep kiosk" if options.kiosk else "Doorstep",
                kiosk=options.kiosk,
            ),
            Ports(SystemClock(), random.SystemRandom(), self._disk, SystemNetwork(), self._vault),
        )
        self._server_state: Observable[ServerState] = Observable(ServerState.STARTING)
        self._server: BundledServer | None = None
        self._driver: Driver | None = None
        self._network: NetworkWatch | None = None
        self._surface: Surface | None = None

    def leave(self) -> None:
        """Begin to end; a second call does nothing."""
        self._leaving.set()

    async def run(self) -> None:
        """Everything from the first paint to the last byte on disk."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_report)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.leave)
        self._window.on_close = self.leave
        try:
            self._surface = build_surface(
                self._options, self._engine, self._window, self._server_state, self.leave
            )
            await self._engine.start()
            self._surface.begin()
            await self._first_data()
            self._start_late()
            await self._leaving.wait()
        finally:
            await self._end()

    async def _first_data(self) -> None:
        """Let the first rows be read and painted: what imports on a thread meanwhile would slow both down."""
        for _question in range(_FIRST_QUESTIONS):
            # Reads are answered in the order in which they were asked.
            await self._disk.read(lambda: None)
            await asyncio.sleep(_TURN_SECONDS)

    def _start_late(self) -> None:
        """What nobody sees yet, and so may wait for the first data to be painted."""
        from desktop.motion import MotionSetting
        from views.kit.theme import set_reduced_motion

        # What the start made is there to stay: no round needs to look at it (`garbage`).
        gc.collect()
        gc.freeze()
        if self._surface is not None:
            self._surface.attend()
        self._instance.listen(self._window.activate)
        self._network = NetworkWatch(self._engine.network_changed)
        motion = MotionSetting(self._window)
        motion.changed.connect(set_reduced_motion)
        motion.begin()
        if self._options.automation is not None:
            from desktop.driver import Driver

            extra = self._surface.automation if self._surface is not None else {}
            self._driver = Driver(self._options.automation, extra)
        if self._options.server is None:
            self._server = BundledServer(
                self._profile.server_data,
                demo=self._options.demo,
                on_ready=self._connect,
                on_lost=lambda: self._show_server(ServerState.STARTING),
                on_failed=lambda: self._show_server(ServerState.BROKEN),
            )
            self._server.start()
        self._engine.tasks.spawn(self._reach_out(), "reach out")

    async def _reach_out(self) -> None:
        # Imported on a thread first: the first request would import it where the window is drawn.
        await self._engine.warm_up()
        if self._options.server is not None:
            self._connect(ServerAddress(self._options.server, {}))

    def _connect(self, address: ServerAddress) -> None:
        self._engine.connect(address)
        self._show_server(ServerState.READY)

    def _show_server(self, state: ServerState) -> None:
        self._server_state.value = state

    async def _end(self) -> None:
        if self._driver is not None:
            self._driver.close()
        if self._surface is not None:
            await self._surface.aclose()
        self._window.hide()
        await self._engine.aclose()
        if self._server is not None:
            await self._server.aclose()
        await self._vault.aclose()
        self._instance.release()


def _report(_loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    error = context.get("exception")
    _log.error("%s", context.get("message"), exc_info=error if isinstance(error, BaseException) else None)
