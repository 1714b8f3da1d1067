"""A kiosk on a screen that nobody sees."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.viewmodels.kiosk.town import Town, open_kiosk
from tests.views.kiosk.finger import Finger
from viewmodels.kiosk.ticket import load_libraries
from views.kiosk.kiosk_view import KioskView
from views.kit.theme import active, apply_theme


@pytest.fixture(autouse=True)
def _kiosk_theme(qapp: QApplication) -> Iterator[None]:
    """The kiosk's theme without motion; what a test deleted is really gone at its end."""
    if active().name != "kiosk":
        apply_theme(qapp, "kiosk", reduced_motion=True)
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def town() -> Town:
    """What there is to book."""
    return Town()


@pytest.fixture
async def kiosk(town: Town, qapp: QApplication) -> AsyncIterator[Finger]:
    """The kiosk, shown at its size, with a finger before it."""
    qapp.setQuitOnLastWindowClosed(False)
    # The program does it on a thread, once its first screen stands.
    load_libraries()
    async with open_kiosk(town) as session:
        view = KioskView(session)
        view.resize(1080, 1920)
        view.show()
        view.activateWindow()
        await asyncio.sleep(0.02)
        try:
            yield Finger(session, view)
        finally:
            view.close()
            view.deleteLater()
