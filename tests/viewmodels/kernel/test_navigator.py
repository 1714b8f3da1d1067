"""The navigator goes where the guard lets it, and dialogs are awaited."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from client.clock import SystemClock
from client.tasks import Tasks
from viewmodels.format import Format
from viewmodels.kernel.navigator import Dialog, Location, Navigator
from viewmodels.kernel.problems import describe_plainly
from viewmodels.kernel.view_model import Tools
from viewmodels.text import Texts


@pytest.fixture
async def tools() -> AsyncIterator[Tools]:
    tasks, texts = Tasks(), Texts("en")
    yield Tools(texts, Format(texts, SystemClock()), tasks, describe_plainly)
    await tasks.aclose()


def test_a_refused_route_is_not_entered_and_told() -> None:
    navigator = Navigator(lambda route: route != "admin.people", Location("vendor.today"))
    refused: list[str] = []
    navigator.refused.connect(refused.append)
    assert not navigator.go("admin.people")
    assert navigator.current.value == Location("vendor.today")
    assert refused == ["admin.people"]


def test_back_passes_places_that_are_no_longer_allowed() -> None:
    allowed = {"a", "b", "c"}
    navigator = Navigator(lambda route: route in allowed, Location("a"))
    navigator.go("b", booking_id="1")
    navigator.go("c")
    allowed.discard("b")
    navigator.back()
    assert navigator.current.value == Location("a")
    assert not navigator.can_go_back.value


def test_going_where_we_are_adds_nothing_to_the_way_back() -> None:
    navigator = Navigator(lambda _route: True, Location("a"))
    navigator.go("a")
    assert not navigator.can_go_back.value


async def test_a_dialog_is_awaited_and_its_first_answer_counts(tools: Tools) -> None:
    navigator = Navigator(lambda _route: True, Location("a"))
    asked: list[Dialog[str]] = []
    navigator.asked.connect(asked.append)
    dialog: Dialog[str] = Dialog(tools)
    question = navigator.ask(dialog)
    waiting = tools.tasks.spawn(question, "ask")
    await asyncio.sleep(0)
    assert asked == [dialog]
    asked[0].settle("yes")
    asked[0].dismiss()
    assert await waiting == "yes"
    assert dialog.closed


async def test_whoever_asks_and_is_cancelled_closes_the_dialog(tools: Tools) -> None:
    navigator = Navigator(lambda _route: True, Location("a"))
    dialog: Dialog[str] = Dialog(tools)
    settled: list[bool] = []
    dialog.settled.connect(lambda: settled.append(True))
    question = navigator.ask(dialog)
    waiting = tools.tasks.spawn(question, "ask")
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert settled == [True]
