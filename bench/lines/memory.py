"""`memory`: what the program holds resident once its data is on screen, beside a bare QMainWindow."""

from collections.abc import Sequence
from statistics import median

from bench.result import Aim, Result
from bench.starts import starts

MIB = 2**20


def measure() -> Sequence[Result]:
    """Take the medians of the same starts as `start`."""
    runs = starts()
    ours, bare = median(runs.ours["resident"]) / MIB, median(runs.bare["resident"]) / MIB
    return [Result.of("memory", "MiB", ours, bare, Aim("ratio", "most", 1.7))]
