"""Above the messages: who one talks with, about what, and whether support is there."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from viewmodels.messages.messages import MessagesViewModel
from viewmodels.messages.rows import ThreadHead
from views.kit.avatar import Avatar
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Surface
from views.kit.layouts import STRETCH, column, row
from views.kit.tag import Tag
from views.kit.text import Text


class ThreadHeadView(QWidget):
    """The bar with the name, and the card of the booking or service."""

    def __init__(self, viewmodel: MessagesViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        texts = viewmodel.texts
        self.back = Button(
            kind="quiet", icon="arrow-left", name=texts("messages.back"), object_name="messages.back"
        )
        on_click(self.back, lambda: viewmodel.open(""))
        self.back.hide()
        self._avatar = Avatar("?")
        self._name = Text("", weight=600)
        self._detail = Text("", role="small", tone="soft")
        self._invite = Button(
            texts("messages.support.ask"), icon="life-buoy", object_name="messages.support.ask"
        )
        on_click(self._invite, viewmodel.invite.trigger)
        bar = Surface("surface", edges="b")
        names = column(self._name, self._detail, spacing=0)
        bar.setLayout(
            row(self.back, self._avatar, names, STRETCH, self._invite, spacing=12, margins=(24, 9, 24, 9))
        )
        self._title = Text("", weight=600)
        self._when = Text("", role="small", tone="soft")
        self._status = Tag("", "confirmed")
        self._open = Button(texts("messages.open_booking"), object_name="messages.open_booking")
        on_click(self._open, viewmodel.open_booking)
        card = Surface("canvas", rounded=True)
        about = column(self._title, self._when, spacing=2)
        card.setLayout(row(about, STRETCH, self._status, self._open, spacing=12, margins=(14, 10, 14, 10)))
        self._support = Text("", role="small", tone="soft", wrap=True)
        self._support.setObjectName("messages.support")
        below = column(card, self._support, spacing=8, margins=(24, 12, 24, 4))
        layout = column(bar, spacing=0)
        layout.addLayout(below)
        self.setLayout(layout)
        viewmodel.head.bind(self._show)

    def _show(self, head: ThreadHead) -> None:
        self._avatar.set_person(head.name or "?")
        self._name.setText(head.name)
        self._detail.setText(head.detail)
        self._title.setText(head.title)
        self._when.setText(head.when)
        self._when.setVisible(bool(head.when))
        self._status.setVisible(bool(head.status))
        if head.status:
            self._status.set_tag(head.status, head.status_kind)
        self._open.setVisible(bool(head.booking_id))
        self._support.setText(head.support)
        self._support.setVisible(bool(head.support))
        self._invite.setVisible(head.can_invite)
