"""What is told: the shape in which events reach the notifier."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.vocabulary import Entity, NotificationKind


@dataclass(frozen=True, slots=True)
class News:
    """What happened, for whom: `told` are people with the name of their counterpart."""

    kind: NotificationKind
    title: str
    told: Collection[tuple[UUID, str]]
    booking_id: UUID | None = None
    subject: tuple[Entity, UUID] | None = None
    starts_at: datetime | None = None
    zone: str = "UTC"
    amount: tuple[int, str] | None = None
    once_until_read: bool = False
    """Whether somebody who has not read the last such news of this subject is not told again."""
