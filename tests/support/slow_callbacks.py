"""Fails a test marked `ui` in which one callback keeps the event loop for over 200 ms.

Counted is the processor time of the loop's own thread, so that a busy machine changes nothing. Every
event that Qt delivers from its loop counts, and every key or mouse event; asyncio's callbacks are among
them, because under qasync they are Qt timer events. The test's own steps do not count: a test may build
what it wants.
"""

import asyncio
import functools
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

LIMIT_SECONDS = 0.200


class CallbackMeter:
    """Adds up the processor time of the outermost event now being delivered, less the test's own."""

    def __init__(self) -> None:
        self.test_name: str | None = None
        self.slow: list[str] = []
        self._depth = 0
        self._own = 0.0

    def start(self, test_name: str) -> None:
        """Begin a test."""
        self.test_name, self.slow, self._own = test_name, [], 0.0

    def stop(self) -> list[str]:
        """End a test and answer its slow callbacks in words."""
        self.test_name = None
        return self.slow

    def enter(self) -> tuple[float, float]:
        """Begin an event; the answer goes to `leave`."""
        self._depth += 1
        return time.thread_time(), self._own

    def leave(self, mark: tuple[float, float], counts: bool, label: str) -> None:
        """End an event and note it if it was the outermost, counts, and took too long."""
        self._depth -= 1
        if self._depth or not counts or self.test_name is None:
            return
        started, own = mark
        took = time.thread_time() - started - (self._own - own)
        if took > LIMIT_SECONDS:
            self.slow.append(f"{label} took {took * 1000:.0f} ms of processor time")

    def run_handle(self, original: Any, handle: asyncio.Handle) -> Any:
        """Run an asyncio handle; a step of the test's own task is taken off the count."""
        task = getattr(getattr(handle, "_callback", None), "__self__", None)
        if self.test_name is None or not isinstance(task, asyncio.Task):
            return original(handle)
        if getattr(task.get_coro(), "__name__", "") != self.test_name:
            return original(handle)
        started = time.thread_time()
        try:
            return original(handle)
        finally:
            self._own += time.thread_time() - started


METER = CallbackMeter()


@functools.cache
def measured_application_class() -> "type[QApplication]":
    """Answer a QApplication whose events are measured; made late, so that tests without Qt stay without."""
    from PySide6.QtCore import QEvent, QObject, QThread
    from PySide6.QtGui import QInputEvent
    from PySide6.QtWidgets import QApplication

    class MeasuredApplication(QApplication):
        """The tests' application."""

        def notify(self, receiver: QObject, event: QEvent) -> bool:
            if METER.test_name is None:
                return super().notify(receiver, event)
            counts = isinstance(event, QInputEvent) or QThread.currentThread().loopLevel() > 0
            label = f"{event.type().name} for {type(receiver).__name__} {receiver.objectName()!r}"
            mark = METER.enter()
            try:
                return super().notify(receiver, event)
            finally:
                METER.leave(mark, counts, label)

    return MeasuredApplication


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Measure while a `ui` test runs."""
    if item.get_closest_marker("ui") is None or not isinstance(item, pytest.Function):
        return (yield)
    METER.start(item.function.__name__)
    # The one place that all of asyncio's callbacks pass.
    original = asyncio.Handle._run

    def measured(handle: asyncio.Handle) -> Any:
        return METER.run_handle(original, handle)

    try:
        with mock.patch.object(asyncio.Handle, "_run", measured):
            result = yield
    finally:
        slow = METER.stop()
    if slow:
        pytest.fail("The event loop was kept too long:\n  " + "\n  ".join(slow), pytrace=False)
    return result
