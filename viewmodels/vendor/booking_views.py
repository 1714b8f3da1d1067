"""Saved views of the bookings table: ours, and those that a person kept on this machine."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.vendor.booking_filter import BUILT_IN, ViewSpec, from_document
from viewmodels.vendor.desk import VendorDesk

_TITLE = 40
_AT_MOST = 12


class BookingViews(QObject):
    """The list of views and the one that is looked at, with the changes made to it since."""

    changed = Signal()

    def __init__(self, desk: VendorDesk, chosen: str) -> None:
        super().__init__()
        self._desk = desk
        self._key = f"vendor.bookings.views.{desk.vendor_id}"
        kept = desk.preferences.get(self._key, [])
        own = [spec for item in kept if (spec := from_document(item)) is not None]
        self.specs: list[ViewSpec] = [*BUILT_IN, *own]
        self.spec = next((spec for spec in self.specs if spec.id == chosen), self.specs[0])

    def choose(self, id: str) -> None:
        """Look at a view as it was saved."""
        self.spec = next(spec for spec in self.specs if spec.id == id)
        self.changed.emit()

    def change(self, spec: ViewSpec) -> None:
        """Look at it with other filters; nothing is saved."""
        if spec != self.spec:
            self.spec = spec
            self.changed.emit()

    async def save(self, title: str) -> None:
        """Keep what is looked at under a name; the same name replaces. Raises `ShownError`."""
        title = " ".join(title.split())
        texts = self._desk.tools.texts
        if not title:
            raise ShownError(Problem(texts("vendor.bookings.view.no_name"), fields={"title": ""}))
        own = [spec for spec in self.specs if spec.own and spec.title.casefold() != title.casefold()]
        if len(own) >= _AT_MOST:
            raise ShownError(Problem(texts("vendor.bookings.view.too_many", count=_AT_MOST)))
        spec = replace(self.spec, id=self._desk.bookings.new_id(), title=title[:_TITLE], own=True)
        await self._keep([*own, spec], spec)

    async def delete(self, id: str) -> None:
        """Forget one of the person's own."""
        await self._keep([spec for spec in self.specs if spec.own and spec.id != id], BUILT_IN[0])

    async def restore(self, spec: ViewSpec) -> None:
        """Bring a deleted one back."""
        await self._keep([*(other for other in self.specs if other.own and other.id != spec.id), spec], spec)

    async def _keep(self, own: list[ViewSpec], chosen: ViewSpec) -> None:
        await self._desk.preferences.set(self._key, [spec.to_document() for spec in own])
        self.specs = [*BUILT_IN, *own]
        self.spec = chosen
        self.changed.emit()
