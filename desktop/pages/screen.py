"""A route's page: how its viewmodel and its view are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from client.engine import Engine
from client.session.person import Person
from viewmodels.kernel.navigator import Location, Navigator
from viewmodels.kernel.page import Page
from viewmodels.kernel.view_model import Tools
from viewmodels.shell.acts import Acts
from viewmodels.shell.toasts import Toasts


@dataclass(frozen=True, slots=True)
class PageParts:
    """What pages are made from."""

    tools: Tools
    engine: Engine
    person: Person
    navigator: Navigator
    toasts: Toasts
    acts: Acts


@dataclass(frozen=True, slots=True)
class Screen:
    """`make_page` gets the location with its arguments, `make_view` the page that it made."""

    make_page: Callable[[Location], Page]
    make_view: Callable[[Page], QWidget]
