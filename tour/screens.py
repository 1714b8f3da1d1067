"""What each program is shown on: a display where there is one, otherwise Qt's offscreen platform."""

from __future__ import annotations

import json
import os
from pathlib import Path

DESK = (1440, 900)
LOBBY = (1080, 1920)


def has_display() -> bool:
    """Whether windows can be shown to somebody."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def screen(folder: Path, name: str, size: tuple[int, int]) -> dict[str, str]:
    """The environment that gives a program a screen of this size; a real display keeps its own."""
    if has_display():
        return {}
    path = folder / f"{name}.screen.json"
    shown = {"name": name, "x": 0, "y": 0, "width": size[0], "height": size[1], "dpr": 1}
    shown |= {"logicalDpi": 96, "logicalBaseDpi": 96}
    path.write_text(json.dumps({"windowFrameMargins": False, "screens": [shown]}), encoding="utf-8")
    return {"QT_QPA_PLATFORM": f"offscreen:configfile={path}"}
