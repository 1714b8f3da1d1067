"""The program as a person starts it: painted at once, one per profile, gone without a trace of itself."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tour.pilot import Pilot
from tour.program import Program

pytestmark = pytest.mark.slow
WITHOUT_KEYRING = {"QT_QPA_PLATFORM": "offscreen", "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}

Launch = Callable[..., Program]


@pytest.fixture
async def launch(tmp_path: Path) -> AsyncIterator[Launch]:
    """Make programs that end with the test; those of one name share a home."""
    made: list[Program] = []

    def make(name: str, *arguments: str) -> Program:
        program = Program(name, tmp_path, WITHOUT_KEYRING, *arguments)
        made.append(program)
        return program

    yield make
    for program in made:
        await program.aclose()


async def _fill_in(pilot: Pilot) -> None:
    await pilot.click("sign_in.mail")
    await pilot.type("ada@example.test")
    await pilot.click("sign_in.password")
    await pilot.type("secret words")


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]


async def _until_gone(pid: int) -> None:
    async with asyncio.timeout(30):
        while Path(f"/proc/{pid}").exists():  # noqa: ASYNC110, ASYNC240 - its end sends us no event
            await asyncio.sleep(0.02)


async def test_the_window_is_there_before_the_server_answers(launch: Launch) -> None:
    taken = asyncio.Queue[asyncio.StreamWriter]()

    async def never_answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        taken.put_nowait(writer)

    mute = await asyncio.start_server(never_answer, "127.0.0.1", 0)
    port = mute.sockets[0].getsockname()[1]
    program = launch("one", "--server", f"http://127.0.0.1:{port}")
    pilot = await program.open()
    await pilot.wait("sign_in.mail")
    await _fill_in(pilot)
    await pilot.click("sign_in.submit")
    writer = await taken.get()
    assert await pilot.wait("sign_in.mail", "ada@example.test")
    writer.close()
    mute.close()


async def test_the_window_is_there_while_its_own_server_still_starts(launch: Launch) -> None:
    program = launch("one", "--no-demo")
    pilot = await program.open()
    await pilot.wait("sign_in.server", "starting")
    await pilot.wait("sign_in.server", "ready")


async def test_a_server_that_does_not_start_is_no_endless_wait(launch: Launch) -> None:
    program = launch("one", "--no-demo")
    place = Path(program.environment["XDG_DATA_HOME"], "doorstep", "default", "server")
    await asyncio.to_thread(place.parent.mkdir, parents=True)
    await asyncio.to_thread(place.write_text, "where its folder should be")
    pilot = await program.open()
    await pilot.wait("sign_in.server", "can’t be started")
    await _fill_in(pilot)
    await pilot.key("Return")
    await pilot.wait("sign_in", "can’t be reached")
    await asyncio.to_thread(place.unlink)
    await pilot.wait("sign_in.server", "ready", patience_ms=60_000)


async def test_whoever_signs_in_before_the_server_is_there_need_not_press_again(launch: Launch) -> None:
    program = launch("one")
    pilot = await program.open()
    await pilot.wait("sign_in.server", "starting")
    await pilot.click("sign_in.demo.admin")
    await pilot.wait("shell.pill", "All saved", patience_ms=60_000)


async def test_a_second_launch_activates_the_first_and_ends(launch: Launch) -> None:
    first = launch("one", "--no-demo")
    pilot = await first.open()
    await pilot.wait("sign_in.mail")
    second = launch("one", "--no-demo")
    await second.start()
    assert await second.ended_with() == 0
    assert not first.ended
    await pilot.wait("sign_in.mail")


async def test_it_ends_at_once_and_in_order_when_told_to(launch: Launch) -> None:
    program = launch("one", "--no-demo")
    pilot = await program.open()
    await pilot.wait("sign_in.server", "ready")
    (server,) = _children(program.pid)
    os.kill(program.pid, signal.SIGTERM)
    assert await program.ended_with() == 0
    await _until_gone(server)
    assert "Traceback" not in program.last_words()


async def test_kill_9_takes_its_server_along(launch: Launch) -> None:
    program = launch("one", "--no-demo")
    pilot = await program.open()
    await pilot.wait("sign_in.server", "ready")
    (server,) = _children(program.pid)
    os.kill(program.pid, signal.SIGKILL)
    assert await program.ended_with() == -signal.SIGKILL
    await _until_gone(server)


async def test_an_unknown_address_is_a_message_and_keeps_what_was_typed(launch: Launch) -> None:
    program = launch("one", "--server", "http://127.0.0.1:9")
    pilot = await program.open()
    await _fill_in(pilot)
    await pilot.key("Return")
    await pilot.wait("sign_in", "can’t be reached")
    assert await pilot.wait("sign_in.mail") == "ada@example.test"
