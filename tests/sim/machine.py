"""One client: a machine whose disk and keyring survive, with an engine that may die at any await."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

from client.account import OpenAccount
from client.engine import Engine, EngineOptions, Ports
from client.errors import DoorstepError
from client.ports import Secrets, ServerAddress
from client.session.session import SessionState
from client.tasks import Tasks
from tests.sim.clock import SimClock
from tests.sim.disk import SimDisk
from tests.sim.network import SimNetwork, Weather
from tests.sim.server import SimServer
from tests.sim.template import PASSWORD

ADDRESS = ServerAddress("http://sim", {})


class SimVault:
    """A keyring that takes a moment."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._kept: dict[str, Secrets] = {}

    async def load(self, account: str) -> Secrets | None:
        """What was kept."""
        await self._moment()
        return self._kept.get(account)

    async def save(self, account: str, secrets: Secrets) -> None:
        """Keep these."""
        await self._moment()
        self._kept[account] = secrets
        await self._moment()

    async def erase(self, account: str) -> None:
        """Keep nothing."""
        self._kept.pop(account, None)

    async def _moment(self) -> None:
        await asyncio.sleep(self._random.uniform(0.0, 0.01))


@dataclass(slots=True)
class _Life:
    """What a power cut ends."""

    engine: Engine
    disk: SimDisk
    network: SimNetwork


class Machine:
    """A client of a run, by name and the address that its person signs in with."""

    def __init__(
        self,
        name: str,
        email: str,
        folder: Path,
        server: SimServer,
        wires: Tasks,
        random: Random,
        weather: Weather,
    ) -> None:
        self.name = name
        self.email = email
        self.random = random
        self.deaths = 0
        self.mismatches: list[str] = []
        self._folder = folder
        self._server = server
        self._wires = wires
        self._weather = weather
        self._clock = SimClock(
            asyncio.get_running_loop().time, timedelta(seconds=random.randint(-10_000, 10_000))
        )
        self._vault = SimVault(random)
        self._cut = False
        self._full = 0.0
        self._life: _Life | None = None

    @property
    def engine(self) -> Engine:
        """The running engine."""
        if self._life is None:
            raise RuntimeError(f"{self.name} is off")
        return self._life.engine

    @property
    def is_on(self) -> bool:
        """Whether it has power."""
        return self._life is not None

    @property
    def account(self) -> OpenAccount | None:
        """What is open, for the checker."""
        return None if self._life is None else self._life.engine._accounts.current

    async def switch_on(self) -> None:
        """Start the program as a person would, on what the disk holds."""
        disk = SimDisk(self.random)
        disk.full = self._full
        network = SimNetwork(self._server, self._wires, self.random, self._weather)
        network.cut = self._cut
        ports = Ports(self._clock, self.random, disk, network, self._vault)
        engine = Engine(EngineOptions("sim", self._folder, self.name), ports)
        self._life = _Life(engine, disk, network)
        await engine.start()
        engine.connect(ADDRESS)

    async def sign_in(self) -> bool:
        """Type address and password, where the session asks for them; whether somebody is signed in.

        No network, a full disk and a suspended account are reasons why not.
        """
        if self.engine.session.state is SessionState.SIGNED_IN:
            return True
        try:
            await self.engine.sign_in(self.email, PASSWORD)
        except DoorstepError:
            return False
        return True

    async def power_cut(self) -> None:
        """Die here and now: nothing that was under way goes on, only what is on the disk stays."""
        life, self._life = self._life, None
        if life is None:
            return
        self.deaths += 1
        account = life.engine._accounts.current
        if account is not None:
            self.mismatches += account.sync.mismatches
        life.disk.dead = life.network.dead = True
        life.network.sever()
        if account is not None:
            await account.tasks.aclose()
            _drop_files(account)
        await life.engine.tasks.aclose()

    def cut(self, cut: bool) -> None:
        """Pull or plug the cable."""
        self._cut = cut
        if self._life is not None:
            self._life.network.cut = cut
            if cut:
                self._life.network.sever()
            else:
                self._life.engine.network_changed()

    def fill_disk(self, full: float) -> None:
        """From now on so many writes find no room."""
        self._full = full
        if self._life is not None:
            self._life.disk.full = full

    def turn_clock(self, seconds: float) -> None:
        """Its clock is set; what waits by the loop's own time does not notice."""
        self._clock.turn(timedelta(seconds=seconds))

    async def lose_cache(self) -> None:
        """Its cache turns out to be unreadable, so everything is pulled again."""
        if self.account is not None:
            await self.account.sync.recreate()

    def sever(self) -> None:
        """The server went away: all sockets break."""
        if self._life is not None:
            self._life.network.sever()

    def flush(self) -> None:
        """Send on what the server put on this machine's sockets."""
        if self._life is not None:
            self._life.network.flush()

    async def resolve(self) -> tuple[str, str | None] | None:
        """What a person does about an operation that needs them: (old id, new id); None for nothing."""
        account = self.account
        stuck = [] if account is None else [item for item in account.queue.items if item.problem is not None]
        if not stuck:
            return None
        item = self.random.choice(stuck)
        try:
            if self.random.random() < 0.5:
                return item.id, await self.engine.outbox.retry(item.id)
            gone = await self.engine.outbox.discard(item.id)
        except DoorstepError:
            return None
        return ",".join(gone), None


def _drop_files(account: OpenAccount) -> None:
    """Close the handles as the system does for a dead process."""
    for database in (account.cache._database, account.outbox_file._database):
        for connection in (database._reader, database._writer):
            if connection is not None:
                connection.close()
