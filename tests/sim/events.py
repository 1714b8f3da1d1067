"""The run as a Hypothesis state machine: any order of events, shrunk where it breaks something."""

from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.sim.checker import check
from tests.sim.server import ServerThread
from tests.sim.world import World

WHO = st.integers(0, 2)


@dataclass(frozen=True, slots=True)
class Arena:
    """What all runs share."""

    thread: ServerThread
    template: Path
    folder: Path


class Events(RuleBasedStateMachine):
    """Set `arena` before it runs."""

    arena: ClassVar[Arena]
    _numbers = count(1_000_000)

    def __init__(self) -> None:
        super().__init__()
        self.world = World(next(self._numbers), self.arena.thread, self.arena.template, self.arena.folder)

    @rule(who=WHO)
    def act(self, who: int) -> None:
        self.world.act(self.world.machines[who])

    @rule(seconds=st.sampled_from([0.01, 0.5, 5.0, 30.0]))
    def wait(self, seconds: float) -> None:
        self.world.pass_time(seconds)

    @rule(who=WHO)
    def crash(self, who: int) -> None:
        self.world.crash(self.world.machines[who])

    @rule(who=WHO)
    def boot(self, who: int) -> None:
        self.world.boot(self.world.machines[who])

    @rule(who=WHO, cut=st.booleans())
    def pull_or_plug(self, who: int, cut: bool) -> None:
        self.world.machines[who].cut(cut)

    @rule(
        drop=st.sampled_from([0.0, 0.2]),
        lose_answer=st.sampled_from([0.0, 0.3]),
        duplicate=st.sampled_from([0.0, 0.3]),
    )
    def change_weather(self, drop: float, lose_answer: float, duplicate: float) -> None:
        self.world.set_weather(drop=drop, lose_answer=lose_answer, duplicate=duplicate, delay=1.0)

    @rule(who=WHO)
    def resolve(self, who: int) -> None:
        self.world.resolve(self.world.machines[who])

    @rule()
    def expire_tokens(self) -> None:
        self.world.expire_tokens()

    @rule()
    def restart_server(self) -> None:
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
