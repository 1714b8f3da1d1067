"""News from Doorstep: who wants it, and what is announced."""

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from contracts.wire import Email, Instant, Title, Version, Wire


class SubscriberState(StrEnum):
    """How far a subscription is."""

    PENDING = "pending"
    ACTIVE = "active"
    ENDED = "ended"


class Segment(StrEnum):
    """Which subscribers an announcement is for."""

    ALL = "all"
    CUSTOMERS = "customers"
    VENDORS = "vendors"
    CITY = "city"
    CATEGORY = "category"


class AnnouncementState(StrEnum):
    """How far an announcement is."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    SENT = "sent"
    CANCELLED = "cancelled"


class SubscribeIn(Wire):
    """Somebody wants news; whoever owns the address has to confirm it by mail."""

    email: Email
    language: Literal["en", "de"] = "en"


class SubscribeOut(Wire):
    """The same answer for every address."""

    status: Literal["check_your_mail"] = "check_your_mail"


class SubscriberOut(Wire):
    """A subscriber as admins see one."""

    id: UUID
    email: str
    language: str
    state: SubscriberState
    created_at: Instant
    confirmed_at: Instant | None
    ended_at: Instant | None


Body = Annotated[str, Field(min_length=1, max_length=20000, pattern=r"\S")]
"""Plain text; an empty line begins a new paragraph."""

SegmentValue = Annotated[str, Field(min_length=1, max_length=120)]


class AnnouncementCreate(Wire):
    """A draft; `segment_value` is a city's name or a category's id, where the segment needs one."""

    id: UUID
    subject: Title
    body: Body
    segment: Segment = Segment.ALL
    segment_value: SegmentValue | None = None

    @model_validator(mode="after")
    def _value_fits(self) -> "AnnouncementCreate":
        if (self.segment in {Segment.CITY, Segment.CATEGORY}) != (self.segment_value is not None):
            raise PydanticCustomError("segment_value", "a city or category needs its value, all others none")
        return self


class AnnouncementChange(Wire):
    """The whole of a draft anew."""

    subject: Title
    body: Body
    segment: Segment
    segment_value: SegmentValue | None = None

    @model_validator(mode="after")
    def _value_fits(self) -> "AnnouncementChange":
        if (self.segment in {Segment.CITY, Segment.CATEGORY}) != (self.segment_value is not None):
            raise PydanticCustomError("segment_value", "a city or category needs its value, all others none")
        return self


class AnnouncementSchedule(Wire):
    """When to send; without an instant, now."""

    send_at: Instant | None = None


class AnnouncementOut(Wire):
    """An announcement; of `recipients` letters so many were `sent` or `failed`, the rest is on its way."""

    id: UUID
    version: Version
    subject: str
    body: str
    segment: Segment
    segment_value: str | None
    state: AnnouncementState
    send_at: Instant | None
    started_at: Instant | None
    finished_at: Instant | None
    recipients: int
    sent: int
    failed: int
    created_at: Instant
    updated_at: Instant


class AnnouncementPreview(Wire):
    """What a subscriber would read, and how many would."""

    subject: str
    text: str
    html: str
    recipients: int
