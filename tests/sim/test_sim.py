"""The simulation as a part of every test run; `python -m tests.sim` runs as many seeds as one likes."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.sim.checker import check
from tests.sim.runs import run_seed
from tests.sim.server import ServerThread
from tests.sim.template import make_template
from tests.sim.world import World
from tests.support.leaks import allow_threads

FAST, SLOW = 25, 200

allow_threads("sim-server")


@dataclass(frozen=True, slots=True)
class Arena:
    """What all runs of this module share."""

    thread: ServerThread
    template: Path
    folder: Path


@pytest.fixture(scope="module")
def arena() -> Iterator[Arena]:
    with tempfile.TemporaryDirectory(prefix="doorstep-sim-") as folder:
        template = Path(folder, "template.db")
        make_template(template)
        thread = ServerThread()
        yield Arena(thread, template, Path(folder))
        thread.close()


def _run(arena: Arena, seed: int, *, idempotent: bool = True) -> list[str]:
    return run_seed(seed, arena.thread, arena.template, arena.folder, idempotent=idempotent)


@pytest.mark.parametrize("seed", range(1, FAST + 1))
def test_nothing_is_lost_doubled_or_diverged(arena: Arena, seed: int) -> None:
    assert _run(arena, seed) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(FAST + 1, SLOW + 1))
def test_nor_in_many_more_runs(arena: Arena, seed: int) -> None:
    assert _run(arena, seed) == []


def test_a_seed_repeats_itself(arena: Arena) -> None:
    def story() -> list[str]:
        world = World(3, arena.thread, arena.template, arena.folder)
        try:
            world.set_weather(drop=0.1, duplicate=0.1, delay=0.5)
            for _step in range(12):
                world.act(world.random.choice(world.machines))
                world.pass_time(world.random.uniform(0, 3))
            world.heal()
            return [f"{entry.machine} {entry.operation.name} {entry.operation_id}" for entry in world.ledger.entries]
        finally:
            world.close()

    assert story() == story()


def test_the_checker_notices_a_server_that_forgets_its_answers(arena: Arena) -> None:
    """With the idempotency store switched off, what is repeated takes effect twice or is refused wrongly."""
    for seed in range(1, 201):
        if _run(arena, seed, idempotent=False):
            return
    pytest.fail("200 seeds without the idempotency store, and nothing was noticed")


def test_any_order_of_events(arena: Arena) -> None:
    """Hypothesis chooses the events and shrinks what it finds."""
    numbers = iter(range(1_000_000, 2_000_000))

    class Events(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.world = World(next(numbers), arena.thread, arena.template, arena.folder)

        @rule(who=st.integers(0, 2))
        def act(self, who: int) -> None:
            self.world.act(self.world.machines[who])

        @rule(seconds=st.sampled_from([0.01, 0.5, 5.0, 30.0]))
        def wait(self, seconds: float) -> None:
            self.world.pass_time(seconds)

        @rule(who=st.integers(0, 2))
        def crash(self, who: int) -> None:
            self.world.crash(self.world.machines[who])

        @rule(who=st.integers(0, 2))
        def boot(self, who: int) -> None:
            self.world.boot(self.world.machines[who])

        @rule(who=st.integers(0, 2), cut=st.booleans())
        def pull_or_plug(self, who: int, cut: bool) -> None:
            self.world.machines[who].cut(cut)

        @rule(drop=st.sampled_from([0.0, 0.2]), lose=st.sampled_from([0.0, 0.3]), twice=st.sampled_from([0.0, 0.3]))
        def weather(self, drop: float, lose: float, twice: float) -> None:
            self.world.set_weather(drop=drop, lose_answer=lose, duplicate=twice, delay=1.0)

        @rule(who=st.integers(0, 2))
        def resolve(self, who: int) -> None:
            self.world.resolve(self.world.machines[who])

        @rule()
        def expire(self) -> None:
            self.world.expire_tokens()

        @rule()
        def restart(self) -> None:
            self.world.restart_server()

        @invariant()
        def digests_never_differed(self) -> None:
            assert [scope for machine in self.world.machines for scope in machine.mismatches] == []

        def teardown(self) -> None:
            try:
                self.world.heal()
                assert check(self.world) == []
            finally:
                self.world.close()

    run_state_machine_as_test(
        Events,
        settings=settings(
            max_examples=8,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            database=None,
        ),
    )
