"""A real PostgreSQL for the tests: a private instance on a free loopback port, a fresh database a test.

Every xdist worker has its own instance. As root it runs as the user `postgres`, because PostgreSQL
refuses root; it ends with the session, and by itself should the tests be killed.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

START_SECONDS = 60
TRIES = 3
LEFT_OUT = "left out: "
# Nothing here outlives the run, so nothing has to survive a power cut.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "300",
    "listen_addresses": "127.0.0.1",
    "autovacuum": "off",
    "max_wal_size": "256MB",
}


class EngineMissingError(Exception):
    """The engine is not installed; the message says what to install."""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running instance."""

    port: int

    def url(self, database: str, driver: str = "postgresql+psycopg") -> str:
        """Answer the URL of a database, for SQLAlchemy unless another driver is named."""
        return f"{driver}://postgres@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str) -> None:
        """Run one statement outside any transaction, as creating a database asks for."""
        with psycopg.connect(self.url("postgres", "postgresql"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def create_database(self, template: str = "template0") -> str:
        """Create a database with a name of its own and answer the name."""
        name = f"doorstep_{uuid.uuid4().hex}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database, with whoever is still connected."""
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _find_programs() -> Path:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    found = shutil.which("initdb")
    if folders:
        return folders[-1]
    if found:
        return Path(found).resolve().parent
    raise EngineMissingError("PostgreSQL is not installed (Debian: apt-get install postgresql)")


def _as_owner(*, with_parent: bool) -> list[str]:
    """Answer the words before a command that make an ordinary user run it and end it with us."""
    words = ["setpriv"] if shutil.which("setpriv") else []
    if os.geteuid() == 0:
        if not words:
            raise EngineMissingError("setpriv is not installed (Debian: apt-get install util-linux)")
        words += ["--reuid=postgres", "--regid=postgres", "--init-groups"]
    if words and with_parent:
        words += ["--pdeathsig", "INT"]
    return words if len(words) > 1 else []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _start(programs: Path, data: Path, log: Path) -> tuple[subprocess.Popen[bytes], PostgresServer]:
    for _attempt in range(TRIES):
        server = PostgresServer(_free_port())
        options = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        with log.open("ab") as output:
            process = subprocess.Popen(
                [
                    *_as_owner(with_parent=True), str(programs / "postgres"), "-D", str(data),
                    "-p", str(server.port), "-k", str(data.parent), *options,
                ],
                stdout=output, stderr=output, stdin=subprocess.DEVNULL, cwd="/", start_new_session=True,
            )  # fmt: skip
        if _answers(process, server):
            return process, server
        _stop(process)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')[-2000:]}")


def _answers(process: subprocess.Popen[bytes], server: PostgresServer) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            server.execute("SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return True
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the instance and everything in its process group."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Run a private PostgreSQL for this session (each xdist worker has one)."""
    try:
        programs, owner = _find_programs(), _as_owner(with_parent=False)
    except EngineMissingError as problem:
        if os.environ.get("CI") == "true":
            pytest.fail(str(problem), pytrace=False)
        pytest.skip(f"{LEFT_OUT}{problem}")  # a developer's machine may lack the engine; CI may not
    with tempfile.TemporaryDirectory(prefix="doorstep-postgres-", ignore_cleanup_errors=True) as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        data = Path(folder, "data")
        subprocess.run(
            [*owner, str(programs / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8",
             "--locale=C.UTF-8", "--no-sync"],
            check=True, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        process, server = _start(programs, data, Path(folder, "log"))
        try:
            yield server
        finally:
            _stop(process)


@pytest.fixture(scope="session")
def migrated_template(postgres_server: PostgresServer) -> str:
    """Answer the name of a database that all migrations have run on; new ones are copies of its files."""
    from sqlalchemy import create_engine

    from backend_stub.db.migrate import upgrade

    name = postgres_server.create_database()
    engine = create_engine(postgres_server.url(name))
    with engine.begin() as connection:
        upgrade(connection)
    engine.dispose()
    return name


@pytest.fixture
def migrated_postgres(postgres_server: PostgresServer, migrated_template: str) -> Iterator[str]:
    """Answer the SQLAlchemy URL of a fresh database with all tables and no rows."""
    name = postgres_server.create_database(migrated_template)
    yield postgres_server.url(name)
    postgres_server.drop_database(name)


@pytest.fixture
def empty_postgres(postgres_server: PostgresServer) -> Iterator[str]:
    """Answer the SQLAlchemy URL of a fresh database without tables."""
    name = postgres_server.create_database()
    yield postgres_server.url(name)
    postgres_server.drop_database(name)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly at the end how many tests were left out for want of the engine, and what to do about it."""
    reasons = Counter(
        str(report.longrepr[2]).partition(LEFT_OUT)[2]
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple) and LEFT_OUT in str(report.longrepr[2])
    )
    for reason, count in reasons.items():
        line = f"{count} test{'s' if count > 1 else ''} LEFT OUT: {reason}"
        terminalreporter.write_sep("!", line, yellow=True, bold=True)
