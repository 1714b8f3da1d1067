"""Northside Care in memory: the engine's own queries and folding, with nothing ever sent."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio

from client.tasks import Tasks
from desktop.shots.memory import MemoryAccount
from desktop.shots.vendor_samples import SampleClock, build_account, build_desk
from viewmodels.vendor.desk import VendorDesk

Settle = Callable[[], Awaitable[None]]


@pytest.fixture
def clock() -> SampleClock:
    """Sunday 22 November 2026, 11:36 in Berlin."""
    return SampleClock()


@pytest_asyncio.fixture
async def account(clock: SampleClock) -> AsyncIterator[MemoryAccount]:
    """Rosa's account, closed at the end."""
    tasks = Tasks()
    made = build_account(clock, tasks)
    yield made
    await tasks.aclose()
    made.close()


@pytest.fixture
def desk(account: MemoryAccount, clock: SampleClock) -> VendorDesk:
    """The desk over it."""
    return build_desk(account, clock)


@pytest.fixture
def settle(account: MemoryAccount) -> Settle:
    """Wait until nothing runs any more."""

    async def run() -> None:
        await asyncio.sleep(0)
        # Tasks beget tasks: there is no one event to wait for.
        while True:
            if not account.tasks.running:
                return
            await asyncio.sleep(0.001)

    return run
