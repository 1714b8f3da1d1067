"""Find: a search field, categories, what is free soonest, and the services that fit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from viewmodels.kiosk.find import FindKind, FindState
from viewmodels.kiosk.rows import CategoryRow, OfferRow
from viewmodels.kiosk.session import KioskSession
from views.kiosk.cards import CategoryCard, ListingCard, SoonCard
from views.kiosk.headline import Headline
from views.kiosk.page import KioskPageView
from views.kiosk.room import Room
from views.kiosk.touch_button import TouchButton
from views.kiosk.touch_field import TouchField
from views.kit.illustration import Illustration
from views.kit.layouts import STRETCH, Columns, clear, column, row
from views.kit.spinner import Spinner
from views.kit.text import Span, Text

LOW_CARD = 148


class FindView(KioskPageView):
    """`typing` asks for the keyboard."""

    typing = Signal()

    def __init__(self, session: KioskSession, parent: QWidget | None = None) -> None:
        super().__init__("kiosk.find", parent)
        self._session, self._model = session, session.find
        self._shape = (False, False, 0)
        texts = session.texts
        self._title = Headline("", object_name="kiosk.find.title")
        self.search = TouchField(
            "",
            placeholder=texts("kiosk.find.placeholder"),
            role="heading",
            height=94,
            icon="search",
            clear_name=texts("kiosk.find.clear"),
            object_name="kiosk.find.search",
        )
        self.search.set_text(self._model.words.value)
        self._keys = TouchButton(
            texts("kiosk.find.keyboard"),
            icon="keyboard",
            role="body",
            weight=500,
            height=72,
            icon_size=28,
            radius=16,
            object_name="kiosk.find.keyboard",
        )
        self._keys.clicked.connect(self._open_keyboard)
        self.search.inner.addWidget(self._keys)
        self.search.edited.connect(self._model.type_words)
        self.search.entered.connect(self.typing)
        self.search.finished.connect(self._finish)
        self.head.addWidget(self._title)
        self.head.addWidget(self.search)
        self._shown = column(spacing=24)
        self.content.addLayout(self._shown)
        self.content.addStretch(1)
        back = TouchButton(texts("kiosk.back"), icon="arrow-left", object_name="kiosk.find.back")
        back.clicked.connect(session.back)
        help_line = Text(texts("kiosk.find.help"), tone="soft", elide=True, align=Qt.AlignmentFlag.AlignRight)
        foot = row(back, help_line, spacing=24)
        foot.setStretchFactor(help_line, 1)
        self.foot.addLayout(foot)
        self._model.state.bind(self._show)
        self._model.words.changed.connect(self.search.set_text)
        self._model.soonest.rows.changed.connect(self._soonest_changed)

    def arrange(self, room: Room) -> None:
        self._title.setVisible(not room.cramped)
        self._title.set_role("display" if room.lying else "hero")
        shape = (room.lying, room.tight, room.width)
        if shape != self._shape:
            self._shape = shape
            self._show(self._model.state.value)

    def _open_keyboard(self) -> None:
        self.search.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.typing.emit()

    def _finish(self) -> None:
        self.search.editor.clearFocus()

    def _show(self, state: FindState) -> None:
        self._title.set_text(state.title)
        clear(self._shown)
        self.area.verticalScrollBar().setValue(0)
        if state.kind is FindKind.CATEGORIES:
            self._show_categories(state.categories)
        elif state.kind is FindKind.RESULTS:
            self._show_results(state)
        elif state.kind is FindKind.SEARCHING:
            self._shown.addLayout(row(STRETCH, Spinner(56), STRETCH, margins=(0, 80, 0, 0)))
        else:
            nothing = state.kind is FindKind.NOTHING
            self._show_empty(
                "nothing" if nothing else "loading", "empty_search" if nothing else "shop", state
            )

    def _show_categories(self, rows: Sequence[CategoryRow]) -> None:
        lying = self.room.lying
        if lying:
            grid = Columns(least=200, most=5, spacing=16, even=True)
        else:
            grid = Columns(least=440, most=2, spacing=20, line_spacing=18)
        height = 0 if not lying else LOW_CARD if self.room.tight else min(240, self.room.height // 5)
        for category in rows:
            card = CategoryCard(category, upright=height)
            card.clicked.connect(lambda _=False, key=category.id: self._model.choose_category(key))
            grid.addWidget(card)
        self._shown.addLayout(grid)
        soon = self._model.soonest.rows.value
        if soon:
            self._show_soonest(soon)

    def _show_soonest(self, rows: Sequence[OfferRow]) -> None:
        head = Text(role="heading", weight=600)
        texts = self._session.texts
        hint = Span(f"  {texts('kiosk.find.soonest_hint')}", "soft", 500, "body")
        head.set_spans((Span(texts("kiosk.find.soonest")), hint))
        line = row(spacing=16)
        for offer in rows:
            card = SoonCard(offer)
            card.clicked.connect(lambda _=False, key=offer.id: self._model.choose(key))
            line.addWidget(card, 1)
        head.setVisible(not (self.room.lying and self.room.tight))
        self._shown.addLayout(column(head, line, spacing=14, margins=(0, 0 if self.room.lying else 12, 0, 0)))

    def _show_results(self, state: FindState) -> None:
        summary = Text(role="body", tone="soft")
        summary.setText(state.stale or state.summary)
        self._shown.addWidget(summary)
        self._add_correction(state)
        grid = Columns(least=560, most=2 if self.room.lying else 1, spacing=20, line_spacing=24)
        for offer in state.results:
            card = ListingCard(offer)
            card.clicked.connect(lambda _=False, key=offer.id: self._model.choose(key))
            grid.addWidget(card)
        self._shown.addLayout(grid)

    def _show_empty(self, key: str, picture: str, state: FindState) -> None:
        texts, middle = self._session.texts, Qt.AlignmentFlag.AlignHCenter
        size = (240, 160) if self.room.lying else (420, 280)
        drawing = row(STRETCH, Illustration(picture, *size, radius=24), STRETCH)
        title = Text(texts(f"kiosk.find.{key}"), role="heading", weight=600, align=middle)
        detail = Text(texts(f"kiosk.find.{key}_detail"), tone="soft", wrap=True, align=middle)
        self._shown.addLayout(
            column(drawing, title, detail, spacing=20, margins=(0, 12 if self.room.lying else 60, 0, 0))
        )
        self._add_correction(state)

    def _add_correction(self, state: FindState) -> None:
        if state.correction:
            button = TouchButton(
                state.correction,
                icon="spell-check",
                role="title",
                height=88,
                object_name="kiosk.find.correction",
            )
            button.clicked.connect(self._model.accept_correction)
            self._shown.addWidget(button)

    def _soonest_changed(self, _rows: object) -> None:
        if self._model.state.value.kind is FindKind.CATEGORIES:
            self._show(self._model.state.value)
