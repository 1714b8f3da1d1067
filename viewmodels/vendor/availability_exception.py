"""Adding an exception: who, which days, closed or open, from when until when."""

from __future__ import annotations

from datetime import date

from client.outbox.operation import Operation
from client.outbox.operations.availability import create_exception
from viewmodels.kernel.navigator import Dialog
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.shell.booking_words import initials_of
from viewmodels.vendor import hours
from viewmodels.vendor.availability_words import wire_stretches
from viewmodels.vendor.desk import VendorDesk
from viewmodels.vendor.new_booking import Choice
from viewmodels.vendor.roster import Roster

EVERYBODY = ""
_TITLE = 200
_LONGEST = 731


class AddException(Dialog[Operation]):
    """The form. Answers the operation, which the page does."""

    def __init__(self, desk: VendorDesk, roster: Roster, staff_id: str) -> None:
        super().__init__(desk.tools)
        self._desk, self._touched = desk, set[str]()
        today = self.format.today(roster.zone)
        texts = self.texts
        self.kinds: tuple[Choice, ...] = tuple(
            Choice(kind, texts(f"vendor.availability.kind.{kind}")) for kind in ("closed", "open", "hours")
        )
        self.people: tuple[Choice, ...] = (
            Choice(EVERYBODY, texts("vendor.availability.everyone")),
            *(
                Choice(person["id"], person["name"], "", initials_of(person["name"]), person["tint"])
                for person in roster.staff.values()
            ),
        )
        self.kind: Observable[str] = self.field("closed")
        self.staff: Observable[str] = self.field(staff_id if staff_id in roster.staff else EVERYBODY)
        self.first: Observable[date] = self.field(today)
        self.last: Observable[date] = self.field(today)
        self.whole_day: Observable[bool] = self.field(True)
        self.starts: Observable[str] = self.field("09:00")
        self.ends: Observable[str] = self.field("13:00")
        self.title: Observable[str] = self.field("")
        self.errors: Observable[dict[str, str]] = self.field({})
        self.save = self.command(self._save, "exception.create")
        for field in (self.kind, self.first, self.last, self.whole_day, self.starts, self.ends, self.title):
            field.changed.connect(self._changed)

    def choose(self, field: str, value: str) -> None:
        """Change a field; only closing can be for the whole day."""
        self._touched.add(field)
        fields = {
            "kind": self.kind,
            "staff": self.staff,
            "starts": self.starts,
            "ends": self.ends,
            "title": self.title,
        }
        fields[field].value = value
        if field == "kind":
            self.whole_day.value = value == "closed"

    def choose_first(self, day: date) -> None:
        """From that day on."""
        self.first.value = day
        if self.last.value < day:
            self.last.value = day

    def choose_last(self, day: date) -> None:
        """Until that day, and with it."""
        self._touched.add("last")
        self.last.value = day

    def choose_whole_day(self, whole: bool) -> None:
        """The whole day, or from a time to a time."""
        self.whole_day.value = whole

    def _changed(self, _value: object = None) -> None:
        self.save.forgive()
        found = self._find_errors()
        self.errors.value = {field: text for field, text in found.items() if field in self._touched}

    def _find_errors(self) -> dict[str, str]:
        errors: dict[str, str] = {}
        if self.last.value < self.first.value:
            errors["last"] = self.texts("vendor.availability.error.days")
        elif (self.last.value - self.first.value).days > _LONGEST:
            errors["last"] = self.texts("vendor.availability.error.long")
        if len(self.title.value.strip()) > _TITLE:
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

    async def _save(self) -> None:
        self._touched.update(("starts", "ends", "title", "last"))
        errors = self._find_errors()
        self.errors.value = errors
        if errors:
            raise ShownError(Problem(self.texts.count("vendor.new.error.some", len(errors)), fields=errors))
        stretches = []
        if not self.whole_day.value:
            start, end = hours.parse_clock(self.starts.value), hours.parse_clock(self.ends.value)
            stretches = [(start or 0, end or hours.DAY)]
        self.settle(
            create_exception(
                self._desk.vendor.new_id(),
                self._desk.vendor_id,
                self.kind.value,
                self.first.value.isoformat(),
                self.last.value.isoformat(),
                hours=wire_stretches(stretches),
                staff_id=self.staff.value or None,
                title=self.title.value.strip(),
            )
        )
