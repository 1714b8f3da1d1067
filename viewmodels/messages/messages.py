"""Messages: the conversations, what is said in the open one, and what is being written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QTimer

from client.errors import LocalError
from client.outbox.operation import Operation
from client.outbox.operations import conversation as operations
from client.outbox.operations.conversation import PENDING_FROM
from client.stores.base import LiveQuery
from client.stores.conversation import (
    ConversationList,
    Conversations,
    Listed,
    MessageList,
    Messages,
    MessageSearch,
    OneConversation,
    Subject,
    unread_of,
)
from contracts.folding import fold
from contracts.rows import MessageDoc, PartyDoc
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.messages.desk import MessagesDesk
from viewmodels.messages.rows import ConversationRow, ThreadHead, ThreadRow
from viewmodels.messages.words import MessageWords
from viewmodels.shell.rows import Tone

FILTERS: Final = ("all", "unread")
PAGE: Final = 200
SAID_AGAIN_MS: Final = 3000
TYPING_TICK_MS: Final = 1000
MOST_TEXT: Final = 4000
QUICK: Final = ("on_our_way", "running_late", "all_done")
"""Answers that a vendor gives with one press."""


class MessagesViewModel(Page):
    """Drafts are on disk with each stroke; what is sent waits in the outbox, in the order of writing."""

    def __init__(
        self,
        desk: MessagesDesk,
        *,
        conversation_id: str = "",
        booking_id: str = "",
        listing_id: str = "",
    ) -> None:
        super().__init__(desk.tools, desk.tools.texts("messages.title"))
        self._desk = desk
        self._words = MessageWords(self.format, desk.side)
        self._listed: dict[str, Listed] = {}
        self._found: frozenset[str] = frozenset()
        self._messages: Messages = ()
        self._drafts: dict[str, str] = {}
        self._limit = PAGE
        self._loaded = False
        self._read_to: dict[str, int] = {}
        self._thread_query: LiveQuery[Messages] | None = None
        self._search_query: LiveQuery[tuple[MessageDoc, ...]] | None = None
        self.conversations: RowModel[ConversationRow] = RowModel(
            [Column("name", "", lambda row: row.name)], self, describe=lambda row: row.spoken
        )
        self.lines: RowModel[ThreadRow] = RowModel(
            [Column("text", "", lambda row: row.text)], self, describe=lambda row: row.spoken or row.text
        )
        self.filter: Observable[str] = self.field(FILTERS[0])
        self.unread: Observable[int] = self.field(0)
        self.words: Observable[str] = self.field("")
        self.open_id: Observable[str] = self.field("")
        self.head: Observable[ThreadHead] = self.field(ThreadHead())
        self.draft: Observable[str] = self.field("")
        self.draft_note: Observable[str] = self.field("")
        self.typing: Observable[str] = self.field("")
        self.may_send: Observable[str] = self.field(self.texts("messages.nothing_to_send"))
        self.send: Command = self.command(self._send, "message.send")
        self.invite: Command = self.command(self._invite, "conversation.invite")
        self.discard: Command = self.command(self._discard, "message.discard")
        self.edit: Command = self.command(self._edit, "message.edit")
        self._said = QTimer(self)
        self._said.setSingleShot(True)
        self._said.setInterval(SAID_AGAIN_MS)
        self._ticker = QTimer(self)
        self._ticker.setInterval(TYPING_TICK_MS)
        self._ticker.timeout.connect(self._show_typing)
        self.on_close(self._ticker.stop)
        self.on_close(self._said.stop)
        self.on_close(self._close_queries)
        self.on_close(desk.status.subscribe(self._show_state))
        self.on_close(desk.conversations.on_typing(self._show_typing))
        self._wanted = conversation_id
        self.spawn(self._load_drafts(), "messages.drafts")
        if booking_id or listing_id:
            self.spawn(self._begin(booking_id, listing_id), "messages.begin")
        query = ConversationList(desk.side, desk.vendor_id)
        self.observe(desk.conversations.observe(query), self._take_conversations)
        self._show_state()

    @property
    def commands(self) -> Mapping[str, Command]:
        return {}

    @property
    def side(self) -> str:
        """As whom one speaks here."""
        return self._desk.side

    @property
    def quick_answers(self) -> tuple[str, ...]:
        """What can be said with one press."""
        if self._desk.side != "vendor":
            return ()
        return tuple(self.texts(f"messages.quick.{name}") for name in QUICK)

    # What a person does

    def choose_filter(self, id: str) -> None:
        """All conversations, or those with something unread."""
        self.filter.value = id
        self._arrange()

    def search(self, words: str) -> None:
        """Only conversations with these words in names, subject or messages, whatever case and accents."""
        self.words.value = words
        if self._search_query is not None:
            self._search_query.close()
            self._search_query = None
        self._found = frozenset()
        if words.strip():
            query = self._desk.conversations.observe(MessageSearch(words))
            self._search_query = query
            query.subscribe(self._take_found)
            self._take_found()
        self._arrange()

    def open(self, id: str) -> None:
        """Look at a conversation; '' at none."""
        if id == self.open_id.value:
            return
        self._stop_typing()
        self.open_id.value = id
        self._limit = PAGE
        self._messages = ()
        self.lines.set_rows([])
        self._show_head()
        self._show_draft()
        self._follow_thread()
        self._show_typing()

    def write(self, text: str) -> None:
        """What stands in the composer now."""
        id = self.open_id.value
        if not id or text == self._drafts.get(id, ""):
            return
        self._drafts[id] = text
        self.draft.value = text
        self._check(text)
        self.draft_note.value = ""
        self.spawn(self._keep_draft(id, text), "messages.draft")
        if text.strip():
            if not self._said.isActive() and self._desk.status.online:
                self._said.start()
                self.spawn(self._say_typing(id, typing=True), "messages.typing")
        else:
            self._stop_typing()

    def look_further_back(self) -> None:
        """The oldest message that is shown came into view."""
        if len(self._messages) == self._limit:
            self._limit += PAGE
            self._follow_thread()

    def open_booking(self) -> None:
        """Look at what the conversation is about."""
        head = self.head.value
        if not head.booking_id:
            return
        self._desk.navigator.go(self._desk.bookings_page, booking_id=head.booking_id)

    async def _send(self) -> None:
        id = self.open_id.value
        text = self._drafts.get(id, "").strip()
        item = self._listed.get(id)
        if item is None or not text:
            return
        if len(text) > MOST_TEXT:
            raise ShownError(Problem(self.texts("messages.too_long", most=MOST_TEXT)))
        operation = operations.send_message(
            self._desk.conversations.new_id(),
            item.conversation.row,
            text,
            side=self._desk.side,
            author={"id": self._desk.person.id, "name": self._desk.person.name},
        )
        await self._desk.conversations.act(operation)
        self._said.stop()
        self._drafts[id] = ""
        self._show_draft()
        await self._keep_draft(id, "")

    async def _invite(self) -> None:
        item = self._listed.get(self.open_id.value)
        if item is not None and item.conversation.row["support"] is None:
            asked = operations.invite_support(item.conversation.row, self._desk.side, self._desk.person.name)
            await self._desk.conversations.act(asked)
            self._desk.toasts.show(self.texts("messages.support.asked"), icon="life-buoy")

    async def _discard(self, message_id: str) -> None:
        await self._take_back(message_id)

    async def _edit(self, message_id: str) -> None:
        row = self.lines.find(message_id)
        if row is not None and await self._take_back(message_id):
            before = self._drafts.get(self.open_id.value, "")
            self.write(f"{row.text}\n{before}" if before else row.text)

    async def _take_back(self, message_id: str) -> bool:
        item = next((item for item in self._messages if item.row["id"] == message_id), None)
        if item is None or not item.pending:
            return False
        try:
            await self._desk.outbox.discard(item.pending[-1].operation_id)
        except LocalError:
            text = self.texts("messages.being_sent")
            self._desk.toasts.show(text, tone=Tone.WARN, icon="circle-alert")
            return False
        return True

    # What comes in

    async def _begin(self, booking_id: str, listing_id: str) -> None:
        """Open the conversation about something, and make it where there is none yet."""
        subject = Subject(booking_id, listing_id)
        booking, listing, vendor_name = await self._desk.conversations.read(subject)
        me = PartyDoc(id=self._desk.person.id, name=self._desk.person.name)
        if booking is not None:
            customer = booking["customer"] or (me if self._desk.side == "customer" else None)
            if customer is None:
                return
            begun = operations.open_about_booking(booking, customer, vendor_name)
        elif listing is not None and self._desk.side == "customer":
            begun = operations.open_about_listing(listing, me)
        else:
            return
        known = await self._desk.conversations.read(OneConversation(begun.target))
        if known is None:
            await self._desk.conversations.act(begun)
        self._wanted = begun.target
        if begun.target in self._listed:
            self._wanted = ""
            self.open(begun.target)

    async def _load_drafts(self) -> None:
        self._drafts = await self._desk.conversations.load_drafts() | self._drafts
        self._show_draft()

    async def _keep_draft(self, id: str, text: str) -> None:
        await self._desk.conversations.keep_draft(id, text)
        if id == self.open_id.value and text and self._drafts.get(id) == text:
            self.draft_note.value = self.texts("messages.draft_saved")

    async def _say_typing(self, id: str, *, typing: bool) -> None:
        await self._desk.conversations.say_typing(id, typing=typing)

    def _stop_typing(self) -> None:
        if self._said.isActive():
            self._said.stop()
            self.spawn(self._say_typing(self.open_id.value, typing=False), "messages.typing")

    def _take_conversations(self, found: Conversations) -> None:
        self._listed = {item.conversation.row["id"]: item for item in found}
        self._loaded = True
        self.unread.value = sum(unread_of(item.conversation.row, self._desk.side) for item in found)
        self._arrange()
        if self._wanted in self._listed:
            self.open(self._wanted)
            self._wanted = ""
        self._show_head()
        self._show_thread()

    def _take_found(self) -> None:
        query = self._search_query
        if query is not None and query.loaded:
            self._found = frozenset(row["conversation_id"] for row in query.value)
            self._arrange()

    def _follow_thread(self) -> None:
        if self._thread_query is not None:
            self._thread_query.close()
            self._thread_query = None
        if not self.open_id.value:
            return
        query = self._desk.conversations.observe(MessageList(self.open_id.value, self._limit))
        self._thread_query = query
        query.subscribe(self._take_messages)
        self._take_messages()

    def _take_messages(self) -> None:
        query = self._thread_query
        if query is None or not query.loaded:
            return
        self._messages = query.value
        self._show_thread()
        self._mark_read()

    def _close_queries(self) -> None:
        for query in (self._thread_query, self._search_query):
            if query is not None:
                query.close()

    def _mark_read(self) -> None:
        """What is open has been read."""
        id = self.open_id.value
        item = self._listed.get(id)
        newest = next((row.row for row in reversed(self._messages) if row.row["number"] < PENDING_FROM), None)
        if item is None or newest is None or newest["number"] <= self._read_to.get(id, 0):
            return
        if unread_of(item.conversation.row, self._desk.side):
            self._read_to[id] = newest["number"]
            mark = operations.read_up_to(
                item.conversation.row, newest["id"], newest["number"], self._desk.side
            )
            self.spawn(self._act(mark), "messages.read")

    async def _act(self, operation: Operation) -> None:
        await self._desk.conversations.act(operation)

    # What it shows

    def _arrange(self) -> None:
        words = fold(self.words.value).split()
        rows = [self._words.conversation(item) for item in self._listed.values()]
        shown = [
            row
            for row in rows
            if (self.filter.value == "all" or row.unread or row.id == self.open_id.value)
            and (row.id in self._found or all(word in fold(f"{row.name} {row.detail}") for word in words))
        ]
        self.conversations.set_rows(shown)
        self._show_state()

    def _show_head(self) -> None:
        item = self._listed.get(self.open_id.value)
        self.head.value = ThreadHead() if item is None else self._words.head(item)

    def _show_thread(self) -> None:
        item = self._listed.get(self.open_id.value)
        if item is not None:
            self.lines.set_rows(self._words.thread(self._messages, item.conversation.row))
            self._mark_read()

    def _show_draft(self) -> None:
        text = self._drafts.get(self.open_id.value, "")
        self.draft.value = text
        self.draft_note.value = self.texts("messages.draft_saved") if text else ""
        self._check(text)

    def _check(self, text: str) -> None:
        missing = "" if text.strip() else self.texts("messages.nothing_to_send")
        self.may_send.value = missing

    def _show_typing(self) -> None:
        id = self.open_id.value
        names = [item.name for item in self._desk.conversations.typing_in(id)] if id else []
        if not names or not self._desk.status.online:
            self._ticker.stop()
            self.typing.value = ""
            return
        self._ticker.start()
        self.typing.value = self.texts("messages.typing", name=", ".join(sorted(set(names))))

    def _show_state(self) -> None:
        unread = self.unread.value
        stale = ""
        if self._desk.offline and self._desk.status.as_of is not None:
            stale = self.texts("shell.stale", time=self.format.since(self._desk.status.as_of))
        waiting = self.texts.count("messages.unread", unread) if unread else ""
        self.subtitle.value = stale or waiting
        kind = ScreenKind.LOADING
        if self._loaded:
            kind = ScreenKind.READY if self._listed else ScreenKind.EMPTY
        self.state.value = ScreenState(kind)
        self._show_typing()
