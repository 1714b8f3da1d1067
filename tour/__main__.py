"""`./run tour --out DIR`: plays the tour, and exits with 0 only if every step held."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tour.report import Report, StepFailed
from tour.stage import Stage
from tour.story import Story


def main() -> int:
    """Play, tell, clean up."""
    parser = argparse.ArgumentParser(
        prog="./run tour",
        description="A kiosk, a vendor and an admin play the main job with real keys and touches.",
    )
    parser.add_argument(
        "--out", metavar="DIR", type=Path, required=True, help="a folder for a picture a step and tour.json"
    )
    out: Path = parser.parse_args().out
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        parser.error(f"{out} can't be made: {error.strerror}")
    report = Report(out)
    with tempfile.TemporaryDirectory(prefix="doorstep-tour-", ignore_cleanup_errors=True) as folder:
        asyncio.run(_play(Path(folder), report))
    held = sum(step.ok for step in report.steps)
    print(f"\n{held} of {len(report.steps)} steps held. Pictures and tour.json: {out}")
    for problem in report.problems:
        print(f"\n{problem}", file=sys.stderr)
    return 0 if report.held else 1


async def _play(folder: Path, report: Report) -> None:
    stage = Stage(folder)
    try:
        await Story(stage, report).play()
    except StepFailed:
        for program in (stage.server, *stage.programs.values()):
            if words := program.last_words().strip():
                report.problems.append(f"last words of {program.name}:\n{words}")
    finally:
        await stage.aclose()


if __name__ == "__main__":
    sys.exit(main())
