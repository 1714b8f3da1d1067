"""The screens of all workspaces, by route."""

from __future__ import annotations

from desktop.pages.screen import PageParts, Screen
from viewmodels.shell.pages import WORKSPACES, home_of


def build_screens(parts: PageParts) -> dict[str, Screen]:
    """The screens of the workspaces that this person has; nothing of the others is imported."""
    screens: dict[str, Screen] = {}
    for workspace in WORKSPACES:
        if parts.navigator.allows(home_of(workspace)):
            screens |= _screens_of(workspace, parts)
    return screens


def _screens_of(workspace: str, parts: PageParts) -> dict[str, Screen]:
    if workspace == "vendor":
        from desktop.pages.vendor import vendor_screens

        return vendor_screens(parts)
    if workspace == "admin":
        from desktop.pages.admin import admin_screens

        return admin_screens(parts)
    from desktop.pages.customer import customer_screens

    return customer_screens(parts)
