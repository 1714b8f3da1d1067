"""Fails a test that leaves something running: asyncio tasks, threads, Qt timers, Qt threads.

A fixture that keeps a thread for longer than one test names it with a prefix from `allow_threads`.
"""

import asyncio
import gc
import sys
import threading
import time
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

GRACE_SECONDS = 3.0
SETTLE_EVERY = 25
"""Tests after which what later imports made is taken out of sight too."""
_tests = count(1)
_allowed_threads: set[str] = {"pytest_timeout", "execnet"}
_original_close = asyncio.Runner.close
_patch = pytest.MonkeyPatch()


def allow_threads(prefix: str) -> None:
    """Let threads whose name starts with `prefix` outlive a test: for fixtures of a wider scope."""
    _allowed_threads.add(prefix)


def _close_runner(runner: asyncio.Runner) -> None:
    """Close a runner as asyncio does, and say which tasks it had to end for the test."""
    names: list[str] = []
    # A runner that was never entered has no loop yet, and asking for it would make one.
    if getattr(runner, "_loop", None) is not None and not runner.get_loop().is_closed():
        loop = runner.get_loop()
        # What was cancelled or has just been answered gets a few turns to end by itself.
        for _turn in range(5):
            loop.run_until_complete(asyncio.sleep(0))
        names = [repr(task) for task in asyncio.all_tasks(loop) if not task.done()]
    _original_close(runner)
    if names:
        raise AssertionError("asyncio tasks were left behind:\n  " + "\n  ".join(sorted(names)))


def pytest_configure() -> None:
    """Look at every runner when it closes: pytest-asyncio's and those of `asyncio.run`."""
    _patch.setattr(asyncio.Runner, "close", _close_runner)


def pytest_unconfigure() -> None:
    """Give asyncio its own method back."""
    _patch.undo()


def pytest_collection_finish() -> None:
    """Take what imports made out of the collector's sight: walking it after each test is slow."""
    _settle_memory()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Remember which threads were there before the test's first fixture."""
    item.stash[_threads_before] = set(threading.enumerate())
    if next(_tests) % SETTLE_EVERY == 0:
        _settle_memory()
    return (yield)


def _settle_memory() -> None:
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Look around after the test's last fixture has ended."""
    result = yield
    problems = _leftover_threads(item.stash[_threads_before])
    if "PySide6.QtCore" in sys.modules:
        problems += _leftover_qt()
    if problems:
        pytest.fail("The test left something running:\n  " + "\n  ".join(problems), pytrace=False)
    return result


_threads_before = pytest.StashKey[set[threading.Thread]]()


def _leftover_threads(before: set[threading.Thread]) -> list[str]:
    deadline = time.monotonic() + GRACE_SECONDS
    while True:
        left = [
            thread
            for thread in set(threading.enumerate()) - before
            if not thread.name.startswith(tuple(_allowed_threads))
            and not isinstance(thread, threading._DummyThread)
        ]
        if not left or time.monotonic() > deadline:
            return [f"thread {thread.name!r}" for thread in left]
        left[0].join(timeout=0.05)


def _leftover_qt() -> list[str]:
    from PySide6.QtCore import QThread, QThreadPool, QTimer
    from shiboken6 import isValid

    kinds: dict[type[Any], bool] = {}  # a class is asked once, not once for each of its objects

    def is_ours(kind: type[Any]) -> bool:
        if kind not in kinds:
            kinds[kind] = issubclass(kind, QTimer | QThread)
        return kinds[kind]

    found = [thing for thing in gc.get_objects() if is_ours(type(thing)) and isValid(thing)]
    problems, main = [], QThread.currentThread()
    for thing in found:
        if isinstance(thing, QTimer) and thing.isActive():
            problems.append(f"QTimer {thing.objectName()!r} of {thing.parent()!r}")
            thing.stop()  # so that the next test is not blamed
        elif isinstance(thing, QThread) and thing is not main and thing.isRunning():
            problems.append(f"QThread {thing.objectName()!r}")
    pool = QThreadPool.globalInstance()
    if not pool.waitForDone(int(GRACE_SECONDS * 1000)):
        problems.append(f"{pool.activeThreadCount()} jobs in Qt's thread pool")
    return problems
