"""Tasks: none is lost, no error is silent, a loop that broke begins again."""

import asyncio

import pytest

from client.tasks import RESTART_SECONDS, Tasks
from tests.sim.loop import run_virtual


async def _fail() -> None:
    raise ValueError("broken")


def test_errors_are_logged_and_told(caplog: pytest.LogCaptureFixture) -> None:
    told: list[BaseException] = []

    async def main() -> None:
        tasks = Tasks(told.append)
        tasks.spawn(_fail(), "fails")
        await asyncio.sleep(0.1)
        assert tasks.running == 0
        await tasks.aclose()

    run_virtual(main())
    assert [str(error) for error in told] == ["broken"]
    assert "task fails failed" in caplog.text


def test_closing_cancels_waits_and_starts_nothing_more() -> None:
    async def main() -> None:
        tasks = Tasks()
        task = tasks.spawn(asyncio.sleep(1000), "sleeps")
        await tasks.aclose()
        assert task.cancelled()
        with pytest.raises(RuntimeError):
            tasks.spawn(asyncio.sleep(0), "late")

    run_virtual(main())


def test_a_loop_that_broke_begins_again(caplog: pytest.LogCaptureFixture) -> None:
    begun: list[float] = []

    async def loop() -> None:
        begun.append(asyncio.get_running_loop().time())
        await asyncio.sleep(1)
        raise KeyError("odd answer")

    async def main() -> None:
        tasks = Tasks()
        tasks.keep_running(loop, "loop")
        await asyncio.sleep(3 * (RESTART_SECONDS + 1) - 0.5)
        await tasks.aclose()

    run_virtual(main())
    assert len(begun) == 3
    assert "loop failed and begins again" in caplog.text
