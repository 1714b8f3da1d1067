"""Conversations: lists, what was said, what waits to be read, who types, what is half written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from client.db.cache_reader import Where
from client.listeners import Callback, Listeners, Unsubscribe
from client.outbox.operation import UNANSWERED, PendingOperation
from client.stores.base import Folded, Query, QuerySource, Store
from client.stores.view import View
from contracts.folding import fold
from contracts.rows import BookingDoc, ConversationDoc, ListingDoc, MessageDoc

TYPING_SECONDS = 6.0
"""For how long somebody types unless that is said again."""

_MOST_FOUND = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation, with what was last written here and is not sent yet."""

    conversation: Folded[ConversationDoc]
    waiting: str = ""
    """Text of the newest message that waits in the outbox."""
    booking: BookingDoc | None = None
    """What it is about, where that is a booking that is here."""


Conversations = tuple[Listed, ...]
Messages = tuple[Folded[MessageDoc], ...]


@dataclass(frozen=True, slots=True)
class ConversationList(Query[Conversations]):
    """Conversations of one side (`vendor_id`, or the person as customer, or support), the newest first."""

    side: str
    vendor_id: str = ""

    tags: ClassVar[frozenset[str]] = frozenset({"conversation", "booking", "outbox"})

    def empty(self) -> Conversations:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> Conversations:
        """The conversations now."""
        waiting = {item.operation.target: item for item in view.operations if _waits(item)}
        found = view.rows(
            "conversation",
            Where(),
            matches=lambda row: self._matches(row, view.person.id),
            key=lambda row: (row["last_at"], row["id"]),
            order="last_at, id",
            descending=True,
        )
        mine = [item for item in found if self._matches(item[0], view.person.id)]
        about = {row["booking_id"] for row, _marks in mine} - {None}
        bookings = {row["id"]: row for row, _marks in view.some("booking", sorted(about))}
        listed = [
            Listed(Folded(row, marks), _text(waiting.get(row["id"])), bookings.get(row["booking_id"]))
            for row, marks in mine
        ]
        listed.sort(key=lambda item: _newest(item, waiting), reverse=True)
        return tuple(listed)

    def _matches(self, row: ConversationDoc, person_id: str) -> bool:
        if self.side == "vendor":
            return row["vendor_id"] == self.vendor_id
        if self.side == "customer":
            return row["customer"]["id"] == person_id
        return row["support"] is not None


def unread_of(row: ConversationDoc, side: str) -> int:
    """How many messages of others wait for one side."""
    counts: Mapping[str, Any] = row["unread"]
    return int(counts[side])


def _waits(item: PendingOperation) -> bool:
    return item.name == "message.send" and item.state in UNANSWERED


def _text(waiting: PendingOperation | None) -> str:
    return "" if waiting is None else str(waiting.operation.args["text"])


def _newest(item: Listed, waiting: dict[str, PendingOperation]) -> tuple[str, str]:
    row = item.conversation.row
    own = waiting.get(row["id"])
    return max(row["last_at"], own.created_at if own else ""), row["id"]


@dataclass(frozen=True, slots=True)
class OneConversation(Query[Folded[ConversationDoc] | None]):
    """One conversation by id."""

    id: str

    tags: ClassVar[frozenset[str]] = frozenset({"conversation", "outbox"})

    def empty(self) -> Folded[ConversationDoc] | None:
        """Nothing yet."""
        return None

    def read(self, view: View) -> Folded[ConversationDoc] | None:
        """The conversation now."""
        found = view.find("conversation", self.id)
        return None if found is None else Folded(*found)


@dataclass(frozen=True, slots=True)
class Subject(Query[tuple[BookingDoc | None, ListingDoc | None, str]]):
    """A booking or listing that somebody wants to write about, and the name of its vendor."""

    booking_id: str = ""
    listing_id: str = ""

    tags: ClassVar[frozenset[str]] = frozenset({"booking", "listing"})

    def empty(self) -> tuple[BookingDoc | None, ListingDoc | None, str]:
        """Nothing yet."""
        return None, None, ""

    def read(self, view: View) -> tuple[BookingDoc | None, ListingDoc | None, str]:
        """Both as they are here."""
        booking = view.find("booking", self.booking_id) if self.booking_id else None
        listing = view.cache.find("listing", self.listing_id) if self.listing_id else None
        row: Any = listing if booking is None else booking[0]
        vendor = None if row is None else view.cache.find("vendor", row["vendor_id"])
        name = "" if vendor is None else str(vendor["name"])
        return (None if booking is None else booking[0]), listing, name


@dataclass(frozen=True, slots=True)
class MessageList(Query[Messages]):
    """The newest messages of a conversation, oldest first; those not sent yet come last, as written."""

    conversation_id: str
    limit: int = 200

    tags: ClassVar[frozenset[str]] = frozenset({"message", "outbox"})
    entity: ClassVar[str] = "message"

    def empty(self) -> Messages:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> Messages:
        """The messages now."""
        found = view.rows(
            "message",
            Where("conversation_id = ?", (self.conversation_id,)),
            matches=lambda row: row["conversation_id"] == self.conversation_id,
            key=lambda row: (row["number"], row["id"]),
            order="number, id",
            descending=True,
            limit=self.limit,
        )
        return tuple(Folded(row, marks) for row, marks in reversed(found))


@dataclass(frozen=True, slots=True)
class MessageSearch(Query[tuple[MessageDoc, ...]]):
    """Messages that are here in which all the words stand, whatever case and accents, newest first."""

    words: str

    tags: ClassVar[frozenset[str]] = frozenset({"message"})

    def empty(self) -> tuple[MessageDoc, ...]:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> tuple[MessageDoc, ...]:
        """What is found now."""
        words = fold(self.words).split()
        if not words:
            return ()
        rows = view.cache.rows("message", Where(), "created_at DESC, id DESC", None)
        found: list[MessageDoc] = []
        for row in rows:
            text = fold(row["text"])
            if all(word in text for word in words):
                found.append(row)
                if len(found) == _MOST_FOUND:
                    break
        return tuple(found)


@dataclass(frozen=True, slots=True)
class UnreadCount(Query[int]):
    """How many messages wait for one side."""

    side: str
    vendor_id: str = ""

    tags: ClassVar[frozenset[str]] = frozenset({"conversation", "outbox"})

    def empty(self) -> int:
        """Nothing yet."""
        return 0

    def read(self, view: View) -> int:
        """The count now."""
        listed = ConversationList(self.side, self.vendor_id).read(view)
        return sum(unread_of(item.conversation.row, self.side) for item in listed)


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody who types in a conversation, until a moment of the event loop's clock."""

    conversation_id: str
    person_id: str
    name: str
    until: float


class Line(Protocol):
    """The way to the other side while connected."""

    async def say(self, frame: dict[str, Any]) -> None:
        """Send a frame that may get lost; nothing happens while there is no connection."""
        ...


class Drafts(Protocol):
    """Texts that are half written, on disk."""

    async def load(self) -> dict[str, str]:
        """All of them, by key."""
        ...

    async def keep(self, key: str, text: str) -> None:
        """Keep a text; '' takes it away. On disk when this returns."""
        ...


class ConversationStore(Store):
    """Conversations. Operations: `client.outbox.operations.conversation`."""

    def __init__(
        self,
        source: QuerySource,
        new_id: Callable[[], str],
        line: Callable[[], Line],
        drafts: Callable[[], Drafts],
        loop_time: Callable[[], float],
    ) -> None:
        super().__init__(source, new_id)
        self._line = line
        self._drafts = drafts
        self._time = loop_time
        self._typing: dict[tuple[str, str], Typing] = {}
        self._listeners = Listeners()

    def typing_in(self, conversation_id: str) -> tuple[Typing, ...]:
        """Who types there now."""
        now = self._time()
        return tuple(
            item
            for item in self._typing.values()
            if item.conversation_id == conversation_id and item.until > now
        )

    def on_typing(self, callback: Callback) -> Unsubscribe:
        """Call `callback` whenever somebody begins or ends to type, as far as is heard."""
        return self._listeners.subscribe(callback)

    async def say_typing(self, conversation_id: str, *, typing: bool) -> None:
        """Tell the others; nothing is kept of it, and it may get lost."""
        state = "typing" if typing else "idle"
        frame = {"type": "presence", "entity": "conversation", "id": conversation_id, "state": state}
        await self._line().say(frame)

    def hear(self, frame: dict[str, Any]) -> None:
        """What the server says of others; nonsense is passed over."""
        person = frame.get("person")
        if frame.get("entity") != "conversation" or not isinstance(person, dict):
            return
        key = str(frame.get("id")), str(person.get("id"))
        if frame.get("state") == "typing":
            self._typing[key] = Typing(*key, str(person.get("name")), self._time() + TYPING_SECONDS)
        else:
            self._typing.pop(key, None)
        self._listeners.notify()

    def silence(self) -> None:
        """The connection is gone: nobody is known to type."""
        self._typing.clear()
        self._listeners.notify()

    async def load_drafts(self) -> dict[str, str]:
        """What is half written, by conversation."""
        return await self._drafts().load()

    async def keep_draft(self, conversation_id: str, text: str) -> None:
        """Keep what is half written; on disk when this returns. Raises `LocalError`."""
        await self._drafts().keep(conversation_id, text)
