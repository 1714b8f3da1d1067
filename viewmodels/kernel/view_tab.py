"""A tab over a list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ViewTab:
    """A way of looking at a list, with how many it shows."""

    id: str
    title: str
    count: str
    selected: bool = False
