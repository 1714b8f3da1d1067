"""Starts a measured process and collects its marks."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

from bench.marks import read_mark

TIMEOUT_SECONDS = 60.0


def run_marked(
    module: str, arguments: Sequence[str] = (), environment: Mapping[str, str] | None = None
) -> dict[str, int]:
    """Run `python -m module` to its end and answer its marks, and the mark `spawn` of just before it began.

    It keeps its bytecode, and so finds it as every start but the very first does. Raises RuntimeError with
    its output where it fails.
    """
    around = {**os.environ, **(environment or {})}
    around.pop("PYTHONDONTWRITEBYTECODE", None)
    spawned = time.monotonic_ns()
    result = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        check=False,
        capture_output=True,
        text=True,
        env=around,
        stdin=subprocess.DEVNULL,
        timeout=TIMEOUT_SECONDS,
    )
    if result.returncode != 0:
        raise RuntimeError(f"{module} ended with {result.returncode}:\n{result.stdout}{result.stderr}")
    marks = {"spawn": spawned}
    for line in result.stdout.splitlines():
        found = read_mark(line)
        if found is not None:
            marks.setdefault(*found)
    return marks


def milliseconds(marks: Mapping[str, int], name: str) -> float:
    """Answer how long after its start a process wrote a mark."""
    return (marks[name] - marks["spawn"]) / 1e6
