"""Attract: the invitation, what is free today, the town, and one large button."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from viewmodels.kiosk.rows import LanguageRow, OfferRow
from viewmodels.kiosk.session import KioskSession
from views.kiosk.cards import OfferCard
from views.kiosk.headline import Headline
from views.kiosk.room import Room
from views.kiosk.touch_button import TouchButton
from views.kit.illustration import illustration_pixmap, paint_illustration
from views.kit.layouts import STRETCH, clear, column, row
from views.kit.text import Span, Text
from views.kit.theme import active

TOWN, TOWN_WIDTH = 520, 1080
# Of the picture: where its water begins, how far above the button, how high all of it is.
_WATER_FROM, _AWAY, _SKYLINE = 426, 132, 560
_SMALLEST = 0.15
# As wide as the picture is, in its own units; its edges are plain.
_DRAWN = 2400
# Below this height there is no room for the offers.
_ENOUGH = 980


class AttractView(QWidget):
    """Touching the button, a service or a language begins."""

    def __init__(self, session: KioskSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._cards: list[OfferCard] = []
        self._most = 3
        self._card_height = OfferCard.HEIGHT
        self.setObjectName("kiosk.attract")
        texts = session.texts
        self._offers = row(spacing=20)
        self._free_head = Text(role="heading", weight=600)
        self._offer_part = QWidget()
        self._offer_part.setLayout(column(self._free_head, self._offers, spacing=16))
        self.start = TouchButton(
            texts("kiosk.attract.start"),
            kind="primary",
            icon="pointer",
            role="display",
            icon_size=48,
            height=152,
            radius=28,
            object_name="kiosk.attract.start",
        )
        self.start.clicked.connect(session.start)
        self._languages = row(spacing=13)
        help_line = Text(texts("kiosk.attract.help"), align=Qt.AlignmentFlag.AlignHCenter)
        self._title = Headline(texts("kiosk.attract.title"), "poster", object_name="kiosk.attract.title")
        self._lead = Text(texts("kiosk.attract.lead"), role="heading", tone="soft", wrap=True)
        self._top = column(self._title, self._lead, STRETCH, spacing=24)
        self._middle = column(self._offer_part)
        self._upper = column(self._top, self._middle, spacing=0)
        self._bottom = column(self.start, self._languages, help_line, spacing=24)
        self.setLayout(column(self._upper, STRETCH, self._bottom, spacing=0))
        session.soonest.rows.bind(self._show_offers)
        session.languages.bind(self._show_languages)

    def _show_offers(self, rows: tuple[OfferRow, ...]) -> None:
        clear(self._offers)
        self._cards = []
        for offer in rows:
            card = OfferCard(offer, f"kiosk.attract.listing.{offer.id}")
            card.clicked.connect(lambda _=False, key=offer.id: self._session.choose_soonest(key))
            self._offers.addWidget(card, 1)
            self._cards.append(card)
        self._fit_cards()
        seen = self._session.soonest.seen_at.value
        free = Span(self._session.soonest.heading.value)
        self._free_head.set_spans((free, Span(f"  {seen}", "soft", 500, "body")))
        self._offer_part.setVisible(bool(rows) and bool(self._most))

    def fit(self, room: Room) -> None:
        """Lying down, the offers stand beside the words; upright and low, they go first."""
        low, lying, side = room.low, room.lying, room.side
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._upper.setDirection(across if lying else down)
        self._upper.setStretch(0, 5 if lying else 0)
        self._upper.setStretch(1, 6 if lying else 0)
        self._title.set_role("poster" if not low else "giant" if lying and room.width >= 1700 else "hero")
        self._top.setContentsMargins(side, 32 if lying else 16 if low else 64, 24 if lying else side, 0)
        self._middle.setContentsMargins(24 if lying else side, 8 if lying else 32 if low else 92, side, 0)
        if lying:
            self._most = 3 if room.width >= 1600 else 2
        else:
            self._most = 3 if room.height > _ENOUGH else 0
        self._card_height = 244 if lying and room.tight else 320 if lying else OfferCard.HEIGHT
        self._fit_cards()
        self._offer_part.setVisible(bool(self._cards) and bool(self._most))
        self.start.setFixedHeight(112 if lying else 152)
        self._bottom.setContentsMargins(side, 0, side, 20 if lying else 44)
        self._bottom.setSpacing(16 if lying else 24)

    def _fit_cards(self) -> None:
        for place, card in enumerate(self._cards):
            card.set_height(self._card_height)
            card.setVisible(place < self._most)

    def _show_languages(self, rows: tuple[LanguageRow, ...]) -> None:
        clear(self._languages)
        for language in rows:
            button = TouchButton(
                language.name,
                kind="selected" if language.selected else "plain",
                role="body",
                weight=600 if language.selected else 500,
                height=80,
                radius=18,
                object_name=f"kiosk.attract.language.{language.id}",
            )
            button.clicked.connect(lambda _=False, code=language.id: self._session.speak_language(code))
            self._languages.addWidget(button, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        # The water reaches from below the quay to the foot of the screen; the town stands on the quay, as
        # large as the space above it allows.
        painter = QPainter(self)
        above = self._offer_part if self._offer_part.isVisible() else self._lead
        room = self.start.y() - above.mapTo(self, QPoint(0, above.height())).y()
        scale = min(max(self.width() / TOWN_WIDTH, 1.0), room / _SKYLINE)
        if scale < _SMALLEST:
            return
        waterline = self.start.y() - _AWAY * scale
        town = QRectF(0, waterline - _WATER_FROM * scale, self.width(), TOWN * scale)
        water = QRectF(0, town.bottom() - 1, self.width(), self.height() - town.bottom() + 1)
        painter.fillRect(water, active().color("water"))
        if town.width() <= _DRAWN * scale:
            paint_illustration(painter, "town", town)
            return
        # Wider than it is drawn: quay, hills and water go on to the sides as they are at its edges.
        picture = illustration_pixmap(
            "town", round(_DRAWN * scale), round(town.height()), self.devicePixelRatioF()
        )
        left = (self.width() - picture.deviceIndependentSize().width()) / 2
        edge, high = picture.width() - 1, picture.height()
        for x, wide, column_at in ((0.0, left + 1, 0), (self.width() - left - 1, left + 1, edge)):
            painter.drawPixmap(
                QRectF(x, town.y(), wide, town.height()), picture, QRectF(column_at, 0, 1, high)
            )
        painter.drawPixmap(QPointF(left, town.y()), picture)
