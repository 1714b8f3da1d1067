"""Time: a strip of days, free times, and the one that is kept while the person goes on."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Signal

from client.clock import to_wire
from client.errors import ConflictError, DoorstepError
from client.stores.catalogue import Slots
from contracts.rows import ListingDoc
from viewmodels.format import zone_of
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.problems import Problem
from viewmodels.kernel.view_model import Tools
from viewmodels.kiosk.day_parts import STRIP, build_days, build_groups
from viewmodels.kiosk.free_times import AHEAD, FreeTimes
from viewmodels.kiosk.held_time import Choice, HeldTime
from viewmodels.kiosk.lost_time import build_lost, is_gone, starts_of
from viewmodels.kiosk.offers import build_service
from viewmodels.kiosk.page import KioskPage
from viewmodels.kiosk.rows import DayRow, Lost, Notice, ServiceRow, SlotGroup
from viewmodels.kiosk.wiring import KioskStores, KioskTimes


@dataclass(frozen=True, slots=True)
class TimesState:
    """The page. `empty` and `problem` are words in the place of the times."""

    service: ServiceRow | None = None
    days: tuple[DayRow, ...] = ()
    groups: tuple[SlotGroup, ...] = ()
    earlier: bool = False
    later: bool = False
    loading: bool = True
    empty: str = ""
    problem: str = ""


class TimesViewModel(KioskPage):
    """`decided` comes when the person goes on with the time they chose."""

    decided = Signal()

    def __init__(self, tools: Tools, stores: KioskStores, times: KioskTimes, held: HeldTime) -> None:
        super().__init__(tools)
        self._stores, self._times = stores, times
        self.held = held
        self._listing: ListingDoc | None = None
        self._free: FreeTimes | None = None
        self._wanted = ""
        self._loading, self._problem = True, ""
        self._watching: asyncio.Task[None] | None = None
        self.state: Observable[TimesState] = self.field(TimesState())
        self.notice: Observable[Notice | None] = self.field(None)
        self.lost: Observable[Lost | None] = self.field(None)
        self.ready = self.derived(lambda: held.choice.value is not None, held.choice)
        self.choose = self.command(self._choose, "kiosk hold a time")
        self.proceed = self.command(self._proceed, "kiosk go on to the details")
        self.choose.failed.connect(self._failed)
        held.choice.changed.connect(self._choice_changed)
        held.ran_out.connect(self._ran_out)
        self.on_close(self.leave)

    # Coming and going

    def open(self, listing: ListingDoc) -> None:
        """Show the times of a service."""
        if self._listing is not None and self._listing["id"] != listing["id"]:
            self.held.wipe()
        self._listing = listing
        self._free, self._wanted = FreeTimes(self.format, listing["zone"]), ""
        self._loading, self._problem = True, ""
        self.lost.value = None
        self.render()
        self.enter()

    def enter(self) -> None:
        """The page is looked at: keep its times fresh."""
        self.leave()
        if self._listing is not None:
            self._watching = self.tools.tasks.spawn(self._watch(self._listing), "kiosk times")

    def leave(self) -> None:
        """The page is not looked at."""
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None

    def wipe(self) -> None:
        """Forget the service and give its time back."""
        self.leave()
        self.choose.cancel()
        self.held.wipe()
        self._listing, self._free, self._wanted = None, None, ""
        self.lost.value = None
        self.render()

    # What a person does

    def choose_day(self, day: str) -> None:
        """A day of the strip was touched."""
        chosen = date.fromisoformat(day)
        if self._free is not None and self._free.by_day.get(chosen):
            self._free.day = chosen
            self.render()

    def show_later(self) -> None:
        """The next days."""
        self._move(STRIP)

    def show_earlier(self) -> None:
        """The days before."""
        self._move(-STRIP)

    def choose_alternative(self, start: str) -> None:
        """One of the other times was touched."""
        if self._free is not None:
            self._free.show_start(start)
            self.choose.trigger(start)

    def retry(self) -> None:
        """Look for the times again."""
        self._loading, self._problem = True, ""
        self.render()
        self.enter()

    async def _choose(self, start: str) -> None:
        listing, free = self._listing, self._free
        if listing is None or free is None:
            return
        self._wanted = start
        self.lost.value = None
        self.render()
        try:
            await self.held.keep(listing, start)
        except ConflictError as error:
            if not is_gone(error):
                raise
            free.lose(start)
            others = starts_of(error.alternatives)
            self.lost.value = build_lost(self.texts, self.format, start, others, listing["zone"])
            # Looked up beside this, so that another time can be touched at once.
            self.enter()
        finally:
            self._wanted = ""
            self.render()

    async def _proceed(self) -> None:
        if self.held.choice.value is not None:
            self.decided.emit()

    def _move(self, days: int) -> None:
        if self._free is not None:
            self._free.move(days)
            self.render()

    # What is free

    async def _watch(self, listing: ListingDoc) -> None:
        while True:
            await self._look(listing)
            await asyncio.sleep(self._times.refresh)

    async def _look(self, listing: ListingDoc) -> None:
        zone = zone_of(listing["zone"])
        # From midnight on, so that all of a day's looks ask the same and can be answered without network.
        today = self.format.today(listing["zone"])
        first = datetime.combine(today, time(), zone)
        last = datetime.combine(today + timedelta(days=AHEAD), time(), zone)
        try:
            found = await self._stores.catalogue.slots(listing["id"], to_wire(first), to_wire(last))
        except DoorstepError:
            nothing = self._free is None or not self._free.by_day
            self._problem = self.texts("kiosk.times.problem") if nothing else ""
        else:
            self._got(found)
        self._loading = False
        self.render()

    def _got(self, found: Slots) -> None:
        self._problem = ""
        choice = self.held.choice.value
        if self._free is not None:
            self._free.update(found.items, "" if choice is None else choice.starts_at)

    # What is shown

    def render(self) -> None:
        """The page in the language that is on."""
        listing, free = self._listing, self._free
        if listing is None or free is None:
            self.state.value = TimesState()
            return
        choice = self.held.choice.value
        kept = "" if choice is None else choice.starts_at
        groups = build_groups(
            self.texts,
            self.format,
            free.shown(kept),
            free.zone,
            selected=kept,
            running=self._wanted,
            taken=free.taken,
            seats=free.seats,
        )
        self.state.value = TimesState(
            service=build_service(self.texts, self.format, listing),
            days=build_days(self.texts, self.format, free.by_day, free.first, free.zone, free.day),
            groups=groups,
            earlier=free.has_earlier,
            later=free.has_later,
            loading=self._loading,
            empty="" if free.by_day or self._loading else self.texts("kiosk.times.nothing", days=AHEAD),
            problem=self._problem,
        )
        self.notice.value = None if choice is None else self._held_notice(choice)

    def _held_notice(self, choice: Choice) -> Notice:
        zone = choice.listing["zone"]
        when = self.texts(
            "kiosk.when",
            day=self.format.day(choice.starts_at, zone),
            times=self.format.times(choice.starts_at, choice.ends_at, zone),
        )
        if not choice.hold_id:
            return Notice(when, self.texts("kiosk.times.wished"), "warn")
        until = self.format.time(choice.expires_at, zone)
        return Notice(
            self.texts("kiosk.times.held", when=when),
            self.texts("kiosk.times.held_until", time=until),
            "good",
        )

    def _failed(self, problem: Problem) -> None:
        # The server's own words say why; anything else is told in the reader's language.
        said = problem.text if problem.code else self.texts("kiosk.details.problem")
        self.notice.value = Notice(said, "", "warn")

    def _choice_changed(self, _choice: object) -> None:
        self.render()

    def _ran_out(self) -> None:
        if self._listing is not None:
            self.notice.value = Notice(
                self.texts("kiosk.times.ran_out"), self.texts("kiosk.times.choose_again"), "warn"
            )
