"""`./test`: the gates side by side, then pytest; ends with 0 only if everything held."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

PYTHON = sys.executable
GATES = {
    "ruff check": [PYTHON, "-m", "ruff", "check", "."],
    "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "mypy --strict": [PYTHON, "-m", "mypy"],
    "import-linter": [
        PYTHON,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ],
}
NO_TESTS = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one gate went."""

    name: str
    code: int
    output: str
    seconds: float


def pass_gate(name: str) -> Outcome:
    """Run one gate and keep what it says."""
    started = time.monotonic()
    result = subprocess.run(
        GATES[name], check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    return Outcome(name, result.returncode, result.stdout + result.stderr, time.monotonic() - started)


def pass_gates() -> bool:
    """Run all gates at once; print a line each, and the whole output of one that failed."""
    with ThreadPoolExecutor() as pool:
        outcomes = list(pool.map(pass_gate, GATES))
    for outcome in outcomes:
        verdict = "ok" if outcome.code == 0 else "FAILED"
        print(f"{outcome.name:<16} {verdict:<7} {outcome.seconds:5.1f} s", flush=True)
        if outcome.code:
            print(outcome.output, flush=True)
    return all(outcome.code == 0 for outcome in outcomes)


def run_pytest(arguments: list[str], *, fast: bool) -> bool:
    """Run the tests that may stand beside others in parallel, and the rest one by one; those are all slow."""
    speed = " and not slow" if fast else ""
    if any(word == "-m" or word.startswith("-m=") for word in arguments):
        return _pytest(arguments) == 0
    workers = str(os.cpu_count() or 1)
    # The big run last: its closing line is the one that people and machines read.
    alone = NO_TESTS if fast else _pytest(["-m", "serial", *(arguments or _serial_files())])
    beside = _pytest(["-n", workers, "--dist", "worksteal", "-m", f"not serial{speed}", *arguments])
    return beside in {0, NO_TESTS} and alone in {0, NO_TESTS} and not beside == alone == NO_TESTS


def _serial_files() -> list[str]:
    """Files with tests that run alone: collecting all others only to leave them out takes its time."""
    return [
        str(path)
        for path in sorted(Path("tests").rglob("test_*.py"))
        if "mark.serial" in path.read_text("utf-8")
    ]


def _pytest(arguments: list[str]) -> int:
    return subprocess.run([PYTHON, "-m", "pytest", *arguments], check=False).returncode


def main(arguments: list[str]) -> int:
    """Run what was asked for."""
    fast = "--fast" in arguments
    rest = [word for word in arguments if word != "--fast"]
    chosen = any(Path(word.split("::")[0]).exists() for word in rest if not word.startswith("-"))
    held = True if chosen else pass_gates()
    held = run_pytest(rest, fast=fast) and held
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
