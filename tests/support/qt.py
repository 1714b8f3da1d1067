"""Qt under the tests: one measured application, and its loop as asyncio's in tests marked `ui`.

    @pytest.mark.ui
    async def test_something(qapp: QApplication) -> None:
        ...  # runs on a qasync loop: Qt events and asyncio tasks take turns

Tests without the mark run on asyncio's own loop; a plain `def` test may use pytest-qt's `qtbot`.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pytest

from tests.support.slow_callbacks import measured_application_class

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

LoopFactory = Callable[[], asyncio.AbstractEventLoop]


def make_qt_loop() -> asyncio.AbstractEventLoop:
    """Answer a fresh asyncio loop that turns with Qt's."""
    import qasync
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance()
    if application is None:
        application = measured_application_class()(["doorstep"])
    loop: asyncio.AbstractEventLoop = qasync.QEventLoop(application)
    return loop


@pytest.hookimpl
def pytest_asyncio_loop_factories(item: pytest.Item) -> Mapping[str, LoopFactory]:
    """Give tests marked `ui` the Qt loop, all others asyncio's."""
    if item.get_closest_marker("ui") is not None:
        return {"qt": make_qt_loop}
    return {"asyncio": asyncio.new_event_loop}


@pytest.fixture(scope="session")
def qapp_cls() -> "type[QApplication]":
    """Make pytest-qt create the application that measures its events."""
    return measured_application_class()
