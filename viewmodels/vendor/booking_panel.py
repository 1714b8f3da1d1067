"""The side panel: one booking with its history, and what can be done to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from client.documents import Document
from client.errors import DoorstepError, UnreachableError
from client.outbox.operations import proposal as proposing
from client.outbox.operations.series import cancel_series
from client.stores.base import Folded
from client.stores.booking import BookingDetail, BookingList
from client.stores.proposal import OpenProposals, Proposals
from client.stores.series import SeriesDetail
from contracts.rows import BookingDoc, ProposalDoc
from contracts.vocabulary import BookingAction, ProposalAnswer, ProposalSide, SeriesScope
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.view_model import ViewModel
from viewmodels.shell.booking_words import who_of
from viewmodels.vendor.booking_rows import BookingPanel, HistoryRow
from viewmodels.vendor.booking_words import BookingWords
from viewmodels.vendor.deeds import UNDO_SECONDS, BookingDeeds, possible
from viewmodels.vendor.desk import Following, VendorDesk
from viewmodels.vendor.move_booking import MoveBooking
from viewmodels.vendor.roster import Roster
from viewmodels.vendor.today_words import client_key

ANSWERS = {
    "agree": ProposalAnswer.ACCEPT,
    "refuse": ProposalAnswer.DECLINE,
    "withdraw": ProposalAnswer.WITHDRAW,
}
"""What a vendor says to a proposed time, by the names of its buttons."""

SCOPES = {"cancel_following": SeriesScope.FOLLOWING, "cancel_all": SeriesScope.ALL}
"""How much of a series is called off, by the names of its buttons."""


class BookingPanelModel(ViewModel):
    """Follows the booking that is open; its history is asked for when it opens and when it changed."""

    def __init__(self, desk: VendorDesk, roster: Roster, words: BookingWords, deeds: BookingDeeds) -> None:
        super().__init__(desk.tools)
        self._desk, self._roster, self._words, self._deeds = desk, roster, words, deeds
        self.item: Folded[BookingDoc] | None = None
        self._proposed: Folded[ProposalDoc] | None = None
        self._steps: tuple[Document, ...] = ()
        self._steps_of: tuple[str, int] = ("", 0)
        self._visits: Mapping[str, int] = {}
        self._operation_id = ""
        self.shown_id: Observable[str] = self.field("")
        self.panel: Observable[BookingPanel | None] = self.field(None)
        self.history: Observable[tuple[HistoryRow, ...]] = self.field(())
        self.history_note: Observable[str] = self.field("")
        self.can_write: Observable[bool] = self.field(False)
        self.do: Command = self.command(self._do, "booking.deed")
        self.take_back: Command = self.command(self._take_back, "booking.take_back")
        self._live, self._asked = Following(), Following()
        self.on_close(self._live.close)
        self.on_close(self._asked.close)

    def write_message(self) -> None:
        """Write to the customer about this booking."""
        self._desk.navigator.go("vendor.messages", booking_id=self.shown_id.value)

    def open(self, id: str, operation_id: str = "") -> None:
        """Show a booking; '' closes the panel. With an operation, its time is asked for anew."""
        if id == self.shown_id.value and not operation_id:
            return
        self.shown_id.value = id
        self._operation_id = operation_id
        self.item, self._steps, self._proposed = None, (), None
        self.do.forgive()
        self.take_back.forgive()
        if not id:
            self._live.close()
            self._asked.close()
            self.panel.value = None
            return
        self._asked.follow(self._desk.proposals, OpenProposals(id), self._take_proposals)
        self._live.follow(self._desk.bookings, BookingDetail(id), self._take)

    def know_visits(self, visits: Mapping[str, int]) -> None:
        """How often each client was here."""
        self._visits = visits
        self.refresh()

    def refresh(self) -> None:
        """Say it again, as when a minute has passed."""
        item = self.item
        if item is None:
            return
        count = self._visits.get(client_key(item.row))
        self.panel.value = self._words.panel(item, self.format.now(), count, self._proposed)
        self.history.value = tuple(self._words.history(item, self._steps))

    def _take_proposals(self, found: Proposals) -> None:
        self._proposed = found[0] if found else None
        self.refresh()

    def _take(self, found: Folded[BookingDoc] | None) -> None:
        self.item = found
        self.can_write.value = found is not None and found.row["customer"] is not None
        if found is None:
            self.panel.value = None
            return
        self.refresh()
        key = (found.row["id"], found.row["version"])
        if key != self._steps_of:
            self._steps_of = key
            self.spawn(self._load_history(key), "booking.history")
        if self._operation_id:
            operation_id, self._operation_id = self._operation_id, ""
            self.spawn(self._edit(operation_id), "booking.edit")

    async def _load_history(self, key: tuple[str, int]) -> None:
        note = ""
        steps: tuple[Document, ...] = ()
        if key[1]:
            try:
                steps = tuple(await self._desk.bookings.history(key[0]))
            except UnreachableError:
                note = self.texts("vendor.history.offline")
            except DoorstepError as error:
                note = str(error)
        if key == self._steps_of:
            self._steps = steps
            self.history_note.value = note
            self.refresh()

    async def _do(self, action: str) -> None:
        item = self._get_item()
        if action == BookingAction.RESCHEDULE.value:
            await self.move_booking(item.row["id"])
        elif action == "propose":
            await self._propose(item.row)
        elif action in SCOPES:
            await self._cancel_series(item.row, SCOPES[action])
        elif action in ANSWERS:
            await self._answer(ANSWERS[action])
        else:
            await self._deeds.do(BookingAction(action), [item.row])

    async def _propose(self, row: BookingDoc) -> None:
        """Ask for another time or person, and ask the customer whether that suits them."""
        form = MoveBooking(self._desk, self._roster, row, asks=True)
        chosen = await self._desk.navigator.ask(form)
        if chosen is None:
            return
        starts_at, staff_id = chosen
        new_id = self._desk.bookings.new_id()
        wish = proposing.propose(new_id, row, ProposalSide.VENDOR, starts_at, staff_id=staff_id)
        await self._desk.bookings.act(wish)
        when = self.format.day_time(starts_at, self._roster.zone)
        text = self.texts("vendor.proposal.sent", name=who_of(row, self.texts), when=when)
        self._desk.toasts.show(text, icon="calendar-clock")

    async def _cancel_series(self, row: BookingDoc, scope: SeriesScope) -> None:
        """Call off this and the following, or all that is left of the series."""
        series_id, first = row.get("series_id"), row.get("series_position") or 1
        found = await self._desk.series.read(SeriesDetail(series_id)) if series_id else None
        if found is None:
            raise ShownError(Problem(self.texts("vendor.series.gone")))
        mine = await self._desk.bookings.read(BookingList(vendor_ids=(self._desk.vendor_id,)))
        ids = [
            item.row["id"]
            for item in mine
            if item.row.get("series_id") == series_id
            and possible(BookingAction.CANCEL, item.row)
            and (scope is SeriesScope.ALL or (item.row.get("series_position") or 1) >= first)
        ]
        operation = replace(cancel_series(found.row, scope, first, ids), delay=UNDO_SECONDS)
        operation_id = await self._desk.bookings.act(operation)

        async def undo() -> None:
            await self._desk.outbox.discard(operation_id)

        text = self.texts.count("vendor.series.cancelled", len(ids), title=row["listing_title"])
        self._desk.toasts.show(text, icon="calendar-x", undo=undo)

    async def _answer(self, word: ProposalAnswer) -> None:
        proposed = self._proposed
        if proposed is None:
            raise ShownError(Problem(self.texts("vendor.proposal.gone")))
        await self._desk.bookings.act(proposing.answer(proposed.row, word))
        self._desk.toasts.show(self.texts(f"vendor.proposal.{word.value}"), icon="calendar-check")

    async def _take_back(self) -> None:
        item = self._get_item()
        await self._deeds.take_back(item.pending)

    async def move_booking(self, id: str) -> None:
        """Ask for another time or person, and move it there."""
        item = self.item if self.item is not None and self.item.row["id"] == id else None
        if item is None:
            item = await self._desk.bookings.read(BookingDetail(id))
        if item is None:
            raise ShownError(Problem(self.texts("vendor.bookings.choose_one")))
        chosen = await self._desk.navigator.ask(MoveBooking(self._desk, self._roster, item.row))
        if chosen is not None:
            await self._deeds.move(item.row, *chosen)

    async def _edit(self, operation_id: str) -> None:
        """Choose another time for something that the server refused."""
        item = self.item
        if item is None:
            return
        refused = next((mark for mark in item.pending if mark.operation_id == operation_id), None)
        if refused is None or refused.name not in {"booking.create", "booking.reschedule"}:
            return
        chosen = await self._desk.navigator.ask(MoveBooking(self._desk, self._roster, item.row))
        if chosen is None:
            return
        starts_at, staff_id = chosen
        args: Document = {"starts_at": starts_at}
        if staff_id:
            args["staff_id"] = staff_id
        if refused.name == "booking.create":
            args |= {"id": item.row["id"], "listing_id": item.row["listing_id"]}
            if item.row["note"]:
                args["note"] = item.row["note"]
            if item.row["guest"] is not None:
                args["guest"] = dict(item.row["guest"])
        await self._desk.outbox.edit(operation_id, args)

    def _get_item(self) -> Folded[BookingDoc]:
        if self.item is None:
            raise ShownError(Problem(self.texts("vendor.bookings.choose_one")))
        return self.item
