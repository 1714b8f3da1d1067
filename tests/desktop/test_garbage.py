"""Garbage is collected on the window's thread alone."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from desktop.garbage import GarbageRound

pytestmark = pytest.mark.ui


class Loop(QObject):
    """Holds itself, and says where it ended."""

    def __init__(self, ended: list[str]) -> None:
        super().__init__()
        self._me, self._ended = self, ended
        self._timer = QTimer(self)
        self._timer.start(10)

    def __del__(self) -> None:
        self._ended.append(threading.current_thread().name)


@pytest.fixture
def collecting(qapp: object) -> Iterator[GarbageRound]:
    """A quick one, stopped at the end."""
    made = GarbageRound(every_ms=5)
    yield made
    made.stop()


def _allocate() -> None:
    kept = [[number] for number in range(300_000)]
    assert len(kept) == 300_000


def test_a_thread_that_allocates_ends_no_window(qtbot: QtBot, collecting: GarbageRound) -> None:
    ended: list[str] = []
    for _ in range(20):
        Loop(ended)
    thread = threading.Thread(target=_allocate, name="beside")
    thread.start()
    thread.join()
    assert ended == []
    kept = [[number] for number in range(2000)]
    qtbot.waitUntil(lambda: len(ended) == 20)
    assert set(ended) == {threading.current_thread().name}
    assert len(kept) == 2000


def test_what_lives_long_is_looked_at_too_and_python_goes_on_afterwards(
    collecting: GarbageRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds: list[int] = []
    monkeypatch.setattr(gc, "collect", rounds.append)
    for counts in ((0, 99, 99), (701, 0, 99), (701, 11, 0), (701, 11, 11)):
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
        collecting.look()
    assert rounds == [0, 1, 2]
    assert not gc.isenabled()
    collecting.stop()
    assert gc.isenabled()
