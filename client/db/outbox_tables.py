"""The outbox's file: its schema, steps from older ones, and a copy before each step."""

import shutil
from collections.abc import Callable
from pathlib import Path

from client.db.connection import Connection, translated
from client.errors import LocalError

Step = Callable[[Connection], None]


def _first(connection: Connection) -> None:
    connection.execute(
        "CREATE TABLE operation (id TEXT PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, account TEXT NOT NULL, "
        "name TEXT NOT NULL, target TEXT NOT NULL, args TEXT NOT NULL, args_version INTEGER NOT NULL, "
        "if_match INTEGER, touches TEXT NOT NULL, depends_on TEXT NOT NULL, preview TEXT, "
        "created_at TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL, "
        "failures INTEGER NOT NULL, problem TEXT, answer TEXT, online_only INTEGER NOT NULL)"
    )


def _drafts(connection: Connection) -> None:
    connection.execute("CREATE TABLE draft (key TEXT PRIMARY KEY, text TEXT NOT NULL)")


STEPS: tuple[Step, ...] = (_first, _drafts)
"""Step n brings version n to n + 1. Only ever appended to: these files hold what people did."""


def prepare(connection: Connection, path: Path | None, steps: tuple[Step, ...] = STEPS) -> None:
    """Bring the file to today's schema, after a copy beside it. Never drops anything.

    Raises `LocalError` for a file that a newer program wrote; it is left as it is.
    """
    found = connection.execute("PRAGMA user_version").fetchone()
    version = int(found[0]) if found else 0
    if version > len(steps):
        raise LocalError("The outbox was written by a newer Doorstep; this one can't read it.")
    if version == len(steps):
        return
    if version > 0 and path is not None:
        back_up(connection, path, f"v{version}")
    connection.execute("BEGIN IMMEDIATE")
    for step in steps[version:]:
        step(connection)
    connection.execute(f"PRAGMA user_version = {len(steps)}")
    connection.execute("COMMIT")


def back_up(connection: Connection, path: Path, label: str) -> Path:
    """Copy the whole file, still encrypted, beside itself; an older copy of the same label is replaced."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    copy = path.with_name(f"{path.stem}.{label}.bak")
    with translated():
        shutil.copy2(path, copy)
    return copy
