"""The states that every screen has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from viewmodels.kernel.problems import Problem


class ScreenKind(StrEnum):
    """What a page shows in the place of its content, or its content."""

    LOADING = "loading"
    READY = "ready"
    EMPTY = "empty"
    ERROR = "error"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class ScreenState:
    """A page's state; `stale` ("As of 10:42, offline") stands above content that may be old."""

    kind: ScreenKind = ScreenKind.LOADING
    stale: str = ""
    problem: Problem | None = None
