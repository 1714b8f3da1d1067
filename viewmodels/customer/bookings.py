"""My bookings: a timeline, and a panel to cancel or move one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer

from client.clock import to_wire
from client.errors import DoorstepError, LocalError
from client.outbox.operation import Operation
from client.outbox.operations import booking as operations
from client.outbox.operations import proposal as proposing
from client.outbox.operations import series, waitlist
from client.stores.base import Folded
from client.stores.booking import BookingList, Bookings
from client.stores.catalogue import ListingList, VendorList
from client.stores.proposal import OpenProposals, Proposals
from client.stores.series import SeriesDetail
from client.stores.waitlist import Places, WaitingPlaces
from contracts.rows import BookingDoc, ListingDoc, ProposalDoc, VendorDoc
from contracts.transitions import allows
from contracts.vocabulary import (
    BookingAction,
    BookingStatus,
    ProposalAnswer,
    ProposalSide,
    Role,
    SeriesScope,
)
from viewmodels.customer.cancelling import CancelCost, CancelWords
from viewmodels.customer.desk import CustomerDesk
from viewmodels.customer.rows import BookingCard, PlaceRow, TimeChip
from viewmodels.customer.words import CustomerWords, by_id
from viewmodels.format import to_instant
from viewmodels.kernel.command import Command
from viewmodels.kernel.csv_text import save_csv, to_csv
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.kernel.view_tab import ViewTab
from viewmodels.shell.rows import Tone

TABS: Final = ("all", "upcoming", "past")
UNDO_SECONDS: Final = 8.0
MOVE_CHOICES: Final = 6
LOOK_AHEAD: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class CancelPanel:
    """What cancelling would do, before it is done."""

    card: BookingCard
    title: str
    cost: CancelCost
    effects: tuple[str, ...]
    confirm: str
    scopes: tuple[tuple[str, str], ...] = ()
    """How much of a series can be meant; nothing for a booking of its own."""


class BookingsViewModel(Page):
    """Upcoming first, then past; cancelling and moving work offline and say so."""

    def __init__(self, desk: CustomerDesk) -> None:
        super().__init__(desk.tools, desk.tools.texts("customer.bookings.title"))
        self._desk = desk
        self._words = CustomerWords(self.texts, self.format)
        self._cancelling = CancelWords(self.texts, self.format)
        self._bookings: dict[str, Folded[BookingDoc]] = {}
        self._proposals: dict[str, Folded[ProposalDoc]] = {}
        self._listings: Mapping[str, ListingDoc] = {}
        self._vendors: Mapping[str, VendorDoc] = {}
        self._loaded = False
        text = self.texts
        self.rows: RowModel[BookingCard] = RowModel(
            [
                Column("day", text("customer.bookings.day"), lambda row: row.day),
                Column("times", text("customer.bookings.time"), lambda row: row.times),
                Column("title", text("customer.bookings.service"), lambda row: row.title),
                Column("vendor", text("customer.bookings.vendor"), lambda row: row.detail),
                Column(
                    "status",
                    text("customer.bookings.status"),
                    lambda row: row.tag[0] if row.tag else row.note,
                ),
                Column("price", text("customer.bookings.price"), lambda row: row.price),
            ],
            self,
        )
        self.now: Observable[str] = self.field(self.format.time(self.format.now()))
        self.tab: Observable[str] = self.field(TABS[0])
        self.tabs: Observable[tuple[ViewTab, ...]] = self.field(())
        self.open_id: Observable[str] = self.field("")
        self.panel: Observable[CancelPanel | None] = self.field(None)
        self.choices: Observable[tuple[TimeChip, ...]] = self.field(())
        self.cancel: Command = self.command(self._cancel, "booking.cancel")
        self.move: Command = self.command(self._move, "booking.reschedule")
        self.scope: Observable[str] = self.field(SeriesScope.THIS.value)
        self.places: Observable[tuple[PlaceRow, ...]] = self.field(())
        self._waiting: Places = ()
        self.take_offer: Command = self.command(self._take_offer, "booking.create")
        self.leave_place: Command = self.command(self._leave_place, "waitlist.leave")
        self._ticker = QTimer(self)
        self._ticker.timeout.connect(self._show_places)
        self.on_close(self._ticker.stop)
        self.agree: Command = self.command(self._agree, "proposal.accept")
        self.refuse: Command = self.command(self._refuse, "proposal.decline")
        self.export: Command = self.command(self._export, "list.export")
        self._find_choices: Command = self.command(self._look_for_times, "customer.bookings.times")
        self.tab.changed.connect(self._arrange)
        self.open_id.changed.connect(self._opened)
        self.subtitle.value = self.format.day_long(self.format.now())
        self.on_close(desk.status.subscribe(self._show_state))
        self.observe(desk.catalogue.observe(ListingList()), self._take_listings)
        self.observe(desk.catalogue.observe(VendorList()), self._take_vendors)
        self.scope.changed.connect(self._show_panel)
        self.observe(desk.waitlist.observe(WaitingPlaces(desk.person.id)), self._take_places)
        self.observe(desk.proposals.observe(OpenProposals()), self._take_proposals)
        self.observe(desk.bookings.observe(BookingList(customer_id=desk.person.id)), self._take_bookings)

    # What a person does

    def choose_tab(self, id: str) -> None:
        """Look at all, upcoming or past bookings."""
        self.tab.value = id

    def open(self, id: str) -> None:
        """Show what cancelling or moving would do; '' closes the panel."""
        self.open_id.value = id

    def find_service(self) -> None:
        """Look for something to book."""
        self._desk.navigator.go("customer.discover")

    def close_panel(self) -> None:
        """Keep the booking as it is."""
        self.open_id.value = ""

    def write_message(self, id: str) -> None:
        """Write to the vendor about a booking."""
        self._desk.navigator.go("customer.messages", booking_id=id)

    def rebook(self, id: str) -> None:
        """Choose a time for the same service again."""
        item = self._bookings.get(id)
        if item is not None:
            self._desk.navigator.go("customer.time", listing_id=item.row["listing_id"])

    def reschedule(self, id: str) -> None:
        """Choose another time for this booking, among all times."""
        item = self._bookings.get(id)
        if item is not None:
            self._desk.navigator.go("customer.time", listing_id=item.row["listing_id"], booking_id=id)

    async def _cancel(self, reason: str = "") -> None:
        row = self._get_open()
        # Kept back for as long as the toast stands, so that Undo can take it away before it is sent.
        operation = replace(await self._calling_off(row, reason.strip() or None), delay=UNDO_SECONDS)
        id = await self._desk.bookings.act(operation)
        self.close_panel()
        key = "customer.bookings.cancelled.offline" if self._desk.offline else "customer.bookings.cancelled"
        self._desk.toasts.show(
            self.texts(key, title=row["listing_title"]), icon="calendar-x", undo=lambda: self._take_back(id)
        )

    async def _calling_off(self, row: BookingDoc, reason: str | None) -> Operation:
        rows = self._meant(row)
        agreed = self._cancelling.cost_of(rows).amount
        scope, series_id = SeriesScope(self.scope.value), row.get("series_id")
        if scope is SeriesScope.THIS or not series_id:
            return operations.cancel(row, reason, agreed)
        found = await self._desk.series.read(SeriesDetail(series_id))
        if found is None:
            raise ShownError(Problem(self.texts("customer.bookings.gone")))
        ids, position = [each["id"] for each in rows], row.get("series_position") or 1
        return series.cancel_series(found.row, scope, position, ids, reason=reason, agreed_fee=agreed)

    def _meant(self, row: BookingDoc) -> list[BookingDoc]:
        """The bookings that cancelling means: this one, or those of its series in the chosen scope."""
        scope, series_id, first = self.scope.value, row.get("series_id"), row.get("series_position") or 1
        if scope == SeriesScope.THIS or not series_id:
            return [row]
        return [
            item.row
            for item in self._bookings.values()
            if item.row.get("series_id") == series_id
            and allows(BookingAction.CANCEL, BookingStatus(item.row["status"]), frozenset({Role.CUSTOMER}))
            and (scope == SeriesScope.ALL or (item.row.get("series_position") or 1) >= first)
        ]

    def choose_scope(self, id: str) -> None:
        """Cancel this one, it and the following, or the whole series."""
        self.scope.value = id

    async def _take_offer(self, place_id: str) -> None:
        """Book the time that is kept for this person."""
        item = next((item for item in self._waiting if item.row["id"] == place_id), None)
        offer = item.row["offer"] if item is not None else None
        listing = None if item is None else self._listings.get(item.row["listing_id"])
        if offer is None or listing is None or offer["hold_id"] is None:
            raise ShownError(Problem(self.texts("customer.wait.gone")))
        await self._desk.bookings.act(
            operations.create_booking(
                self._desk.bookings.new_id(),
                listing,
                offer["starts_at"],
                staff_id=offer["staff_id"],
                hold_id=offer["hold_id"],
                customer=self._desk.person.party,
            )
        )
        when = self.format.day_time(offer["starts_at"])
        self._desk.toasts.show(
            self.texts("customer.time.asked", title=listing["title"], when=when), icon="check"
        )

    async def _leave_place(self, place_id: str) -> None:
        """Wait no longer."""
        item = next((item for item in self._waiting if item.row["id"] == place_id), None)
        if item is None:
            raise ShownError(Problem(self.texts("customer.wait.gone")))
        id = await self._desk.bookings.act(replace(waitlist.leave_waitlist(item.row), delay=UNDO_SECONDS))
        text = self.texts("customer.wait.left", title=item.row["listing_title"])
        self._desk.toasts.show(text, icon="x", undo=lambda: self._take_back(id))

    def _take_places(self, places: Places) -> None:
        self._waiting = places
        self._show_places()

    def _show_places(self) -> None:
        names = {id: listing["vendor_name"] for id, listing in self._listings.items()}
        self.places.value = tuple(
            self._words.place(item, names.get(item.row["listing_id"], "")) for item in self._waiting
        )
        if any(place.offered for place in self.places.value):
            self._ticker.start(1_000)
        else:
            self._ticker.stop()
        self._show_state()

    async def _move(self, chip: TimeChip) -> None:
        row = self._get_open()
        asks = bool(self._cancelling.cost(row).amount)
        operation = proposing.propose(
            self._desk.bookings.new_id(), row, ProposalSide.CUSTOMER, chip.starts_at, staff_id=chip.staff_id
        )
        if not asks:
            operation = operations.reschedule(row, chip.starts_at, chip.staff_id)
        id = await self._desk.bookings.act(replace(operation, delay=UNDO_SECONDS))
        self.close_panel()
        key = "customer.bookings.asked_to_move" if asks else "customer.bookings.moved"
        text = self.texts(key, title=row["listing_title"], when=self.format.day_time(chip.starts_at))
        self._desk.toasts.show(text, icon="calendar-clock", undo=lambda: self._take_back(id))

    async def _agree(self, proposal_id: str) -> None:
        """Accept the time that the vendor proposes."""
        item = self._get_proposal(proposal_id)
        await self._desk.bookings.act(proposing.answer(item.row, ProposalAnswer.ACCEPT))
        when = self.format.day_time(item.row["starts_at"])
        self._desk.toasts.show(self.texts("customer.proposal.accepted", when=when), icon="calendar-check")

    async def _refuse(self, proposal_id: str) -> None:
        """Keep the old time: decline the vendor's proposal, or take one's own back."""
        item = self._get_proposal(proposal_id)
        mine = item.row["side"] == ProposalSide.CUSTOMER
        word = ProposalAnswer.WITHDRAW if mine else ProposalAnswer.DECLINE
        id = await self._desk.bookings.act(replace(proposing.answer(item.row, word), delay=UNDO_SECONDS))
        text = self.texts(f"customer.proposal.{'withdrawn' if mine else 'declined'}")
        self._desk.toasts.show(text, icon="calendar-x", undo=lambda: self._take_back(id))

    def _get_proposal(self, proposal_id: str) -> Folded[ProposalDoc]:
        for item in self._proposals.values():
            if item.row["id"] == proposal_id:
                return item
        raise ShownError(Problem(self.texts("customer.proposal.gone")))

    async def _take_back(self, operation_id: str) -> None:
        try:
            await self._desk.outbox.discard(operation_id)
        except LocalError:
            self._desk.toasts.show(
                self.texts("customer.bookings.too_late"), tone=Tone.WARN, icon="circle-alert"
            )

    async def _export(self, path: Path) -> None:
        count = len(self.rows.rows)
        await save_csv(path, to_csv(self.rows.columns, self.rows.rows), self.texts)
        self._desk.toasts.show(
            self.texts.count("customer.bookings.exported", count, file=path.name), icon="download"
        )

    async def _look_for_times(self, row: BookingDoc) -> None:
        now = self.format.now()
        try:
            found = await self._desk.catalogue.slots(
                row["listing_id"],
                to_wire(now.replace(microsecond=0)),
                to_wire(now.replace(microsecond=0) + LOOK_AHEAD),
            )
        except DoorstepError:
            # Without times to offer, moving is still there by its own page.
            return
        if self.open_id.value == row["id"]:
            free = [slot for slot in found.items if slot["starts_at"] != row["starts_at"]]
            self.choices.value = self._words.chips(free, MOVE_CHOICES)

    def _get_open(self) -> BookingDoc:
        item = self._bookings.get(self.open_id.value)
        if item is None:
            raise ShownError(Problem(self.texts("customer.bookings.gone")))
        return item.row

    # What comes in

    def _take_listings(self, listings: tuple[ListingDoc, ...]) -> None:
        self._listings = by_id(listings)
        self._arrange()
        self._show_places()

    def _take_vendors(self, vendors: tuple[VendorDoc, ...]) -> None:
        self._vendors = {vendor["id"]: vendor for vendor in vendors}
        self._arrange()

    def _take_proposals(self, proposals: Proposals) -> None:
        self._proposals = {item.row["booking_id"]: item for item in proposals}
        self._arrange()

    def _take_bookings(self, bookings: Bookings) -> None:
        self._bookings = {item.row["id"]: item for item in bookings}
        self._loaded = True
        self._arrange()
        self._show_panel()

    def _arrange(self, _changed: object = None) -> None:
        cards = [self._card(item) for item in self._bookings.values()]
        upcoming = [card for card in cards if not card.past]
        past = [card for card in reversed(cards) if card.past]
        counts = {"all": len(cards), "upcoming": len(upcoming), "past": len(past)}
        self.tabs.value = tuple(
            ViewTab(
                tab,
                self.texts(f"customer.bookings.tab.{tab}"),
                self.format.number(counts[tab]),
                tab == self.tab.value,
            )
            for tab in TABS
        )
        shown = [] if self.tab.value == "past" else list(upcoming)
        if self.tab.value != "upcoming" and past:
            heading = self.texts("customer.bookings.past")
            first = replace(past[0], heading=heading, heading_note=self._past_note(len(past)))
            shown += [first, *past[1:]]
        self.rows.set_rows(shown)
        self.now.value = self.format.time(self.format.now())
        self._show_state()

    def _past_note(self, count: int) -> str:
        """How many there were, and what this year's came to; nothing of the kind in several currencies."""
        year = self.format.today().year
        spent = [
            item.row["price"]
            for item in self._bookings.values()
            if item.row["status"] == BookingStatus.COMPLETED
            and self.format.local(item.row["starts_at"]).year == year
        ]
        shown = self.format.number(count)
        if len({price["currency"] for price in spent}) != 1:
            return shown
        total = {"amount": sum(price["amount"] for price in spent), "currency": spent[0]["currency"]}
        return self.texts("customer.bookings.spent", count=shown, sum=self.format.money(total))

    def _card(self, item: Folded[BookingDoc]) -> BookingCard:
        listing = self._listings.get(item.row["listing_id"])
        vendor, proposed = self._vendors.get(item.row["vendor_id"]), self._proposals.get(item.row["id"])
        return self._words.booking(item, listing, vendor, proposed=proposed)

    def _opened(self, _id: object) -> None:
        self.scope.value = SeriesScope.THIS.value
        self.choices.value = ()
        self.cancel.forgive()
        self.move.forgive()
        self._find_choices.cancel()
        self._show_panel()
        item = self._bookings.get(self.open_id.value)
        if item is not None and not self._desk.offline:
            self._find_choices.trigger(item.row)

    def _show_panel(self, _changed: object = None) -> None:
        item = self._bookings.get(self.open_id.value)
        card = None if item is None else self._card(item)
        if item is None or card is None or not card.cancel:
            self.panel.value = None
        else:
            cost = self._cancelling.cost_of(self._meant(item.row))
            scopes = tuple(
                (scope.value, self.texts(f"customer.repeat.{scope.value}")) for scope in SeriesScope
            )
            key = "customer.cancel.confirm_fee" if cost.amount else "customer.cancel.confirm"
            self.panel.value = CancelPanel(
                card,
                self.texts("customer.cancel.title"),
                cost,
                self._effects(item.row, card),
                self.texts(key, fee=cost.fee),
                scopes if item.row.get("series_id") else (),
            )
        self.filled.value = self.panel.value is None

    def _effects(self, row: BookingDoc, card: BookingCard) -> tuple[str, ...]:
        names = self._listings.get(row["listing_id"])
        vendor = names["vendor_name"] if names else ""
        effects: list[str] = []
        if to_instant(row["starts_at"]) > self.format.now():
            effects.append(
                self.texts("customer.cancel.time_goes", when=self.format.day_time(row["starts_at"]))
            )
        effects.append(self.texts("customer.cancel.told", vendor=vendor or card.title))
        if self._desk.offline:
            effects.append(self.texts("customer.cancel.offline"))
        return tuple(effects)

    def _show_state(self) -> None:
        stale = ""
        if self._desk.offline and self._desk.status.as_of is not None:
            stale = self.texts("customer.stale", when=self.format.since(self._desk.status.as_of))
        kind = ScreenKind.READY if self.rows.rows or self.places.value else ScreenKind.EMPTY
        self.state.value = ScreenState(kind if self._loaded else ScreenKind.LOADING, stale=stale)
