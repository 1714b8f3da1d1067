"""A service among the results: picture with its number, facts, the next times, all times."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from viewmodels.customer.results import ResultsViewModel
from viewmodels.customer.rows import ListingCard
from views.customer.stars import Rating
from views.customer.tile import PressCard
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.illustration import paint_illustration
from views.kit.layouts import STRETCH, column, row
from views.kit.paint import paint_box, paint_text
from views.kit.text import Text
from views.kit.theme import active

_ART = (126, 96)
_ALL = 96


class NumberedArt(QWidget):
    """The picture with the number that stands on the map too."""

    def __init__(self, art: str, number: int) -> None:
        super().__init__()
        self._art, self._number = art, number
        self._chosen = False
        self.setFixedSize(*_ART)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_chosen(self, chosen: bool) -> None:
        """Draw the number in the accent."""
        self._chosen = chosen
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        rect = QRectF(self.rect())
        paint_illustration(painter, self._art, rect, radius=theme.radius("nav"))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        disc = QRectF(rect.right() - 28 if rtl else 7, 7, 20, 20)
        fill, ink = ("accent", "accent_ink") if self._chosen else ("mark", "mark_ink")
        paint_box(painter, disc, 10, theme.color(fill))
        center = Qt.AlignmentFlag.AlignHCenter
        paint_text(painter, disc, str(self._number), theme.font("small", 600), theme.color(ink), center)


class ResultCard(PressCard):
    """A press opens the service; hovering marks it on the map."""

    def __init__(self, viewmodel: ResultsViewModel, listing: ListingCard) -> None:
        self.listing = listing
        self._viewmodel = viewmodel
        self._art = NumberedArt(listing.art, listing.number)
        self._all = Button(
            viewmodel.texts("customer.results.all_times"), object_name=f"customer.results.times.{listing.id}"
        )
        self._all.setFixedWidth(_ALL)
        on_click(self._all, partial(viewmodel.times, listing.id))
        facts = row(Rating(listing.rating, listing.rating_count) if listing.rating else None, spacing=8)
        for part in (listing.distance, listing.duration):
            if part and facts.count():
                facts.addWidget(Text("•", tone="line_strong"))
            if part:
                facts.addWidget(Text(part, tone="soft"))
        facts.addStretch(1)
        times = row(spacing=8)
        self._times: list[Button] = []
        for chip in listing.times:
            button = Button(
                chip.label, weight=500, object_name=f"customer.results.time.{listing.id}.{chip.starts_at}"
            )
            on_click(button, partial(viewmodel.book, listing.id, chip))
            times.addWidget(button)
            self._times.append(button)
        times.addStretch(1)
        times.addWidget(self._all)
        head = row(Text(listing.title, role="title", weight=600, elide=True), spacing=8)
        head.setStretch(0, 1)
        head.addWidget(Text(listing.price, role="title", weight=600))
        words = column(head, Text(listing.vendor, tone="soft", elide=True), facts, STRETCH, times, spacing=2)
        line = row(self._art, words, spacing=14, margins=(12, 12, 14, 12))
        line.setStretch(1, 1)
        super().__init__(
            line,
            name=f"{listing.number}. {listing.title}, {listing.vendor}, {listing.price}",
            object_name=f"customer.results.row.{listing.id}",
        )
        on_click(self, partial(viewmodel.open, listing.id))

    def show_chosen(self, id: str) -> None:
        """Mark it if it is the one, and give it the page's one filled button."""
        chosen = id == self.listing.id
        self.set_selected(chosen)
        self._art.set_chosen(chosen)
        self._all.set_kind("primary" if chosen else "default")

    def show_times(self, most: int) -> None:
        """Show the next free times, at most so many."""
        for place, button in enumerate(self._times):
            button.setVisible(place < most)

    def enterEvent(self, event: object) -> None:
        self._viewmodel.select(self.listing.id)
