"""Attract: the invitation, what is free today, the town, and one large button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
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
# The quay's lower half and the water below it are drawn on by the page.
_WATER_FROM = 426
_LOW = 1500


class AttractView(QWidget):
    """Touching the button, a service or a language begins."""

    def __init__(self, session: KioskSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
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
        top = column(
            Headline(texts("kiosk.attract.title"), "poster", object_name="kiosk.attract.title"),
            Text(texts("kiosk.attract.lead"), role="heading", tone="soft", wrap=True),
            spacing=24,
            margins=(SIDE, 64, SIDE, 0),
        )
        middle = column(self._offer_part, margins=(SIDE, 92, SIDE, 0))
        bottom = column(self.start, self._languages, help_line, spacing=24, margins=(SIDE, 0, SIDE, 44))
        self.setLayout(column(top, middle, STRETCH, bottom, spacing=0))
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
        self._offer_part.setVisible(bool(rows))

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
        # The quay stands above the button; on low screens the town is smaller, so that it hides nothing.
        painter = QPainter(self)
        scale = max(self.width() / TOWN_WIDTH, 1.0) if self.height() > _LOW else 0.6
        waterline = self.start.y() - 132 * scale
        top = waterline - _WATER_FROM * scale
        town = QRectF(0, top, self.width(), TOWN * scale)
        water = QRectF(0, town.bottom() - 1, self.width(), self.height() - town.bottom() + 1)
        painter.fillRect(water, active().color("water"))
        paint_illustration(painter, "town", town)
