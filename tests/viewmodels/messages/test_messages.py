"""The page of messages: drafts, the order of what waits, read marks, typing, search, many messages."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from client.clock import to_wire
from client.outbox.operation import State
from client.stores.conversation import ConversationStore
from client.tasks import Tasks
from desktop.shots.memory import MemoryAccount
from desktop.shots.messages import NoLine, fill, messages_desk
from desktop.shots.vendor_samples import NOW, SampleClock, bookings, build_account, build_desk
from viewmodels.kernel.screen import ScreenKind
from viewmodels.messages.messages import MessagesViewModel

pytestmark = pytest.mark.ui


class Stage:
    """Rosa with her conversations, and the page."""

    def __init__(self) -> None:
        self.clock = SampleClock()
        self.tasks = Tasks()
        self.account: MemoryAccount = build_account(self.clock, self.tasks)
        self.first = fill(self.account)
        self.kept: dict[str, str] = {}
        self.said: list[Any] = []
        line = NoLine(self.kept)

        async def say(frame: dict[str, Any]) -> None:
            self.said.append(frame)

        line.say = say  # type: ignore[method-assign]
        loop = asyncio.get_running_loop()
        self.store = ConversationStore(
            self.account, self.account.new_id, lambda: line, lambda: line, loop.time
        )

    def page(self, id: str = "") -> MessagesViewModel:
        """The page at a conversation."""
        desk = build_desk(self.account, self.clock)
        return MessagesViewModel(messages_desk(desk, self.account, self.store), conversation_id=id)

    async def settle(self) -> None:
        """Wait until nothing runs any more."""
        await asyncio.sleep(0)
        # Tasks beget tasks: there is no one event to wait for.
        while True:
            if not self.tasks.running:
                return
            await asyncio.sleep(0.001)


@pytest_asyncio.fixture
async def stage(qapp: object) -> AsyncIterator[Stage]:
    made = Stage()
    yield made
    await made.tasks.aclose()
    made.account.close()


@pytest_asyncio.fixture
async def page(stage: Stage) -> AsyncIterator[MessagesViewModel]:
    made = stage.page(stage.first)
    await stage.settle()
    yield made
    made.close()


async def test_the_list_has_the_newest_first_and_says_what_is_unread(
    page: MessagesViewModel, stage: Stage
) -> None:
    names = [row.name for row in page.conversations.rows]
    assert names[:3] == ["Amara Okafor", "Sam Ito", "Jonas Weber"]
    assert [row.name for row in page.conversations.rows if row.unread] == ["Library Café", "Ruth Cole"]
    assert page.subtitle.value == "2 unread"
    page.choose_filter("unread")
    assert len(page.conversations.rows) == 3, "those with something unread, and the open one"


async def test_what_is_sent_waits_in_order_and_the_draft_is_gone(
    page: MessagesViewModel, stage: Stage
) -> None:
    for text in ("  One 🧹 ", "שתיים"):
        page.write(text)
        page.send.trigger()
        await stage.settle()
    sent = [item.operation for item in stage.account.operations if item.name == "message.send"]
    assert [operation.args["text"] for operation in sent] == ["One 🧹", "שתיים"]
    lanes = {touch for operation in sent for touch in operation.touches if touch.entity == "lane"}
    assert len(lanes) == 1, "one goes after the other"
    assert [row.text for row in page.lines.rows][-2:] == ["One 🧹", "שתיים"]
    assert page.lines.rows[-1].pending
    assert page.draft.value == ""
    assert stage.kept == {stage.first: ""}
    assert page.conversations.rows[0].pending
    assert page.conversations.rows[0].preview == "You: שתיים"


async def test_drafts_are_kept_by_conversation_and_come_back(page: MessagesViewModel, stage: Stage) -> None:
    other = page.conversations.rows[1].id
    page.write("half a sent")
    page.open(other)
    assert page.draft.value == ""
    page.write("for Sam")
    await stage.settle()
    assert stage.kept == {stage.first: "half a sent", other: "for Sam"}
    page.close()
    again = stage.page(stage.first)
    await stage.settle()
    assert again.draft.value == "half a sent"
    again.close()


async def test_nothing_and_too_much_are_not_sent(page: MessagesViewModel, stage: Stage) -> None:
    page.write("   ")
    page.send.trigger()
    await stage.settle()
    page.write("x" * 4001)
    page.send.trigger()
    await stage.settle()
    assert [item for item in stage.account.operations if item.name == "message.send"] == []
    assert page.draft.value == "x" * 4001, "kept as a draft"


async def test_opening_reads_once(page: MessagesViewModel, stage: Stage) -> None:
    row = next(row for row in page.conversations.rows if row.name == "Library Café")
    page.open(row.id)
    await stage.settle()
    marks = [item.operation for item in stage.account.operations if item.name == "conversation.read"]
    assert [mark.target for mark in marks] == [row.id]
    assert page.unread.value == 1


async def test_a_message_that_waits_can_be_edited_or_discarded(page: MessagesViewModel, stage: Stage) -> None:
    page.write("Wrong")
    page.send.trigger()
    await stage.settle()
    line = page.lines.rows[-1]
    assert stage.account.operations[-1].state is State.QUEUED
    page.edit.trigger(line.id)
    await stage.settle()
    assert page.draft.value == "Wrong"
    assert page.lines.find(line.id) is None


async def test_typing_is_said_at_most_every_few_seconds_and_shown_only_while_connected(
    page: MessagesViewModel, stage: Stage
) -> None:
    for text in ("H", "He", "Hel"):
        page.write(text)
    await stage.settle()
    assert [frame["state"] for frame in stage.said] == ["typing"]
    page.write("")
    await stage.settle()
    assert [frame["state"] for frame in stage.said] == ["typing", "idle"]
    person = {"id": "1", "name": "Amara"}
    stage.store.hear({"entity": "conversation", "id": stage.first, "state": "typing", "person": person})
    assert page.typing.value == "Amara is typing"
    stage.account.status.update(online=False)
    assert page.typing.value == ""


async def test_words_are_found_in_names_and_in_what_was_said(page: MessagesViewModel, stage: Stage) -> None:
    page.search("PARKING")
    await stage.settle()
    assert [row.name for row in page.conversations.rows] == ["Priya Nair"]
    page.search("library cafe")
    await stage.settle()
    assert [row.name for row in page.conversations.rows] == ["Library Café"]
    page.search("no such word")
    await stage.settle()
    assert page.conversations.rows == []
    assert page.state.value.kind is ScreenKind.READY


async def test_thousands_of_messages_come_page_by_page(page: MessagesViewModel, stage: Stage) -> None:
    author = {"id": "c", "name": "Amara Okafor"}
    many = [
        {
            "id": f"{number:036}",
            "version": 1,
            "conversation_id": stage.first,
            "number": number,
            "side": "customer",
            "author": author,
            "text": f"line {number}",
            "picture": None,
            "created_at": to_wire(NOW),
        }
        for number in range(6, 5000)
    ]
    stage.account.put("message", many)
    await stage.settle()
    shown = [row for row in page.lines.rows if row.kind == "message"]
    assert (len(shown), shown[-1].text) == (200, "line 4999")
    page.look_further_back()
    await stage.settle()
    assert len([row for row in page.lines.rows if row.kind == "message"]) == 400


async def test_a_conversation_about_a_booking_is_begun_once(stage: Stage) -> None:
    booking = next(row for row in bookings() if row["customer"] and row["status"] == "requested")
    desk = messages_desk(build_desk(stage.account, stage.clock), stage.account, stage.store)
    for _ in range(2):
        page = MessagesViewModel(desk, booking_id=booking["id"])
        await stage.settle()
        assert page.head.value.booking_id == booking["id"]
        page.close()
    begun = [item.operation for item in stage.account.operations if item.name == "conversation.open"]
    assert [operation.args for operation in begun] == [{"booking_id": booking["id"]}]
