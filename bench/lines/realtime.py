"""`realtime`: from the commit on the server to painted in another process, on loopback.

Bare is one row committed to SQLite, its number on a WebSocket, and a label that shows it.
"""

import tempfile
import time
from pathlib import Path

from bench.bare.live_server import LiveServer
from bench.watched import Watched

COUNT = 150
WARM_UP = 10
PAUSE_SECONDS = 0.03


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
                time.sleep(PAUSE_SECONDS)
    return took[WARM_UP:]
