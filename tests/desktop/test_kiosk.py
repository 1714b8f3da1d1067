"""The kiosk's lock and what its environment tells it."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.kiosk_lock import KioskLock
from desktop.kiosk_settings import DEMO_CODE, DEMO_PIN, read_settings
from desktop.windows import MainWindow


class _Locked:
    """A window with a field, its lock, and what was noticed."""

    def __init__(self) -> None:
        self.touches = 0
        self.closed = 0
        self.window = MainWindow()
        self.field = QLineEdit()
        self.window.set_content(self.field)
        self.window.on_close = self._close
        self.lock = KioskLock(self.window, self._touch)
        self.window.show()
        self.window.activateWindow()
        self.field.setFocus()
        QApplication.processEvents()

    def _touch(self) -> None:
        self.touches += 1

    def _close(self) -> None:
        self.closed += 1

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window.windowHandle(), key, modifiers)
        QApplication.processEvents()


@pytest.fixture
def locked(qapp: QApplication) -> Iterator[_Locked]:
    kiosk = _Locked()
    yield kiosk
    kiosk.lock.unlock()
    kiosk.window.hide()
    kiosk.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_D, Qt.KeyboardModifier.MetaModifier),
        (Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Super_L, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_keys_that_leave_do_nothing(locked: _Locked, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    before = locked.field.text()
    locked.press(key, modifiers)
    assert locked.window.isVisible()
    assert locked.closed == 0
    assert locked.field.text() == before


def test_closing_does_nothing_until_it_is_unlocked(locked: _Locked) -> None:
    locked.window.close()
    assert locked.window.isVisible()
    assert locked.closed == 0
    locked.lock.unlock()
    locked.window.close()
    assert locked.closed == 1


def test_typing_goes_through_and_is_noticed(locked: _Locked) -> None:
    locked.press(Qt.Key.Key_A)
    assert locked.field.text() == "a"
    assert locked.touches >= 1


def test_a_sign_behind_alt_gr_is_typing(locked: _Locked) -> None:
    both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Q, both, "@")
    assert not locked.lock.eventFilter(locked.field, event)


def test_a_touch_is_noticed(locked: _Locked) -> None:
    QTest.mouseClick(locked.field, Qt.MouseButton.LeftButton)
    assert locked.touches >= 1


def test_the_made_up_town_has_values_of_its_own_and_a_real_one_none() -> None:
    demo = read_settings({}, demo=True)
    assert (demo.code, demo.pin, demo.zone) == (DEMO_CODE, DEMO_PIN, "Europe/Berlin")
    real = read_settings({}, demo=False)
    assert (real.code, real.pin, real.near, real.zone, real.language) == ("", "", None, "", "en")


def test_the_environment_is_read() -> None:
    settings = read_settings(
        {
            "DOORSTEP_KIOSK_CODE": " AB-12 ",
            "DOORSTEP_KIOSK_PIN": "4711",
            "DOORSTEP_KIOSK_NEAR": "54.1,10.8",
            "DOORSTEP_KIOSK_ZONE": "Europe/Lisbon",
            "DOORSTEP_KIOSK_LANGUAGE": "pt",
        },
        demo=True,
    )
    assert (settings.code, settings.pin, settings.near) == ("AB-12", "4711", (54.1, 10.8))
    assert (settings.zone, settings.language) == ("Europe/Lisbon", "pt")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOORSTEP_KIOSK_PIN", "12"),
        ("DOORSTEP_KIOSK_PIN", "abcd"),
        ("DOORSTEP_KIOSK_NEAR", "here"),
        ("DOORSTEP_KIOSK_NEAR", "91,0"),
        ("DOORSTEP_KIOSK_ZONE", "Europe/Atlantis"),
        ("DOORSTEP_KIOSK_LANGUAGE", "xx"),
    ],
)
def test_what_cannot_be_meant_is_logged(name: str, value: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        settings = read_settings({name: value}, demo=False)
    assert name in caplog.text
    assert (settings.pin, settings.near, settings.zone, settings.language) == ("", None, "", "en")
