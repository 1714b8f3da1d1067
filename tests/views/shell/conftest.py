"""The theme that the shell's tests run under."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from views.kit.theme import apply_theme


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> Iterator[None]:
    """Light, without motion; what a test deleted is really gone at its end."""
    apply_theme(qapp, "light", reduced_motion=True)
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
