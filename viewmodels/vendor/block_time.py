"""Blocking time: for whom, from when to when, and why."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from client.clock import to_wire
from client.outbox.operations.block import create_block
from viewmodels.kernel.navigator import Dialog
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.shell.booking_words import initials_of
from viewmodels.vendor import hours
from viewmodels.vendor.desk import VendorDesk
from viewmodels.vendor.new_booking import Choice, Start
from viewmodels.vendor.roster import Roster

EVERYBODY = ""
_TITLE = 200


class BlockTime(Dialog[str]):
    """The form. Answers the new block's id once it is saved here."""

    def __init__(self, desk: VendorDesk, roster: Roster, start: Start) -> None:
        super().__init__(desk.tools)
        self._desk, self._roster = desk, roster
        self._touched: set[str] = set()
        at = start.starts_at
        zone = roster.zone
        local = self.format.local(at or self.format.now(), zone)
        first = hours.wall_minutes(local) if at else (local.hour + 1) % 24 * 60
        self.staff: Observable[str] = self.field(start.staff_id)
        self.day: Observable[date] = self.field(local.date())
        self.starts: Observable[str] = self.field(hours.clock_text(first))
        self.ends: Observable[str] = self.field(hours.clock_text(min(first + 60, hours.DAY)))
        self.whole_day: Observable[bool] = self.field(False)
        self.title: Observable[str] = self.field("")
        self.people: Observable[tuple[Choice, ...]] = self.field(
            (
                Choice(EVERYBODY, self.texts("vendor.block.everybody")),
                *(
                    Choice(person["id"], person["name"], "", initials_of(person["name"]), person["tint"])
                    for person in roster.staff.values()
                ),
            )
        )
        self.errors: Observable[dict[str, str]] = self.field({})
        self.save = self.command(self._save, "block.create")
        for choice in (self.staff, self.day, self.starts, self.ends, self.whole_day, self.title):
            choice.changed.connect(self._changed)

    def choose(self, field: str, value: str) -> None:
        """Change a field."""
        self._touched.add(field)
        chosen = {"staff": self.staff, "starts": self.starts, "ends": self.ends, "title": self.title}[field]
        chosen.value = value

    def choose_day(self, day: date) -> None:
        """Another day."""
        self.day.value = day

    def choose_whole_day(self, whole: bool) -> None:
        """The whole day, or from a time to a time."""
        self.whole_day.value = whole

    def _changed(self, _value: object = None) -> None:
        self.save.forgive()
        found = self._find_errors()
        self.errors.value = {field: text for field, text in found.items() if field in self._touched}

    def _find_errors(self) -> dict[str, str]:
        errors: dict[str, str] = {}
        title = self.title.value.strip()
        if not title:
            errors["title"] = self.texts("vendor.block.error.title")
        elif len(title) > _TITLE:
            errors["title"] = self.texts("vendor.new.error.too_long", count=_TITLE)
        if self.whole_day.value:
            return errors
        first, last = hours.parse_clock(self.starts.value), hours.parse_clock(self.ends.value)
        if first is None:
            errors["starts"] = self.texts("vendor.new.error.time")
        if last is None:
            errors["ends"] = self.texts("vendor.new.error.time")
        if first is not None and last is not None and last <= first:
            errors["ends"] = self.texts("vendor.block.error.order")
        return errors

    def _range(self) -> tuple[datetime, datetime]:
        zone, day = self._roster.zone, self.day.value
        if self.whole_day.value:
            return hours.instant_at(day, 0, zone), hours.instant_at(day + timedelta(days=1), 0, zone)
        first, last = (
            hours.parse_clock(self.starts.value) or 0,
            hours.parse_clock(self.ends.value) or hours.DAY,
        )
        return hours.instant_at(day, first, zone), hours.instant_at(day, last, zone)

    async def _save(self) -> None:
        self._touched.update(("starts", "ends", "title"))
        errors = self._find_errors()
        self.errors.value = errors
        if errors:
            raise ShownError(Problem(self.texts.count("vendor.new.error.some", len(errors)), fields=errors))
        first, last = self._range()
        store = self._desk.vendor
        block_id = store.new_id()
        await store.act(
            create_block(
                block_id,
                self._desk.vendor_id,
                to_wire(first),
                to_wire(last),
                zone=self._roster.zone,
                title=self.title.value.strip(),
                staff_id=self.staff.value or None,
                all_day=self.whole_day.value,
            )
        )
        self.settle(block_id)
