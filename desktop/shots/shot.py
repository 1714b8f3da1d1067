"""One picture to make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

WINDOW = (1440, 900)
DIALOG = (1080, 720)
KIOSK = (1080, 1920)


@dataclass(frozen=True, slots=True)
class Shot:
    """`name` becomes `<name>-<theme>.png`; `themes` are those that the screen is made for.

    `ready` is called with the built widget once it is laid out and shown, to open what only opens then.
    """

    name: str
    build: Callable[[], QWidget]
    size: tuple[int, int] = WINDOW
    themes: tuple[str, ...] = ("light", "dark")
    ready: Callable[[QWidget], object] | None = None
