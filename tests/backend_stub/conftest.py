"""One suite, both databases."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from backend_stub.db.database import Database
from contracts.vocabulary import Role
from tests.backend_stub.support.people import add_person
from tests.backend_stub.support.probe import build_probe
from tests.backend_stub.support.running import Client, Running, running_server


class MovableClock:
    """The real time, moved by as much as a test wants."""

    def __init__(self) -> None:
        self.offset = timedelta()

    def now(self) -> datetime:
        """The moved time."""
        return datetime.now(UTC) + self.offset


@pytest.fixture
def clock() -> MovableClock:
    """A clock to move."""
    return MovableClock()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"

    async def make() -> None:
        database = Database(f"sqlite:///{path}", MovableClock())
        await database.migrate()
        await database.close()

    asyncio.run(make())
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh database with all tables, once of each kind; `--fast` leaves PostgreSQL to the whole run."""
    if request.param == "sqlite":
        path = tmp_path / "doorstep.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    url: str = request.getfixturevalue("migrated_postgres")
    return url


@pytest_asyncio.fixture
async def database(database_url: str, clock: MovableClock) -> AsyncIterator[Database]:
    """A migrated database."""
    database = Database(database_url, clock)
    await database.migrate()
    yield database
    await database.close()


@pytest_asyncio.fixture
async def probe(tmp_path: Path, database_url: str, clock: MovableClock) -> AsyncIterator[Running]:
    """A server whose only feature is the probe."""
    async with running_server(tmp_path / "data", database_url, clock=clock, build=build_probe) as running:
        yield running


@pytest_asyncio.fixture
async def ann(probe: Running) -> Client:
    """A signed-in admin of the probe server."""
    await add_person(probe.server.database, "ann@test.example", Role.ADMIN)
    return await probe.sign_in("ann@test.example")
