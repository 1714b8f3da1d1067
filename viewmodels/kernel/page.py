"""A page inside the shell."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.screen import ScreenState
from viewmodels.kernel.view_model import Tools, ViewModel


class Page(ViewModel):
    """What the shell needs of every page: a title, its state, the actions that it offers while open.

    `primary` is the id of the action that the top bar shows as a button; '' for none. `filled` is False while
    something on the page (an open sheet) has a filled button of its own.
    """

    def __init__(self, tools: Tools, title: str, *, primary: str = "") -> None:
        super().__init__(tools)
        self.title: Observable[str] = self.field(title)
        self.subtitle: Observable[str] = self.field("")
        self.state: Observable[ScreenState] = self.field(ScreenState())
        self.primary: Observable[str] = self.field(primary)
        self.filled: Observable[bool] = self.field(True)

    @property
    def commands(self) -> Mapping[str, Command]:
        """Action ids and what they do here; asked once, when the page opens."""
        return MappingProxyType({})
