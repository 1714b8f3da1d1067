"""What somebody is told, and how they want to be told."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from contracts.notices import MOST_REMINDERS, Channel, Topic
from contracts.vocabulary import NotificationKind
from contracts.wire import Instant, Money, Version, WholeNumber, Wire, YesNo, Zone


class NotificationOut(Wire):
    """One notification; the reader's program writes the sentence from `kind` and these fields.

    `listing_title` names the thing it is about, `counterpart` the other side; `subject_entity` and
    `subject_id` lead to the thing where it is no booking.
    """

    id: UUID
    version: Version
    kind: NotificationKind
    booking_id: UUID | None
    subject_entity: str | None
    subject_id: UUID | None
    listing_title: str
    counterpart: str
    starts_at: Instant | None
    zone: str
    amount: Money | None
    created_at: Instant
    read_at: Instant | None
    alert_at: Instant | None
    """From when on a desktop may announce it; null: not at all."""

    listed: bool
    """Whether it stands in the list under the bell."""


class ReadUpTo(Wire):
    """The newest notification seen; it and all older ones become read."""

    up_to: UUID


MinuteOfDay = Annotated[WholeNumber, Field(ge=0, le=1439)]


class QuietHours(Wire):
    """From when to when nothing disturbs, in minutes after midnight of the person's zone."""

    from_minute: MinuteOfDay
    to_minute: MinuteOfDay

    @model_validator(mode="after")
    def _has_length(self) -> "QuietHours":
        if self.from_minute == self.to_minute:
            raise PydanticCustomError("empty_range", "must end at another time than they begin")
        return self


ReminderMinutes = Annotated[WholeNumber, Field(ge=5, le=20160)]
NoticeGrid = dict[Topic, dict[Channel, YesNo]]
NoticePhone = Annotated[str, Field(min_length=8, max_length=32, pattern=r"^\+[1-9][0-9 ()./-]{5,29}[0-9]$")]
"""With the country's number in front; a gateway takes no other."""


class NoticeSettingsOut(Wire):
    """How somebody wants to be told; `version` 0 while they have changed nothing."""

    id: UUID
    version: Annotated[int, Field(ge=0)]
    grid: NoticeGrid
    quiet: QuietHours | None
    digest_minute: MinuteOfDay | None
    reminder_minutes: list[int]
    zone: str | None
    language: str | None
    phone: str | None


class NoticeSettingsPatch(Wire):
    """Changes of some settings; of two, the last to arrive holds. Topics and channels left out stay."""

    grid: Annotated[NoticeGrid, Field(min_length=1)] | None = None
    quiet: QuietHours | None = None
    digest_minute: MinuteOfDay | None = None
    reminder_minutes: Annotated[list[ReminderMinutes], Field(max_length=MOST_REMINDERS)] | None = None
    zone: Zone | None = None
    language: Literal["en", "de"] | None = None
    phone: NoticePhone | None = None

    @field_validator("reminder_minutes")
    @classmethod
    def _each_once(cls, value: list[int] | None) -> list[int] | None:
        if value is not None and len(set(value)) != len(value):
            raise PydanticCustomError("repeated", "must name each time once")
        return value
