"""What somebody is told."""

from uuid import UUID

from contracts.vocabulary import NotificationKind
from contracts.wire import Instant, Version, Wire


class NotificationOut(Wire):
    """One notification; the reader's program writes the sentence from `kind` and these fields."""

    id: UUID
    version: Version
    kind: NotificationKind
    booking_id: UUID
    listing_title: str
    counterpart: str
    starts_at: Instant
    zone: str
    created_at: Instant
    read_at: Instant | None


class ReadUpTo(Wire):
    """The newest notification seen; it and all older ones become read."""

    up_to: UUID
