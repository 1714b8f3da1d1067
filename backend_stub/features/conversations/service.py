"""Opening conversations, speaking in them, reading them, and asking support to join."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_duplicate
from backend_stub.db.tables import Booking, Conversation, Listing, Message, Person, Vendor
from backend_stub.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from backend_stub.features.conversations.pace import Pace
from backend_stub.features.conversations.rows import conversation_document, message_document
from backend_stub.features.conversations.sides import parties_of
from backend_stub.ports.uploads import UploadsPort
from backend_stub.security.context import WritingContext
from contracts.conversations import ConversationOpen, InviteIn, MessageCreate
from contracts.errors import ErrorCode
from contracts.events import EventName
from contracts.folding import fold
from contracts.idents import conversation_id
from contracts.permissions import Permission
from contracts.vocabulary import ConversationSide, ConversationSubject, Entity, Role

_IN_SHORT: Final = 200


@dataclass(frozen=True, slots=True)
class _Topic:
    """What a conversation is about, and between whom."""

    subject: ConversationSubject
    subject_id: UUID
    booking_id: UUID | None
    listing_id: UUID
    title: str
    customer_id: UUID
    customer_name: str
    vendor_id: UUID

    @property
    def id(self) -> UUID:
        return conversation_id(self.subject_id, self.customer_id)


class ConversationService:
    """What is done in conversations, so many times an hour or a minute by one person."""

    def __init__(self, uploads: UploadsPort, opened_per_hour: int, sent_per_minute: int) -> None:
        self._uploads = uploads
        self._openings = Pace(
            Conversation.opener_id, Conversation.created_at, opened_per_hour, timedelta(hours=1)
        )
        self._lines = Pace(Message.author_id, Message.created_at, sent_per_minute, timedelta(minutes=1))

    async def open(self, writing: WritingContext, wish: ConversationOpen) -> tuple[dict[str, Any], bool]:
        """The conversation about this, and whether it is new."""
        topic = await self._topic(writing, wish)
        found = await self._locked(writing, topic.id)
        if found is not None:
            return conversation_document(found), False
        await self._openings.admit(writing.session, writing.caller.id, writing.now)
        vendor = await writing.session.get_one(Vendor, topic.vendor_id)
        row = Conversation(
            id=topic.id,
            version=1,
            subject=str(topic.subject),
            subject_id=topic.subject_id,
            booking_id=topic.booking_id,
            listing_id=topic.listing_id,
            title=topic.title,
            customer_id=topic.customer_id,
            customer_name=topic.customer_name,
            vendor_id=topic.vendor_id,
            vendor_name=vendor.name,
            opener_id=writing.caller.id,
            message_count=0,
            last_has_picture=False,
            last_at=writing.now,
            **{f"{side}_{count}": 0 for side in ConversationSide for count in ("read", "unread")},
            created_at=writing.now,
        )
        try:
            async with writing.uow.savepoint():
                writing.session.add(row)
                await writing.session.flush()
        except IntegrityError as error:
            # The other side was quicker: then there it is.
            other = await self._locked(writing, topic.id) if is_duplicate(error) else None
            if other is None:
                raise
            return conversation_document(other), False
        writing.uow.record_change(Entity.CONVERSATION, row.id, 1, after=parties_of(row).scopes())
        return conversation_document(row), True

    async def say(self, writing: WritingContext, id: UUID, wish: MessageCreate) -> dict[str, Any]:
        """One more message, after all that are there."""
        row, side = await self._admit(writing, id)
        await self._lines.admit(writing.session, writing.caller.id, writing.now)
        text = wish.text.strip()
        picture = await self._attached(writing, row, wish.picture_id)
        message = Message(
            id=wish.id,
            version=1,
            conversation_id=row.id,
            number=row.message_count + 1,
            side=str(side),
            author_id=writing.caller.id,
            author_name=writing.caller.name,
            text=text,
            folded=fold(text),
            picture_id=wish.picture_id,
            picture_width=picture.get("width"),
            picture_height=picture.get("height"),
            created_at=writing.now,
        )
        try:
            async with writing.uow.savepoint():
                writing.session.add(message)
                await writing.session.flush()
        except IntegrityError as error:
            if is_duplicate(error):
                raise ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.") from error
            raise
        _note_last(row, message)
        for other in ConversationSide:
            takes_part = other is not ConversationSide.SUPPORT or row.support_at is not None
            if other is not side and takes_part:
                _count_unread(row, other, getattr(row, f"{other}_unread") + 1)
        scopes = parties_of(row).scopes()
        writing.uow.record_change(Entity.MESSAGE, message.id, 1, after=scopes)
        self._changed(writing, row)
        said = {
            "message_id": str(message.id),
            "conversation_id": str(row.id),
            "side": str(side),
            "actor_id": str(writing.caller.id),
        }
        writing.uow.emit(EventName.MESSAGE_SENT, said)
        return message_document(message)

    async def read(self, writing: WritingContext, id: UUID, up_to: UUID) -> dict[str, Any]:
        """This message and all before it have been read by the caller's side; a mark only moves forward."""
        row, side = await self._admit(writing, id)
        seen = await writing.session.get(Message, up_to)
        if seen is None or seen.conversation_id != row.id:
            raise NotFoundError("There is no such message in this conversation.")
        if seen.number > getattr(row, f"{side}_read"):
            waiting = select(func.count()).where(
                Message.conversation_id == row.id, Message.number > seen.number, Message.side != str(side)
            )
            setattr(row, f"{side}_read", seen.number)
            _count_unread(row, side, (await writing.session.execute(waiting)).scalar_one())
            self._changed(writing, row)
        return conversation_document(row)

    async def invite(self, writing: WritingContext, id: UUID, wish: InviteIn) -> dict[str, Any]:
        """Support joins, and sees all that was said; who asked for it stands in the conversation."""
        row, side = await self._admit(writing, id)
        if row.support_at is not None:
            return conversation_document(row)
        before = parties_of(row).scopes()
        row.support_at, row.support_by, row.support_side = writing.now, writing.caller.name, str(side)
        row.support_reason = wish.reason
        row.support_unread = row.message_count
        after = parties_of(row).scopes()
        self._changed(writing, row, before=before)
        await self._uploads.share(writing.session, row.id, after)
        ids = await writing.session.scalars(select(Message.id).where(Message.conversation_id == row.id))
        for message_id in ids:
            writing.uow.record_change(Entity.MESSAGE, message_id, 1, before=before, after=after)
        about = {"conversation": row.title, "side": str(side), "reason": wish.reason}
        writing.audit("conversation.support_invited", "conversation", row.id, after=about)
        asked = {"conversation_id": str(row.id), "actor_id": str(writing.caller.id)}
        writing.uow.emit(EventName.SUPPORT_INVITED, asked)
        return conversation_document(row)

    async def _attached(
        self, writing: WritingContext, row: Conversation, picture_id: UUID | None
    ) -> dict[str, Any]:
        """The picture as part of the conversation, seen by all who take part."""
        if picture_id is None:
            return {}
        scopes = parties_of(row).scopes()
        await self._uploads.attach(writing.session, writing.caller, [picture_id], scopes, row.id)
        return (await self._uploads.documents(writing.session, [picture_id]))[picture_id]

    async def _topic(self, writing: WritingContext, wish: ConversationOpen) -> _Topic:
        if wish.booking_id is not None:
            return await self._about_booking(writing, wish.booking_id)
        listing = await writing.session.get(Listing, wish.listing_id)
        if listing is None:
            raise NotFoundError("There is no such listing.")
        caller = writing.caller
        caller.require(Permission.CHAT_USE)
        if Role.CUSTOMER not in caller.roles or listing.vendor_id in caller.vendor_ids:
            raise ForbiddenError("A vendor's customers ask about a listing, not its own people.")
        return _Topic(
            ConversationSubject.LISTING,
            listing.id,
            None,
            listing.id,
            listing.title,
            caller.id,
            caller.name,
            listing.vendor_id,
        )

    async def _about_booking(self, writing: WritingContext, booking_id: UUID) -> _Topic:
        caller = writing.caller
        booking = await writing.session.get(Booking, booking_id)
        is_theirs = booking is not None and (
            booking.customer_id == caller.id or booking.vendor_id in caller.vendor_ids
        )
        if booking is None or not (is_theirs or caller.is_admin):
            raise NotFoundError("There is no such booking.")
        caller.require(Permission.CHAT_USE)
        if not is_theirs:
            raise ForbiddenError("Support joins where it is invited.")
        if booking.customer_id is None:
            detail = "This guest has no account, so there is nobody to write to; call them."
            raise InvalidInputError.field("booking_id", "no_account", detail)
        customer = await writing.session.get_one(Person, booking.customer_id)
        return _Topic(
            ConversationSubject.BOOKING,
            booking.id,
            booking.id,
            booking.listing_id,
            booking.listing_title,
            customer.id,
            customer.name,
            booking.vendor_id,
        )

    async def _admit(self, writing: WritingContext, id: UUID) -> tuple[Conversation, ConversationSide]:
        """404, then 403; nobody else writes to the conversation until this transaction ends."""
        row = await self._locked(writing, id)
        side = None if row is None else parties_of(row).side_of(writing.caller)
        if row is None or side is None:
            raise NotFoundError
        writing.caller.require(Permission.CHAT_USE)
        return row, side

    async def _locked(self, writing: WritingContext, id: UUID) -> Conversation | None:
        query = select(Conversation).where(Conversation.id == id).with_for_update()
        row: Conversation | None = await writing.session.scalar(query)
        return row

    def _changed(
        self, writing: WritingContext, row: Conversation, before: frozenset[str] | None = None
    ) -> None:
        row.version += 1
        after = parties_of(row).scopes()
        writing.uow.record_change(
            Entity.CONVERSATION, row.id, row.version, before=after if before is None else before, after=after
        )


def _note_last(row: Conversation, message: Message) -> None:
    row.message_count = message.number
    row.last_id = message.id
    row.last_side = message.side
    row.last_author = message.author_name
    row.last_text = " ".join(message.text[: 2 * _IN_SHORT].split())[:_IN_SHORT]
    row.last_has_picture = message.picture_id is not None
    row.last_at = message.created_at


def _count_unread(row: Conversation, side: ConversationSide, count: int) -> None:
    setattr(row, f"{side}_unread", count)
