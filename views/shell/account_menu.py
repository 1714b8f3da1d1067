"""The menu under the avatar: theme, sign out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from viewmodels.shell.preferences import THEMES, Preferences
from viewmodels.text import Texts
from views.kit.menu import DIVIDER, Menu, MenuItem, open_menu

_THEME_ICONS = {"system": "monitor", "light": "sun", "dark": "moon", "contrast": "contrast"}


def account_items(texts: Texts, name: str, theme: str) -> list[MenuItem]:
    """The rows, with what is chosen ticked."""
    themes = [
        MenuItem(f"theme.{id}", texts(f"shell.account.theme.{id}"), _THEME_ICONS[id], checked=id == theme)
        for id in THEMES
    ]
    return [
        MenuItem(text=name, heading=True),
        MenuItem(text=texts("shell.account.theme"), heading=True),
        *themes,
        DIVIDER,
        MenuItem("sign_out", texts("shell.account.sign_out"), "log-out"),
    ]


def open_account_menu(
    anchor: QWidget, texts: Texts, name: str, preferences: Preferences, sign_out: Callable[[], object]
) -> Menu:
    """Open it below the avatar."""
    items = account_items(texts, name, preferences.theme.value)
    choose = partial(_choose, preferences, sign_out)
    spoken = texts("shell.account", name=name)
    return open_menu(
        anchor, items, choose, name=spoken, object_name="shell.account.menu", end=True, width=232
    )


def _choose(preferences: Preferences, sign_out: Callable[[], object], id: str) -> None:
    kind, _, what = id.partition(".")
    if kind == "theme":
        preferences.set_theme.trigger(what)
    else:
        sign_out()
