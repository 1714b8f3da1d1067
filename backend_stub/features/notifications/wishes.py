"""How one person wants to be told, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend_stub.db.tables import NoticeSettings
from backend_stub.letters.timing import next_time, quiet_until
from contracts.notices import LANGUAGES, TOPICS, Channel, Topic, is_on


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody set, or what holds for who has set nothing."""

    person_id: UUID
    grid: Mapping[str, Any]
    quiet: tuple[int, int] | None
    digest_minute: int | None
    zone: str
    language: str
    phone: str | None

    @classmethod
    def of(cls, person_id: UUID, settings: NoticeSettings | None) -> "Wishes":
        """From their row, if there is one."""
        if settings is None:
            return cls(person_id, {}, None, None, "UTC", LANGUAGES[0], None)
        quiet = None
        if settings.quiet_from is not None and settings.quiet_to is not None:
            quiet = (settings.quiet_from, settings.quiet_to)
        return cls(
            person_id,
            settings.grid,
            quiet,
            settings.digest_minute,
            settings.zone or "UTC",
            settings.language or LANGUAGES[0],
            settings.phone,
        )

    def wants(self, topic: Topic, channel: Channel) -> bool:
        """Whether they are told of this so."""
        return is_on(topic, channel, self.grid)

    def not_before(self, topic: Topic, now: datetime, starts_at: datetime | None) -> datetime:
        """Now, or the end of the quiet hours; what begins before they end does not wait for that."""
        if TOPICS[topic].is_urgent or self.quiet is None:
            return now
        ends = quiet_until(now, self.zone, *self.quiet)
        return now if ends is None or _too_late(ends, starts_at, now) else ends

    def digest_at(self, topic: Topic, now: datetime, starts_at: datetime | None) -> datetime | None:
        """When it goes into a digest; None if it goes by itself."""
        if self.digest_minute is None or TOPICS[topic].is_urgent or topic is Topic.REMINDER:
            return None
        due = next_time(now, self.zone, self.digest_minute)
        return None if _too_late(due, starts_at, now) else due


def _too_late(moment: datetime, starts_at: datetime | None, now: datetime) -> bool:
    return starts_at is not None and now < starts_at <= moment
