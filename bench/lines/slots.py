"""`slots`: p95 of a month of free times of ten people, with 1,000,000 bookings beside 1,000.

The same question to the same code on two databases: the crowded one has a hundred times as many people, and
ten times as much past for each. What lies ahead of those who are asked about is alike in both, so only what
has nothing to do with the answer differs.
"""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from backend_stub.features.availability.service import Availability
from bench.crowded import NOW, Crowd, make_crowd
from bench.result import Aim, Result, percentile

FEW, MANY = (1, 1_000), (100, 1_000_000)
"""Vendors and bookings."""
QUESTIONS = 40
ROUNDS = 5


def measure() -> Sequence[Result]:
    """Measure both in turns, so that a busy moment hits both."""
    few, many = asyncio.run(_measure())
    aim = Aim("ratio", "most", 1.5)
    return [Result.of("slots", "ms", percentile(many, 95), percentile(few, 95), aim)]


async def _measure() -> tuple[list[float], list[float]]:
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        crowds = [await make_crowd(Path(folder) / f"{size[1]}.db", *size) for size in (FEW, MANY)]
        times: tuple[list[float], list[float]] = ([], [])
        try:
            for warm in (True, *[False] * ROUNDS):
                for crowd, found in zip(crowds, times, strict=True):
                    measured = [await _ask(crowd) for _ in range(QUESTIONS)]
                    found += [] if warm else measured
        finally:
            for crowd in crowds:
                await crowd.database.close()
    return times


async def _ask(crowd: Crowd) -> float:
    began = time.perf_counter()
    async with crowd.database.read() as session:
        until = NOW + timedelta(days=30)
        diary = await Availability().find_diary(session, crowd.listing_id, NOW, until, NOW)
        if diary is None or not diary.slots(diary.terms):
            raise RuntimeError("nobody is free in the crowd")
    return (time.perf_counter() - began) * 1000
