"""`tour.json`: a line a step, whatever happened in it."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from tour.pilot import Pilot, PilotError
from tour.report import Report, StepFailed, hold


class Camera(Pilot):
    """A pilot of a program that can only be pictured, or of one that is gone."""

    def __init__(self, gone: bool = False) -> None:
        super().__init__(Path("nowhere"))
        self._gone = gone

    async def grab(self, path: Path) -> None:
        if self._gone:
            raise PilotError("the program ended")
        await asyncio.to_thread(path.write_bytes, b"a picture")


def lines(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "tour.json").read_text(encoding="utf-8"))
    return found


async def test_every_step_has_its_line_as_soon_as_it_is_over(tmp_path: Path) -> None:
    report = Report(tmp_path)
    assert not Report(tmp_path).held, "a tour without steps has shown nothing"
    async with report.step("The kiosk: Ünïcode & more", Camera()):
        hold(True, otherwise="never")
    async with report.step("Killed with -9", Camera(gone=True)):
        pass
    assert report.held
    first, second = lines(tmp_path)
    assert list(first) == list(second) == ["step", "ok", "ms", "picture"]
    assert (first["step"], first["ok"], type(first["ms"])) == ("The kiosk: Ünïcode & more", True, int)
    assert first["ms"] >= 0
    assert (tmp_path / first["picture"]).read_bytes() == b"a picture"
    assert (second["ok"], second["picture"]) == (True, None)


@pytest.mark.parametrize("trouble", [PilotError("no such button"), OSError(28, "no space"), TimeoutError()])
async def test_a_step_that_did_not_hold_is_written_and_ends_the_tour(
    tmp_path: Path, trouble: Exception
) -> None:
    report = Report(tmp_path)
    with pytest.raises(StepFailed):
        async with report.step("Accept", Camera()):
            raise trouble
    assert [(line["step"], line["ok"]) for line in lines(tmp_path)] == [("Accept", False)]
    assert not report.held
    assert report.problems[0].startswith("Accept: ")


async def test_what_does_not_hold_says_why(tmp_path: Path) -> None:
    report = Report(tmp_path)
    with pytest.raises(StepFailed, match="two of them"):
        async with report.step("One booking", []):
            hold(False, otherwise="there are two of them")
