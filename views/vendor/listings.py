"""A vendor's listings as cards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from viewmodels.vendor.listing_words import ListingTile
from viewmodels.vendor.listings import ListingsViewModel
from views.kit.bind import bind_button
from views.kit.button import Button
from views.kit.card import Card
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, Columns, clear, column, row
from views.kit.page_states import PageStates
from views.kit.photo import Photo
from views.kit.scroll import Scroll
from views.kit.states import EmptyState
from views.kit.tag import Tag
from views.kit.text import Text

_PHOTO, _LEAST = 148, 260


class ListingsView(QWidget):
    """Bound to `ListingsViewModel`."""

    def __init__(self, viewmodel: ListingsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("vendor.listings")
        texts = viewmodel.texts
        new = Button(texts("listings.new"), kind="primary", icon="plus", object_name="vendor.listings.new")
        bind_button(new, viewmodel.create)
        self._cards = Columns(least=_LEAST, spacing=16)
        content = column(
            row(Text(texts("listings.about"), tone="soft"), STRETCH, new),
            self._cards,
            STRETCH,
            spacing=16,
            margins=(24, 16, 24, 20),
        )
        states = PageStates(
            Scroll(content), retry=texts("kit.retry"), empty=self._empty, object_name="vendor.listings"
        )
        viewmodel.state.bind(states.show_state)
        self.setLayout(column(states, spacing=0))
        viewmodel.tiles.bind(self._show)

    def _empty(self) -> QWidget:
        texts = self._viewmodel.texts
        empty = EmptyState(
            art="empty_search",
            title=texts("listings.nothing"),
            text=texts("listings.nothing.detail"),
            action=texts("listings.new"),
            object_name="vendor.listings.empty",
        )
        empty.acted.connect(lambda: self._viewmodel.create.trigger())
        return empty

    def _show(self, tiles: Sequence[ListingTile]) -> None:
        clear(self._cards)
        for tile in tiles:
            card = _TileCard(tile)
            card.opened.connect(partial(self._viewmodel.open, tile.id))
            self._viewmodel.pictures.fetch(tile.photo, card.photo.set_data)
            self._cards.addWidget(card)


class _TileCard(Card):
    """One listing; a click or Enter opens it."""

    opened = Signal()

    def __init__(self, tile: ListingTile) -> None:
        super().__init__(padding=12, spacing=8)
        self.setObjectName(f"vendor.listings.card.{tile.id}")
        self.setAccessibleName(f"{tile.title}, {tile.state}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.photo = Photo(height=_PHOTO, art="tools", alt=tile.title)
        title = Text(tile.title, role="title", weight=600, elide=True)
        mark = Icon("clock-arrow-up", "warn") if tile.waits else None
        head = row(title, mark, Tag(tile.state, tile.tone), spacing=8)
        head.setStretch(0, 1)
        about = Text(
            " · ".join(part for part in (tile.category, tile.length) if part), tone="soft", elide=True
        )
        self.body.addWidget(self.photo)
        self.body.addLayout(head)
        self.body.addWidget(about)
        self.body.addLayout(row(Text(tile.price, weight=600), STRETCH))
        if tile.note:
            self.body.addWidget(Text(tile.note, role="small", tone="warn", wrap=True))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)
