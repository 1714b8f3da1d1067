"""Waiting for what will come, without saying when."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

_TURNS, _TURN_SECONDS = 2000, 0.005


async def until(holds: Callable[[], object]) -> None:
    """Let the loop turn until it holds; fails after some ten seconds."""
    for _ in range(_TURNS):
        if holds():
            return
        await asyncio.sleep(_TURN_SECONDS)
    raise AssertionError("it did not come about")
