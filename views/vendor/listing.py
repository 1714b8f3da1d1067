"""The editor of a listing: its parts at the left, the customer's card and what is left to do at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from viewmodels.vendor.listing import ListingViewModel
from viewmodels.vendor.listing_words import ChangeLine
from views.customer.beside import Beside
from views.kit.bind import bind_button
from views.kit.button import Button
from views.kit.card import Card, Divider
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.page_states import PageStates
from views.kit.photo import Photo
from views.kit.scroll import Scroll
from views.kit.states import EmptyState
from views.kit.text import Text
from views.vendor.listing_fields import MoneyAndTime, WhatItIs, WhereAndWho
from views.vendor.listing_parts import ExtraRows, QuestionRows, VariantRows
from views.vendor.listing_photos import PhotoStrip

_LEAST_BESIDE, _PREVIEW = 900, 180
_STAGES = ("draft", "in_review", "published")


class ListingView(QWidget):
    """Bound to `ListingViewModel`."""

    def __init__(self, viewmodel: ListingViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("vendor.listing")
        texts = viewmodel.texts
        left = column(
            self._stages(),
            PhotoStrip(viewmodel),
            WhatItIs(viewmodel),
            VariantRows(viewmodel),
            ExtraRows(viewmodel),
            MoneyAndTime(viewmodel),
            WhereAndWho(viewmodel),
            QuestionRows(viewmodel),
            STRETCH,
            spacing=16,
        )
        right = column(
            Text(texts("listings.card"), weight=600),
            self._preview(),
            self._before_review(),
            self._changes(),
            self._state_buttons(),
            STRETCH,
            spacing=16,
        )
        side = box(right)
        side.setFixedWidth(320)
        self._beside = Beside(left, side, least=_LEAST_BESIDE, spacing=20)
        content = column(self._beside, STRETCH, spacing=0, margins=(24, 16, 24, 20))
        states = PageStates(
            Scroll(content), retry=texts("kit.retry"), empty=self._gone, object_name="vendor.listing"
        )
        viewmodel.state.bind(states.show_state)
        self.setLayout(column(states, spacing=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._beside.fit(self.width())

    def _gone(self) -> QWidget:
        texts = self._viewmodel.texts
        empty = EmptyState(
            art="empty_search",
            title=texts("listings.gone"),
            text=texts("listings.gone.detail"),
            action=texts("listings.back"),
            object_name="vendor.listing.gone",
        )
        empty.acted.connect(self._viewmodel.back)
        return empty

    def _stages(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        line = row(spacing=8)
        note = Text(tone="soft", wrap=True)
        back = Button(
            texts("listings.back"), kind="quiet", icon="arrow-left", object_name="vendor.listing.back"
        )
        back.clicked.connect(lambda _checked=False: viewmodel.back())

        def show(_changed: object = None) -> None:
            clear(line)
            reached = _STAGES.index(viewmodel.stage.value)
            for place, stage in enumerate(_STAGES):
                name = texts(f"listings.stage.{stage}")
                if stage == viewmodel.stage.value and viewmodel.stage_text.value:
                    name = f"{name}, {viewmodel.stage_text.value}"
                on = place == reached
                line.addWidget(Icon("circle-dot" if on else "circle", "accent" if on else "faint"))
                line.addWidget(Text(name, weight=600 if on else 400, tone="ink" if on else "soft"))
                if place < len(_STAGES) - 1:
                    line.addWidget(Text("—", tone="faint"))
            line.addStretch(1)

        viewmodel.stage.bind(show)
        viewmodel.stage_text.changed.connect(show)

        def show_note(text: str) -> None:
            note.setText(text)
            note.setVisible(bool(text))

        viewmodel.note.bind(show_note)
        return box(column(row(back, line, STRETCH, spacing=16), note, spacing=6))

    def _preview(self) -> QWidget:
        viewmodel = self._viewmodel
        card = Card(padding=0)
        photo = Photo(height=_PREVIEW, art="tools", radius="card")
        title, about = Text(role="title", weight=600, wrap=True), Text(tone="soft", wrap=True)
        price, length = Text(role="title", weight=600), Text(tone="soft")
        words = column(
            title, about, Divider(), row(price, STRETCH, length), spacing=8, margins=(16, 12, 16, 14)
        )
        card.body.addWidget(photo)
        card.body.addLayout(words)
        shown: list[str] = [""]

        def show(content: Any) -> None:
            if content is None:
                return
            title.setText(content["title"] or viewmodel.texts("listings.untitled"))
            about.setText(content["description"])
            price.setText(viewmodel.words.price(content))
            length.setText(viewmodel.words.length(content))
            cover = content["photos"][0]["file_id"] if content["photos"] else ""
            if cover != shown[0]:
                shown[0] = cover
                photo.clear()
                viewmodel.pictures.fetch(cover, photo.set_data, thumb=False)

        viewmodel.content.bind(show)
        return card

    def _before_review(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        card = Card(texts("listings.before"))
        lines = column(spacing=8, margins=(16, 0, 16, 14))
        card.body.addLayout(lines)

        def show(lacking: Sequence[Any]) -> None:
            clear(lines)
            for each in lacking:
                line = row(
                    Icon("circle-alert", "bad"),
                    Text(texts(f"listings.lacks.{each.code}"), tone="bad", wrap=True),
                )
                line.setStretch(1, 1)
                lines.addLayout(line)
            if not lacking:
                lines.addLayout(row(Icon("check", "good"), Text(texts("listings.ready")), STRETCH))

        viewmodel.lacking.bind(show)
        return card

    def _changes(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        card = Card(texts("listings.changed"))
        undo = Button(
            texts("listings.undo_all"), kind="quiet", size="small", object_name="vendor.listing.discard"
        )
        bind_button(undo, viewmodel.discard)
        card.tools.addWidget(undo)
        lines = column(spacing=6, margins=(16, 0, 16, 14))
        card.body.addLayout(lines)

        def show(changes: Sequence[ChangeLine]) -> None:
            clear(lines)
            card.set_title(texts("listings.changed"), str(len(changes)) if changes else "")
            for change in changes:
                lines.addWidget(change_line(change))

        viewmodel.changes.bind(show)
        viewmodel.can.bind(lambda can: card.setVisible("discard" in can))
        return card

    def _state_buttons(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        line = row(spacing=8)
        for name, icon in (("withdraw", "undo-2"), ("pause", "pause"), ("resume", "play")):
            button = Button(texts(f"listings.{name}"), icon=icon, object_name=f"vendor.listing.{name}")
            bind_button(button, getattr(viewmodel, name))
            line.addWidget(button)
            viewmodel.can.bind(partial(_show_where, button, name))
        line.addStretch(1)
        problem = Text(role="small", tone="bad", wrap=True)
        for command in (viewmodel.submit, viewmodel.add_photo):
            command.problem.bind(lambda found: problem.setText(found.text if found else ""))
        return box(column(line, problem, spacing=6))


def _show_where(button: Button, name: str, can: frozenset[str]) -> None:
    button.setVisible(name in can)


def change_line(change: ChangeLine) -> QWidget:
    """A field with the old value struck through and the new one."""
    before = Text(change.before, tone="faint", wrap=True)
    font = before.font()
    font.setStrikeOut(True)
    before.setFont(font)
    name = Text(change.name, weight=500, wrap=True)
    return box(column(name, before, Text(change.after, wrap=True), Divider(), spacing=2))
