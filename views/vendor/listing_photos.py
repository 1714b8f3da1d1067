"""The photos of a listing: the first is the cover; more can be added up to eight."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from viewmodels.vendor.listing import ListingViewModel
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Card
from views.kit.field import Field
from views.kit.file_dialogs import pick_file
from views.kit.layouts import Columns, box, clear, column, row
from views.kit.photo import Photo
from views.kit.tag import Tag

_HEIGHT = 92
_KINDS = "(*.jpg *.jpeg *.png *.webp)"


class PhotoStrip(Card):
    """Bound to the photos of `ListingViewModel`."""

    def __init__(self, viewmodel: ListingViewModel, parent: QWidget | None = None) -> None:
        texts = viewmodel.texts
        super().__init__(texts("listings.field.photos"), note=texts("listings.cover_first"), parent=parent)
        self._viewmodel = viewmodel
        self._shown: list[Any] | None = None
        self._tiles = Columns(least=150, most=4, spacing=10)
        self._add = Button(texts("listings.add_photo"), icon="image-plus", object_name="vendor.listing.photo")
        viewmodel.add_photo.running.bind(self._add.set_running)
        on_click(self._add, self._pick)
        self.tools.addWidget(self._add)
        self.body.addLayout(column(self._tiles, margins=(16, 0, 16, 14)))
        viewmodel.content.bind(self._show)

    def _pick(self) -> None:
        texts = self._viewmodel.texts
        kinds = f"{texts('listings.field.photos')} {_KINDS}"
        pick_file(self, texts("listings.add_photo"), kinds, self._viewmodel.add_photo.trigger)

    def _show(self, content: Any) -> None:
        photos = content["photos"] if content else []
        ids = [photo["file_id"] for photo in photos]
        if ids == self._shown:
            return
        self._shown = ids
        clear(self._tiles)
        for place, photo in enumerate(photos):
            self._tiles.addWidget(self._tile(place, photo))
        self._add.setVisible(len(photos) < self._viewmodel.most_photos)

    def _tile(self, place: int, photo: Any) -> QWidget:
        viewmodel, texts, id = self._viewmodel, self._viewmodel.texts, photo["file_id"]
        picture = Photo(height=_HEIGHT, alt=photo["alt"])
        viewmodel.pictures.fetch(id, picture.set_data)
        remove = Button(
            kind="quiet",
            icon="trash",
            size="small",
            name=texts("listings.remove_photo", number=place + 1),
            object_name=f"vendor.listing.photo.{place}.remove",
        )
        on_click(remove, partial(viewmodel.remove_photo, id))
        first: QWidget = Tag(texts("listings.cover"), "neutral")
        if place:
            first = Button(
                texts("listings.make_cover"),
                kind="quiet",
                size="small",
                object_name=f"vendor.listing.photo.{place}.cover",
            )
            on_click(first, partial(viewmodel.move_photo, id, 0))
        alt = Field(placeholder=texts("listings.alt"), object_name=f"vendor.listing.photo.{place}.alt")
        alt.set_text(photo["alt"])
        alt.committed.connect(partial(viewmodel.describe_photo, id))
        line = row(first, remove, spacing=4)
        line.insertStretch(1, 1)
        return box(column(picture, line, alt, spacing=4))
