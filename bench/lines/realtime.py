"""`realtime`: from the commit on the server to painted in another process, on loopback; p95.

Ours is a customer's request in the real server, shown on Today by the real program. Bare is one row committed
to SQLite, its number on a WebSocket, and a label that shows it.
"""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.bare.live_server import LiveServer
from bench.customer import Customer
from bench.prepared import Desk, with_desk
from bench.result import Aim, Result, percentile
from bench.watched import Watched

COUNT = 60
WARM_UP = 5
PAUSE_SECONDS = 0.4
BARE_PAUSE_SECONDS = 0.03


def measure() -> Sequence[Result]:
    """Measure one after the other: each has the machine to itself."""
    ours, bare = with_desk(_measure_ours), measure_bare()
    aim = Aim("ours", "most", 25.0)
    return [Result.of("realtime", "ms", percentile(ours, 95), percentile(bare, 95), aim)]


async def _measure_ours(desk: Desk) -> list[float]:
    return await asyncio.to_thread(_watch_requests, desk)


def _watch_requests(desk: Desk) -> list[float]:
    took = []
    url = desk.arguments[1]
    arguments = ("--port", url.rpartition(":")[2], "--data", str(desk.data))
    with Watched("bench.ours.server", arguments) as server:
        server.await_answer(f"{url}/readyz")
        customer = Customer(url)
        with Watched("bench.ours.live", desk.arguments, desk.environment) as window:
            window.await_mark("painted", 60.0)
            time.sleep(5)
            for _number in range(WARM_UP + COUNT):
                server.forget_marks()
                made = customer.ask()
                committed = server.await_mark("commit")
                painted = window.await_mark(f"painted-{made}")
                took.append((painted - committed) / 1e6)
                time.sleep(PAUSE_SECONDS)
    return took[WARM_UP:]


def measure_bare() -> list[float]:
    """Answer the milliseconds of each number."""
    took = []
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        server = LiveServer(Path(folder))
        url = "ws://127.0.0.1:{}"
        with server.running(), Watched("bench.bare.live_window", [url.format(server.port)]) as window:
            window.await_mark("ready")
            time.sleep(0.5)
            for number in range(WARM_UP + COUNT):
                committed = server.commit(number)
                painted = window.await_mark(f"painted-{number}")
                took.append((painted - committed) / 1e6)
                time.sleep(BARE_PAUSE_SECONDS)
    return took[WARM_UP:]
