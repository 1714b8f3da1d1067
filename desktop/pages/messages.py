"""The page of messages, which customers, vendors and support have alike."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from desktop.pages.screen import PageParts, Screen
from viewmodels.kernel.navigator import Location
from viewmodels.kernel.page import Page


def messages_screen(parts: PageParts, side: str) -> Screen:
    """As `customer`, `vendor` or `support`."""

    def messages(location: Location) -> Page:
        from viewmodels.messages.desk import MessagesDesk
        from viewmodels.messages.messages import MessagesViewModel

        engine = parts.engine
        vendors = parts.person.vendors
        desk = MessagesDesk(
            tools=parts.tools,
            person=parts.person,
            side=side,
            vendor_id=vendors[0][0] if side == "vendor" and vendors else "",
            conversations=engine.conversations,
            outbox=engine.outbox,
            status=engine.status,
            navigator=parts.navigator,
            toasts=parts.toasts,
        )
        wanted = {
            name: str(location.arguments.get(name) or "")
            for name in ("conversation_id", "booking_id", "listing_id")
        }
        return MessagesViewModel(desk, **wanted)

    def messages_view(page: Page) -> QWidget:
        from viewmodels.messages.messages import MessagesViewModel
        from views.messages.messages import MessagesView

        return MessagesView(cast(MessagesViewModel, page))

    return Screen(messages, messages_view)
