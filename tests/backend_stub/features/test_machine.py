"""The state machine of bookings, walked at random through the API, against the table in contracts."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from backend_stub.db.tables import Occupancy
from backend_stub.features.overview.repository import overlaps
from contracts.transitions import TRANSITIONS
from contracts.vocabulary import OCCUPYING, BookingAction, BookingStatus, Role
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.features.world import Stage, build_world
from tests.backend_stub.support.running import running_server

ROLES = {"customer": Role.CUSTOMER, "vendor": Role.VENDOR, "admin": Role.ADMIN}
ACTIONS = [action for action in BookingAction if action is not BookingAction.RESCHEDULE]


class BookingMachine(RuleBasedStateMachine):
    """One booking at a time, changed by whoever likes to, beside the model of what it should be."""

    runner: asyncio.Runner
    stage: Stage

    def __init__(self) -> None:
        super().__init__()
        self.booking: Any = None
        self.steps = 0

    def wait(self, doing: Any) -> Any:
        return self.runner.run(doing)

    @rule(name=st.sampled_from(["customer", "vendor", "kiosk"]), number=st.integers(0, 60))
    def book(self, name: str, number: int) -> None:
        if self.booking is not None:
            self.wait(self.stage.change("admin", self.booking, "cancel"))
        self.booking = self.wait(self.stage.book(name, number=number))
        self.steps = 1
        assert self.booking["status"] == ("confirmed" if name == "vendor" else "requested")

    @precondition(lambda self: self.booking is not None)
    @rule(name=st.sampled_from(sorted(ROLES)), action=st.sampled_from(ACTIONS))
    def act(self, name: str, action: BookingAction) -> None:
        quote = self.wait(self.stage[name].get(f"/bookings/{self.booking['id']}/cancellation"))
        answer = self.wait(self.stage.change(name, self.booking, action.replace("_", "-")))
        transition = TRANSITIONS[action]
        is_own = name != "customer" or self.booking["customer"] is not None
        if not is_own:
            assert answer.status_code == 404
        elif ROLES[name] not in transition.roles:
            assert answer.status_code == 403
        elif self.booking["status"] not in transition.sources:
            assert answer.json()["code"] == "invalid_transition"
        elif action is BookingAction.NO_SHOW:
            assert answer.json()["code"] == "too_early"
        else:
            assert answer.status_code == 200, answer.text
            expected = {**self.booking, "version": self.booking["version"] + 1, "status": transition.target}
            if action is BookingAction.CANCEL:
                expected["fee"] = quote.json()["fee"]
            assert {**answer.json(), "updated_at": self.booking["updated_at"]} == expected
            self.booking, self.steps = answer.json(), self.steps + 1

    @precondition(lambda self: self.booking is not None)
    @rule(number=st.integers(0, 60))
    def move(self, number: int) -> None:
        slots = self.wait(self.stage.slots(self.stage.world.deep_clean))
        wish = {"starts_at": slots[number]["starts_at"]}
        answer = self.wait(self.stage.change("vendor", self.booking, "reschedule", wish))
        if self.booking["status"] in TRANSITIONS[BookingAction.RESCHEDULE].sources:
            assert answer.status_code == 200, answer.text
            assert answer.json()["status"] == self.booking["status"]
            length = datetime.fromisoformat(answer.json()["ends_at"]) - datetime.fromisoformat(
                wish["starts_at"]
            )
            assert length == timedelta(hours=1)
            self.booking, self.steps = answer.json(), self.steps + 1
        else:
            assert answer.json()["code"] == "invalid_transition"

    @precondition(lambda self: self.booking is not None)
    @invariant()
    def the_server_agrees(self) -> None:
        read = self.wait(self.stage["admin"].get(f"/bookings/{self.booking['id']}")).json()
        assert read == self.booking
        history = self.wait(self.stage["admin"].get(f"/bookings/{self.booking['id']}/history")).json()[
            "items"
        ]
        assert len(history) == self.steps == read["version"]
        assert history[-1]["status"] == read["status"]

    @precondition(lambda self: self.booking is not None)
    @invariant()
    def time_is_kept_by_what_occupies_it(self) -> None:
        kept, clashes = self.wait(self._occupied())
        assert clashes == 0
        assert (self.booking["id"] in kept) == (BookingStatus(self.booking["status"]) in OCCUPYING)

    async def _occupied(self) -> tuple[set[str], int]:
        async with self.stage.running.server.database.read() as session:
            ids = await session.scalars(select(Occupancy.source_id))
            return {str(id) for id in ids}, await overlaps(session)


@pytest.mark.slow
def test_bookings_follow_the_table(tmp_path: Path, database_url: str, clock: MovableClock) -> None:
    with asyncio.Runner() as runner:
        serving = running_server(tmp_path / "data", database_url, clock=clock)
        running = runner.run(serving.__aenter__())
        try:
            world = runner.run(build_world(running.server.database))
            stage = runner.run(Stage(running, world).open())
            machine = type("Machine", (BookingMachine,), {"runner": runner, "stage": stage})
            run_state_machine_as_test(
                machine,
                settings=settings(
                    max_examples=12,
                    stateful_step_count=15,
                    deadline=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:
            runner.run(serving.__aexit__(None, None, None))
