"""Attract: the invitation, what is free today, the town, and one large button."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from viewmodels.kiosk.rows import LanguageRow, OfferRow
from viewmodels.kiosk.session import KioskSession
from views.kiosk.cards import OfferCard
from views.kiosk.headline import Headline
from views.kiosk.touch_button import TouchButton
from views.kit.illustration import paint_illustration
from views.kit.layouts import STRETCH, clear, column, row
from views.kit.text import Span, Text
from views.kit.theme import active

SIDE, TOWN, TOWN_WIDTH = 40, 520, 1080
# Of the picture: where its water begins, how far above the button, how high all of it is.
_WATER_FROM, _AWAY, _SKYLINE = 426, 132, 560
_SMALLEST = 0.35
# Below this height there is no room for the offers.
_ENOUGH = 980


class AttractView(QWidget):
    """Touching the button, a service or a language begins."""

    def __init__(self, session: KioskSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._roomy = True
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
        self._top = column(
            self._title,
            self._lead,
            spacing=24,
            margins=(SIDE, 64, SIDE, 0),
        )
        self._middle = column(self._offer_part, margins=(SIDE, 92, SIDE, 0))
        bottom = column(self.start, self._languages, help_line, spacing=24, margins=(SIDE, 0, SIDE, 44))
        self.setLayout(column(self._top, self._middle, STRETCH, bottom, spacing=0))
        session.soonest.rows.bind(self._show_offers)
        session.languages.bind(self._show_languages)

    def _show_offers(self, rows: tuple[OfferRow, ...]) -> None:
        clear(self._offers)
        for offer in rows:
            card = OfferCard(offer, f"kiosk.attract.listing.{offer.id}")
            card.clicked.connect(lambda _=False, key=offer.id: self._session.choose_soonest(key))
            self._offers.addWidget(card, 1)
        seen = self._session.soonest.seen_at.value
        free = Span(self._session.texts("kiosk.attract.free"))
        self._free_head.set_spans((free, Span(f"  {seen}", "soft", 500, "body")))
        self._offer_part.setVisible(self._roomy and bool(rows))

    def set_compact(self, compact: bool) -> None:
        """On a low screen the words are smaller and closer, and the offers go first."""
        self._title.set_role("hero" if compact else "poster")
        self._top.setContentsMargins(SIDE, 16 if compact else 64, SIDE, 0)
        self._middle.setContentsMargins(SIDE, 32 if compact else 92, SIDE, 0)
        self._roomy = self.height() > _ENOUGH
        self._offer_part.setVisible(self._roomy and bool(self._session.soonest.rows.value))

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
        paint_illustration(painter, "town", town)
