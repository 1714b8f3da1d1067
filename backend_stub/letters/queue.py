"""Writing letters, in the transaction of what they tell of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from backend_stub.db.tables import Letter
from backend_stub.db.unit_of_work import UnitOfWork
from contracts.notices import Channel


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter about `source_id`; `person_id` has an account, `address` is for those without."""

    source_id: UUID
    recipient_id: UUID
    channel: Channel
    kind: str
    language: str
    due_at: datetime
    content: Mapping[str, Any] = field(default_factory=dict)
    topic: str | None = None
    person_id: UUID | None = None
    address: str | None = None
    announcement_id: UUID | None = None
    is_gathered: bool = False
    """Whether it waits for a digest."""


async def write_letters(uow: UnitOfWork, letters: Sequence[NewLetter]) -> None:
    """Write them down; a source writes to a recipient once by each channel, however often this is called."""
    if not letters:
        return
    insert = postgresql_insert if uow.is_postgresql else sqlite_insert
    rows = [
        {
            "id": uuid4(),
            "source_id": letter.source_id,
            "recipient_id": letter.recipient_id,
            "channel": str(letter.channel),
            "person_id": letter.person_id,
            "address": letter.address,
            "announcement_id": letter.announcement_id,
            "kind": letter.kind,
            "topic": letter.topic,
            "language": letter.language,
            "content": dict(letter.content),
            "state": "gathered" if letter.is_gathered else "waiting",
            "attempts": 0,
            "due_at": letter.due_at,
            "created_at": uow.now,
        }
        for letter in letters
    ]
    await uow.session.execute(insert(Letter).on_conflict_do_nothing(), rows)
