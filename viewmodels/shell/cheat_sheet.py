"""Every shortcut, made from the action table."""

from __future__ import annotations

from client.routes import ROUTES
from viewmodels.kernel.actions import ActionTable, Offline
from viewmodels.kernel.navigator import Navigator
from viewmodels.shell.action_list import PAGE_KEYS, page_shortcut
from viewmodels.shell.badges import badge
from viewmodels.shell.keys import keycaps
from viewmodels.shell.pages import workspace_of
from viewmodels.shell.rows import CheatRow
from viewmodels.text import Texts


def cheat_rows(
    actions: ActionTable, navigator: Navigator, permissions: frozenset[str], texts: Texts
) -> list[CheatRow]:
    """Lines by group: pages of this workspace, then every action with a shortcut that this person may do."""
    rows: list[CheatRow] = []
    here = workspace_of(navigator.current.value.route)
    pages = [route for route in PAGE_KEYS if workspace_of(route) == here and navigator.allows(route)]
    icon, words = badge(Offline.WORKS, texts)
    for route in pages:
        heading = texts("shell.cheat_sheet.pages") if route == pages[0] else ""
        title = texts(ROUTES[route].title)
        rows.append(CheatRow(route, heading, title, keycaps(page_shortcut(route)), icon, words))
    group = ""
    for action in actions.actions:
        if not action.shortcut or (action.permission and action.permission not in permissions):
            continue
        heading = texts(f"shell.cheat_sheet.{action.group}") if action.group != group else ""
        group = action.group
        icon, words = badge(action.offline, texts)
        rows.append(CheatRow(action.id, heading, texts(action.title), keycaps(action.shortcut), icon, words))
    return rows
