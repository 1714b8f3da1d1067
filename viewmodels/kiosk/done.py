"""Done: the ticket, its code, and a minute until the screen clears by itself."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from PySide6.QtCore import Signal

from client.stores.base import Folded
from client.stores.booking import BookingDetail
from contracts.rows import BookingDoc
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.view_model import Tools
from viewmodels.kiosk.counter import Booked
from viewmodels.kiosk.page import KioskPage
from viewmodels.kiosk.rows import Countdown, TicketRow
from viewmodels.kiosk.ticket import build_qr, build_ticket
from viewmodels.kiosk.wiring import KioskStores, KioskTimes


class DoneViewModel(KioskPage):
    """`finished` comes when the minute is over or the person has left."""

    finished = Signal()

    def __init__(self, tools: Tools, stores: KioskStores, times: KioskTimes) -> None:
        super().__init__(tools)
        self._stores, self._times = stores, times
        self._booked: Booked | None = None
        self._clearing: asyncio.Task[None] | None = None
        self._unfollow = _nothing
        self.ticket: Observable[TicketRow | None] = self.field(None)
        self.countdown: Observable[Countdown] = self.field(Countdown("", 1.0))
        self.on_close(self.wipe)

    def open(self, booked: Booked) -> None:
        """Show what came of it; a request becomes a booking here if it is sent meanwhile."""
        self._booked = booked
        self.render()
        if booked.answer is None:
            self._follow(booked)
        self._clearing = self.tools.tasks.spawn(self._clear_later(), "kiosk ticket")

    def render(self) -> None:
        """The ticket in the language that is on."""
        if self._booked is None:
            self.ticket.value = None
            return
        qr = build_qr(self.texts, self._booked)
        self.ticket.value = replace(build_ticket(self.texts, self.format, self._booked), qr=qr)

    def finish(self) -> None:
        """The person is done."""
        self.finished.emit()

    def wipe(self) -> None:
        """Forget the ticket."""
        self._unfollow()
        self._unfollow = _nothing
        if self._clearing is not None:
            self._clearing.cancel()
            self._clearing = None
        self._booked = None
        self.ticket.value = None

    def _follow(self, booked: Booked) -> None:
        live = self._stores.bookings.observe(BookingDetail(booked.booking_id))

        def changed() -> None:
            found: Folded[BookingDoc] | None = live.value
            if found is not None and not found.pending and self._booked is not None:
                self._booked = replace(self._booked, answer=found.row)
                self.render()

        live.subscribe(changed)
        self._unfollow = live.close

    async def _clear_later(self) -> None:
        loop = asyncio.get_running_loop()
        ends = loop.time() + self._times.showing
        while (left := ends - loop.time()) > 0:
            self.countdown.value = Countdown(str(round(left)), left / self._times.showing)
            await asyncio.sleep(min(1.0, left))
        self._clearing = None
        self.finished.emit()


def _nothing() -> None:
    return
