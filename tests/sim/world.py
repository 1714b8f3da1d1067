"""A run: one server, three machines, two roles, a bad network; then everything is healed and checked."""

import asyncio
import shutil
from collections.abc import Coroutine
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from client.errors import DoorstepError
from client.outbox.operation import State
from client.tasks import Tasks
from tests.sim.acts import choose
from tests.sim.clock import SimClock
from tests.sim.ledger import Ledger
from tests.sim.loop import VirtualLoop
from tests.sim.machine import Machine
from tests.sim.network import Weather
from tests.sim.office import Office
from tests.sim.server import ServerThread, SimServer
from tests.sim.template import CUSTOMER, VENDOR

T = TypeVar("T")

TICK = 15.0
_PINGS = 2
"""Ticks between two pings of the server."""


class World:
    """Steps are plain calls: each runs the virtual loop for as long as it takes."""

    def __init__(
        self, seed: int, thread: ServerThread, template: Path, folder: Path, *, idempotent: bool = True
    ) -> None:
        self.seed = seed
        self.random = Random(seed)
        self.ledger = Ledger()
        self.loop = VirtualLoop()
        self._folder = folder / f"seed-{seed}"
        self._jumped = 0.0
        self._server_clock = SimClock(lambda: self.loop.time() + self._jumped)
        self.server = SimServer(
            thread, template, self._folder / "server", self._server_clock, idempotent=idempotent
        )
        self.office = Office(self.server)
        self._wires = Tasks()
        self._people = Tasks()
        self.weather = Weather()
        self.machines: list[Machine] = self.run(self._begin())

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run the loop until `work` is done."""
        return self.loop.run_until_complete(work)

    async def _begin(self) -> list[Machine]:
        machines = [
            Machine(
                name,
                email,
                self._folder / name,
                self.server,
                self._wires,
                Random(f"{self.seed}{name}"),
                self.weather,
            )
            for name, email in (("customer", CUSTOMER), ("desk", VENDOR), ("phone", VENDOR))
        ]
        self._wires.spawn(self._server_life(), "server life")
        self._wires.spawn(self._carry_frames(machines), "frames")
        for machine in machines:
            await machine.switch_on()
            await machine.sign_in()
        await asyncio.sleep(2)
        return machines

    async def _server_life(self) -> None:
        count = 0
        while True:
            await asyncio.sleep(TICK)
            count += 1
            self.server.tick(ping=count % _PINGS == 0)

    async def _carry_frames(self, machines: list[Machine]) -> None:
        while True:
            await asyncio.sleep(0.02)
            for machine in machines:
                machine.flush()

    def set_weather(self, **changes: float) -> None:
        """Change how bad the network is."""
        for name, value in changes.items():
            setattr(self.weather, name, value)

    def pass_time(self, seconds: float) -> None:
        """Let this much virtual time pass."""
        self.run(asyncio.sleep(seconds))

    def act(self, machine: Machine) -> None:
        """Its person does something; the run goes on while that is being written."""
        if machine.is_on:
            self.run(self._press(machine))

    async def _press(self, machine: Machine) -> None:
        self._people.spawn(self._act(machine), f"{machine.name} acts")
        await asyncio.sleep(self.random.uniform(0.0, 0.03))

    async def _act(self, machine: Machine) -> None:
        try:
            operation = await choose(machine.engine, machine.random)
            if operation is None:
                return
            entry = self.ledger.begin(machine.name, operation)
            entry.operation_id = await machine.engine.bookings.act(operation)
        except DoorstepError:
            return

    def resolve(self, machine: Machine) -> None:
        """Its person looks at what needs them."""
        if machine.is_on:
            done = self.run(machine.resolve())
            if done is not None:
                old, new = done
                if new is None:
                    self.ledger.discarded(old.split(","))
                else:
                    self.ledger.renamed(old, new)

    def crash(self, machine: Machine) -> None:
        """Power cut."""
        self.run(machine.power_cut())

    def boot(self, machine: Machine) -> None:
        """Power is back; somebody starts the program, and signs in where it asks."""
        if not machine.is_on:
            self.run(machine.switch_on())
        self.run(machine.sign_in())

    def expire_tokens(self) -> None:
        """The server's clock is eleven minutes further on: every access token is over."""
        self._jumped += 660.0
        self.server.tick(ping=False)

    def restart_server(self) -> None:
        """The server dies and comes back."""
        for machine in self.machines:
            machine.sever()
        self.server.restart()

    def back_up(self) -> None:
        """The server's keeper makes a backup."""
        self.server.back_up()

    def restore(self) -> None:
        """The server's file is lost; its keeper comes back with the last backup, if there is one."""
        if not self.server.backup.exists():
            return
        for machine in self.machines:
            machine.sever()
        self.server.restore()
        accounts = [machine.account for machine in self.machines]
        items = [item for account in accounts if account is not None for item in account.queue.items]
        # What is just being sent may have been done, and its answer be on the way here.
        self.ledger.rewound({item.id for item in items if item.state is State.QUEUED})

    def heal(self) -> None:
        """The weather clears, all power is back, everybody signs in; then wait until nothing moves."""
        stragglers = self.weather.straggle > 0
        self.set_weather(
            drop=0.0,
            lose_answer=0.0,
            duplicate=0.0,
            delay=0.02,
            straggle=0.0,
            drop_frame=0.0,
            shuffle=0.0,
            repeat_frame=0.0,
        )
        self.office.restore()
        for machine in self.machines:
            machine.fill_disk(0.0)
            machine.cut(False)
        self.pass_time(65 if stragglers else 40)
        for machine in self.machines:
            self.boot(machine)
        for _attempt in range(40):
            self.pass_time(10)
            for machine in self.machines:
                self.boot(machine)
            if all(self._is_quiet(machine) for machine in self.machines):
                break
        self.pass_time(5)

    def _is_quiet(self, machine: Machine) -> bool:
        account = machine.account
        if account is None or account.sync.pulling or account.sync.cursor is None:
            return False
        moving = {State.QUEUED, State.SENDING, State.DONE}
        return not any(item.state in moving for item in account.queue.items)

    def close(self) -> None:
        """End everything and remove the files."""
        for machine in self.machines:
            self.crash(machine)
        self.run(self._people.aclose())
        self.run(self._wires.aclose())
        self.server.close()
        self.loop.close()
        shutil.rmtree(self._folder)
