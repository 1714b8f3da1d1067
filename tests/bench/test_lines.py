"""The lines themselves, without measuring."""

import subprocess
import sys

import pytest

from bench.__main__ import LINES

pytestmark = pytest.mark.slow

PROGRAM = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(f"bench.lines.{name}")
print(*(name for name in sys.modules if name.partition(".")[0] in {"PySide6", "shiboken6"}))
"""


def test_windows_are_left_to_processes_that_end_with_them() -> None:
    """What Qt made and nobody freed is collected on any thread, and one line's windows end the next line."""
    names = [name.replace("-", "_") for name in LINES]
    command = [sys.executable, "-c", PROGRAM, *names]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert said.split() == []
