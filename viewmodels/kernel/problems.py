"""What went wrong, in the words of a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Problem:
    """What happened and what was kept (`text`), by field where the server or a form named one.

    `retry` says that trying the same again may help. `expected` is False for a defect of ours, which is
    also reported to the log.
    """

    text: str
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    retry: bool = False
    expected: bool = True
    code: str = ""


class ShownError(Exception):
    """Raised by a command's own checks: its problem is shown as it stands."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text)
        self.problem = problem


Describe = Callable[[Exception], Problem]
"""Turns an exception into words; the desktop hands in the one that knows the client's errors."""


def describe_plainly(error: Exception) -> Problem:
    """Words for an exception that nobody has translated: a defect, shown and reported."""
    if isinstance(error, ShownError):
        return error.problem
    return Problem(text=str(error) or type(error).__name__, expected=False)
