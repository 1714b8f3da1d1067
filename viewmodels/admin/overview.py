"""The day in figures, kept fresh while the page is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QTimer

from client.status import EngineStatus
from client.stores.booking import BookingCounts, BookingStore
from client.stores.overview import OverviewStore
from viewmodels.admin.overview_rows import FigureRow, HappeningRow, HourChart, WaitingRow
from viewmodels.admin.overview_words import OverviewWords
from viewmodels.kernel.command import Command
from viewmodels.kernel.navigator import Navigator
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.kernel.view_model import Tools

REFRESH_MS: Final = 60_000
"""For the hour that is running; a change of any booking refreshes sooner."""

SETTLE_MS: Final = 1_000
"""Changes come in bursts; one read answers all of them."""


class OverviewViewModel(Page):
    """Figures, bars by the hour, piles of work, what just happened. Computed by the server in one read."""

    def __init__(
        self,
        tools: Tools,
        overview: OverviewStore,
        bookings: BookingStore,
        status: EngineStatus,
        navigator: Navigator,
    ) -> None:
        super().__init__(tools, tools.texts("admin.overview.title"))
        self._overview, self._navigator, self._status = overview, navigator, status
        self._words = OverviewWords(self.texts, self.format)
        self._body: dict[str, Any] | None = None
        self._kept_from = ""
        self.figures: Observable[tuple[FigureRow, ...]] = self.field(())
        self.chart: Observable[HourChart] = self.field(HourChart())
        self.waiting: RowModel[WaitingRow] = RowModel([Column("title", "", _spoken_waiting)], self)
        self.happening: RowModel[HappeningRow] = RowModel([Column("title", "", _spoken_happening)], self)
        self.live: Observable[bool] = self.field(False)
        self.refresh: Command = self.command(self._refresh, "admin.overview.refresh")
        self.refresh.problem.changed.connect(self._show_state)
        self.on_close(status.subscribe(self._status_changed))
        self.observe(bookings.observe(BookingCounts()), self._bookings_changed)
        self._every(REFRESH_MS, self.refresh.trigger)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self.refresh.trigger)
        self.on_close(self._settle.stop)
        self.refresh.trigger()

    def open(self, id: str) -> None:
        """Go to where that pile of work is done."""
        row = self.waiting.find(id)
        if row is not None:
            self._navigator.go(row.route, **({"tab": row.tab} if row.tab else {}))

    def open_event(self, id: str) -> None:
        """Go to the booking that something happened to."""
        row = self.happening.find(id)
        if row is not None and row.booking_id:
            self._navigator.go("admin.bookings", booking_id=row.booking_id)

    def _every(self, milliseconds: int, act: Callable[[], object]) -> None:
        ticker = QTimer(self)
        ticker.timeout.connect(act)
        ticker.start(milliseconds)
        self.on_close(ticker.stop)

    def _bookings_changed(self, _counts: dict[str, int]) -> None:
        if self._body is not None and not self._settle.isActive():
            self._settle.start(SETTLE_MS)

    def _status_changed(self) -> None:
        came_back = self._status.online and not self.live.value
        self.live.value = self._status.online
        if came_back:
            self.refresh.trigger()
        self._show_state()

    async def _refresh(self) -> None:
        answer = await self._overview.overview(self.format.zone)
        self._kept_from = "" if answer.as_of is None else self.format.since(answer.as_of)
        self._body = answer.body
        self._show(answer.body)
        self._show_state()

    def _show(self, body: dict[str, Any]) -> None:
        self.subtitle.value = self.format.day_long(body["at"])
        self.figures.value = self._words.figures(body)
        self.chart.value = self._words.chart(body)
        self.waiting.set_rows([self._words.waiting(item) for item in body["waiting"] if item["count"]])
        self.happening.set_rows(
            [self._words.happening(place, item) for place, item in enumerate(body["happening"])]
        )
        self.live.value = self._status.online

    def _show_state(self) -> None:
        problem = self.refresh.problem.value
        stale = self.texts("admin.overview.stale", when=self._kept_from) if self._kept_from else ""
        if self._body is None:
            # Figures that never came must not look like figures that are nought.
            self.state.value = ScreenState(ScreenKind.LOADING, problem=problem)
        else:
            self.state.value = ScreenState(ScreenKind.READY, stale=stale, problem=problem)


def _spoken_waiting(row: WaitingRow) -> str:
    return f"{row.count} {row.title}, {row.detail}, {row.age}"


def _spoken_happening(row: HappeningRow) -> str:
    return f"{row.time} {row.title}, {row.detail} {row.amount}".strip()
