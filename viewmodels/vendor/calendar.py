"""The day calendar: a column for each person, moving by hand, new bookings and blocks in free places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QTimer

from client.clock import to_wire
from client.outbox.operations.block import delete_block
from client.stores.booking import BookingList, Bookings
from client.stores.vendor import BlockList, Blocks
from contracts.permissions import Permission
from contracts.rows import BookingDoc
from viewmodels.format import to_instant
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.screen import ScreenKind
from viewmodels.shell.booking_words import who_of
from viewmodels.vendor import hours
from viewmodels.vendor.block_time import BlockTime
from viewmodels.vendor.booking_panel import BookingPanelModel
from viewmodels.vendor.booking_words import BookingWords
from viewmodels.vendor.calendar_rows import CalendarDay, ClosureRow, Drop, LegendChoice, PersonChoice
from viewmodels.vendor.calendar_words import BlockItem, CalendarWords, DayContent, Item
from viewmodels.vendor.deeds import UNDO_SECONDS, BookingDeeds
from viewmodels.vendor.desk import VendorDesk
from viewmodels.vendor.new_booking import Start, open_new_booking
from viewmodels.vendor.page import VendorPage
from viewmodels.vendor.placing import Fit, Placing, Wish
from viewmodels.vendor.roster import Roster
from viewmodels.vendor.standing import GONE, Standing, minutes_long, standing_of
from viewmodels.vendor.today_words import tint_letter

TICK_MS = 15_000
CLOSURE_DAYS = 60
CLOSURES = 5

LEGEND: dict[str, frozenset[Standing]] = {
    "requested": frozenset({Standing.REQUESTED}),
    "confirmed": frozenset({Standing.CONFIRMED}),
    "in_progress": frozenset({Standing.IN_PROGRESS}),
    "done": frozenset({Standing.DONE, Standing.NO_SHOW}),
    "late": frozenset({Standing.LATE}),
    "cancelled": GONE,
}


class CalendarViewModel(VendorPage):
    """One day. What stands against a move is known while it is made, from the rows that are here."""

    def __init__(self, desk: VendorDesk, *, day: str = "") -> None:
        super().__init__(desk, desk.tools.texts("route.vendor.calendar"), primary="booking.create")
        self._roster = Roster(desk)
        self._deeds = BookingDeeds(desk)
        self._words = CalendarWords(self.format, self._roster)
        self._items: tuple[Item, ...] = ()
        self._blocks: tuple[BlockItem, ...] = ()
        self._coming: tuple[BlockItem, ...] = ()
        self._loaded = False
        self._hidden_people: frozenset[str] = frozenset(
            desk.preferences.get("vendor.calendar.hidden_people", [])
        )
        self._hidden_kinds: frozenset[str] = frozenset(
            desk.preferences.get("vendor.calendar.hidden_kinds", ["cancelled"])
        )
        self.day: Observable[date] = self.field(_parse_day(day) or self.format.today(self._roster.zone))
        self.month: Observable[date] = self.field(self.day.value.replace(day=1))
        self.heading: Observable[str] = self.field("")
        self.week: Observable[str] = self.field("")
        self.board: Observable[CalendarDay | None] = self.field(None)
        self.people: Observable[tuple[PersonChoice, ...]] = self.field(())
        self.legend: Observable[tuple[LegendChoice, ...]] = self.field(())
        self.closures: Observable[tuple[ClosureRow, ...]] = self.field(())
        self.loads: Observable[dict[date, float]] = self.field({})
        self.today: Observable[date] = self.field(self.format.today(self._roster.zone))
        self.panel = BookingPanelModel(
            desk, self._roster, BookingWords(self.format, self._roster), self._deeds
        )
        self.panel.panel.bind(self.yield_to)
        may = "" if desk.can(Permission.BOOKINGS_MANAGE) else self.texts("vendor.may_not")
        allowed: Observable[str] = self.field(may)
        may_block = "" if desk.can(Permission.BLOCKS_MANAGE) else self.texts("vendor.may_not")
        self.drop: Command = self.command(self._drop, "booking.reschedule", allowed)
        self.create: Command = self.command(self._create, "booking.create", allowed)
        self.block: Command = self.command(self._block, "block.create", self.field(may_block))
        self.unblock: Command = self.command(self._unblock, "block.delete", self.field(may_block))
        self._live = tuple(self.following() for _ in range(4))
        self.on_close(self.panel.close)
        self.on_close(self._roster.close)
        self._roster.changed.connect(self._roster_changed)
        self.day.changed.connect(self._day_changed)
        self.month.changed.connect(self._follow_month)
        self.on_close(desk.status.subscribe(self.show_state))
        ticker = QTimer(self)
        ticker.timeout.connect(self._tick)
        ticker.start(TICK_MS)
        self.on_close(ticker.stop)
        self._follow()
        self._show()

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"booking.create": self.create}

    # Where we look.

    def step(self, days: int) -> None:
        """Another day."""
        self.go_to(self.day.value + timedelta(days=days))

    def go_to(self, day: date) -> None:
        """That day."""
        self.day.value = day
        self.month.value = day.replace(day=1)

    def go_to_today(self) -> None:
        """Today at the vendor's."""
        self.go_to(self.format.today(self._roster.zone))

    def look_at_month(self, month: date) -> None:
        """Turn the small month's pages."""
        self.month.value = month.replace(day=1)

    def show_person(self, id: str, shown: bool) -> None:
        """Show or hide a column."""
        self._hidden_people = self._hidden_people - {id} if shown else self._hidden_people | {id}
        self.spawn(self._keep("hidden_people", self._hidden_people), "calendar.people")
        self._show()

    def show_kind(self, id: str, shown: bool) -> None:
        """Show or hide the cards of a status."""
        self._hidden_kinds = self._hidden_kinds - {id} if shown else self._hidden_kinds | {id}
        self.spawn(self._keep("hidden_kinds", self._hidden_kinds), "calendar.kinds")
        self._show()

    async def _keep(self, key: str, hidden: frozenset[str]) -> None:
        await self._desk.preferences.set(f"vendor.calendar.{key}", sorted(hidden))

    def open(self, id: str) -> None:
        """Show a booking in the side panel; '' closes it."""
        self.panel.open(id)

    # Moving, making, blocking.

    def judge(self, booking_id: str, staff_id: str, minute: int) -> Drop:
        """What would happen if this booking were let go there."""
        booking = self._get_booking(booking_id)
        wish = self._wish(booking, staff_id, minute)
        zone = self._roster.zone
        start, end = self.format.time(wish.starts_at, zone), self.format.time(wish.ends_at, zone)
        times = f"{start} – {end}"
        name = self._roster.first_name(staff_id)
        if self._is_same(booking, wish):
            return Drop(False, times, start, end, self.texts("vendor.calendar.drop.same"), "")
        judged = self._placing().judge(wish)
        if judged.ok:
            text = self._free_text(booking, name)
            detail = self.texts("vendor.calendar.drop.told", name=who_of(booking, self.texts))
            return Drop(True, times, start, end, text, detail)
        band = (-1, -1)
        if judged.start is not None and judged.end is not None:
            band = hours.on_day(to_wire(judged.start), to_wire(judged.end), self.day.value, zone) or band
        tag = judged.fit is Fit.CANNOT
        return Drop(False, times, start, end, judged.text, "", tag, *band)

    def _free_text(self, booking: BookingDoc, name: str) -> str:
        listing = self._roster.listings.get(booking["listing_id"])
        before = listing["buffer_before_minutes"] if listing else 0
        if before:
            span = self.format.duration(before)
            return self.texts("vendor.calendar.drop.free_travel", name=name, span=span)
        return self.texts("vendor.calendar.drop.free", name=name)

    async def _drop(self, booking_id: str, staff_id: str, minute: int) -> None:
        booking = self._get_booking(booking_id)
        wish = self._wish(booking, staff_id, minute)
        if self._is_same(booking, wish):
            return
        judged = self._placing().judge(wish)
        if not judged.ok:
            raise ShownError(Problem(judged.text))
        await self._deeds.move(booking, to_wire(wish.starts_at), staff_id)

    async def _create(self, staff_id: str = "", minute: int = -1) -> None:
        at = hours.instant_at(self.day.value, minute, self._roster.zone) if minute >= 0 else None
        start = Start(staff_id, at)
        if at is None and self.day.value != self.format.today(self._roster.zone):
            start = Start(staff_id, hours.instant_at(self.day.value, 9 * 60, self._roster.zone))
        booking_id = await open_new_booking(self._desk, self._roster, start)
        if booking_id is not None:
            self.open(booking_id)

    async def _block(self, staff_id: str = "", minute: int = -1) -> None:
        chosen = minute if minute >= 0 else 9 * 60
        same_day = self.day.value == self.format.today(self._roster.zone)
        at = hours.instant_at(self.day.value, chosen, self._roster.zone)
        start = Start(staff_id, None if minute < 0 and same_day else at)
        block_id = await self._desk.navigator.ask(BlockTime(self._desk, self._roster, start))
        if block_id is not None:
            self._desk.toasts.show(self.texts("vendor.block.saved"), icon="calendar-off")

    async def _unblock(self, block_id: str) -> None:
        blocks = {item.row["id"]: item.row for item in (*self._blocks, *self._coming)}
        block = blocks.get(block_id)
        if block is None:
            raise ShownError(Problem(self.texts("vendor.block.gone")))
        operation = replace(delete_block(block), delay=UNDO_SECONDS)
        id = await self._desk.vendor.act(operation)

        async def undo() -> None:
            await self._desk.outbox.discard(id)

        text = self.texts("vendor.block.opened", title=block["title"])
        self._desk.toasts.show(text, icon="calendar-check", undo=undo)

    def _get_booking(self, id: str) -> BookingDoc:
        found = next((item.row for item in self._items if item.row["id"] == id), None)
        if found is None:
            raise ShownError(Problem(self.texts("vendor.bookings.choose_one")))
        return found

    def _wish(self, booking: BookingDoc, staff_id: str, minute: int) -> Wish:
        start = hours.instant_at(self.day.value, minute, self._roster.zone)
        return Wish(booking["listing_id"], staff_id, start, minutes_long(booking), booking["id"])

    def _is_same(self, booking: BookingDoc, wish: Wish) -> bool:
        return wish.starts_at == to_instant(booking["starts_at"]) and wish.staff_id == booking["staff_id"]

    def _placing(self) -> Placing:
        bookings = [item.row for item in self._items]
        return Placing(self.format, self._roster, bookings, [item.row for item in self._blocks])

    # What comes in.

    def _follow(self) -> None:
        day, zone = self.day.value, self._roster.zone
        start = to_wire(hours.instant_at(day - timedelta(days=1), 0, zone))
        end = to_wire(hours.instant_at(day + timedelta(days=2), 0, zone))
        vendor_id = self._desk.vendor_id
        wanted = BookingList(starts_from=start, starts_to=end, vendor_ids=(vendor_id,))
        self._live[0].follow(self._desk.bookings, wanted, self._take_items)
        self._live[1].follow(self._desk.vendor, BlockList(vendor_id, start, end), self._take_blocks)
        now = to_wire(hours.instant_at(self.format.today(zone), 0, zone))
        later = to_wire(hours.instant_at(self.format.today(zone) + timedelta(days=CLOSURE_DAYS), 0, zone))
        self._live[2].follow(self._desk.vendor, BlockList(vendor_id, now, later), self._take_coming)
        self._follow_month()

    def _follow_month(self, _month: object = None) -> None:
        first, zone = self.month.value, self._roster.zone
        start = hours.instant_at(first - timedelta(days=7), 0, zone)
        end = hours.instant_at(first + timedelta(days=45), 0, zone)
        wanted = BookingList(
            starts_from=to_wire(start), starts_to=to_wire(end), vendor_ids=(self._desk.vendor_id,)
        )
        self._live[3].follow(self._desk.bookings, wanted, self._take_month)

    def _take_items(self, found: Bookings) -> None:
        self._items = tuple(found)
        self._loaded = True
        self._show()

    def _take_blocks(self, found: Blocks) -> None:
        self._blocks = tuple(found)
        self._show()

    def _take_coming(self, found: Blocks) -> None:
        self._coming = tuple(found)
        self._show_closures()

    def _take_month(self, found: Bookings) -> None:
        now, zone = self.format.now(), self._roster.zone
        booked: dict[date, int] = {}
        for item in found:
            if standing_of(item.row, now) not in GONE:
                day = self.format.local(item.row["starts_at"], zone).date()
                booked[day] = booked.get(day, 0) + minutes_long(item.row)
        staff = self._roster.staff.values()
        able = [
            sum(
                hours.minutes_of(hours.open_stretches(person, date(2024, 1, 1 + weekday))) for person in staff
            )
            for weekday in range(7)  # 1 January 2024 was a Monday
        ]
        self.loads.value = {
            day: min(1.0, minutes / able[day.weekday()]) if able[day.weekday()] else 1.0
            for day, minutes in booked.items()
        }

    def _roster_changed(self) -> None:
        self._follow()
        self._show()

    def _day_changed(self, _day: object) -> None:
        self.panel.open("")
        self._follow()
        self._show()

    def _tick(self) -> None:
        self.today.value = self.format.today(self._roster.zone)
        self._show()

    # What it shows.

    def _show(self) -> None:
        self.heading.value = self.format.day_long(self.day.value)
        self.week.value = self.texts("vendor.calendar.week", number=self.day.value.isocalendar().week)
        self.show_state()
        if not (self._loaded and self._roster.loaded):
            return
        content = DayContent(self.day.value, self.format.now(), self._on_day(), self._blocks)
        people = [id for id in self._roster.staff if id not in self._hidden_people]
        shown = frozenset().union(
            *(standings for id, standings in LEGEND.items() if id not in self._hidden_kinds)
        )
        self.board.value = self._words.day(content, people, shown)
        self._show_lists(content)
        self._show_closures()
        self.panel.refresh()
        self._show_subtitle(content)

    def _on_day(self) -> tuple[Item, ...]:
        zone, day = self._roster.zone, self.day.value
        return tuple(
            item
            for item in self._items
            if hours.on_day(item.row["starts_at"], item.row["ends_at"], day, zone) is not None
        )

    def _show_lists(self, content: DayContent) -> None:
        self.people.value = tuple(
            PersonChoice(
                id,
                self._roster.first_name(id),
                person["name"],
                tint_letter(person["tint"]),
                self.format.duration(self._words.booked_minutes(id, content)),
                id not in self._hidden_people,
            )
            for id, person in self._roster.staff.items()
        )
        stood = [standing_of(item.row, content.now) for item in content.items]
        self.legend.value = tuple(
            LegendChoice(
                id,
                self.texts(f"vendor.standing.{id}"),
                sum(standing in standings for standing in stood),
                Standing(id),
                id not in self._hidden_kinds,
            )
            for id, standings in LEGEND.items()
        )

    def _show_closures(self) -> None:
        zone = self._roster.zone
        rows: list[ClosureRow] = []
        for item in self._coming[:CLOSURES]:
            block = item.row
            first = self.format.local(block["starts_at"], zone)
            last = self.format.local(to_instant(block["ends_at"]) - timedelta(minutes=1), zone)
            if first.date() != last.date():
                when = f"{self.format.day(first.date())} – {self.format.day(last.date())}"
            elif block["all_day"]:
                when = self.format.day(first.date())
            else:
                times = self.format.times(block["starts_at"], block["ends_at"], zone)
                when = f"{self.format.day(first.date())}, {times}"
            name = self._roster.first_name(block["staff_id"] or "") or self.texts("vendor.block.everybody")
            rows.append(ClosureRow(block["id"], when, f"{name}, {block['title']}"))
        self.closures.value = tuple(rows)

    def _show_subtitle(self, content: DayContent) -> None:
        stood = [standing_of(item.row, content.now) for item in content.items]
        asked = stood.count(Standing.REQUESTED)
        kept = sum(standing not in GONE for standing in stood) - asked
        parts = [self.texts.count("vendor.bookings", kept)]
        if asked:
            parts.append(self.texts.count("vendor.requests", asked))
        stale = self.state.value.stale
        self.subtitle.value = stale or ", ".join(parts)

    def show_state(self) -> None:
        """Whether everything is here, and how old it is."""
        ready = self._loaded and self._roster.loaded
        kind = ScreenKind.READY if ready else ScreenKind.LOADING
        self.set_state(kind, self.stale_text(self._roster.zone))


def _parse_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
