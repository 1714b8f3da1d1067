"""Starts of the program and of a bare window in turns; measured once, for all lines that ask."""

import asyncio
import functools
from collections import defaultdict
from dataclasses import dataclass

from bench.prepared import Desk, with_desk
from bench.process import milliseconds, run_marked

ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Starts:
    """Milliseconds to `paint` and `data`, bytes `resident`, a value a round."""

    ours: dict[str, list[float]]
    bare: dict[str, list[float]]


@functools.cache
def starts() -> Starts:
    """Start both in turns; the first of each only warms the machine's file cache."""
    return with_desk(_start_in_turns)


async def _start_in_turns(desk: Desk) -> Starts:
    ours: dict[str, list[float]] = defaultdict(list)
    bare: dict[str, list[float]] = defaultdict(list)
    for number in range(ROUNDS + 1):
        for found, module, arguments in (
            (bare, "bench.bare.window", ()),
            (ours, "bench.ours.app", desk.arguments),
        ):
            marks = await asyncio.to_thread(run_marked, module, arguments, desk.environment)
            if number:
                for name in ("paint", "data"):
                    found[name].append(milliseconds(marks, name))
                found["resident"].append(marks["resident"])
    return Starts(ours, bare)
