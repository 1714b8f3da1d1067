"""Services on Discover: as a card with its picture on top, or as a line of a list."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from viewmodels.customer.discover import DiscoverViewModel
from viewmodels.customer.rows import CategoryTile, ListingCard
from views.customer.stars import Rating
from views.customer.tile import PressCard, PressLine
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.illustration import Illustration
from views.kit.layouts import STRETCH, box, column, row
from views.kit.tag import Tag
from views.kit.text import Span, Text
from views.kit.theme import active

_ART, _CATEGORY_ART = 108, 69
_TIME, _PRICE = 98, 62


def _price(pattern: str, price: str) -> Text:
    """`from €19.00` with the figure in ink, wherever the language puts it."""
    before, _, after = pattern.partition("{price}")
    words = Text(tone="soft")
    words.set_spans([Span(before), Span(price, "ink", 500), Span(after)])
    return words


def category_tile(viewmodel: DiscoverViewModel, tile: CategoryTile) -> QWidget:
    """A category with its picture and how many vendors it has."""
    art = Illustration(tile.art, height=_CATEGORY_ART, radius=active().radius("card") - 1, rounded="top")
    words = column(
        Text(tile.name, weight=600, elide=True),
        Text(tile.count, role="small", tone="faint", elide=True),
        spacing=0,
        margins=(10, 7, 8, 9),
    )
    card = PressCard(
        column(art, words, spacing=0, margins=(1, 1, 1, 1)),
        name=f"{tile.name}, {tile.count}",
        object_name=f"customer.discover.category.{tile.id}",
    )
    on_click(card, partial(viewmodel.open_category, tile.id))
    return card


def listing_tile(viewmodel: DiscoverViewModel, listing: ListingCard) -> QWidget:
    """A service near by with its next free time."""
    texts = viewmodel.texts
    art = Illustration(listing.art, height=_ART, radius=active().radius("card") - 1, rounded="top")
    time = Tag(listing.times[0].label, "accent") if listing.times else None
    words = column(
        Text(listing.title, weight=600, elide=True),
        Text(listing.vendor, tone="soft", elide=True),
        row(Rating(listing.rating, listing.rating_count), STRETCH, Text(listing.distance, tone="faint")),
        row(_price(texts("customer.discover.from", price="{price}"), listing.price), STRETCH, time),
        spacing=2,
        margins=(12, 8, 12, 10),
    )
    card = PressCard(
        column(art, words, spacing=0, margins=(1, 1, 1, 1)),
        name=f"{listing.title}, {listing.vendor}, {listing.price}",
        object_name=f"customer.discover.listing.{listing.id}",
    )
    on_click(card, partial(viewmodel.open, listing.id))
    return card


def listing_line(viewmodel: DiscoverViewModel, listing: ListingCard) -> QWidget:
    """A popular service with two free times that book at once."""
    texts = viewmodel.texts
    art = Illustration(listing.art, 52, 38, radius=active().radius("tag"))
    title = Text(listing.title, weight=600, elide=True)
    rating = Rating(listing.rating, listing.rating_count)
    rating.setFixedWidth(96)
    distance = Text(listing.distance, tone="faint")
    distance.setFixedWidth(56)
    price = column(
        Text(listing.price, weight=600, align=Qt.AlignmentFlag.AlignRight),
        Text(texts("customer.discover.incl"), role="small", tone="faint", align=Qt.AlignmentFlag.AlignRight),
        spacing=0,
    )
    names = column(title, Text(listing.vendor, role="small", tone="soft", elide=True), spacing=0)
    line = row(art, names, rating, distance, spacing=14, margins=(16, 9, 16, 9))
    line.setStretch(1, 1)
    for chip in listing.times:
        button = Button(
            chip.label, weight=500, object_name=f"customer.discover.time.{listing.id}.{chip.starts_at}"
        )
        button.setFixedWidth(_TIME)
        on_click(button, partial(viewmodel.book, listing.id, chip))
        line.addWidget(button)
    shown = box(price)
    shown.setFixedWidth(_PRICE)
    line.addWidget(shown)
    card = PressLine(
        line,
        name=f"{listing.title}, {listing.vendor}, {listing.price}",
        object_name=f"customer.discover.popular.{listing.id}",
    )
    on_click(card, partial(viewmodel.open, listing.id))
    return card
