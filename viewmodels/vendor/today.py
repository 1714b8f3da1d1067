"""Today: what is on and next, what waits for an answer, the day by person, and what needs a look."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import QTimer

from client.clock import to_wire
from client.stores.booking import BookingList, Bookings
from client.stores.vendor import BlockList, Blocks
from contracts.permissions import Permission
from contracts.rows import BlockDoc
from contracts.vocabulary import BookingAction, BookingStatus
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.screen import ScreenKind
from viewmodels.vendor import hours
from viewmodels.vendor.day_board import DayBoards, DayFacts, next_days, starts_between
from viewmodels.vendor.deeds import BookingDeeds
from viewmodels.vendor.desk import Latest, VendorDesk
from viewmodels.vendor.new_booking import open_new_booking
from viewmodels.vendor.page import VendorPage
from viewmodels.vendor.roster import Roster
from viewmodels.vendor.rows import AheadRow, DayBoard, LookRow, MoneyCard, NowCard, RequestRow
from viewmodels.vendor.standing import Standing, standing_of
from viewmodels.vendor.today_words import Item, TodayWords, client_key

TICK_MS = 15_000
DAYS_BACK, DAYS_AHEAD = 7, 7
EAST, WEST = timedelta(hours=14), timedelta(hours=12)
"""How far clocks are apart from UTC at most."""
LEFT_OPEN = (BookingStatus.REQUESTED.value, BookingStatus.CONFIRMED.value, BookingStatus.IN_PROGRESS.value)
"""All that days gone by are still looked at for."""


class TodayViewModel(VendorPage):
    """Everything is recomputed from cached rows when they, or the minute, change."""

    def __init__(self, desk: VendorDesk) -> None:
        super().__init__(desk, desk.tools.texts("route.vendor.today"), primary="booking.create")
        self._roster = Roster(desk)
        self._deeds = BookingDeeds(desk)
        self._words = TodayWords(self.format, self._roster)
        self._boards = DayBoards(self.format, self._roster)
        self._items: dict[str, Item] = {}
        self._coming: Bookings = ()
        self._left_open: Bookings = ()
        self._requests: dict[str, Item] = {}
        self._blocks: tuple[BlockDoc, ...] = ()
        self._history: dict[str, int] = {}
        self._asked: set[str] = set()
        self._answered: set[str] = set()
        self._worded: dict[str, tuple[Item, bool, int | None, RequestRow]] = {}
        self._show_due = False
        self._showing = Latest(desk.tools.tasks, "vendor.today.show")
        self.on_close(self._showing.cancel)
        self._shown_now = ""
        self._loaded = False
        self.requests: RowModel[RequestRow] = RowModel(
            [Column("title", "", lambda row: row.title)], self, describe=lambda row: row.spoken
        )
        self.current_request: Observable[str] = self.field("")
        self.now_card: Observable[NowCard | None] = self.field(None)
        self.board: Observable[DayBoard | None] = self.field(None)
        self.money: Observable[MoneyCard | None] = self.field(None)
        self.looks: Observable[tuple[LookRow, ...]] = self.field(())
        self.ahead: Observable[tuple[AheadRow, ...]] = self.field(())
        may = "" if desk.can(Permission.BOOKINGS_MANAGE) else self.texts("vendor.may_not")
        allowed: Observable[str] = self.field(may)
        self.accept: Command = self.command(self._accept, "booking.accept", allowed)
        self.decline: Command = self.command(self._decline, "booking.decline", allowed)
        self.start: Command = self.command(self._start, "booking.start", allowed)
        self.complete: Command = self.command(self._complete, "booking.complete", allowed)
        self.no_show: Command = self.command(self._no_show, "booking.no_show", allowed)
        self.next_request: Command = self.command(self._next, "list.next")
        self.previous_request: Command = self.command(self._previous, "list.previous")
        self.create: Command = self.command(self._create, "booking.create")
        self._bookings, self._overdue, self._waiting, self._blocked = (self.following() for _ in range(4))
        self.on_close(self._roster.close)
        self._roster.changed.connect(self._roster_changed)
        self.on_close(desk.status.subscribe(self.show_state))
        ticker = QTimer(self)
        ticker.timeout.connect(self._tick)
        ticker.start(TICK_MS)
        self.on_close(ticker.stop)
        self._follow()
        self.show_state()

    @property
    def commands(self) -> Mapping[str, Command]:
        return {
            "booking.accept": self.accept,
            "booking.decline": self.decline,
            "booking.start": self.start,
            "booking.complete": self.complete,
            "booking.no_show": self.no_show,
            "booking.create": self.create,
            "list.next": self.next_request,
            "list.previous": self.previous_request,
        }

    # What a person does.

    def choose_request(self, id: str) -> None:
        """Put the keyboard's A and D on this request."""
        self.current_request.value = id

    def show_next(self, step: int) -> None:
        """Show the next (or previous) of the bookings that are on, late or next."""
        ids = [item.row["id"] for item in self._candidates()]
        if ids:
            place = ids.index(self._shown_now) if self._shown_now in ids else 0
            self._shown_now = ids[(place + step) % len(ids)]
            self._show_now()

    def open_booking(self, id: str) -> None:
        """Go to the booking's row and panel."""
        self._desk.navigator.go("vendor.bookings", booking_id=id)

    def open_calendar(self, day: str = "") -> None:
        """Go to the calendar, at a day (`2026-11-22`) or today."""
        self._desk.navigator.go("vendor.calendar", **({"day": day} if day else {}))

    def open_requests(self) -> None:
        """Go to all requests that wait."""
        self._desk.navigator.go("vendor.bookings", view="waiting")

    async def _accept(self, id: str = "") -> None:
        await self._answer(BookingAction.ACCEPT, id)

    async def _decline(self, id: str = "") -> None:
        await self._answer(BookingAction.DECLINE, id)

    async def _answer(self, action: BookingAction, id: str) -> None:
        rows = [row.id for row in self.requests.rows]
        # Keys come faster than rows go: what was just answered is not answered again.
        chosen = id or next(
            (one for one in (self.current_request.value, *rows) if one and one not in self._answered), ""
        )
        item = self._requests.get(chosen)
        if item is None:
            raise ShownError(Problem(self.texts("vendor.today.nothing_waits")))
        self._answered.add(chosen)
        try:
            await self._deeds.do(action, [item.row])
        except Exception:
            self._answered.discard(chosen)
            raise
        if self.current_request.value == chosen and chosen in rows:
            place = rows.index(chosen)
            self.current_request.value = next(iter(rows[place + 1 :] or rows[:place][-1:]), "")

    async def _start(self, id: str = "") -> None:
        await self._deeds.do(BookingAction.START, [self._get_now(id).row])

    async def _complete(self, id: str = "") -> None:
        await self._deeds.do(BookingAction.COMPLETE, [self._get_now(id).row])

    async def _no_show(self, id: str = "") -> None:
        await self._deeds.do(BookingAction.NO_SHOW, [self._get_now(id).row])

    def _get_now(self, id: str) -> Item:
        card = self.now_card.value
        item = self._items.get(id or (card.id if card else ""))
        if item is None:
            raise ShownError(Problem(self.texts("vendor.today.nothing_on")))
        return item

    async def _next(self) -> None:
        self._walk(1)

    async def _previous(self) -> None:
        self._walk(-1)

    def _walk(self, step: int) -> None:
        ids = [row.id for row in self.requests.rows]
        if not ids:
            return
        here = self.current_request.value
        place = ids.index(here) + step if here in ids else 0
        self.current_request.value = ids[min(max(0, place), len(ids) - 1)]

    async def _create(self) -> None:
        await open_new_booking(self._desk, self._roster)

    # What comes in.

    @property
    def day(self) -> date:
        """Today at the vendor's."""
        return self.format.today(self._roster.zone)

    def _follow(self) -> None:
        # Wide enough for a day on any clock: the vendor's is known only when its row has been read, and
        # reading everything a second time for it would be in the way of the first paint.
        midnight = datetime.combine(self.day, time(), UTC)
        start = to_wire(midnight - EAST - timedelta(days=DAYS_BACK))
        first = to_wire(midnight - EAST)
        end = to_wire(midnight + timedelta(days=DAYS_AHEAD + 1) + WEST)
        vendors = (self._desk.vendor_id,)
        self._overdue.follow(
            self._desk.bookings,
            BookingList(statuses=LEFT_OPEN, starts_from=start, starts_to=first, vendor_ids=vendors),
            self._take_overdue,
        )
        self._bookings.follow(
            self._desk.bookings,
            BookingList(starts_from=first, starts_to=end, vendor_ids=vendors),
            self._take_bookings,
        )
        asked = BookingList(statuses=(BookingStatus.REQUESTED.value,), vendor_ids=vendors)
        self._waiting.follow(self._desk.bookings, asked, self._take_requests)
        self._blocked.follow(
            self._desk.vendor, BlockList(self._desk.vendor_id, start, end), self._take_blocks
        )

    def _take_overdue(self, found: Bookings) -> None:
        self._left_open = found
        self._keep()
        if self._loaded:
            self._show_soon()

    def _keep(self) -> None:
        self._items = {item.row["id"]: item for item in (*self._left_open, *self._coming)}

    def _take_bookings(self, found: Bookings) -> None:
        self._coming = found
        self._keep()
        if self._loaded:
            self._show_soon()
        else:
            self._loaded = True
            self._show()

    def _take_requests(self, found: Bookings) -> None:
        self._requests = {item.row["id"]: item for item in found}
        self._answered.intersection_update(self._requests)
        self._show_requests()
        self._ask_history()
        self._show_soon()

    def _take_blocks(self, found: Blocks) -> None:
        self._blocks = tuple(item.row for item in found)
        self._show_board()

    def _roster_changed(self) -> None:
        self._tick()

    def _tick(self) -> None:
        self._worded.clear()
        self._follow()
        self._show()

    # What it shows.

    def _show(self) -> None:
        self._show_requests()
        self._show_rest()

    def _show_soon(self) -> None:
        """All but the requests, once: several lists change together, and requests are painted first."""
        if not self._show_due:
            self._show_due = True
            self._showing.begin(self._show_later())

    async def _show_later(self) -> None:
        await asyncio.sleep(0)
        self._show_due = False
        self._show_rest()

    def _show_rest(self) -> None:
        self._show_now()
        self._show_board()
        self._show_looks()
        self.show_state()

    def _candidates(self) -> list[Item]:
        """Bookings that are on, then late ones of today, then the next one."""
        now = self.format.now()
        by_time = sorted(self._items.values(), key=lambda item: item.row["starts_at"])
        stood = [(standing_of(item.row, now), item) for item in by_time]
        on = [item for standing, item in stood if standing is Standing.IN_PROGRESS]
        zone = self._roster.zone
        late = [
            item
            for standing, item in stood
            if standing is Standing.LATE and self.format.local(item.row["starts_at"], zone).date() == self.day
        ]
        ahead = [item for standing, item in stood if standing is Standing.CONFIRMED][:1]
        return on + late + ahead

    def _show_now(self) -> None:
        candidates = self._candidates()
        ids = [item.row["id"] for item in candidates]
        if self._shown_now not in ids:
            self._shown_now = ids[0] if ids else ""
        if not candidates:
            self.now_card.value = None
            return
        place = ids.index(self._shown_now)
        now = self.format.now()
        self.now_card.value = self._words.now_card(candidates[place], place + 1, len(ids), now)

    def _show_requests(self) -> None:
        now = self.format.now()
        by_time = sorted(self._requests.values(), key=lambda item: (item.row["starts_at"], item.row["id"]))
        self.requests.set_rows(
            [self._request(item, now, first=place == 0) for place, item in enumerate(by_time)]
        )
        if self.current_request.value not in self._requests:
            self.current_request.value = ""

    def _request(self, item: Item, now: datetime, *, first: bool) -> RequestRow:
        """In the words that it has, unless something but the time changed; the clock's turn clears them."""
        id, booked = item.row["id"], self._history.get(client_key(item.row))
        kept = self._worded.get(id)
        if kept is not None and kept[0] is item and kept[1:3] == (first, booked):
            return kept[3]
        row = self._words.request(item, now, first=first, booked=booked)
        self._worded[id] = (item, first, booked, row)
        return row

    def _show_board(self) -> None:
        if not (self._loaded and self._roster.loaded):
            return
        now, day, zone = self.format.now(), self.day, self._roster.zone
        midnight = hours.instant_at(day, 0, zone)
        tomorrow = hours.instant_at(day + timedelta(days=1), 0, zone)
        items = tuple(self._items.values())
        facts = DayFacts(day, now, tuple(starts_between(items, midnight, tomorrow)), self._blocks)
        later = starts_between(
            items, tomorrow, hours.instant_at(day + timedelta(days=DAYS_AHEAD + 1), 0, zone)
        )
        self.board.value = self._boards.board(facts)
        self.money.value = self._boards.money(facts, later)
        self.ahead.value = tuple(self._boards.ahead(next_days(day, DAYS_AHEAD), later, now))

    def _show_looks(self) -> None:
        both = self._items | self._requests
        now = self.format.now()
        self.looks.value = tuple(self._words.looks(list(both.values()), now))

    def show_state(self) -> None:
        """The day, and whether everything is here."""
        self.subtitle.value = self.format.day_long(self.day)
        ready = self._loaded and self._roster.loaded
        kind = ScreenKind.READY if ready else ScreenKind.LOADING
        self.set_state(kind, self.stale_text(self._roster.zone))

    # How often a client was here.

    def _ask_history(self) -> None:
        for item in self._requests.values():
            key = client_key(item.row)
            if key and key not in self._asked:
                self._asked.add(key)
                self.spawn(self._count(item, key), "vendor.today.history")

    async def _count(self, item: Item, key: str) -> None:
        customer = item.row["customer"]
        query = BookingList(
            vendor_ids=(self._desk.vendor_id,),
            customer_id=customer["id"] if customer is not None else None,
            words="" if customer is not None else key,
        )
        found = await self._desk.bookings.read(query)
        done = [other for other in found if _counts(other, item)]
        self._history[key] = len(done)
        self._show_requests()


def _counts(other: Item, item: Item) -> bool:
    """Whether an earlier booking tells that the client has been here, or will be."""
    status = BookingStatus(other.row["status"])
    kept = {BookingStatus.CONFIRMED, BookingStatus.IN_PROGRESS, BookingStatus.COMPLETED}
    return other.row["id"] != item.row["id"] and status in kept
