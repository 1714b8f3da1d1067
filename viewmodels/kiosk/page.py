"""The base of the kiosk's pages: they can change their language at any moment, and forget everything."""

from __future__ import annotations

from viewmodels.kernel.view_model import Tools, ViewModel


class KioskPage(ViewModel):
    """A viewmodel whose rows are made anew when the language changes."""

    def speak(self, tools: Tools) -> None:
        """Go on in another language; what was typed stays."""
        self.tools, self.texts, self.format = tools, tools.texts, tools.format
        self.render()

    def render(self) -> None:
        """Make the rows from what is known."""

    def wipe(self) -> None:
        """Forget the person."""


def capitalised(text: str) -> str:
    """With a capital at the start of a line: `today 12:15` becomes `Today 12:15`."""
    return text[:1].upper() + text[1:]
