"""A stage for features, on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.features.world import Stage, build_world
from tests.backend_stub.support.running import running_server


@pytest_asyncio.fixture
async def stage(tmp_path: Path, database_url: str, clock: MovableClock) -> AsyncIterator[Stage]:
    """The small world on a running server, everybody signed in."""
    async with running_server(tmp_path / "data", database_url, clock=clock) as running:
        world = await build_world(running.server.database)
        yield await Stage(running, world).open()
