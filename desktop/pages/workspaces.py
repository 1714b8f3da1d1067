"""The screens of all workspaces, by route."""

from __future__ import annotations

from desktop.pages.admin import admin_screens
from desktop.pages.screen import PageParts, Screen


def build_screens(parts: PageParts) -> dict[str, Screen]:
    """Every route's screen; nothing is built or imported before it is opened."""
    return {**admin_screens(parts)}
