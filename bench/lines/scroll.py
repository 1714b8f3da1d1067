"""`scroll`: the p95 frame over 100,000 rows, scrolled as people do.

Ours is the bookings table with its model, day headers, marks, icons and avatars; bare is a QTableView
over as many columns of plain text. Both in one process, in turns.
"""

from collections.abc import Sequence

from bench.result import Aim, Result
from bench.watched import Watched

SECONDS = 300.0


def measure() -> Sequence[Result]:
    """Scroll both in turns, in a process of their own."""
    with Watched("bench.ours.scroll", ()) as program:
        ours, bare = (program.await_mark(name, SECONDS) / 1e6 for name in ("ours", "bare"))
    return [Result.of("scroll", "ms", ours, bare, Aim("ours", "most", 8.0))]
