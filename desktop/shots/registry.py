"""Finds the modules that have pictures to make."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import desktop.shots
from desktop.shots.shot import Shot


def find_shots() -> dict[str, Shot]:
    """Every registered picture by its name, in the order of the modules."""
    shots: dict[str, Shot] = {}
    for module in iter_modules(desktop.shots.__path__, "desktop.shots."):
        if module.name.endswith("__main__"):
            continue
        for shot in getattr(import_module(module.name), "SHOTS", ()):
            if shot.name in shots:
                raise ValueError(f"two pictures are called {shot.name}")
            shots[shot.name] = shot
    return shots
