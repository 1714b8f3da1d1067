"""The filters beside the results, each with how many it would leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLayout, QSizePolicy, QVBoxLayout, QWidget

from viewmodels.customer.results import BAND, PriceFilter, ResultsViewModel
from viewmodels.customer.rows import FacetRow
from views.customer.choice_button import Tile
from views.customer.facet_choice import FacetCheck, FacetRadio
from views.customer.price_bars import PriceBars
from views.kit.bind import on_click
from views.kit.card import Card, Divider
from views.kit.field import Field
from views.kit.focus import keep_focus
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.paint import paint_box, paint_text
from views.kit.text import Text
from views.kit.theme import active

_BOUND = 84
_CENTER = Qt.AlignmentFlag.AlignHCenter


class _DayTile(Tile):
    def __init__(self, day: FacetRow) -> None:
        super().__init__(f"{day.label}, {day.count}", f"customer.results.day.{day.id}", chosen=day.selected)
        self._day = day
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(26, 58)

    def paint_tile(self, painter: QPainter, rect: QRectF) -> None:
        theme, day = active(), self._day
        fill, line = ("accent_wash", "accent") if day.selected else ("surface", "line")
        if self.underMouse() and not day.selected:
            fill = "plain_hover"
        paint_box(painter, rect, theme.radius("nav"), theme.color(fill), theme.color(line), 1)
        weekday, _, number = day.label.partition(" ")
        ink, faint = ("faint", "faint") if day.none else ("ink", "soft")
        rows = ((weekday, 4, faint, 400), (number, 20, ink, 600), (day.count, 37, faint, 400))
        for text, top, tone, weight in rows:
            room = QRectF(rect.x(), rect.y() + top, rect.width(), 16)
            paint_text(painter, room, text, theme.font("small", weight), theme.color(tone), _CENTER)


class Facets(Card):
    """Bound to the results' viewmodel."""

    def __init__(self, viewmodel: ResultsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._viewmodel = viewmodel
        texts = viewmodel.texts
        categories, ratings, distances = column(spacing=2), column(spacing=2), column(spacing=2)
        days = row(spacing=3)
        price_label = Text(role="small", weight=600)
        self._bars = PriceBars(texts("customer.results.price"))
        self._bars.bounded.connect(self._price_dragged)
        self._low = Field(
            placeholder=texts("customer.results.price_open"),
            prefix="€",
            object_name="customer.results.price_low",
        )
        self._high = Field(
            placeholder=texts("customer.results.price_open"),
            prefix="€",
            object_name="customer.results.price_high",
        )
        for bound, key in ((self._low, "price_low"), (self._high, "price_high")):
            bound.box.editor.setAccessibleName(texts(f"customer.results.{key}"))
            bound.setFixedWidth(_BOUND)
            bound.committed.connect(self._price_typed)
        to = Text(texts("customer.results.price_to"), tone="faint")
        self._part("category", categories)
        self._part(
            "price",
            column(self._bars, row(self._low, STRETCH, to, STRETCH, self._high, spacing=0), spacing=8),
            price_label,
        )
        self._part("rating", ratings)
        self._part("distance", distances)
        self._part("day", days)
        self.body.addStretch(1)
        viewmodel.categories.bind(partial(self._show, categories, "category", viewmodel.choose_category))
        viewmodel.ratings.bind(partial(self._show, ratings, "rating", viewmodel.choose_rating))
        viewmodel.distances.bind(partial(self._show, distances, "distance", viewmodel.choose_distance))

        def show_days(rows: Sequence[FacetRow]) -> None:
            with keep_focus(self):
                clear(days)
                for day in rows:
                    tile = _DayTile(day)
                    on_click(tile, partial(viewmodel.choose_day, day.id))
                    days.addWidget(tile)

        def show_price(price: PriceFilter) -> None:
            self._bars.set_price(price.bars, price.low_band, price.high_band)
            price_label.setText(price.label)
            for field, text in ((self._low, price.low), (self._high, price.high)):
                if not field.box.editor.hasFocus() and field.text() != text:
                    field.set_text(text)

        viewmodel.days.bind(show_days)
        viewmodel.price.bind(show_price)

    def _part(self, key: str, content: QLayout, aside: QWidget | None = None) -> None:
        if self.body.count():
            self.body.addWidget(Divider())
        title = Text(self._viewmodel.texts(f"customer.results.{key}"), role="small", weight=500, tone="soft")
        part = column(row(title, STRETCH, aside), content, spacing=8, margins=(15, 12, 15, 12))
        self.body.addWidget(box(part))

    def _show(
        self, layout: QVBoxLayout, kind: str, choose: Callable[[str], object], rows: Sequence[FacetRow]
    ) -> None:
        with keep_focus(self):
            clear(layout)
            for facet in rows:
                name = f"customer.results.{kind}.{facet.id or 'any'}"
                control = (
                    FacetCheck(facet, name)
                    if kind == "category"
                    else FacetRadio(facet, name, starred=kind == "rating" and bool(facet.id))
                )
                on_click(control, partial(choose, facet.id))
                layout.addWidget(control)

    def _price_typed(self, _text: str) -> None:
        self._viewmodel.choose_price(_minor(self._low.text()), _minor(self._high.text()))

    def _price_dragged(self, low: int, high: int) -> None:
        self._viewmodel.choose_price(*(None if bound < 0 else bound * BAND for bound in (low, high)))


def _minor(text: str) -> int | None:
    """Whole units of the currency as typed, in minor units; what is no number is no bound."""
    digits = "".join(letter for letter in text if letter.isdecimal())
    return int(digits) * 100 if digits and len(digits) < 7 else None
