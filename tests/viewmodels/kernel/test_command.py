"""Commands own everything a button has to know, whatever their work does."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest

from client.tasks import Tasks
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.problems import Problem, ShownError


@pytest.fixture
async def tasks() -> AsyncIterator[Tasks]:
    owner = Tasks()
    yield owner
    await owner.aclose()


async def _settled(tasks: Tasks) -> None:
    """Let everything that was started come to its end."""
    for _turn in range(100):
        await asyncio.sleep(0)
    assert tasks.running == 0


async def test_it_runs_once_however_often_it_is_triggered(tasks: Tasks) -> None:
    go = asyncio.Event()
    begun = []

    async def work() -> None:
        begun.append(1)
        await go.wait()

    command = Command(tasks, work, name="test")
    assert command.trigger()
    assert not command.enabled.value
    assert not command.trigger()
    assert not await command.run()
    await asyncio.sleep(0)
    go.set()
    await _settled(tasks)
    assert begun == [1]
    assert command.enabled.value


async def test_it_can_be_run_again_from_its_own_success(tasks: Tasks) -> None:
    done: list[int] = []

    async def work(number: int) -> int:
        done.append(number)
        return number

    command = Command(tasks, work, name="test")
    command.succeeded.connect(lambda number: command.trigger(number + 1) if number < 3 else None)
    command.trigger(1)
    await _settled(tasks)
    assert done == [1, 2, 3]
    assert command.enabled.value


async def test_a_shown_error_becomes_the_problem_and_nothing_else(tasks: Tasks) -> None:
    reported: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: reported.append(context))

    async def work() -> None:
        raise ShownError(Problem("Type a name.", fields={"name": "Type a name."}))

    command = Command(tasks, work, name="test")
    assert not await command.run()
    assert command.problem.value is not None
    assert command.problem.value.fields == {"name": "Type a name."}
    assert command.enabled.value
    assert reported == []


async def test_a_defect_is_shown_and_reported_with_its_exception(tasks: Tasks) -> None:
    reported: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: reported.append(context))

    async def work() -> None:
        raise ZeroDivisionError("by zero")

    command = Command(tasks, work, name="test")
    failed: list[Problem] = []
    command.failed.connect(failed.append)
    assert not await command.run()
    assert [type(context["exception"]) for context in reported] == [ZeroDivisionError]
    assert failed == [command.problem.value]


async def test_the_next_run_takes_the_old_problem_away(tasks: Tasks) -> None:
    fail = True

    async def work() -> None:
        if fail:
            raise ShownError(Problem("No."))

    command = Command(tasks, work, name="test")
    await command.run()
    fail = False
    assert await command.run()
    assert command.problem.value is None


async def test_cancelling_is_no_problem(tasks: Tasks) -> None:
    cleaned = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cleaned.append(1)

    command = Command(tasks, work, name="test")
    command.trigger()
    await asyncio.sleep(0)
    command.cancel()
    await _settled(tasks)
    assert cleaned == [1]
    assert command.problem.value is None
    assert command.enabled.value


async def test_cancelling_before_its_first_step_leaves_it_enabled(tasks: Tasks) -> None:
    async def work() -> None:
        await asyncio.sleep(0)

    command = Command(tasks, work, name="test")
    command.trigger()
    command.cancel()
    await _settled(tasks)
    assert command.enabled.value


async def test_whoever_awaits_it_and_is_cancelled_takes_it_along(tasks: Tasks) -> None:
    command = Command(tasks, asyncio.Event().wait, name="test")
    waiting = tasks.spawn(command.run(), "who awaits")
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await _settled(tasks)


async def test_a_reason_disables_it_and_says_why(tasks: Tasks) -> None:
    reason = Observable("Choose a row first.")
    command = Command(tasks, asyncio.Event().wait, name="test", allowed=reason)
    heard: list[bool] = []
    command.enabled.changed.connect(heard.append)
    assert not command.trigger()
    reason.value = ""
    assert command.enabled.value
    assert heard == [True]


async def test_nothing_reaches_the_log_when_all_is_well(
    tasks: Tasks, caplog: pytest.LogCaptureFixture
) -> None:
    async def work() -> int:
        return 1

    with caplog.at_level(logging.DEBUG, logger="client"):
        assert await Command(tasks, work, name="test").run()
    assert caplog.records == []
