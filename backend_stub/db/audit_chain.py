"""The audit log as a chain: how entries are hashed, added, and checked."""

import hashlib
import json
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import AuditEntry
from contracts.wire import rfc3339

START: Final = "0" * 64
"""Stands where the first entry has no entry before it."""

_LOCK: Final = 684112078
_BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody (no `actor_id`: the clock) did to a thing; `before` and `after` are JSON."""

    action: str
    entity: str
    entity_id: UUID
    actor_id: UUID | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far the chain holds: its length and last hash, and the first entry that does not fit."""

    entries: int
    head: str
    broken_at: int | None = None
    reason: str = ""


def canonical(value: Any) -> str:
    """The one text of a JSON value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _sha256(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


def _digest(salt: str, before: str | None, after: str | None) -> str:
    return _sha256(canonical([salt, before, after]))


def _link(previous: str, row: Mapping[str, Any]) -> str:
    actor = None if row["actor_id"] is None else str(row["actor_id"])
    fields = [row["action"], row["entity"], str(row["entity_id"]), row["digest"]]
    return _sha256(canonical([previous, row["seq"], rfc3339(row["at"]), actor, *fields]))


async def append(session: AsyncSession, acts: Sequence[Act], at: datetime) -> None:
    """Add entries at the end of the chain; the last thing of a transaction, as others wait from here on."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    last = (
        await session.execute(
            select(AuditEntry.seq, AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1)
        )
    ).one_or_none()
    seq, previous = last or (0, START)
    rows = []
    for act in acts:
        seq += 1
        row = _row(seq, act, at)
        previous = row["hash"] = _link(previous, row)
        rows.append(row)
    await session.execute(insert(AuditEntry), rows)


def _row(seq: int, act: Act, at: datetime) -> dict[str, Any]:
    salt = secrets.token_hex(16)
    before = None if act.before is None else canonical(act.before)
    after = None if act.after is None else canonical(act.after)
    return {
        "seq": seq,
        "at": at,
        "actor_id": act.actor_id,
        "action": act.action,
        "entity": act.entity,
        "entity_id": act.entity_id,
        "salt": salt,
        "before": before,
        "after": after,
        "digest": _digest(salt, before, after),
    }


async def verify(session: AsyncSession, noted: str | None = None) -> tuple[Verdict, bool]:
    """Walk the whole chain: nothing may be missing, out of order, or other than it was written.

    Entries cut off at the end leave a shorter chain that holds. So the second answer tells whether the chain
    goes through `noted`, the `entries:head` of an earlier walk.
    """
    count, head, passed = 0, START, noted is None
    async for entry in _entries(session):
        if entry["seq"] != count + 1:
            return Verdict(count, head, count + 1, "missing"), passed
        if entry["hash"] != _link(head, entry) or not _is_whole(entry):
            return Verdict(count, head, count + 1, "changed"), passed
        count, head = entry["seq"], entry["hash"]
        passed = passed or noted == f"{count}:{head}"
    return Verdict(count, head), passed


def _is_whole(entry: Mapping[str, Any]) -> bool:
    salt, before, after = entry["salt"], entry["before"], entry["after"]
    if salt is None:
        return before is None and after is None
    return bool(entry["digest"] == _digest(salt, before, after))


async def _entries(session: AsyncSession) -> AsyncIterator[Mapping[str, Any]]:
    seen = 0
    while True:
        query = (
            select(AuditEntry.__table__).where(AuditEntry.seq > seen).order_by(AuditEntry.seq).limit(_BATCH)
        )
        page = (await session.execute(query)).mappings().all()
        for entry in page:
            seen = entry["seq"]
            yield cast("Mapping[str, Any]", entry)
        if len(page) < _BATCH:
            return
