"""Where a service that comes to people should come."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from client.stores.address import Addresses, AddressList
from contracts.rows import AddressDoc, ListingDoc
from contracts.vocabulary import ListingPlace
from viewmodels.customer.desk import CustomerDesk
from viewmodels.customer.place import Place
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.view_model import ViewModel


@dataclass(frozen=True, slots=True)
class VisitAddress:
    """An address to choose."""

    id: str
    label: str


class Visit(ViewModel):
    """The default address unless another is chosen; a person without any says it in the note."""

    def __init__(self, desk: CustomerDesk) -> None:
        super().__init__(desk.tools)
        self._addresses: tuple[AddressDoc, ...] = ()
        self._listing: ListingDoc | None = None
        self._chosen = ""
        self.choices: Observable[tuple[VisitAddress, ...]] = self.field(())
        self.selected: Observable[str] = self.field("")
        self.problem: Observable[str] = self.field("")
        self.observe(desk.addresses.observe(AddressList()), self._take)

    def go_to(self, listing: ListingDoc) -> None:
        """The service that is being booked."""
        self._listing = listing
        self._show()

    def choose(self, id: str) -> None:
        """Come there."""
        self._chosen = id
        self._show()

    def address_for(self, listing: ListingDoc) -> str | None:
        """The address for a booking. Raises where the vendor does not come there."""
        self.go_to(listing)
        if self.problem.value:
            raise ShownError(Problem(self.problem.value, {"address_id": self.problem.value}))
        return self.selected.value or None

    def _take(self, rows: Addresses) -> None:
        # One that the server has not heard of can't be booked at yet.
        self._addresses = tuple(item.row for item in rows if item.row["version"] > 0)
        self._show()

    def _show(self) -> None:
        listing = self._listing
        comes = listing is not None and listing["place"] == ListingPlace.AT_CUSTOMER
        shown = self._addresses if comes else ()
        ids = [row["id"] for row in shown]
        id = self._chosen if self._chosen in ids else next(iter(ids), "")
        self.choices.value = tuple(
            VisitAddress(row["id"], f"{row['label']}, {row['street']}") for row in shown
        )
        self.selected.value = id
        row = next((row for row in shown if row["id"] == id), None)
        self.problem.value = "" if row is None or listing is None else self._too_far(row, listing)

    def _too_far(self, row: AddressDoc, listing: ListingDoc) -> str:
        area, latitude, longitude = listing["service_area"], row["latitude"], row["longitude"]
        if area is None or latitude is None or longitude is None:
            return ""
        middle = Place("", area["latitude"], area["longitude"])
        away = round(hypot(*middle.offset(latitude, longitude)))
        if away <= area["radius_m"]:
            return ""
        far = self.format.distance(area["radius_m"])
        return self.texts("customer.visit.too_far", away=self.format.distance(away), far=far)
