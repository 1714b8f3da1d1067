"""`api`: list-bookings requests a second, beside a bare FastAPI route.

Both servers are processes of their own on the same data; the bare one runs the same SQL on the same engine,
fetches the rows and answers the same bytes. Load comes in turns, so that a busy moment hits both.
"""

import asyncio
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from bench.load import ask
from bench.recording import record
from bench.result import Aim, Result
from bench.server import free_port, running, sign_in
from bench.town import make_town

TARGET = "/api/v1/bookings?limit=50&sort=-starts_at"
CONNECTIONS = 8
SECONDS = 2.0
ROUNDS = 5
BOOKINGS = 10_000


def measure() -> Sequence[Result]:
    """Measure both in turns and take the medians."""
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as name:
        folder = Path(name)
        data = folder / "data"
        make_town(data, BOOKINGS)
        ours_port, bare_port = free_port(), free_port()
        ours, bare = f"http://127.0.0.1:{ours_port}", f"http://127.0.0.1:{bare_port}"
        arguments = ["--port", str(ours_port), "--data", str(data)]
        with running("backend_stub.serve", arguments, f"{ours}/readyz", folder / "ours.log"):
            headers = {"Authorization": f"Bearer {sign_in(ours, 'vendor')}"}
            recording = folder / "recording.json"
            recording.write_text(asyncio.run(record(data, TARGET, headers)), encoding="utf-8")
            given = [str(recording), str(bare_port)]
            with running("bench.bare.api", given, f"{bare}/bare", folder / "bare.log"):
                rates = asyncio.run(_ask_both(ours + TARGET, bare + "/bare", headers))
    aim = Aim("ratio", "least", 0.6)
    return [Result.of("api", "req/s", median(rates[0]), median(rates[1]), aim)]


async def _ask_both(ours: str, bare: str, headers: Mapping[str, str]) -> tuple[list[float], list[float]]:
    rates: tuple[list[float], list[float]] = ([], [])
    for warm in (True, *[False] * ROUNDS):
        for url, found in zip((ours, bare), rates, strict=True):
            rate = await ask(url, headers, CONNECTIONS, 0.5 if warm else SECONDS)
            if not warm:
                found.append(rate)
    return rates
