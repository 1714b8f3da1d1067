"""Which colours a button takes in which state."""

from __future__ import annotations

from typing import Literal

from PySide6.QtGui import QColor

from views.kit.theme import Theme

Kind = Literal["primary", "default", "quiet", "danger", "danger_fill", "warn", "link"]
Colors = tuple[QColor | None, QColor | None, QColor]

_FILL = {
    "primary": ("accent", "primary_hover", "primary_pressed"),
    "default": ("surface", "plain_hover", "plain_pressed"),
    "danger": ("surface", "danger_hover", "danger_pressed"),
    "danger_fill": ("bad", "danger_fill_hover", "danger_fill_pressed"),
    "warn": (None, "warn_wash", "warn_wash"),
    "quiet": (None, "quiet_hover", "quiet_pressed"),
    "link": (None, "accent_wash", "quiet_pressed"),
}
_INK = {
    "primary": "accent_ink",
    "default": "ink",
    "danger": "bad",
    "danger_fill": "bad_ink",
    "warn": "warn",
    "quiet": "soft",
    "link": "accent",
}
_LINE = {"default": "line_strong", "danger": "line_strong", "warn": "warn"}


def button_colors(theme: Theme, kind: Kind, *, enabled: bool, hover: bool, down: bool) -> Colors:
    """Fill, line and ink."""
    if not enabled:
        return theme.color("sunk"), theme.color("line"), theme.color("faint")
    rest, over, pressed = _FILL[kind]
    fill = pressed if down else over if hover else rest
    ink = "ink" if kind == "quiet" and down else _INK[kind]
    line = theme.color(_LINE[kind]) if kind in _LINE else None
    return (theme.color(fill) if fill else None), line, theme.color(ink)
