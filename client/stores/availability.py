"""When a vendor can be booked: rules, days that are otherwise, resources, and who works when."""

from dataclasses import dataclass
from typing import ClassVar, cast

from client.db.cache_reader import Where
from client.outbox.operations.availability import default_rules
from client.stores.base import Folded, Query
from client.stores.view import View
from contracts.rows import AvailabilityDoc, ExceptionDoc, ListingSetupDoc, ResourceDoc, StaffDoc

Exceptions = tuple[Folded[ExceptionDoc], ...]
Resources = tuple[Folded[ResourceDoc], ...]
Setups = tuple[Folded[ListingSetupDoc], ...]
StaffPlans = tuple[Folded[StaffDoc], ...]


@dataclass(frozen=True, slots=True)
class RulesOf(Query[Folded[AvailabilityDoc]]):
    """A vendor's rules; those that count without any where none were written."""

    vendor_id: str

    tags: ClassVar[frozenset[str]] = frozenset({"availability", "outbox"})
    entity: ClassVar[str] = "availability"

    def empty(self) -> Folded[AvailabilityDoc]:
        """What counts without any."""
        return Folded(cast(AvailabilityDoc, default_rules(self.vendor_id)))

    def read(self, view: View) -> Folded[AvailabilityDoc]:
        """The rules now."""
        found = view.find("availability", self.vendor_id)
        return self.empty() if found is None else Folded(*found)


@dataclass(frozen=True, slots=True)
class ExceptionList(Query[Exceptions]):
    """Days of a vendor that are otherwise, from a day on, in their order."""

    vendor_id: str
    since: str

    tags: ClassVar[frozenset[str]] = frozenset({"exception", "outbox"})
    entity: ClassVar[str] = "exception"

    def empty(self) -> Exceptions:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> Exceptions:
        """The exceptions now."""
        found = view.rows(
            "exception",
            Where("vendor_id = ?", (self.vendor_id,)).also("last_day >= ?", self.since),
            matches=self._matches,
            key=lambda row: (row["first_day"], row["id"]),
            order="first_day, id",
        )
        return tuple(Folded(row, marks) for row, marks in found)

    def _matches(self, row: ExceptionDoc) -> bool:
        return row["vendor_id"] == self.vendor_id and row["last_day"] >= self.since


@dataclass(frozen=True, slots=True)
class ResourceList(Query[Resources]):
    """A vendor's rooms, vans and machines, by name."""

    vendor_id: str

    tags: ClassVar[frozenset[str]] = frozenset({"resource", "outbox"})
    entity: ClassVar[str] = "resource"

    def empty(self) -> Resources:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> Resources:
        """The resources now."""
        found = view.rows(
            "resource",
            Where("vendor_id = ?", (self.vendor_id,)),
            matches=lambda row: row["vendor_id"] == self.vendor_id,
            key=lambda row: (row["name"], row["id"]),
            order="name, id",
        )
        return tuple(Folded(row, marks) for row, marks in found)


@dataclass(frozen=True, slots=True)
class SetupList(Query[Setups]):
    """How many can book one time of a vendor's services, and what they need; those that were set up."""

    vendor_id: str

    tags: ClassVar[frozenset[str]] = frozenset({"listing_setup", "outbox"})
    entity: ClassVar[str] = "listing_setup"

    def empty(self) -> Setups:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> Setups:
        """The setups now."""
        found = view.rows(
            "listing_setup",
            Where("vendor_id = ?", (self.vendor_id,)),
            matches=lambda row: row["vendor_id"] == self.vendor_id,
            key=lambda row: row["id"],
            order="id",
        )
        return tuple(Folded(row, marks) for row, marks in found)


@dataclass(frozen=True, slots=True)
class PlannedStaff(Query[StaffPlans]):
    """The people of a vendor with the hours that wait to be sent folded in, by name."""

    vendor_id: str

    tags: ClassVar[frozenset[str]] = frozenset({"staff", "outbox"})
    entity: ClassVar[str] = "staff"

    def empty(self) -> StaffPlans:
        """Nobody yet."""
        return ()

    def read(self, view: View) -> StaffPlans:
        """The people now."""
        found = view.rows(
            "staff",
            Where("vendor_id = ?", (self.vendor_id,)),
            matches=lambda row: row["vendor_id"] == self.vendor_id,
            key=lambda row: row["id"],
            order="id",
        )
        by_name = sorted(found, key=lambda item: (item[0]["name"], item[0]["id"]))
        return tuple(Folded(row, marks) for row, marks in by_name)
