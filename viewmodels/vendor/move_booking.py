"""Moving a booking to another time or person, with the clash named before it happens."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from client.clock import to_wire
from client.stores.booking import BookingList, Bookings
from client.stores.vendor import BlockList, Blocks
from contracts.rows import BlockDoc, BookingDoc
from viewmodels.format import to_instant
from viewmodels.kernel.navigator import Dialog
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.shell.booking_words import initials_of, who_of
from viewmodels.vendor import hours
from viewmodels.vendor.desk import Following, VendorDesk
from viewmodels.vendor.new_booking import FREE_TIMES, Choice
from viewmodels.vendor.placing import GRID_MINUTES, Placing, Wish
from viewmodels.vendor.roster import Roster
from viewmodels.vendor.standing import minutes_long

Target = tuple[str, str | None]
"""The new start (RFC 3339) and person."""


class MoveBooking(Dialog[Target]):
    """The form; answers where the booking goes. One that `asks` leaves that to the customer to decide."""

    def __init__(self, desk: VendorDesk, roster: Roster, booking: BookingDoc, *, asks: bool = False) -> None:
        super().__init__(desk.tools)
        self._desk, self._roster, self._booking = desk, roster, booking
        self._bookings: tuple[BookingDoc, ...] = ()
        self._blocks: tuple[BlockDoc, ...] = ()
        zone = roster.zone
        local = self.format.local(booking["starts_at"], zone)
        manner = "vendor.propose" if asks else "vendor.move"
        self.heading = self.texts(f"{manner}.title", title=booking["listing_title"])
        self.note = self.texts(f"{manner}.note", name=who_of(booking, self.texts))
        self.verb = self.texts(f"{manner}.save")
        self.day: Observable[date] = self.field(local.date())
        self.time: Observable[str] = self.field(self.format.time(booking["starts_at"], zone))
        self.staff: Observable[str] = self.field(booking["staff_id"])
        self.people: Observable[tuple[Choice, ...]] = self.field(
            tuple(
                Choice(
                    person["id"],
                    person["name"],
                    "",
                    initials_of(person["name"]),
                    person["tint"],
                    ""
                    if roster.may_do(person["id"], booking["listing_id"])
                    else self.texts("vendor.new.does_not"),
                )
                for person in roster.staff.values()
            )
        )
        self.free: Observable[tuple[Choice, ...]] = self.field(())
        self.ends: Observable[str] = self.field("")
        self.errors: Observable[dict[str, str]] = self.field({})
        self.save = self.command(self._save, "booking.reschedule")
        self._live = (Following(), Following())
        for following in self._live:
            self.on_close(following.close)
        for choice in (self.day, self.time, self.staff):
            choice.changed.connect(self._changed)
        self._changed()

    def choose(self, field: str, value: str) -> None:
        """Change the time or the person."""
        chosen = self.staff if field == "staff" else self.time
        chosen.value = value

    def choose_day(self, day: date) -> None:
        """Another day."""
        self.day.value = day

    def choose_free(self, id: str) -> None:
        """Take one of the free times."""
        self.time.value = id

    def step_time(self, step: int) -> None:
        """A quarter of an hour later or earlier."""
        minute = hours.parse_clock(self.time.value)
        moved = ((minute if minute is not None else 9 * 60) // GRID_MINUTES + step) * GRID_MINUTES
        self.time.value = hours.clock_text(min(max(0, moved), hours.DAY - GRID_MINUTES))

    def _changed(self, _value: object = None) -> None:
        self.save.forgive()
        day, zone = self.day.value, self._roster.zone
        start = to_wire(hours.instant_at(day - timedelta(days=1), 0, zone))
        end = to_wire(hours.instant_at(day + timedelta(days=2), 0, zone))
        wanted = BookingList(starts_from=start, starts_to=end, vendor_ids=(self._desk.vendor_id,))
        self._live[0].follow(self._desk.bookings, wanted, self._take_bookings)
        self._live[1].follow(
            self._desk.vendor, BlockList(self._desk.vendor_id, start, end), self._take_blocks
        )
        self._judge()

    def _take_bookings(self, found: Bookings) -> None:
        self._bookings = tuple(item.row for item in found)
        self._judge()

    def _take_blocks(self, found: Blocks) -> None:
        self._blocks = tuple(item.row for item in found)
        self._judge()

    def _start(self) -> datetime | None:
        minute = hours.parse_clock(self.time.value)
        if minute is None or minute >= hours.DAY:
            return None
        return hours.instant_at(self.day.value, minute, self._roster.zone)

    def _placing(self) -> Placing:
        others = [booking for booking in self._bookings if booking["id"] != self._booking["id"]]
        return Placing(self.format, self._roster, others, self._blocks)

    def _judge(self) -> None:
        listing = self._roster.listings.get(self._booking["listing_id"])
        self.free.value = ()
        if listing is not None:
            found = self._placing().free_times(listing, [self.staff.value], self.day.value, FREE_TIMES)
            times = [self.format.time(wish.starts_at, self._roster.zone) for wish in found]
            self.free.value = tuple(Choice(time, time) for time in times)
        start = self._start()
        self.ends.value = ""
        if start is not None:
            minutes = minutes_long(self._booking)
            ends = self.format.time(start + timedelta(minutes=minutes), self._roster.zone)
            self.ends.value = self.texts("vendor.new.ends", time=ends, length=self.format.duration(minutes))
        error = self._find_error()
        self.errors.value = {"time": error} if error else {}

    def _find_error(self) -> str:
        start = self._start()
        if start is None:
            return self.texts("vendor.new.error.time")
        if self._is_same(start):
            return ""
        if start.minute % GRID_MINUTES:
            return self.texts("vendor.new.error.grid")
        wish = Wish(self._booking["listing_id"], self.staff.value, start, minutes_long(self._booking))
        return self._placing().judge(wish).text

    def _is_same(self, start: datetime) -> bool:
        same_time = start == to_instant(self._booking["starts_at"])
        return same_time and self.staff.value == self._booking["staff_id"]

    async def _save(self) -> None:
        error, start = self._find_error(), self._start()
        if error or start is None:
            raise ShownError(Problem(error, fields={"time": error}))
        if self._is_same(start):
            self.dismiss()
            return
        self.settle((to_wire(start), self.staff.value or None))
