"""`local-write`: from the press of a key to the painted row that waits to be sent; p95.

Ours accepts requests in the bookings table: outbox commit (`synchronous=FULL`, encrypted), fold, live query,
diff and paint. Bare commits one row to an encrypted file on the window's own thread and repaints a label.
"""

import asyncio
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.prepared import Desk, with_desk
from bench.result import Aim, Result, percentile
from bench.watched import Watched

TAPS = 50
WARM_UP = 3
LEAST = 20


def measure() -> Sequence[Result]:
    """Measure one after the other: each has the machine to itself."""
    ours = with_desk(_tap_ours)
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        bare = _taps("bench.bare.tap", (str(Path(folder, "bare.db")), str(TAPS)), {})
    aim = Aim("ours", "most", 16.0)
    return [Result.of("local-write", "ms", percentile(ours, 95), percentile(bare, 95), aim)]


async def _tap_ours(desk: Desk) -> list[float]:
    environment = {**desk.environment, "DOORSTEP_BENCH_TAPS": str(TAPS)}
    return await asyncio.to_thread(_taps, "bench.ours.tap", desk.arguments, environment)


def _taps(module: str, arguments: Sequence[str], environment: Mapping[str, str]) -> list[float]:
    with Watched(module, arguments, environment) as program:
        taps = [value / 1e6 for value in program.marks_until("done", "tap", 120.0)]
    if len(taps) < LEAST:
        raise RuntimeError(f"{module} was tapped only {len(taps)} times")
    return taps[WARM_UP:]
