"""Where somebody waits for a time, and the offer that counts down."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from viewmodels.customer.bookings import BookingsViewModel
from viewmodels.customer.rows import PlaceRow
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Surface
from views.kit.icons import Icon
from views.kit.layouts import clear, column, row
from views.kit.text import Text


class _Place(Surface):
    """One of them; its words change each second while an offer counts down."""

    def __init__(self, viewmodel: BookingsViewModel, place: PlaceRow) -> None:
        super().__init__("accent_wash" if place.offered else "sunk", rounded=True)
        self.setObjectName(f"customer.wait.{place.id}")
        texts = viewmodel.texts
        self._text = Text(weight=600, wrap=True)
        self._note = Text(role="small", wrap=True)
        words = column(self._text, Text(place.title, tone="soft", elide=True), self._note, spacing=2)
        icon = Icon("hourglass", "accent" if place.offered else "soft")
        line = row(icon, words, spacing=12, margins=(14, 10, 12, 10))
        line.setStretch(1, 1)
        if not place.pending:
            leave = Button(
                texts("customer.wait.pass" if place.offered else "customer.wait.leave"),
                size="small",
                object_name=f"customer.wait.leave.{place.id}",
            )
            on_click(leave, partial(viewmodel.leave_place.trigger, place.id))
            line.addWidget(leave)
        if place.offered and not place.pending:
            book = Button(
                texts("customer.wait.book"),
                kind="primary",
                size="small",
                object_name=f"customer.wait.book.{place.id}",
            )
            on_click(book, partial(viewmodel.take_offer.trigger, place.id))
            line.addWidget(book)
        self.setLayout(line)
        self.tell(place)

    def tell(self, place: PlaceRow) -> None:
        """The words as they are now."""
        self._text.setText(place.text)
        self._note.setText(place.note)
        self.setAccessibleName(f"{place.title}: {place.text}. {place.note}")


class PlacesView(QWidget):
    """All of them above the timeline; built anew only when there are others."""

    def __init__(self, viewmodel: BookingsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self._shown: dict[str, _Place] = {}
        self._kinds: list[tuple[str, bool, bool]] = []
        self._list = column(spacing=8, margins=(0, 4, 0, 8))
        self._problem = Text(tone="bad", wrap=True)
        self.setLayout(column(self._list, self._problem, spacing=4))
        viewmodel.places.bind(self._show)
        viewmodel.take_offer.problem.bind(self._say)

    def _show(self, places: Sequence[PlaceRow]) -> None:
        kinds = [(place.id, place.offered, place.pending) for place in places]
        if kinds != self._kinds:
            self._kinds = kinds
            clear(self._list)
            self._shown = {place.id: _Place(self._viewmodel, place) for place in places}
            for widget in self._shown.values():
                self._list.addWidget(widget)
        for place in places:
            self._shown[place.id].tell(place)
        self.setVisible(bool(places))

    def _say(self, problem: object) -> None:
        self._problem.setText(getattr(problem, "text", ""))
        self._problem.setVisible(problem is not None)
