"""Whole runs by seed: what happens is drawn from the seed, so each can be repeated."""

import logging
from collections.abc import Callable
from pathlib import Path

from tests.sim.checker import check
from tests.sim.faults import FAULTS
from tests.sim.machine import Machine
from tests.sim.server import ServerThread
from tests.sim.world import World

STEPS = 40


def run_seed(
    seed: int,
    thread: ServerThread,
    template: Path,
    folder: Path,
    *,
    idempotent: bool = True,
    steps: int = STEPS,
    only: str | None = None,
) -> list[str]:
    """One run; everything the checker found. `only` draws no other fault, and that one ten times as often."""
    complaints = _Complaints()
    chances = _chances(only)
    world = World(seed, thread, template, folder, idempotent=idempotent)
    try:
        _weather(world)
        for _step in range(steps):
            world.random.choices(list(chances), list(chances.values()))[0](world)
        world.heal()
        return check(world) + complaints.heard
    finally:
        world.close()
        complaints.close()


class _Complaints(logging.Handler):
    """Errors that an engine logged: a task that failed is a fault, although it was begun again."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []
        self._logger = logging.getLogger("client")
        self._logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(self.format(record))

    def close(self) -> None:
        self._logger.removeHandler(self)
        super().close()


def _weather(world: World) -> None:
    dice = world.random
    world.set_weather(
        drop=dice.choice([0.0, 0.05, 0.2]),
        lose_answer=dice.choice([0.0, 0.1, 0.3]),
        duplicate=dice.choice([0.0, 0.1, 0.3]),
        delay=dice.choice([0.02, 0.5, 3.0]),
        straggle=dice.choice([0.0, 0.0, 0.1]),
        drop_frame=dice.choice([0.0, 0.2]),
        shuffle=dice.choice([0.0, 0.0, 0.3]),
        repeat_frame=dice.choice([0.0, 0.0, 0.3]),
    )


def _chances(only: str | None) -> dict[Callable[[World], None], float]:
    drawn = FAULTS.values() if only is None else [(FAULTS[only][0], 10 * FAULTS[only][1])]
    return dict(_STEPS) | dict(drawn)


def _machine(world: World) -> Machine:
    return world.random.choice(world.machines)


def _act(world: World) -> None:
    world.act(_machine(world))


def _wait(world: World) -> None:
    world.pass_time(world.random.choice([0.01, 0.2, 2.0, 15.0]))


def _crash(world: World) -> None:
    machine = _machine(world)
    if machine.is_on:
        world.act(machine)
    world.crash(machine)


def _boot(world: World) -> None:
    for machine in world.machines:
        world.boot(machine)


def _cut(world: World) -> None:
    machine = _machine(world)
    machine.cut(world.random.random() < 0.5)


def _resolve(world: World) -> None:
    world.resolve(_machine(world))


def _expire(world: World) -> None:
    world.expire_tokens()


def _restart(world: World) -> None:
    world.restart_server()


_STEPS: list[tuple[Callable[[World], None], float]] = [
    (_act, 40),
    (_wait, 25),
    (_crash, 8),
    (_boot, 8),
    (_cut, 8),
    (_resolve, 6),
    (_expire, 2),
    (_restart, 1),
]
