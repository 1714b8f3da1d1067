"""Pick a time: who, which day, which hour; it is kept while one reads, and then booked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, cast

from PySide6.QtCore import QTimer

from client.clock import to_wire
from client.errors import ConflictError, UnreachableError
from client.outbox.operations import booking as operations
from client.outbox.operations import checkout as cart_operations
from client.outbox.operations import proposal as proposing
from client.outbox.operations import series, waitlist
from client.stores.booking import BookingDetail
from client.stores.catalogue import ListingDetail
from client.stores.waitlist import Places, WaitingPlaces
from contracts.quotes import Choice, ChoiceError, check_answers
from contracts.rows import BookingDoc, ListingDoc, SlotDoc
from contracts.vocabulary import ProposalSide, SeriesFrequency, SeriesTakes
from viewmodels.customer.cancelling import CancelWords
from viewmodels.customer.choosing import ChoiceWords, QuestionRow, questions_of, quote
from viewmodels.customer.desk import CustomerDesk
from viewmodels.customer.holding import Holding
from viewmodels.customer.rows import DayChip, DayPart, HoldState, StaffCard, Summary, TimeChip
from viewmodels.customer.slots import DAYS, SlotBoard
from viewmodels.customer.visit import Visit
from viewmodels.customer.words import CustomerWords
from viewmodels.format import zone_of
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.screen import ScreenKind, ScreenState

ELSEWHEN: Final = 6
LOOK_AGAIN_MS: Final = 15_000
"""How long a time that somebody else took may still look free."""
FRESH: Final = timedelta(seconds=3)
"""Whoever turns to another day sees times that are no older than this, without waiting for the next look."""

REPEATS: Final = ("", "weekly-1", "weekly-2", "monthly-1")
REPEAT_COUNTS: Final = (4, 6, 8, 12, 26, 52)


class TimeViewModel(Page):
    """With `booking_id` it moves that booking instead of making a new one.

    Online, a chosen time is held at once. Offline nothing can be held: what is sent later is a request for
    that time, and the page says so before it is pressed.
    """

    def __init__(
        self,
        desk: CustomerDesk,
        listing_id: str,
        *,
        booking_id: str = "",
        starts_at: str = "",
        staff_id: str = "",
        choice: Choice | None = None,
    ) -> None:
        super().__init__(desk.tools, desk.tools.texts("customer.time.title"))
        self._desk, self._listing_id, self._booking_id = desk, listing_id, booking_id
        self._words = CustomerWords(self.texts, self.format)
        self._choice = choice or Choice()
        self._choosing = ChoiceWords(self.format)
        self._answers: dict[str, str] = {}
        self.questions: Observable[tuple[QuestionRow, ...]] = self.field(())
        self._cancelling = CancelWords(self.texts, self.format)
        self._board = SlotBoard(self.texts, self.format)
        self._listing: ListingDoc | None = None
        self._booking: BookingDoc | None = None
        self._answered = False
        self._wanted = starts_at
        self._first = self._first_day(starts_at)
        self._as_of: datetime | None = None
        self._looked: datetime | None = None
        self.zone: Observable[str] = self.field(self.format.zone)
        self.zones: Observable[tuple[tuple[str, str], ...]] = self.field(())
        self.zone_line: Observable[str] = self.field("")
        self.range: Observable[str] = self.field("")
        first_day = self.format.local(starts_at).date() if starts_at else self._first
        self.day: Observable[str] = self.field(first_day.isoformat())
        self.staff_id: Observable[str] = self.field(staff_id)
        self.staff: Observable[tuple[StaffCard, ...]] = self.field(())
        self.days: Observable[tuple[DayChip, ...]] = self.field(())
        self.parts: Observable[tuple[DayPart, ...]] = self.field(())
        self.chosen: Observable[str] = self.field("")
        self.elsewhen: Observable[tuple[TimeChip, ...]] = self.field(())
        self.clock_chosen: Observable[str] = self.field("")
        self.policy: Observable[str] = self.field("")
        self.alternatives: Observable[tuple[TimeChip, ...]] = self.field(())
        self.hold: Observable[HoldState | None] = self.field(None)
        self.summary: Observable[Summary | None] = self.field(None)
        self.note: Observable[str] = self.field("")
        self.offline: Observable[bool] = self.field(desk.offline)
        self.promise: Observable[str] = self.field("")
        self.confirm_label: Observable[str] = self.field("")
        self.for_cart: Observable[bool] = self.field(not booking_id)
        self.repeat: Observable[str] = self.field("")
        self.times: Observable[str] = self.field(str(REPEAT_COUNTS[0]))
        self.takes: Observable[str] = self.field(SeriesTakes.BOOKABLE.value)
        self.waits: Observable[bool] = self.field(False)
        self.wait: Command = self.command(self._wait, "waitlist.join")
        self._places: Places = ()
        self._reason: Observable[str] = self.field(self.texts("customer.time.choose_first"))
        self._cart_reason: Observable[str] = self.field(self.texts("customer.time.choose_first"))
        self._holding = Holding(desk.holds, self.format, self.hold)
        self.choose: Command = self.command(self._choose, "customer.time.choose")
        self.confirm: Command = self.command(self._confirm, "booking.create", self._reason)
        self.to_cart: Command = self.command(self._to_cart, "cart.add", self._cart_reason)
        self.visit = Visit(desk)
        self.on_close(self.visit.close)
        self.look: Command = self.command(self._look, "customer.time.look")
        self.look.problem.changed.connect(self._show_state)
        self.observe(desk.waitlist.observe(WaitingPlaces(desk.person.id)), self._take_places)
        for picked in (self.day, self.staff_id, self.zone, self.chosen, self.repeat):
            picked.changed.connect(self._arrange)
        self.on_close(desk.status.subscribe(self._status_changed))
        self.on_close(self._leave)
        self.observe(desk.catalogue.observe(ListingDetail(listing_id)), self._take_listing)
        if booking_id:
            self.observe(desk.bookings.observe(BookingDetail(booking_id)), self._take_booking)
        for milliseconds, act in ((LOOK_AGAIN_MS, self.look.trigger), (1_000, self._holding.show)):
            ticker = QTimer(self)
            ticker.timeout.connect(act)
            ticker.start(milliseconds)
            self.on_close(ticker.stop)
        self.look.trigger()

    # What a person does

    def choose_staff(self, id: str) -> None:
        """Only times of this person; '' for anyone."""
        self.staff_id.value = id
        self._look_if_old()

    def choose_day(self, id: str) -> None:
        """Show the times of a day."""
        self.day.value = id
        self._look_if_old()

    def choose_elsewhen(self, chip: TimeChip) -> None:
        """The same hour on another day."""
        self.day.value = self.format.local(chip.starts_at, self.zone.value).date().isoformat()
        self.choose.trigger(chip.starts_at, chip.staff_id)

    def choose_zone(self, zone: str) -> None:
        """Show times on the clock of this zone."""
        self.zone.value = zone

    def turn(self, pages: int) -> None:
        """Look at later (1) or earlier (-1) days; 0 comes back to today."""
        today = self.format.today(self.zone.value)
        first = today if not pages else max(today, self._first + timedelta(days=DAYS * pages))
        if first != self._first:
            self._first = first
            self._board.forget()
            self._answered = False
            self.day.value = first.isoformat()
            self.look.trigger()

    def answer(self, question_id: str, value: str) -> None:
        """Answer one of the vendor's questions."""
        self._answers[question_id] = value
        self.confirm.forgive()

    @property
    def can_repeat(self) -> bool:
        """A move is of one booking."""
        return not self._booking_id

    def choose_repeat(self, field: str, value: str) -> None:
        """How it repeats, how often, and what happens where a time is taken."""
        {"repeat": self.repeat, "times": self.times, "takes": self.takes}[field].value = value

    def type_note(self, note: str) -> None:
        """What the vendor should know."""
        self.note.value = note

    def back(self) -> None:
        """Return to the service."""
        self._desk.navigator.back()

    async def _choose(self, starts_at: str, staff_id: str = "") -> None:
        who = staff_id or self._board.staff_at(starts_at, self.staff_id.value)
        self.alternatives.value = ()
        if self.offline.value or self._booking_id:
            self.chosen.value = starts_at
            return
        try:
            await self._holding.take(self._listing_id, starts_at, who, self._choice)
        except ConflictError as taken:
            self._board.lose(starts_at, who)
            self.alternatives.value = self._words.chips(cast("tuple[SlotDoc, ...]", taken.alternatives), 3)
            self.chosen.value = self._holding.starts_at
            self._arrange()
            return
        except UnreachableError:
            self.offline.value = True
        self.chosen.value = starts_at
        self._arrange()

    async def _repeat(
        self, listing: ListingDoc, starts_at: str, who: str, answers: Sequence[dict[str, str]]
    ) -> None:
        """Ask for a series: at once, to say what could not be had; offline it waits like anything else."""
        frequency, _, every = self.repeat.value.partition("-")
        # The kept time would be in the way of the first one; it is asked for again in the same breath.
        await self._holding.release()
        operation = series.create_series(
            self._desk.bookings.new_id(),
            listing,
            starts_at,
            SeriesFrequency(frequency),
            int(every),
            int(self.times.value),
            SeriesTakes(self.takes.value),
            self._desk.person.party,
            staff_id=who or None,
            note=self.note.value.strip() or None,
            address_id=self.visit.address_for(listing),
            quote=quote(listing, self._choice),
            answers=answers,
        )
        if self._desk.offline:
            await self._desk.bookings.act(operation)
            self._say(listing, starts_at)
            return
        try:
            made = await self._desk.series.perform(operation)
        except ConflictError as refused:
            lost = refused.problem.get("unavailable") or ()
            if not lost:
                raise
            key = "customer.repeat.refused"
            raise ShownError(Problem(self.texts(key, days=self._days_of(lost)))) from refused
        text = self.texts.count("customer.repeat.made", len(made.get("bookings", ())), title=listing["title"])
        if made.get("unavailable"):
            text += " " + self.texts("customer.repeat.without", days=self._days_of(made["unavailable"]))
        self._desk.toasts.show(text, icon="check")

    def _days_of(self, lost: Sequence[Mapping[str, Any]]) -> str:
        return ", ".join(self.format.day(each["starts_at"]) for each in lost)

    async def _wait(self) -> None:
        """Be told, and given first refusal, when something of the shown day becomes free."""
        listing = self._listing
        if listing is None:
            raise ShownError(Problem(self.texts("customer.time.choose_first")))
        begins, ends = self._window()
        await self._desk.bookings.act(
            waitlist.join_waitlist(
                self._desk.bookings.new_id(),
                listing,
                begins,
                ends,
                self._desk.person.party,
                staff_id=self.staff_id.value or None,
            )
        )
        day = self.format.near_day(date.fromisoformat(self.day.value))
        self._desk.toasts.show(self.texts("customer.wait.joined", day=day), icon="hourglass")

    def _window(self) -> tuple[str, str]:
        """The shown day, in the zone that it is shown in."""
        day, zone = date.fromisoformat(self.day.value), zone_of(self.zone.value)
        begins = datetime.combine(day, datetime.min.time(), zone)
        ends = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone)
        return to_wire(begins), to_wire(ends)

    def _take_places(self, places: Places) -> None:
        self._places = places
        self._arrange()

    async def _confirm(self) -> None:
        listing, starts_at = self._listing, self.chosen.value
        if listing is None or not starts_at:
            raise ShownError(Problem(self.texts("customer.time.choose_first")))
        if self._holding.ended:
            raise ShownError(Problem(self.texts("customer.time.hold_ended"), retry=True))
        who = self._holding.staff_id or self._board.staff_at(starts_at, self.staff_id.value)
        answers = self._checked_answers(listing) if self._booking is None else []
        if self.repeat.value and self._booking is None:
            await self._repeat(listing, starts_at, who, answers)
            self._desk.navigator.go("customer.bookings")
            return
        if self._booking is not None and self._asks():
            new_id = self._desk.bookings.new_id()
            wish = proposing.propose(
                new_id, self._booking, ProposalSide.CUSTOMER, starts_at, staff_id=who or None
            )
            await self._desk.bookings.act(wish)
        elif self._booking is not None:
            await self._desk.bookings.act(operations.reschedule(self._booking, starts_at, who or None))
        else:
            await self._desk.bookings.act(
                operations.create_booking(
                    self._desk.bookings.new_id(),
                    listing,
                    starts_at,
                    staff_id=who or None,
                    hold_id=self._holding.id or None,
                    note=self.note.value.strip() or None,
                    customer=self._desk.person.party,
                    address_id=self.visit.address_for(listing),
                    quote=quote(listing, self._choice),
                    answers=answers,
                )
            )
        self._holding.use()
        self._say(listing, starts_at)
        self._desk.navigator.go("customer.bookings")

    def _checked_answers(self, listing: ListingDoc) -> list[dict[str, str]]:
        try:
            kept = check_answers(listing.get("questions", []), self._answers)
        except ChoiceError as error:
            raise ShownError(Problem(error.detail)) from None
        return [{"question_id": each["question_id"], "value": each["value"]} for each in kept]

    def _asks(self) -> bool:
        """Whether the vendor has to agree to a move, because cancelling would cost something by now."""
        return self._booking is not None and bool(self._cancelling.cost(self._booking).amount)

    async def _to_cart(self) -> None:
        if self._listing is None or self._holding.ended:
            raise ShownError(Problem(self.texts("customer.time.hold_ended"), retry=True))
        cart, answers = self._desk.cart, self._checked_answers(self._listing)
        await cart.perform(cart_operations.add(cart.new_id(), self._holding.id, answers))
        self._holding.use()
        self._desk.toasts.show(self.texts("customer.time.in_cart"), icon="shopping-cart")
        self._desk.navigator.go("customer.cart")

    def _say(self, listing: ListingDoc, starts_at: str) -> None:
        key = "customer.time.moved" if self._booking is not None else "customer.time.asked"
        if self._booking is not None and self._asks():
            key = "customer.bookings.asked_to_move"
        elif self._desk.offline:
            key += ".offline"
        when = self.format.day_time(starts_at)
        icon = "clock-arrow-up" if self._desk.offline else "check"
        self._desk.toasts.show(self.texts(key, title=listing["title"], when=when), icon=icon)

    # What comes in

    def _look_if_old(self) -> None:
        if self._looked is not None and self.format.now() - self._looked >= FRESH and not self.offline.value:
            self.look.trigger()

    async def _look(self) -> None:
        begins = datetime.combine(self._first, datetime.min.time(), zone_of(self.zone.value))
        now = self.format.now().replace(microsecond=0)
        ends = begins + timedelta(days=DAYS)
        choice = None if self._booking_id else self._choice
        found = await self._desk.catalogue.slots(
            self._listing_id, to_wire(max(begins, now)), to_wire(ends), choice=choice
        )
        self._as_of, self._looked = found.as_of, now
        self._board.answer(found.items)
        if not self._answered:
            self._answered = True
            self._open_first_day()
        if self._wanted and not self.chosen.value:
            wanted, self._wanted = self._wanted, ""
            self.choose.trigger(wanted, self.staff_id.value)
        self._arrange()

    def _open_first_day(self) -> None:
        days = self._board.days(self._first, self.day.value, self.staff_id.value, self.zone.value)
        here = next((day for day in days if day.id == self.day.value), None)
        if here is None or here.state != "free":
            self.day.value = next((day.id for day in days if day.state == "free"), self.day.value)

    def _take_listing(self, listing: ListingDoc | None) -> None:
        self._listing = listing
        if listing is not None:
            self.subtitle.value = listing["title"]
            self.policy.value = listing["policy"]
            if not self._booking_id:
                self.visit.go_to(listing)
            self.questions.value = () if self._booking_id else questions_of(listing)
            self._show_zones(listing)
        self._arrange()

    def _take_booking(self, item: object) -> None:
        row = getattr(item, "row", None)
        self._booking = row
        self._arrange()

    def _status_changed(self) -> None:
        came_back = self.offline.value and not self._desk.offline
        self.offline.value = self._desk.offline
        if came_back:
            self.look.trigger()
        self._arrange()

    def _leave(self) -> None:
        if self._holding.id:
            self._desk.tools.tasks.spawn(self._holding.release(), "customer.time.release")

    # What is shown

    def _first_day(self, starts_at: str) -> date:
        today = self.format.today()
        wanted = self.format.local(starts_at).date() if starts_at else today
        return today if wanted < today + timedelta(days=DAYS) else wanted

    def _show_zones(self, listing: ListingDoc) -> None:
        mine, theirs = self.format.zone, listing["zone"]
        if self.format.same_clock(self.format.now(), theirs):
            self.zones.value, self.zone_line.value = (), ""
            return
        self.zones.value = tuple((zone, self.format.zone_city(zone)) for zone in (mine, theirs))
        self.zone_line.value = self.texts(
            "customer.time.zones",
            mine=self.format.zone_city(mine),
            theirs=self.format.zone_city(theirs),
            difference=self.format.zone_difference(self.format.now(), theirs),
        )

    def _arrange(self, _changed: object = None) -> None:
        if self.closed:
            return
        zone, staff_id = self.zone.value, self.staff_id.value
        last = self._first + timedelta(days=DAYS - 1)
        self.range.value = f"{self.format.day_short(self._first)} – {self.format.day_short(last)}"
        self.days.value = self._board.days(self._first, self.day.value, staff_id, zone)
        self.parts.value = self._board.parts(self.day.value, staff_id, zone, self.chosen.value)
        begins, _ends = self._window()
        self.waits.value = any(
            item.row["listing_id"] == self._listing_id and item.row["window_from"] == begins
            for item in self._places
        )
        self._show_staff()
        self._show_elsewhen()
        self._show_summary()
        self._show_state()

    def _show_staff(self) -> None:
        listing = self._listing
        if listing is None:
            return
        people = [
            ("", self.texts("customer.time.anyone")),
            *((who["id"], who["name"]) for who in listing["staff"]),
        ]
        self.staff.value = tuple(
            StaffCard(id, name, self._first_free(id), place, id == self.staff_id.value)
            for place, (id, name) in enumerate(people)
        )

    def _show_elsewhen(self) -> None:
        chosen, zone = self.chosen.value, self.zone.value
        if not chosen:
            self.elsewhen.value = ()
            return
        self.clock_chosen.value = self.format.time(chosen, zone)
        self.elsewhen.value = tuple(
            TimeChip(self.format.day(start, zone), start, who)
            for start, who in self._board.same_clock(chosen, self.staff_id.value, zone)[:ELSEWHEN]
        )

    def _first_free(self, staff_id: str) -> str:
        first = self._board.first_of(staff_id)
        if not first:
            return self.texts("customer.time.nothing_free") if self._answered else ""
        return self.texts("customer.time.from", when=self.format.weekday_time(first, self.zone.value))

    def _show_summary(self) -> None:
        listing, starts_at = self._listing, self.chosen.value
        if listing is None:
            self.summary.value = None
            return
        found = quote(listing, self._choice)
        when, there = "", ""
        if starts_at:
            end = to_wire(self.format.local(starts_at) + timedelta(minutes=found.minutes))
            when = f"{self.format.day(starts_at)}, {self.format.times(starts_at, end)}"
            if self.zones.value:
                there = self.texts(
                    "customer.time.there",
                    times=self.format.times(starts_at, end, listing["zone"]),
                    day=self.format.day(starts_at, listing["zone"]),
                    city=self.format.zone_city(listing["zone"]),
                )
        who = (
            self._holding.staff_id
            or self._board.staff_at(starts_at, self.staff_id.value)
            or self.staff_id.value
        )
        name = next((person["name"] for person in listing["staff"] if person["id"] == who), "")
        self.summary.value = Summary(
            title=listing["title"],
            vendor=listing["vendor_name"],
            art=listing["art"],
            when=when or self.texts("customer.time.no_time"),
            when_there=there,
            staff=name or self.texts("customer.time.anyone"),
            staff_detail="" if name else self.texts("customer.time.anyone.detail"),
            place=self.texts(f"customer.place.{listing['place']}"),
            price_line=" + ".join(line["label"] for line in found.lines),
            price=self._choosing.money(listing, found.price),
        )
        self._show_promise(listing)

    def _show_promise(self, listing: ListingDoc) -> None:
        moving = bool(self._booking_id)
        if self.offline.value:
            self.promise.value = self.texts("customer.time.promise.offline", vendor=listing["vendor_name"])
        else:
            self.promise.value = self.texts("customer.time.promise", vendor=listing["vendor_name"])
        key = "customer.time.confirm.move" if moving else "customer.time.confirm"
        if moving and self._asks():
            key = "customer.time.confirm.propose"
            self.promise.value = self.texts("customer.time.promise.propose", vendor=listing["vendor_name"])
        if self.repeat.value and not moving:
            key = "customer.repeat.confirm"
        if self.offline.value and not moving:
            key = "customer.time.confirm.offline"
        self.confirm_label.value = self.texts(key)
        self._reason.value = "" if self.chosen.value else self.texts("customer.time.choose_first")
        if self.offline.value:
            self._cart_reason.value = self.texts("customer.time.cart_offline")
        else:
            held = self._holding.id and self.chosen.value
            self._cart_reason.value = "" if held else self.texts("customer.time.choose_first")

    def _show_state(self, _changed: object = None) -> None:
        problem = self.look.problem.value
        stale = ""
        if self._as_of is not None:
            stale = self.texts("customer.time.stale", when=self.format.since(self._as_of))
        if not self._answered or self._listing is None:
            self.state.value = ScreenState(ScreenKind.LOADING, problem=problem)
        else:
            self.state.value = ScreenState(ScreenKind.READY, stale=stale, problem=problem)
