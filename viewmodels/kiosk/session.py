"""One person at the kiosk, from the first touch until nothing of them is left."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from PySide6.QtCore import Signal

from contracts.rows import ListingDoc
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.view_model import Tools
from viewmodels.kiosk.counter import Booked, Counter
from viewmodels.kiosk.details import DetailsViewModel
from viewmodels.kiosk.done import DoneViewModel
from viewmodels.kiosk.find import FindViewModel
from viewmodels.kiosk.held_time import HeldTime
from viewmodels.kiosk.idle import IdleViewModel
from viewmodels.kiosk.page import KioskPage
from viewmodels.kiosk.pin import PinViewModel
from viewmodels.kiosk.rows import LanguageRow, Overlay, Progress, Step, StepRow
from viewmodels.kiosk.soonest import SoonestViewModel
from viewmodels.kiosk.staff import StaffViewModel
from viewmodels.kiosk.ticket import load_libraries
from viewmodels.kiosk.times import TimesViewModel
from viewmodels.kiosk.wiring import Forget, KioskPlace, KioskStores, KioskTimes
from viewmodels.text import LANGUAGES

NAMES = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "tr": "Türkçe",
    "pl": "Polski",
    "pt": "Português",
}
WAY = (Step.FIND, Step.TIMES, Step.DETAILS, Step.DONE)

FRESH_SECONDS = 120.0

Translate = Callable[[str], Tools]
"""Tools that speak a language."""


class KioskSession(KioskPage):
    """Owns the pages and the order in which they come. `unlocked` comes when staff may close the kiosk."""

    unlocked = Signal()

    def __init__(
        self,
        translate: Translate,
        stores: KioskStores,
        place: KioskPlace,
        *,
        pin: str,
        language: str = "en",
        times: KioskTimes | None = None,
        forget: Forget,
    ) -> None:
        tools = translate(language)
        super().__init__(tools)
        waits = times or KioskTimes()
        self._translate, self._own_language, self._forget = translate, language, forget
        self._stores = stores
        self.place = place
        self.held = HeldTime(tools, stores)
        self.soonest = SoonestViewModel(tools, stores, place)
        self.find = FindViewModel(tools, stores, place, waits, self.soonest)
        self.times = TimesViewModel(tools, stores, waits, self.held)
        self.details = DetailsViewModel(tools, Counter(stores, waits), self.held)
        self.done = DoneViewModel(tools, stores, waits)
        self.idle = IdleViewModel(tools, waits)
        self.pin = PinViewModel(tools, pin)
        self.staff = StaffViewModel(tools, stores)
        self._pages: tuple[KioskPage, ...] = (
            self.soonest, self.find, self.held, self.times, self.details, self.done, self.idle, self.pin,
            self.staff,
        )  # fmt: skip
        self.language = self.field(language)
        self.step: Observable[Step] = self.field(Step.ATTRACT)
        self.overlay: Observable[Overlay] = self.field(Overlay.NONE)
        self.steps: Observable[tuple[StepRow, ...]] = self.field(())
        self.languages: Observable[tuple[LanguageRow, ...]] = self.field(())
        self.offline = self.field("")
        self.still_there = self.field("")
        self.clear = self.command(self._clear, "kiosk forget")
        self._connect()
        self.render()

    def _connect(self) -> None:
        self.find.chosen.connect(self._chosen)
        self.times.decided.connect(self._decided)
        self.details.booked.connect(self._booked)
        self.done.finished.connect(self.start_over)
        self.idle.expired.connect(self.start_over)
        self.idle.asking.changed.connect(self._asking_changed)
        self.idle.countdown.changed.connect(self._count_down)
        self.pin.unlocked.connect(self._staff_is_there)
        self._was_online = self._stores.status.online
        self.on_close(self._stores.status.subscribe(self._status_changed))
        for page in self._pages:
            self.on_close(page.close)

    def begin(self) -> None:
        """The kiosk is on: look for what is free soonest, now and every few minutes."""
        self.spawn(self._stay_fresh(), "kiosk soonest")

    async def _stay_fresh(self) -> None:
        await asyncio.to_thread(load_libraries)
        while True:
            if self.step.value in (Step.ATTRACT, Step.FIND):
                await self.soonest.refresh.run()
            await asyncio.sleep(FRESH_SECONDS)

    def _status_changed(self) -> None:
        self.render()
        self.details.render()
        online = self._stores.status.online
        if online and not self._was_online:
            self.soonest.refresh.trigger()
            if self.step.value is Step.TIMES:
                self.times.enter()
        self._was_online = online

    # The way

    def start(self) -> None:
        """Somebody touched the attract screen."""
        self._go(Step.FIND)

    def choose_soonest(self, listing_id: str) -> None:
        """A service on the attract screen was touched: straight to its times."""
        listing = self.soonest.find_listing(listing_id)
        if listing is not None:
            self._chosen(listing)

    def back(self) -> None:
        """One step back; what was typed and kept stays."""
        step = self.step.value
        if step is Step.FIND and not self.find.back():
            self.start_over()
        elif step is Step.TIMES:
            self.held.wipe()
            self._go(Step.FIND)
        elif step is Step.DETAILS:
            self._go(Step.TIMES)

    def start_over(self) -> None:
        """Forget the person and show the attract screen in the kiosk's own language."""
        self.overlay.value = Overlay.NONE
        self.idle.stop()
        for page in self._pages:
            page.wipe()
        if self.language.value != self._own_language:
            self.speak_language(self._own_language)
        self._go(Step.ATTRACT)
        self.clear.trigger()

    def touched(self) -> None:
        """Any touch or key, wherever it went."""
        self.idle.touched()

    async def _clear(self) -> None:
        await self._forget()
        await self.soonest.refresh.run()

    def _chosen(self, listing: ListingDoc) -> None:
        self.times.open(listing)
        self._go(Step.TIMES)

    def _decided(self) -> None:
        choice = self.held.choice.value
        if choice is not None:
            self.details.open(choice)
            self._go(Step.DETAILS)

    def _booked(self, booked: Booked) -> None:
        self.done.open(booked)
        self._go(Step.DONE)

    def _go(self, step: Step) -> None:
        if self.step.value is Step.TIMES and step is not Step.TIMES:
            self.times.leave()
        elif step is Step.TIMES and self.step.value is Step.DETAILS:
            self.times.enter()
        self.step.value = step
        if step in (Step.ATTRACT, Step.DONE):
            self.idle.stop()
        else:
            self.idle.start()
        self.render()

    # What stands over it

    def show_languages(self) -> None:
        """Open the language menu, or close it."""
        opened = self.overlay.value is Overlay.LANGUAGES
        self.overlay.value = Overlay.NONE if opened else Overlay.LANGUAGES

    def speak_language(self, language: str) -> None:
        """Go on in another language; what was typed stays."""
        if self.overlay.value is Overlay.LANGUAGES:
            self.overlay.value = Overlay.NONE
        if language == self.language.value:
            return
        tools = self._translate(language)
        for page in self._pages:
            page.speak(tools)
        self.speak(tools)
        self.language.value = language

    def ask_pin(self) -> None:
        """Staff wants to leave."""
        self.pin.wipe()
        self.overlay.value = Overlay.PIN

    def close_overlay(self) -> None:
        """Back to the page."""
        self.pin.wipe()
        self.overlay.value = Overlay.NONE

    def _staff_is_there(self) -> None:
        # People who were promised a call come first.
        if self.staff.rows.value:
            self.overlay.value = Overlay.STAFF
        else:
            self.unlocked.emit()

    def _asking_changed(self, asking: bool) -> None:
        if asking:
            self._count_down(None)
            self.overlay.value = Overlay.STILL_THERE
        elif self.overlay.value is Overlay.STILL_THERE:
            self.overlay.value = Overlay.NONE

    def _count_down(self, _countdown: object) -> None:
        seconds = self.idle.countdown.value.text or "0"
        choice = self.held.choice.value
        if choice is None or not choice.hold_id:
            self.still_there.value = self.texts.count("kiosk.idle.clears", int(seconds))
        else:
            time = self.format.time(choice.starts_at, choice.listing["zone"])
            self.still_there.value = self.texts.count("kiosk.idle.lets_go", int(seconds), time=time)

    # What is shown

    def render(self) -> None:
        """Steps, languages and the news of the network, in the language that is on."""
        at = WAY.index(self.step.value) if self.step.value in WAY else -1
        self.steps.value = tuple(
            StepRow(
                str(place + 1),
                self.texts(f"kiosk.step.{step.value}"),
                Progress.DONE if place < at else Progress.CURRENT if place == at else Progress.AHEAD,
            )
            for place, step in enumerate(WAY)
        )
        self.languages.value = tuple(
            LanguageRow(code, NAMES[code], code == self.texts.language) for code in LANGUAGES
        )
        self.offline.value = self._offline_text()

    def _offline_text(self) -> str:
        status = self._stores.status
        if status.online or status.connecting:
            return ""
        if status.as_of is None:
            return self.texts("kiosk.offline")
        return self.texts("kiosk.offline_since", time=self.format.time(status.as_of))
