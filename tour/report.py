"""What the tour saw: a picture and a line for every step."""

from __future__ import annotations

import contextlib
import json
import re
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tour.montage import join
from tour.pilot import Pilot, PilotError
from tour.program import ProgramError
from tour.secret_service import SecretServiceError

_MARKS = {True: "ok", False: "FAILED"}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of `tour.json`; `ms` leaves out the picture."""

    step: str
    ok: bool
    ms: int
    picture: str | None


class StepFailed(Exception):  # noqa: N818 - it ends the tour, and its step says why
    """A step did not hold: what follows makes no sense."""


class NotHeldError(Exception):
    """What a step looked for is not so."""


def hold(holds: bool, otherwise: str) -> None:
    """Go on where it holds; else end the step with these words."""
    if not holds:
        raise NotHeldError(otherwise)


class Report:
    """Collects steps, and writes them as they come."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.steps: list[Step] = []
        self.problems: list[str] = []

    @asynccontextmanager
    async def step(self, name: str, about: Pilot | list[Pilot]) -> AsyncIterator[None]:
        """Run a step; afterwards take a picture of the program, or of all programs, that it was about."""
        began = time.monotonic()
        problem = ""
        try:
            yield
        except (PilotError, NotHeldError, ProgramError, SecretServiceError, TimeoutError, OSError) as error:
            problem = str(error) or type(error).__name__
        took = round((time.monotonic() - began) * 1000)
        picture = await self._picture(name, about if isinstance(about, list) else [about])
        self._add(Step(name, not problem, took, picture))
        if problem:
            self.problems.append(f"{name}: {problem}")
            raise StepFailed(problem)

    async def _picture(self, name: str, pilots: list[Pilot]) -> str | None:
        slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        path = self._folder / f"{len(self.steps) + 1:02}-{slug[:60].strip('-')}.png"
        taken: list[Path] = []
        for number, pilot in enumerate(pilots):
            single = path.with_suffix(f".{number}.png") if len(pilots) > 1 else path
            # A program that was killed has no picture.
            with contextlib.suppress(PilotError, OSError):
                await pilot.grab(single)
                taken.append(single)
        if len(pilots) > 1:
            return path.name if join(taken, path) else None
        return path.name if taken else None

    def _add(self, step: Step) -> None:
        self.steps.append(step)
        lines = json.dumps([asdict(one) for one in self.steps], indent=2, ensure_ascii=False)
        (self._folder / "tour.json").write_text(f"{lines}\n", encoding="utf-8")
        print(
            f"{len(self.steps):>3}  {_MARKS[step.ok]:<6} {step.ms:>7} ms  {step.step}",
            file=sys.stdout,
            flush=True,
        )

    @property
    def held(self) -> bool:
        """Whether there were steps, and every one held."""
        return bool(self.steps) and all(step.ok for step in self.steps)
