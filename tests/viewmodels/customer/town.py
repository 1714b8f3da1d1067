"""The samples of the pictures under a running event loop, with a clock that tests move."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from client.tasks import Tasks
from desktop.shots.customer_samples import build_account, build_desk, build_server
from desktop.shots.memory import MemoryAccount
from desktop.shots.online import SampleServer
from desktop.shots.vendor_samples import SampleClock
from viewmodels.customer.desk import CustomerDesk

_TURNS, _TURN_SECONDS = 1_000, 0.005


@dataclass
class Town:
    """Everything that a test of a customer's page needs."""

    clock: SampleClock
    account: MemoryAccount
    server: SampleServer
    desk: CustomerDesk

    def cut_cable(self) -> None:
        """No network from now on."""
        self.server.reachable = False
        self.account.status.update(online=False, as_of=self.clock.now())

    def mend_cable(self) -> None:
        """The network is back."""
        self.server.reachable = True
        self.account.status.update(online=True)

    @property
    def routes(self) -> str:
        """Where the navigator is."""
        return self.desk.navigator.current.value.route


def build_town() -> Town:
    """Priya's account and a server of samples, with tasks of the running loop."""
    clock, server = SampleClock(), build_server()
    account = build_account(clock, Tasks())
    return Town(clock, account, server, build_desk(account, server, clock))


async def until(holds: Callable[[], object]) -> None:
    """Let the loop turn until it holds; fails after some five seconds."""
    for _ in range(_TURNS):
        if holds():
            return
        await asyncio.sleep(_TURN_SECONDS)
    raise AssertionError("it did not come about")
