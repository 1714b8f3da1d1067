"""Whether the system's wish for no motion reaches the theme."""

from __future__ import annotations

import pytest
from PySide6.QtDBus import QDBusMessage
from PySide6.QtWidgets import QApplication

from desktop.motion import MotionSetting
from views.kit.theme import active, apply_theme, set_reduced_motion


def setting(place: str, key: str, value: object) -> QDBusMessage:
    """What the desktop's settings portal sends."""
    message = QDBusMessage.createSignal(
        "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings", "SettingChanged"
    )
    message.setArguments([place, key, value])
    return message


@pytest.mark.parametrize(("animated", "still"), [(False, True), (True, False)])
def test_what_the_portal_says_is_turned_round(qapp: QApplication, animated: bool, still: bool) -> None:
    motion = MotionSetting()
    heard: list[bool] = []
    motion.changed.connect(heard.append)
    motion.setting_changed(setting("org.gnome.desktop.interface", "enable-animations", animated))
    motion.setting_changed(setting("org.gnome.desktop.interface", "cursor-size", 24))
    motion.setting_changed(setting("org.freedesktop.appearance", "color-scheme", 1))
    motion.setting_changed(setting("org.gnome.desktop.interface", "enable-animations", "soon"))
    assert heard == [still]


def test_no_motion_outlives_a_change_of_theme(qapp: QApplication) -> None:
    apply_theme(qapp, "light", reduced_motion=False)
    assert active().ms("fast") == 150
    set_reduced_motion(True)
    apply_theme(qapp, "dark")
    assert active().ms("fast") == 0
    apply_theme(qapp, "light", reduced_motion=False)
