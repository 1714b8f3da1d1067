"""The first picture: the window in the right theme and place, with the shell's outline."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop.profile import Profile
from desktop.windows import Backdrop, MainWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

KIOSK = (1080, 1920)


def paint_first(qt: QApplication, profile: Profile, *, kiosk: bool) -> MainWindow:
    """Show the window and have it painted before this returns."""
    from views.kit.theme import apply_theme, system_theme_name

    set_before = read_preferences(profile)
    chosen = str(set_before.get("theme", "system"))
    name = "kiosk" if kiosk else system_theme_name() if chosen == "system" else chosen
    theme = apply_theme(qt, name)
    outline = None
    if not kiosk:
        outline = Backdrop(theme.color("surface"), theme.color("canvas"), theme.color("line"))
    window = MainWindow(outline)
    window.setWindowTitle("Doorstep")
    place = set_before.get("window.place")
    if kiosk and qt.platformName() == "offscreen":
        # No screen to fill: as large as the screens it is drawn for.
        window.resize(*KIOSK)
        window.show()
    elif kiosk:
        # Where no window manager runs, nobody else makes it fill the screen or gives it the keyboard.
        window.setGeometry(qt.primaryScreen().geometry())
        window.showFullScreen()
        window.activateWindow()
    else:
        if isinstance(place, str):
            window.restore_place(place)
        window.show()
    qt.processEvents()
    return window


def read_preferences(profile: Profile) -> dict[str, Any]:
    """What the person set, read without the engine; nothing where it can't be read."""
    try:
        found = json.loads((profile.client_data / "preferences.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
