"""The admin's page of subscribers and announcements."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from desktop.pages.screen import PageParts, Screen
from viewmodels.kernel.navigator import Location
from viewmodels.kernel.page import Page


def news_screen(parts: PageParts) -> Screen:
    """Announcements, subscribers, letters, suppressed addresses."""

    def news(location: Location) -> Page:
        from viewmodels.news.page import TABS, NewsParts, NewsViewModel

        engine = parts.engine
        needed = NewsParts(parts.tools, engine.news, engine.catalogue, engine.status, parts.toasts)
        tab = str(location.arguments.get("tab", ""))
        return NewsViewModel(needed, tab=tab if tab in TABS else TABS[0])

    def news_view(page: Page) -> QWidget:
        from viewmodels.news.page import NewsViewModel
        from views.news.page import NewsView

        return NewsView(cast(NewsViewModel, page))

    return Screen(news, news_view)
