"""Signing out of the real program while something is unsent: wait, change one's mind, export."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tour import desk
from tour.pilot import Pilot
from tour.program import Program
from tour.stage import Stage

pytestmark = pytest.mark.slow

ACCEPT = "vendor.today.accept."
PATIENCE_MS = 60_000


@pytest_asyncio.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(tmp_path)
    await stage.set_up()
    yield stage
    await stage.aclose()


async def accept_offline(stage: Stage, pilot: Pilot) -> str:
    """Accept a request with the cable cut; answers the booking's id."""
    button = (await pilot.do("which", prefix=ACCEPT, contains=[], patience_ms=PATIENCE_MS))["name"]
    await stage.cables["vendor"].cut()
    await pilot.click(button)
    await pilot.wait("shell.pill", "1 waiting")
    return str(button).removeprefix(ACCEPT)


async def sign_out(pilot: Pilot, choice: str) -> None:
    await pilot.click("shell.account")
    await pilot.click("shell.account.menu.sign_out")
    await pilot.click(f"shell.sign_out.{choice}")
    await pilot.click("shell.sign_out.go")


async def name_file(pilot: Pilot, path: str) -> None:
    await pilot.click("fileNameEdit")
    await pilot.key("Ctrl+A")
    await pilot.type(path)
    await pilot.key("Return")


def databases(program: Program) -> list[str]:
    return [file.name for file in program.home.rglob("*.db*")]


async def test_waiting_keeps_one_signed_in_until_all_is_sent_and_can_be_taken_back(stage: Stage) -> None:
    program = await stage.open_desk("vendor")
    pilot = program.pilot
    await desk.sign_in(pilot, "vendor")
    await accept_offline(stage, pilot)
    await sign_out(pilot, "wait")
    await pilot.wait("shell.notice", "signed out once everything has been sent", patience_ms=PATIENCE_MS)

    await pilot.click("shell.account")
    await pilot.click("shell.account.menu.sign_out")
    await pilot.click("shell.sign_out.stay")
    await pilot.gone("shell.notice")
    await stage.cables["vendor"].plug_in()
    await pilot.wait("shell.pill", desk.SAVED, patience_ms=PATIENCE_MS)

    await accept_offline(stage, pilot)
    await sign_out(pilot, "wait")
    await pilot.wait("shell.notice", "signed out once everything has been sent")
    await stage.cables["vendor"].plug_in()
    await pilot.wait("sign_in.mail", patience_ms=PATIENCE_MS)
    assert databases(program) == [], "nothing is left of a person who has gone"


async def test_an_export_that_can_not_be_written_loses_nothing(stage: Stage, tmp_path: Path) -> None:
    program = await stage.open_desk("vendor")
    pilot = program.pilot
    await desk.sign_in(pilot, "vendor")
    booking = await accept_offline(stage, pilot)
    await sign_out(pilot, "export")
    in_the_way = tmp_path / "letter"
    await asyncio.to_thread(in_the_way.write_text, "no folder")
    await name_file(pilot, str(in_the_way / "unsent.json"))
    said = await pilot.do("which", prefix="shell.toast.", contains=["unsent.json could not be written"])
    assert "choose another place" in said["text"]
    await pilot.wait("shell.pill", "1 waiting")

    path = tmp_path / "unsent.json"
    await sign_out(pilot, "export")
    await name_file(pilot, str(path))
    await pilot.wait("sign_in.mail", patience_ms=PATIENCE_MS)
    written = json.loads(await asyncio.to_thread(path.read_text, "utf-8"))
    (operation,) = written["operations"]
    assert (operation["operation"], operation["target"]) == ("booking.accept", booking)
    assert operation["state"] == "waiting"
    assert databases(program) == []
