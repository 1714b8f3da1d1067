"""Puts the shell together: stores, guard, actions, and the pages of every workspace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from client.engine import Engine
from client.session.person import Person
from desktop.leaving import Leaving
from desktop.pages import PageParts, Screen, build_screens
from viewmodels.kernel.actions import ActionTable
from viewmodels.kernel.navigator import Location, Navigator
from viewmodels.kernel.page import Page
from viewmodels.kernel.view_model import Tools
from viewmodels.shell.action_list import ACTIONS
from viewmodels.shell.acts import Acts
from viewmodels.shell.pages import WORKSPACES, home_of
from viewmodels.shell.preferences import Preferences
from viewmodels.shell.shell import PageFactory, Shell, ShellParts, ShellStores
from viewmodels.shell.toasts import Toasts


@dataclass(frozen=True, slots=True)
class BuiltShell:
    """A shell with what makes the widget of its pages."""

    shell: Shell
    make_view: Callable[[Page], QWidget]


def build_shell(tools: Tools, engine: Engine, person: Person, preferences: Preferences) -> BuiltShell:
    """The shell of this person, on the first page that they may open."""
    toasts = Toasts(tools)
    navigator = Navigator(engine.can_visit, Location(_first_page(engine)))
    parts = PageParts(
        tools=tools,
        engine=engine,
        person=person,
        navigator=navigator,
        toasts=toasts,
        acts=Acts(engine.outbox, toasts, tools.texts),
    )
    screens = build_screens(parts)
    shell = Shell(
        tools,
        ShellParts(
            person=person,
            status=engine.status,
            stores=ShellStores(engine.bookings, engine.notifications, engine.outbox, engine.people),
            actions=ActionTable(ACTIONS),
            navigator=navigator,
            preferences=preferences,
            toasts=toasts,
            pages=_factories(screens),
            sync_now=engine.network_changed,
            plan_sign_out=Leaving(engine, tools.tasks, tools.texts).plan,
        ),
    )
    # The page that is open is the one of the current route.
    return BuiltShell(shell, lambda page: screens[navigator.current.value.route].make_view(page))


def _first_page(engine: Engine) -> str:
    for workspace in WORKSPACES:
        if engine.can_visit(home_of(workspace)):
            return home_of(workspace)
    return "sign_in"


def _factories(screens: Mapping[str, Screen]) -> dict[str, PageFactory]:
    return {route: screen.make_page for route, screen in screens.items()}
