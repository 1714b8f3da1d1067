"""The simulation as a part of every test run; `python -m tests.sim` runs as many seeds as one likes."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.sim.events import Arena, Events
from tests.sim.runs import STEPS, run_seed
from tests.sim.scratch import scratch
from tests.sim.server import ServerThread
from tests.sim.template import make_template
from tests.sim.world import World
from tests.support.leaks import allow_threads

FAST, SLOW = 12, 200

allow_threads("sim-server")


@pytest.fixture(scope="module")
def arena() -> Iterator[Arena]:
    with scratch() as folder:
        template = folder / "template.db"
        make_template(template)
        thread = ServerThread()
        yield Arena(thread, template, folder)
        thread.close()


def _run(arena: Arena, seed: int, *, idempotent: bool = True, steps: int = STEPS) -> list[str]:
    return run_seed(seed, arena.thread, arena.template, arena.folder, idempotent=idempotent, steps=steps)


@pytest.mark.parametrize("seed", range(1, FAST + 1))
def test_nothing_is_lost_doubled_or_diverged(arena: Arena, seed: int) -> None:
    assert _run(arena, seed, steps=STEPS // 2) == []


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
            return [
                f"{entry.machine} {entry.operation.name} {entry.operation_id}"
                for entry in world.ledger.entries
            ]
        finally:
            world.close()

    assert story() == story()


def test_the_checker_notices_a_server_that_forgets_its_answers(arena: Arena) -> None:
    """With the idempotency store switched off, what is repeated takes effect twice or is refused wrongly."""
    for seed in range(1, 201):
        if _run(arena, seed, idempotent=False):
            return
    pytest.fail("200 seeds without the idempotency store, and nothing was noticed")


@pytest.mark.slow
def test_any_order_of_events(arena: Arena, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hypothesis chooses the events and shrinks what it finds."""
    monkeypatch.setattr(Events, "arena", arena, raising=False)
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
