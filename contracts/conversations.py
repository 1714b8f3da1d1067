"""Conversations between a customer and a vendor, and what is said in them."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator

from contracts.bookings import CustomerRef
from contracts.vocabulary import ConversationSide, ConversationSubject
from contracts.wire import Instant, Name, Reason, Title, Version, Wire

LineText = Annotated[str, Field(max_length=4000)]
"""What somebody wrote; always shown as plain text."""

Count = Annotated[int, Field(ge=0)]


class ConversationOpen(Wire):
    """What a conversation is about: one of one's bookings, or a listing that one is a customer of.

    It has one id for ever, `contracts.idents.conversation_id`, which either side knows beforehand: to open it
    again answers what is there.
    """

    booking_id: UUID | None = None
    listing_id: UUID | None = None

    @model_validator(mode="after")
    def _one_subject(self) -> "ConversationOpen":
        if (self.booking_id is None) == (self.listing_id is None):
            raise ValueError("give booking_id or listing_id")
        return self


class PerSide(Wire):
    """A number for each side of a conversation."""

    customer: Count
    vendor: Count
    support: Count


class SupportInvitation(Wire):
    """Who asked support to join, and when; from then on support reads all of it."""

    at: Instant
    by: Name
    side: ConversationSide
    reason: Reason | None


class LastLine(Wire):
    """The newest message in short."""

    id: UUID
    number: Annotated[int, Field(ge=1)]
    side: ConversationSide
    author: Name
    text: Annotated[str, Field(max_length=200)]
    has_picture: bool
    at: Instant


class ConversationOut(Wire):
    """A conversation. `read` is the number of the newest message that each side has read, `unread` how many
    of the others' came after it. `last_at` is when the newest was sent, or the beginning where there is none.
    """

    id: UUID
    version: Version
    subject: ConversationSubject
    booking_id: UUID | None
    listing_id: UUID
    title: Title
    customer: CustomerRef
    vendor_id: UUID
    vendor_name: Name
    support: SupportInvitation | None
    message_count: Count
    last: LastLine | None
    last_at: Instant
    read: PerSide
    unread: PerSide
    created_at: Instant


class MessageCreate(Wire):
    """Something to say; with a picture, the text may be nothing."""

    id: UUID
    text: LineText = ""
    picture_id: UUID | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "MessageCreate":
        if self.picture_id is None and not self.text.strip():
            raise ValueError("write something, or send a picture")
        return self


class PictureOut(Wire):
    """A picture in a conversation; width and height are of the whole picture, in pixels."""

    id: UUID
    width: Annotated[int, Field(ge=1)]
    height: Annotated[int, Field(ge=1)]


class MessageOut(Wire):
    """One message; `number` counts from 1 in its conversation, in the order of arrival, without gaps."""

    id: UUID
    version: Version
    conversation_id: UUID
    number: Annotated[int, Field(ge=1)]
    side: ConversationSide
    author: CustomerRef
    text: LineText
    picture: PictureOut | None
    created_at: Instant


class ReadMark(Wire):
    """The newest message that was seen; it and all before it have been read."""

    up_to: UUID


class InviteIn(Wire):
    """Why support should come."""

    reason: Reason | None = None
