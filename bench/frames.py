"""Scrolls an item view as people do and times every frame."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QAbstractItemView

WHEEL_FRAMES = 300
PAGE_FRAMES = 60
JUMPS = 40


def scroll_frames(view: QAbstractItemView) -> list[float]:
    """Answer the milliseconds of each frame: wheel turns, pages, then jumps from end to end."""
    bar = view.verticalScrollBar()
    frames = []
    for position in _positions(bar.singleStep(), bar.pageStep(), bar.maximum()):
        started = time.perf_counter_ns()
        bar.setValue(position)
        settle()
        frames.append((time.perf_counter_ns() - started) / 1e6)
    return frames


def settle() -> None:
    """Let everything that is asked for be painted."""
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)


def _positions(step: int, page: int, end: int) -> Iterator[int]:
    position = 0
    for _frame in range(WHEEL_FRAMES):
        position += 3 * step
        yield position
    for _frame in range(PAGE_FRAMES):
        position += page
        yield position
    for number in range(JUMPS):
        yield (number * 7919 * page) % max(1, end)
