"""Writing a booking down, as for somebody on the phone: what, with whom, when, for whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from client.clock import to_wire
from client.outbox.operations.booking import create_booking
from client.stores.booking import BookingList, Bookings
from client.stores.vendor import BlockList, Blocks
from contracts.rows import BlockDoc, BookingDoc, GuestDoc
from viewmodels.kernel.navigator import Dialog
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.shell.booking_words import initials_of
from viewmodels.vendor import hours
from viewmodels.vendor.desk import Following, VendorDesk
from viewmodels.vendor.placing import GRID_MINUTES, Fit, Judgement, Placing, Wish
from viewmodels.vendor.roster import Roster

ANYBODY = ""
FREE_TIMES = 6
FIELDS = ("listing", "staff", "date", "time", "name", "phone", "note")
_PHONE = re.compile(r"^[+(]?[0-9][0-9 ()./-]{3,29}[0-9]$")

_NAME, _NOTE = 120, 2000


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose; `note` stands faint beside it, `why_not` says why it can't be chosen."""

    id: str
    text: str
    note: str = ""
    initials: str = ""
    tint: int = 0
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """Where the form begins: a free place in the calendar that was clicked, or nothing."""

    staff_id: str = ANYBODY
    starts_at: datetime | None = None


class NewBooking(Dialog[str]):
    """The form. Answers the new booking's id once it is saved here; it is sent when there is a network."""

    def __init__(self, desk: VendorDesk, roster: Roster, start: Start) -> None:
        super().__init__(desk.tools)
        self._desk, self._roster = desk, roster
        self._bookings: tuple[BookingDoc, ...] = ()
        self._blocks: tuple[BlockDoc, ...] = ()
        self._touched: set[str] = set()
        at = start.starts_at
        zone = roster.zone
        self.listing: Observable[str] = self.field("")
        self.staff: Observable[str] = self.field(start.staff_id)
        self.day: Observable[date] = self.field(
            self.format.local(at, zone).date() if at else self.format.today(zone)
        )
        self.time: Observable[str] = self.field(self.format.time(at, zone) if at else "")
        self.name: Observable[str] = self.field("")
        self.phone: Observable[str] = self.field("")
        self.note: Observable[str] = self.field("")
        self.listings: Observable[tuple[Choice, ...]] = self.field(())
        self.people: Observable[tuple[Choice, ...]] = self.field(())
        self.free: Observable[tuple[Choice, ...]] = self.field(())
        self.ends: Observable[str] = self.field("")
        self.price: Observable[str] = self.field("")
        self.errors: Observable[dict[str, str]] = self.field({})
        self.save = self.command(self._save, "booking.create")
        self._watch = (Following(), Following())
        for following in self._watch:
            self.on_close(following.close)
        for choice in (self.listing, self.staff, self.day, self.time, self.name, self.phone, self.note):
            choice.changed.connect(self._changed)
        roster.changed.connect(self._offer)
        self._offer()

    # What a person does.

    def choose(self, field: str, value: str) -> None:
        """Change a field; the error beside it is looked at again from then on."""
        self._touched.add(field)
        if field == "listing":
            self.listing.value = value
        elif field == "staff":
            self.staff.value = value
        elif field == "time":
            self.time.value = value
        elif field == "name":
            self.name.value = value
        elif field == "phone":
            self.phone.value = value
        else:
            self.note.value = value

    def choose_day(self, day: date) -> None:
        """Another day."""
        self._touched.add("date")
        self.day.value = day

    def choose_free(self, id: str) -> None:
        """Take one of the free times that are offered."""
        self.choose("time", id)

    def step_time(self, step: int) -> None:
        """A quarter of an hour later or earlier."""
        minute = self._minute()
        base = minute if minute is not None else 9 * 60
        moved = (base // GRID_MINUTES + step) * GRID_MINUTES
        self.choose("time", hours.clock_text(min(max(0, moved), hours.DAY - GRID_MINUTES)))

    # What is offered.

    def _offer(self) -> None:
        listings, formats = self._roster.listings.values(), self.format
        self.listings.value = tuple(
            Choice(
                listing["id"],
                listing["title"],
                f"{formats.duration(listing['duration_minutes'])} · {formats.money(listing['price'])}",
            )
            for listing in listings
        )
        if len(self.listings.value) == 1 and not self.listing.value:
            self.listing.value = self.listings.value[0].id
        self._changed()

    def _offer_people(self) -> None:
        anybody = Choice(ANYBODY, self.texts("vendor.new.anybody"))
        self.people.value = (
            anybody,
            *(
                Choice(
                    person["id"],
                    person["name"],
                    initials=initials_of(person["name"]),
                    tint=person["tint"],
                    why_not=""
                    if self._roster.may_do(person["id"], self.listing.value)
                    else self.texts("vendor.new.does_not"),
                )
                for person in self._roster.staff.values()
            ),
        )

    def _offer_free(self) -> None:
        listing = self._roster.listings.get(self.listing.value)
        if listing is None:
            self.free.value = ()
            return
        found = self._placing().free_times(listing, self._candidates(), self.day.value, FREE_TIMES)
        self.free.value = tuple(
            Choice(
                self.format.time(wish.starts_at, self._roster.zone),
                self.format.time(wish.starts_at, self._roster.zone),
                self._roster.first_name(wish.staff_id),
            )
            for wish in found
        )

    def _follow(self) -> None:
        zone, day = self._roster.zone, self.day.value
        start = to_wire(hours.instant_at(day - timedelta(days=1), 0, zone))
        end = to_wire(hours.instant_at(day + timedelta(days=2), 0, zone))
        vendors = (self._desk.vendor_id,)
        wanted = BookingList(starts_from=start, starts_to=end, vendor_ids=vendors)
        self._watch[0].follow(self._desk.bookings, wanted, self._take_bookings)
        self._watch[1].follow(
            self._desk.vendor, BlockList(self._desk.vendor_id, start, end), self._take_blocks
        )

    def _take_bookings(self, found: Bookings) -> None:
        self._bookings = tuple(item.row for item in found)
        self._judge()

    def _take_blocks(self, found: Blocks) -> None:
        self._blocks = tuple(item.row for item in found)
        self._judge()

    def _changed(self, _value: object = None) -> None:
        self.save.forgive()
        self._follow()
        self._offer_people()
        self._judge()

    def _judge(self) -> None:
        self._offer_free()
        listing = self._roster.listings.get(self.listing.value)
        start = self._start()
        self.price.value = self.format.money(listing["price"]) if listing else ""
        self.ends.value = ""
        if listing and start:
            end = start + timedelta(minutes=listing["duration_minutes"])
            ends = self.format.time(end, self._roster.zone)
            length = self.format.duration(listing["duration_minutes"])
            self.ends.value = self.texts("vendor.new.ends", time=ends, length=length)
        errors = self._find_errors()
        self.errors.value = {field: text for field, text in errors.items() if field in self._touched}

    # What stands against it.

    def _find_errors(self) -> dict[str, str]:
        errors: dict[str, str] = {}
        if not self.listing.value:
            errors["listing"] = self.texts("vendor.new.error.listing")
        if not self.name.value.strip():
            errors["name"] = self.texts("vendor.new.error.name")
        elif len(self.name.value.strip()) > _NAME:
            errors["name"] = self.texts("vendor.new.error.too_long", count=_NAME)
        phone = self.phone.value.strip()
        if not _PHONE.match(phone):
            errors["phone"] = self.texts(f"vendor.new.error.{'phone' if phone else 'no_phone'}")
        if len(self.note.value) > _NOTE:
            errors["note"] = self.texts("vendor.new.error.too_long", count=_NOTE)
        time_error = self._time_error()
        if time_error:
            errors["time"] = time_error
        return errors

    def _time_error(self) -> str:
        start, minute = self._start(), self._minute()
        if not self.time.value.strip():
            return self.texts("vendor.new.error.no_time")
        if start is None or minute is None:
            return self.texts("vendor.new.error.time")
        if minute % GRID_MINUTES:
            return self.texts("vendor.new.error.grid")
        if start <= self.format.now():
            return self.texts("vendor.fit.past")
        judgements = [judgement for _, judgement in self._judged(start)]
        if not judgements or any(judgement.ok for judgement in judgements):
            return ""
        if len(judgements) == 1:
            return judgements[0].text
        return self.texts("vendor.new.error.nobody")

    def _judged(self, start: datetime) -> list[tuple[str, Judgement]]:
        listing = self._roster.listings.get(self.listing.value)
        if listing is None:
            return []
        placing, length = self._placing(), listing["duration_minutes"]
        return [
            (staff_id, placing.judge(Wish(listing["id"], staff_id, start, length)))
            for staff_id in self._candidates()
        ]

    def _candidates(self) -> list[str]:
        if self.staff.value:
            return [self.staff.value]
        return [id for id in self._roster.staff if self._roster.may_do(id, self.listing.value)]

    def _placing(self) -> Placing:
        return Placing(self.format, self._roster, self._bookings, self._blocks)

    def _minute(self) -> int | None:
        minute = hours.parse_clock(self.time.value)
        return minute if minute is not None and minute < hours.DAY else None

    def _start(self) -> datetime | None:
        minute = self._minute()
        return None if minute is None else hours.instant_at(self.day.value, minute, self._roster.zone)

    async def _save(self) -> None:
        self._touched.update(FIELDS)
        errors = self._find_errors()
        self.errors.value = errors
        listing, start = self._roster.listings.get(self.listing.value), self._start()
        if errors or listing is None or start is None:
            raise ShownError(Problem(self.texts.count("vendor.new.error.some", len(errors)), fields=errors))
        free = [id for id, judgement in self._judged(start) if judgement.fit is Fit.FREE]
        guest = GuestDoc(name=self.name.value.strip(), phone=self.phone.value.strip())
        store = self._desk.bookings
        booking_id = store.new_id()
        operation = create_booking(
            booking_id,
            listing,
            to_wire(start),
            staff_id=self.staff.value or next(iter(free), None),
            guest=guest,
            note=self.note.value.strip() or None,
        )
        await store.act(operation)
        self.settle(booking_id)


async def open_new_booking(desk: VendorDesk, roster: Roster, start: Start | None = None) -> str | None:
    """Ask for a new booking; once it is saved, say so and answer its id."""
    booking_id = await desk.navigator.ask(NewBooking(desk, roster, start or Start()))
    if booking_id is not None:
        status = desk.status
        offline = not status.online and not status.connecting
        key = "vendor.new.saved_offline" if offline else "vendor.new.saved"
        icon = "clock-arrow-up" if offline else "circle-check"
        desk.toasts.show(desk.tools.texts(key), icon=icon)
    return booking_id
