"""`start`: from starting the process to its first paint, and to data on screen, beside a bare QMainWindow.

Ours starts with 10,000 bookings in the encrypted cache, a real keyring and no server.
"""

from collections.abc import Sequence
from statistics import median

from bench.result import Aim, Result
from bench.starts import starts


def measure() -> Sequence[Result]:
    """Take the medians of starts in turns."""
    runs = starts()
    paint = median(runs.ours["paint"]), median(runs.bare["paint"])
    data = median(runs.ours["data"]), median(runs.bare["paint"])
    return [
        Result.of("start", "ms", *paint, Aim("ratio", "most", 1.6)),
        Result.of("start-data", "ms", *data, Aim("ratio", "most", 2.2)),
    ]
