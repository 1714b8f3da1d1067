"""The page of notifications and how to be told, the same in every workspace."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from desktop.pages.screen import PageParts, Screen
from viewmodels.kernel.navigator import Location
from viewmodels.kernel.page import Page


def notices_screen(parts: PageParts) -> Screen:
    """How the person is told."""

    def make(_location: Location) -> Page:
        from viewmodels.notices.settings import NoticeParts, NoticeSettingsViewModel

        engine = parts.engine
        return NoticeSettingsViewModel(
            NoticeParts(parts.tools, engine.notifications, engine.status, parts.person)
        )

    def view(page: Page) -> QWidget:
        from viewmodels.notices.settings import NoticeSettingsViewModel
        from views.notices.settings import NoticeSettingsView

        return NoticeSettingsView(cast(NoticeSettingsViewModel, page))

    return Screen(make, view)
