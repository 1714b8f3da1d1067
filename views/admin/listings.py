"""Listings to review: who waits at the left, the open one with its differences at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from viewmodels.admin.listings import ListingReviewViewModel, WaitingListing
from views.kit.bind import bind_button, on_click
from views.kit.button import Button
from views.kit.card import Card, Divider, Surface
from views.kit.field import Field
from views.kit.layouts import STRETCH, Columns, box, clear, column, row
from views.kit.page_states import PageStates
from views.kit.photo import Photo
from views.kit.scroll import Scroll
from views.kit.states import EmptyState
from views.kit.tag import Tag
from views.kit.text import Text

_LIST, _NAME, _PHOTO = 320, 168, 110


class ListingReviewView(QWidget):
    """Bound to `ListingReviewViewModel`."""

    def __init__(self, viewmodel: ListingReviewViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("admin.listings")
        texts = viewmodel.texts
        self._list = column(spacing=8)
        left = Surface("canvas")
        left.setFixedWidth(_LIST)
        left.setLayout(
            column(Scroll(column(self._list, STRETCH, spacing=0, margins=(20, 16, 12, 16))), spacing=0)
        )
        page = row(left, Scroll(column(self._detail(), STRETCH, margins=(12, 16, 24, 20))), spacing=0)
        page.setStretch(1, 1)
        states = PageStates(
            box(page), retry=texts("kit.retry"), empty=self._empty, object_name="admin.listings"
        )
        viewmodel.state.bind(states.show_state)
        self.setLayout(column(states, spacing=0))
        viewmodel.waiting.bind(self._show_list)
        viewmodel.open_id.changed.connect(lambda _id: self._show_list(viewmodel.waiting.value))

    def _empty(self) -> QWidget:
        texts = self._viewmodel.texts
        return EmptyState(
            art="empty_search",
            title=texts("review.nothing"),
            text=texts("review.nothing.detail"),
            object_name="admin.listings.empty",
        )

    def _show_list(self, waiting: Sequence[WaitingListing]) -> None:
        clear(self._list)
        for each in waiting:
            card = Card(padding=12, spacing=4)
            card.set_selected(each.id == self._viewmodel.open_id.value)
            card.body.addWidget(Text(each.title, weight=600, elide=True))
            card.body.addWidget(Text(each.vendor, tone="soft", elide=True))
            open_ = Button(
                self._viewmodel.texts("review.open"),
                kind="quiet",
                size="small",
                name=each.title,
                object_name=f"admin.listings.open.{each.id}",
            )
            on_click(open_, partial(self._viewmodel.open, each.id))
            tag = Tag(each.about, "info" if each.is_new else "neutral")
            card.body.addLayout(row(tag, Text(each.since, role="small", tone="faint"), STRETCH, open_))
            self._list.addWidget(card)

    def _detail(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        card = Card(padding=20, spacing=14)
        title, vendor = Text(role="display", weight=600, wrap=True), Text(tone="soft")
        about = Text(wrap=True)
        photos = Columns(least=150, most=4, spacing=10)
        lines = column(spacing=8)
        reason = Field(texts("review.reason"), lines=3, object_name="admin.listings.reason")
        reason.edited.connect(viewmodel.type_reason)
        approve = Button(
            texts("review.approve"), kind="primary", icon="check", object_name="admin.listings.approve"
        )
        bind_button(approve, viewmodel.approve)
        reject = Button(texts("review.reject"), icon="undo-2", object_name="admin.listings.reject")
        bind_button(reject, viewmodel.reject)
        problem = Text(role="small", tone="bad", wrap=True)
        for command in (viewmodel.approve, viewmodel.reject):
            command.problem.changed.connect(lambda found: problem.setText(found.text if found else ""))
        for part in (title, vendor, about):
            card.body.addWidget(part)
        card.body.addLayout(photos)
        card.body.addWidget(Divider())
        card.body.addLayout(lines)
        card.body.addWidget(Divider())
        card.body.addWidget(reason)
        card.body.addWidget(problem)
        card.body.addLayout(row(STRETCH, reject, approve))

        def show(listing: WaitingListing | None) -> None:
            card.setVisible(listing is not None)
            if listing is None:
                return
            title.setText(listing.title)
            vendor.setText(f"{listing.vendor} · {listing.about} · {listing.since}")
            about.setText(listing.description)
            clear(photos)
            for file_id in listing.photos:
                photo = Photo(height=_PHOTO, alt=listing.title)
                viewmodel.pictures.fetch(file_id, photo.set_data)
                photos.addWidget(photo)
            clear(lines)
            for change in listing.lines:
                name = Text(change.name, weight=500, wrap=True)
                name.setFixedWidth(_NAME)
                before = Text(change.before, tone="faint", wrap=True)
                font = before.font()
                font.setStrikeOut(True)
                before.setFont(font)
                parts = [name, None if listing.is_new else before, Text(change.after, wrap=True)]
                line = row(*parts, spacing=16)
                for place in range(1, line.count()):
                    line.setStretch(place, 1)
                lines.addWidget(box(line))

        viewmodel.shown.bind(show)
        viewmodel.reason.bind(lambda text: None if reason.text() == text else reason.set_text(text))
        return card
