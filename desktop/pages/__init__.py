"""Which viewmodel and which view stand behind each route; imported when a page is first opened."""

from desktop.pages.screen import PageParts, Screen
from desktop.pages.workspaces import build_screens

__all__ = ["PageParts", "Screen", "build_screens"]
