"""What a person set for this machine: theme, language, folded rail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewmodels.kernel.observable import Observable
from viewmodels.kernel.view_model import Tools, ViewModel

if TYPE_CHECKING:
    from client.stores.preference import PreferenceStore

THEMES = ("system", "light", "dark", "contrast")


class Preferences(ViewModel):
    """Read before the first paint; each change holds at once and is on disk a moment later."""

    def __init__(self, tools: Tools, store: PreferenceStore) -> None:
        super().__init__(tools)
        self._store = store
        theme = store.get("theme", "system")
        self.theme: Observable[str] = self.field(theme if theme in THEMES else "system")
        self.language: Observable[str] = self.field(self.texts.language)
        self.set_theme = self.command(self._set_theme, "preference.theme")
        self.set_language = self.command(self._set_language, "preference.language")

    def folded(self, route: str, default: bool = False) -> bool:
        """Whether the rail is folded on this page."""
        return bool(self._store.get(f"rail.folded.{route}", default))

    async def fold(self, route: str, folded: bool) -> None:
        """Remember the rail for this page."""
        await self._store.set(f"rail.folded.{route}", folded)

    async def _set_theme(self, theme: str) -> None:
        self.theme.value = theme
        await self._store.set("theme", theme)

    async def _set_language(self, language: str) -> None:
        self.language.value = language
        await self._store.set("language", language)
