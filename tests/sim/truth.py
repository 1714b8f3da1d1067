"""What the server's tables say of the acts that reached it."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from backend_stub.db import sqlite


@dataclass(frozen=True, slots=True)
class Truth:
    """What the server's tables hold."""

    steps: Counter[tuple[str, str]]
    """(booking id, action or `create`) in the bookings' histories."""
    changes: Counter[tuple[str, str, str]]
    """(entity, id, `upsert` or `delete`) in the change feed, which keeps what the tables no longer show."""
    ids: set[str]
    """Of all bookings, blocks and clients there are."""
    overlaps: int

    def effect(self, entity: str, row_id: str, action: str) -> int:
        """How often an act took effect."""
        if entity == "booking":
            return self.steps[row_id, action]
        if action == "delete":
            return self.changes[entity, row_id, "delete"]
        writes = self.changes[entity, row_id, "upsert"]
        if entity != "client":
            return writes
        return min(writes, 1) if action == "create" else max(writes - 1, 0)


def read_truth(path: Path) -> Truth:
    """Read it from the database file."""
    connection = sqlite.connect(path)
    try:
        steps = Counter(
            (_text(row[0]), row[1] or "create")
            for row in connection.execute(
                "SELECT booking_id, action FROM booking_history "
                "WHERE action IS NOT NULL OR actor_id IS NOT NULL"
            )
        )
        changes = Counter(
            (row[0], _text(row[1]), row[2])
            for row in connection.execute("SELECT entity, entity_id, op FROM change")
        )
        ids = {
            _text(row[0])
            for table in ("booking", "block", "client_card")
            for row in connection.execute(f"SELECT id FROM {table}")  # noqa: S608 - our own names
        }
        (overlaps,) = connection.execute(
            "SELECT count(*) FROM booking a JOIN booking b ON a.staff_id = b.staff_id AND a.id < b.id "
            "AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at "
            "WHERE a.status IN ('requested', 'confirmed', 'in_progress') "
            "AND b.status IN ('requested', 'confirmed', 'in_progress')"
        ).fetchone()
    finally:
        connection.close()
    return Truth(steps, changes, ids, overlaps)


def _text(key: Any) -> str:
    return str(UUID(key if isinstance(key, str) else key.hex()))
