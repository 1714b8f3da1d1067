"""Who works at a vendor, what is on offer, and on which clock: what every page needs to name things."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from client.stores.availability import ExceptionList, Exceptions, PlannedStaff, StaffPlans
from client.stores.base import Folded
from client.stores.catalogue import ListingList, VendorDetail
from contracts.rows import ExceptionDoc, ListingDoc, StaffDoc, VendorDoc
from viewmodels.kernel.view_model import ViewModel
from viewmodels.vendor import hours
from viewmodels.vendor.desk import VendorDesk

ANSWER_MINUTES = 24 * 60
"""Until the vendor's own row is here."""


class Roster(ViewModel):
    """Staff by name, listings by title, the vendor's zone; `changed` after each change."""

    changed = Signal()

    def __init__(self, desk: VendorDesk) -> None:
        super().__init__(desk.tools)
        self.vendor_id = desk.vendor_id
        self.zone = desk.tools.format.zone
        self.answer_minutes = ANSWER_MINUTES
        self.staff: dict[str, StaffDoc] = {}
        self.listings: dict[str, ListingDoc] = {}
        self.loaded = False
        catalogue = desk.catalogue
        self.observe(catalogue.observe(VendorDetail(desk.vendor_id)), self._take_vendor)
        self.exceptions: tuple[ExceptionDoc, ...] = ()
        self.observe(desk.vendor.observe(PlannedStaff(desk.vendor_id)), self._take_staff)
        today = self.format.today().replace(day=1).isoformat()
        self.observe(desk.vendor.observe(ExceptionList(desk.vendor_id, today)), self._take_exceptions)
        self.observe(catalogue.observe(ListingList(vendor_id=desk.vendor_id)), self._take_listings)

    def staff_name(self, staff_id: str) -> str:
        """A person's name; '' for somebody who has left or is not chosen yet."""
        person = self.staff.get(staff_id)
        return "" if person is None else person["name"]

    def first_name(self, staff_id: str) -> str:
        """The first word of it."""
        return self.staff_name(staff_id).partition(" ")[0]

    def tint(self, staff_id: str) -> int:
        """The colour of a person's initials, 0-4."""
        person = self.staff.get(staff_id)
        return 0 if person is None else person["tint"]

    def may_do(self, staff_id: str, listing_id: str) -> bool:
        """Whether this person gives this service; unknown people and services are not judged here."""
        person = self.staff.get(staff_id)
        return person is None or listing_id not in self.listings or listing_id in person["listing_ids"]

    def _take_vendor(self, found: Folded[VendorDoc] | None) -> None:
        if found is not None and (self.zone, self.answer_minutes) != _clock(found.row):
            self.zone = found.row["zone"]
            self.answer_minutes = found.row["answer_minutes"]
            self.changed.emit()

    def open_on(self, staff: StaffDoc, day: date) -> list[hours.Stretch]:
        """When a person works that day: their week, and what is otherwise on it."""
        return hours.open_stretches(staff, day, self.exceptions)

    def _take_exceptions(self, found: Exceptions) -> None:
        exceptions = tuple(item.row for item in found)
        if exceptions != self.exceptions:
            self.exceptions = exceptions
            self.changed.emit()

    def _take_staff(self, staff: StaffPlans) -> None:
        people = {item.row["id"]: item.row for item in staff}
        if people != self.staff or not self.loaded:
            self.staff, self.loaded = people, True
            self.changed.emit()

    def _take_listings(self, listings: tuple[ListingDoc, ...]) -> None:
        by_title = sorted(listings, key=lambda listing: (listing["title"].casefold(), listing["id"]))
        on_offer = {listing["id"]: listing for listing in by_title}
        if list(on_offer.items()) != list(self.listings.items()):
            self.listings = on_offer
            self.changed.emit()


def _clock(row: VendorDoc) -> tuple[str, int]:
    return row["zone"], row["answer_minutes"]
