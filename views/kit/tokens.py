"""Design tokens: every colour, size and duration, read from `resources/theme/<name>.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
THEMES = ("light", "dark", "contrast", "kiosk")


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme. Colours are `#RRGGBB` or `#AARRGGBB`, sizes device independent pixels, motion in ms."""

    name: str
    dark: bool
    contrast: float
    colors: Mapping[str, str]
    avatars: Mapping[str, tuple[str, str]]
    type: Mapping[str, tuple[int, int]]
    minimum_weight: int
    sizes: Mapping[str, int]
    radii: Mapping[str, int]
    motion: Mapping[str, int]


def _read(name: str) -> dict[str, Any]:
    """The theme's document with those it extends folded in, one level deep."""
    document: dict[str, Any] = json.loads((RESOURCES / "theme" / f"{name}.json").read_text("utf-8"))
    base_name = document.pop("extends", None)
    if base_name is None:
        return document
    base = _read(base_name)
    for key, value in document.items():
        base[key] = {**base[key], **value} if isinstance(value, dict) else value
    return base


@cache
def get_tokens(name: str) -> Tokens:
    """The tokens of one of `THEMES`."""
    if name not in THEMES:
        raise KeyError(name)
    document = _read(name)
    pairs = {key: (first, second) for key, (first, second) in document.pop("avatars").items()}
    type_scale = {key: (size, line) for key, (size, line) in document.pop("type").items()}
    return Tokens(avatars=pairs, type=type_scale, **document)
