"""When each of a vendor's people can be booked: the painted week, rules, exceptions, resources.

There is no Save: each stroke is in the outbox at once, and its toast takes it back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

from PySide6.QtCore import QByteArray, QLocale, QTimeZone

from client.clock import to_wire
from client.outbox.operation import UNANSWERED, Operation
from client.outbox.operations import availability as operations
from client.stores.availability import (
    ExceptionList,
    Exceptions,
    PlannedStaff,
    ResourceList,
    Resources,
    RulesOf,
    SetupList,
    Setups,
    StaffPlans,
)
from client.stores.base import Folded
from client.stores.booking import BookingList, Bookings
from contracts.permissions import Permission
from contracts.rows import AvailabilityDoc, BookingDoc, ExceptionDoc, ListingSetupDoc, ResourceDoc, StaffDoc
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.screen import ScreenKind
from viewmodels.shell.acts import Acts
from viewmodels.vendor import hours
from viewmodels.vendor.availability_exception import AddException
from viewmodels.vendor.availability_rows import (
    ExceptionLine,
    PersonTab,
    PersonWeek,
    ResourceLine,
    RuleChoice,
    ServiceLine,
    Stretch,
    WeekShown,
)
from viewmodels.vendor.availability_words import (
    STEP,
    AvailabilityWords,
    closed,
    hours_on,
    opened,
    wire_stretches,
)
from viewmodels.vendor.deeds import UNDO_SECONDS
from viewmodels.vendor.desk import VendorDesk
from viewmodels.vendor.listing_setup import ListingSetup
from viewmodels.vendor.page import VendorPage
from viewmodels.vendor.roster import Roster
from viewmodels.vendor.today_words import tint_letter

OPEN, CLOSE = "open", "close"
DRIVING_KMH = 30
_AHEAD = timedelta(days=90)
"""So far bookings are looked at that stand in closed days."""

_RULES = ("travel_minutes", "notice_minutes", "horizon_days")


class AvailabilityViewModel(VendorPage):
    """The page."""

    def __init__(self, desk: VendorDesk) -> None:
        super().__init__(desk, desk.tools.texts("route.vendor.availability"), primary="exception.create")
        self.subtitle.value = self.texts("vendor.availability.note")
        self._roster = Roster(desk)
        self._words = AvailabilityWords(self.format, self._roster)
        self._acts = Acts(desk.outbox, desk.toasts, self.texts)
        self._staff: dict[str, Folded[StaffDoc]] = {}
        self._rules: Folded[AvailabilityDoc] = RulesOf(desk.vendor_id).empty()
        self._exceptions: Exceptions = ()
        self._resources: Resources = ()
        self._setups: dict[str, ListingSetupDoc] = {}
        self._bookings: tuple[BookingDoc, ...] = ()
        self._person = ""
        self._loaded = False
        self.mode: Observable[str] = self.field(OPEN)
        self.people: Observable[tuple[PersonTab, ...]] = self.field(())
        self.week: Observable[WeekShown | None] = self.field(None)
        self.everyone: Observable[tuple[PersonWeek, ...]] = self.field(())
        self.rules: Observable[tuple[RuleChoice, ...]] = self.field(())
        self.drives: Observable[bool] = self.field(False)
        self.holidays: Observable[bool] = self.field(False)
        self.exceptions: Observable[tuple[ExceptionLine, ...]] = self.field(())
        self.resources: Observable[tuple[ResourceLine, ...]] = self.field(())
        self.services: Observable[tuple[ServiceLine, ...]] = self.field(())
        may = "" if desk.can(Permission.AVAILABILITY_MANAGE) else self.texts("vendor.may_not")
        allowed: Observable[str] = self.field(may)
        self.paint: Command = self.command(self._paint, "hours.paint", allowed)
        self.resize: Command = self.command(self._resize, "hours.resize", allowed)
        self.copy_week: Command = self.command(self._copy_week, "hours.copy", allowed)
        self.set_rule: Command = self.command(self._set_rule, "rules.change", allowed)
        self.add: Command = self.command(self._add, "exception.create", allowed)
        self.remove: Command = self.command(self._remove, "exception.delete", allowed)
        self.add_resource: Command = self.command(self._add_resource, "resource.create", allowed)
        self.remove_resource: Command = self.command(self._remove_resource, "resource.delete", allowed)
        self.set_up: Command = self.command(self._set_up, "setup.put", allowed)
        self.on_close(self._roster.close)
        self._roster.changed.connect(self._roster_changed)
        self.on_close(desk.status.subscribe(self.show_state))
        self._live = tuple(self.following() for _ in range(6))
        self._follow()
        self.show_state()

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"exception.create": self.add}

    # What is looked at.

    def choose_person(self, id: str) -> None:
        """Whose week is painted."""
        self._person = id
        self._show()

    def choose_mode(self, mode: str) -> None:
        """Whether a stroke opens or closes."""
        self.mode.value = mode

    # Strokes.

    async def _paint(self, weekday: int, start: int, end: int) -> None:
        staff = self._chosen()
        before = hours_on(staff, weekday)
        first, last = _snapped(start, end)
        change = opened if self.mode.value == OPEN else closed
        await self._change(staff, {weekday: change(before, first, last)})

    async def _resize(self, weekday: int, place: int, start: int, end: int) -> None:
        staff = self._chosen()
        before = hours_on(staff, weekday)
        if place >= len(before):
            return
        others = [stretch for number, stretch in enumerate(before) if number != place]
        first, last = _snapped(start, end)
        after = opened(others, first, last) if first < last else tuple(others)
        await self._change(staff, {weekday: after})

    async def _copy_week(self, staff_id: str) -> None:
        source, other = self._chosen(), self._staff.get(staff_id)
        if other is None or other.row["id"] == source["id"]:
            return
        week = {weekday: hours_on(source, weekday) for weekday in range(7)}
        await self._change(other.row, week)

    async def _change(self, staff: StaffDoc, days: Mapping[int, Sequence[Stretch]]) -> None:
        before = {weekday: hours_on(staff, weekday) for weekday in days}
        new = {weekday: tuple(day) for weekday, day in days.items() if tuple(day) != before[weekday]}
        if not new:
            return
        staff_id = staff["id"]

        def back() -> Operation | None:
            now = self._staff.get(staff_id)
            return None if now is None else operations.change_hours(now.row, _wire(before))

        name = self._roster.first_name(staff_id)
        if len(new) == 1:
            [(weekday, day)] = new.items()
            told = {"day": self._words.weekday(weekday), "hours": self._words.spoken(day)}
            said = self.texts("vendor.availability.said.day", name=name, **told)
        else:
            said = self.texts("vendor.availability.said.week", name=name)
        operation = operations.change_hours(staff, _wire(new))
        await self._acts.do(self._desk.vendor, operation, said, compensate=back, icon="clock")

    async def _set_rule(self, field: str, value: Any) -> None:
        """A rule by its field; `drives` and `holidays` are yes or no."""
        if field == "drives":
            changed: dict[str, Any] = {"travel_kmh": DRIVING_KMH if value else None}
        elif field == "holidays":
            changed = {"holiday_country": self._country() if value else None, "holiday_region": None}
        else:
            changed = {field: int(value)}
        rules = self._rules.row
        row = cast(dict[str, Any], rules)
        before = {name: row[name] for name in changed}
        if before == changed:
            return

        def back() -> Operation:
            return operations.change_rules(self._rules.row, **before)

        said = self.texts(f"vendor.availability.said.{field}")
        operation = operations.change_rules(rules, **changed)
        await self._acts.do(self._desk.vendor, operation, said, compensate=back, icon="settings-2")

    def _country(self) -> str:
        """Where the vendor's clock hangs, as a country."""
        zone = QTimeZone(QByteArray(self._roster.zone.encode()))
        code = QLocale.territoryToCode(zone.territory())
        if len(code) != 2:
            raise ShownError(Problem(self.texts("vendor.availability.no_country", zone=self._roster.zone)))
        return code

    async def _add(self) -> None:
        question = AddException(self._desk, self._roster, self._person)
        operation = await self._desk.navigator.ask(question)
        if operation is None:
            return
        exception_id = operation.target

        def back() -> Operation | None:
            row = self._find(exception_id)
            return None if row is None else operations.delete_exception(row)

        said = self.texts("vendor.availability.said.added")
        await self._acts.do(self._desk.vendor, operation, said, compensate=back, icon="calendar-off")

    async def _remove(self, id: str) -> None:
        row = self._find(id)
        if row is None:
            raise ShownError(Problem(self.texts("vendor.availability.gone")))
        said = self.texts("vendor.availability.said.removed", when=self._words.when(row))
        await self._later(operations.delete_exception(row), said, "calendar-check")

    async def _add_resource(self, kind: str, name: str) -> None:
        kind, name = " ".join(kind.split()), " ".join(name.split())
        if not kind or not name:
            raise ShownError(Problem(self.texts("vendor.availability.resource_error")))
        resource_id = self._desk.vendor.new_id()
        operation = operations.create_resource(resource_id, self._desk.vendor_id, kind[:40], name[:120])

        def back() -> Operation | None:
            row = self._find_resource(resource_id)
            return None if row is None else operations.delete_resource(row)

        said = self.texts("vendor.availability.said.resource", name=name)
        await self._acts.do(self._desk.vendor, operation, said, compensate=back, icon="door-open")

    async def _remove_resource(self, id: str) -> None:
        row = self._find_resource(id)
        if row is None:
            raise ShownError(Problem(self.texts("vendor.availability.gone")))
        said = self.texts("vendor.availability.said.resource_gone", name=row["name"])
        await self._later(operations.delete_resource(row), said, "door-open")

    async def _set_up(self, listing_id: str) -> None:
        kinds = sorted({item.row["kind"] for item in self._resources})
        listing = self._roster.listings.get(listing_id)
        setup = self._setup(listing_id)
        question = ListingSetup(self._desk, "" if listing is None else listing["title"], setup, kinds)
        operation = await self._desk.navigator.ask(question)
        if operation is None:
            return

        def back() -> Operation:
            return operations.put_setup(self._setup(listing_id), setup["capacity"], setup["needs"])

        said = self.texts("vendor.availability.said.setup")
        await self._acts.do(self._desk.vendor, operation, said, compensate=back, icon="users")

    def _setup(self, listing_id: str) -> ListingSetupDoc:
        known = self._setups.get(listing_id)
        return known or operations.default_setup(listing_id, self._desk.vendor_id)

    async def _later(self, operation: Operation, said: str, icon: str) -> None:
        """What can't be brought back on the server waits as long as its toast stands."""
        await self._acts.do(self._desk.vendor, replace(operation, delay=UNDO_SECONDS), said, icon=icon)

    # What comes in.

    def _follow(self) -> None:
        desk, today = self._desk, self.format.today(self._roster.zone)
        start = hours.instant_at(today, 0, self._roster.zone)
        wanted = BookingList(
            starts_from=to_wire(start), starts_to=to_wire(start + _AHEAD), vendor_ids=(desk.vendor_id,)
        )
        self._live[0].follow(desk.vendor, PlannedStaff(desk.vendor_id), self._take_staff)
        self._live[1].follow(desk.vendor, RulesOf(desk.vendor_id), self._take_rules)
        self._live[2].follow(
            desk.vendor, ExceptionList(desk.vendor_id, today.isoformat()), self._take_exceptions
        )
        self._live[3].follow(desk.vendor, ResourceList(desk.vendor_id), self._take_resources)
        self._live[4].follow(desk.bookings, wanted, self._take_bookings)
        self._live[5].follow(desk.vendor, SetupList(desk.vendor_id), self._take_setups)

    def _take_staff(self, found: StaffPlans) -> None:
        self._staff = {item.row["id"]: item for item in found}
        if self._person not in self._staff:
            # Whoever works here begins with their own week.
            mine = [id for id, item in self._staff.items() if item.row["name"] == self._desk.person.name]
            self._person = next(iter([*mine, *self._staff]), "")
        self._loaded = True
        self._show()

    def _take_rules(self, found: Folded[AvailabilityDoc]) -> None:
        self._rules = found
        row = found.row
        values = cast(dict[str, Any], row)
        self.rules.value = tuple(self._words.rule(field, values[field]) for field in _RULES)
        self.drives.value = row["travel_kmh"] is not None
        self.holidays.value = row["holiday_country"] is not None

    def _take_exceptions(self, found: Exceptions) -> None:
        self._exceptions = found
        self._show_exceptions()

    def _take_resources(self, found: Resources) -> None:
        self._resources = found
        self.resources.value = tuple(
            ResourceLine(item.row["id"], item.row["kind"], item.row["name"]) for item in found
        )

    def _take_setups(self, found: Setups) -> None:
        self._setups = {item.row["id"]: item.row for item in found}
        self._show_services()

    def _show_services(self) -> None:
        self.services.value = tuple(
            ServiceLine(id, listing["title"], self._words.setup(self._setup(id)))
            for id, listing in self._roster.listings.items()
        )

    def _take_bookings(self, found: Bookings) -> None:
        self._bookings = tuple(item.row for item in found)
        self._show_exceptions()

    def _roster_changed(self) -> None:
        self._follow()
        self._show()
        self._show_exceptions()
        self._show_services()

    def _show(self) -> None:
        chosen = self._staff.get(self._person)
        self.people.value = tuple(
            PersonTab(
                item.row["id"],
                item.row["name"].partition(" ")[0],
                item.row["name"],
                tint_letter(item.row["tint"]),
                item.row["id"] == self._person,
            )
            for item in self._staff.values()
        )
        self.week.value = None if chosen is None else self._words.week(chosen.row, _waits(chosen))
        self.everyone.value = tuple(
            self._words.small(item.row, tint_letter(item.row["tint"])) for item in self._staff.values()
        )
        self.show_state()

    def _show_exceptions(self) -> None:
        self.exceptions.value = tuple(
            self._words.exception(item.row, self._bookings, _waits(item)) for item in self._exceptions
        )

    def show_state(self) -> None:
        kind = ScreenKind.LOADING
        if self._loaded:
            kind = ScreenKind.READY
        self.set_state(kind, self.stale_text(self._roster.zone))

    def _chosen(self) -> StaffDoc:
        found = self._staff.get(self._person)
        if found is None:
            raise ShownError(Problem(self.texts("vendor.availability.nobody")))
        return found.row

    def _find(self, id: str) -> ExceptionDoc | None:
        return next((item.row for item in self._exceptions if item.row["id"] == id), None)

    def _find_resource(self, id: str) -> ResourceDoc | None:
        return next((item.row for item in self._resources if item.row["id"] == id), None)


def _snapped(start: int, end: int) -> Stretch:
    first, last = sorted((round(start / STEP) * STEP, round(end / STEP) * STEP))
    return max(0, first), min(hours.DAY, last)


def _wire(days: Mapping[int, Sequence[Stretch]]) -> dict[int, list[Any]]:
    return {weekday: wire_stretches(day) for weekday, day in days.items()}


def _waits(item: Folded[Any]) -> bool:
    return any(mark.state in UNANSWERED for mark in item.pending)
