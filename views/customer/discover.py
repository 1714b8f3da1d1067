"""Discover: search, categories, near and popular services; what is coming up beside them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QWidget

from viewmodels.customer.discover import DiscoverViewModel
from viewmodels.customer.rows import BookingCard, CategoryTile, ListingCard
from views.customer.beside import Beside
from views.customer.listing_tile import category_tile, listing_line, listing_tile
from views.customer.search_bar import SearchBar
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Card, Divider
from views.kit.icons import Icon
from views.kit.illustration import Illustration
from views.kit.layouts import STRETCH, Columns, box, clear, column, row
from views.kit.page_states import PageStates
from views.kit.scroll import Scroll
from views.kit.tag import Tag
from views.kit.text import Text
from views.kit.text_action import TextAction
from views.kit.theme import active

_BANNER, _LEAST_BESIDE = 106, 1120


class DiscoverView(QWidget):
    """Bound to `DiscoverViewModel`."""

    def __init__(self, viewmodel: DiscoverViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("customer.discover")
        texts = viewmodel.texts
        left = column(self._near(), self._popular(), STRETCH, spacing=20)
        self._beside = Beside(left, self._next(), self._waiting(), self._again(), least=_LEAST_BESIDE)
        content = column(
            SearchBar(viewmodel.searching, primary=True),
            self._categories(),
            self._beside,
            STRETCH,
            spacing=20,
            margins=(24, 20, 24, 20),
        )
        states = PageStates(Scroll(content), retry=texts("kit.retry"), object_name="customer.discover")
        viewmodel.state.bind(states.show_state)
        self.setLayout(column(states, spacing=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._beside.fit(self.width())

    def _categories(self) -> QWidget:
        tiles = Columns(least=86, spacing=12, even=True)

        def show(rows: Sequence[CategoryTile]) -> None:
            clear(tiles)
            for tile in rows:
                tiles.addWidget(category_tile(self._viewmodel, tile))

        self._viewmodel.categories.bind(show)
        return box(tiles)

    def _near(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        see_all = TextAction(
            texts("customer.discover.see_all"),
            tone="accent",
            role="body",
            object_name="customer.discover.see_all",
        )
        on_click(see_all, viewmodel.see_near)
        head = row(
            Text(texts("customer.discover.near"), role="title", weight=600),
            Text(texts("customer.discover.near.note"), tone="faint"),
            STRETCH,
            see_all,
        )
        tiles = Columns(least=186, most=4, spacing=16, even=True)
        part = box(column(head, tiles, spacing=12))

        def show(rows: Sequence[ListingCard]) -> None:
            clear(tiles)
            for listing in rows:
                tiles.addWidget(listing_tile(viewmodel, listing))
            part.setVisible(bool(rows))

        viewmodel.near.bind(show)
        return part

    def _popular(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        card = Card(texts("customer.discover.popular"))
        viewmodel.subtitle.bind(
            lambda place: card.set_note(texts("customer.discover.popular.note", place=place) if place else "")
        )
        lines = column(spacing=0)
        card.body.addLayout(lines)
        card.body.setContentsMargins(0, 0, 0, 1)

        def show(rows: Sequence[ListingCard]) -> None:
            clear(lines)
            for listing in rows:
                lines.addWidget(listing_line(viewmodel, listing))
            if not rows:
                lines.addWidget(Divider())
                words = Text(texts("customer.discover.offline_times"), tone="faint", wrap=True)
                words.setContentsMargins(16, 12, 16, 12)
                lines.addWidget(words)

        viewmodel.popular.bind(show)
        return card

    # Beside

    def _next(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        card = Card()
        art = Illustration("dog_walk", height=_BANNER, radius=active().radius("card") - 1, rounded="top")
        inner = column(spacing=8, margins=(16, 12, 16, 16))
        card.body.addWidget(art)
        card.body.addLayout(inner)

        def show(booking: BookingCard | None) -> None:
            clear(inner)
            if booking is None:
                art.set_picture("shop")
                inner.addWidget(Text(texts("customer.discover.nothing_next"), role="heading", weight=600))
                words = texts("customer.discover.nothing_next.detail")
                inner.addWidget(Text(words, tone="soft", wrap=True))
                return
            art.set_picture(booking.art, booking.title)
            tag = Tag(booking.tag[0], booking.tag[1]) if booking.tag else None
            inner.addLayout(row(Text(texts("customer.discover.next"), tone="soft"), STRETCH, tag))
            inner.addWidget(Text(booking.title, role="heading", weight=600, wrap=True))
            inner.addLayout(_fact("clock", f"{booking.day} {booking.times}"))
            inner.addLayout(_fact("user", booking.detail))
            move = Button(
                texts("customer.discover.reschedule"),
                object_name=f"customer.discover.reschedule.{booking.id}",
            )
            on_click(move, partial(viewmodel.reschedule, booking.id))
            more = Button(texts("customer.discover.all_bookings"), object_name="customer.discover.bookings")
            on_click(more, viewmodel.see_bookings)
            buttons = (move if booking.can_move else None, more)
            inner.addLayout(row(*buttons, STRETCH, Text(booking.price, weight=600)))

        viewmodel.next.bind(show)
        return card

    def _waiting(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        card = Card(texts("customer.discover.waiting"))
        lines = column(spacing=0)
        card.body.addLayout(lines)
        card.body.setContentsMargins(0, 0, 0, 6)

        def show(rows: Sequence[BookingCard]) -> None:
            clear(lines)
            card.set_title(texts("customer.discover.waiting"), str(len(rows)))
            for booking in rows:
                lines.addWidget(Divider())
                lines.addWidget(self._waiting_line(booking))
            card.setVisible(bool(rows))

        viewmodel.waiting.bind(show)
        return card

    def _waiting_line(self, booking: BookingCard) -> QWidget:
        note = self._viewmodel.texts("customer.discover.waiting.detail", note=booking.note)
        words = column(
            Text(booking.title, weight=500, wrap=True),
            Text(f"{booking.day}, {booking.time} · {booking.detail}", role="small", tone="faint", elide=True),
            Text(
                booking.pending or note if booking.note or booking.pending else "",
                role="small",
                tone="faint",
                wrap=True,
            ),
            spacing=1,
        )
        mark = "clock-arrow-up" if booking.pending else "hourglass"
        line = row(
            column(2, Icon(mark, "warn"), STRETCH, spacing=0), words, spacing=12, margins=(16, 10, 16, 10)
        )
        line.setStretch(1, 1)
        return box(line)

    def _again(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        card = Card(texts("customer.discover.again"))
        lines = column(spacing=0)
        card.body.addLayout(lines)
        card.body.setContentsMargins(0, 0, 0, 6)

        def show(rows: Sequence[ListingCard]) -> None:
            clear(lines)
            for listing in rows:
                names = column(
                    Text(listing.title, weight=500, elide=True),
                    Text(listing.vendor, role="small", tone="faint", elide=True),
                    spacing=0,
                )
                book = Button(
                    texts("customer.bookings.rebook"),
                    size="small",
                    object_name=f"customer.discover.again.{listing.id}",
                )
                on_click(book, partial(viewmodel.open, listing.id))
                art = Illustration(listing.art, 44, 34, radius=active().radius("tag"))
                line = row(art, names, book, spacing=12, margins=(16, 8, 16, 8))
                line.setStretch(1, 1)
                lines.addWidget(Divider())
                lines.addWidget(box(line))
            card.setVisible(bool(rows))

        viewmodel.again.bind(show)
        return card


def _fact(icon: str, words: str) -> QLayout:
    line = row(Icon(icon, "soft"), Text(words, tone="soft", wrap=True), spacing=8)
    line.setStretch(1, 1)
    return line
