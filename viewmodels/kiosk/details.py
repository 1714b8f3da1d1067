"""Details: a name and a phone number, a note perhaps, and the booking itself."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from client.errors import ConflictError
from contracts.rows import GuestDoc
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.problems import Problem
from viewmodels.kernel.view_model import Tools
from viewmodels.kiosk.counter import Booked, Counter, GoneError
from viewmodels.kiosk.held_time import Choice, HeldTime
from viewmodels.kiosk.lost_time import build_lost, is_gone, starts_of
from viewmodels.kiosk.offers import build_service
from viewmodels.kiosk.page import KioskPage
from viewmodels.kiosk.phone import COUNTRIES, Country, PhoneError, international
from viewmodels.kiosk.rows import CountryRow, Lost, ServiceRow

LONGEST_NAME, LONGEST_NOTE = 120, 500


@dataclass(frozen=True, slots=True)
class DetailsState:
    """The page without what is typed. `when` is the chosen time; `sends` says what the button will do."""

    service: ServiceRow | None = None
    when: str = ""
    code: str = ""
    example: str = ""
    countries: tuple[CountryRow, ...] = ()
    note_label: str = ""
    book_label: str = ""


class DetailsViewModel(KioskPage):
    """`booked` carries a `Booked`. What was typed survives a lost time, no network, another language."""

    booked = Signal(object)
    first_problem = Signal(str)

    def __init__(self, tools: Tools, counter: Counter, held: HeldTime) -> None:
        super().__init__(tools)
        self.held = held
        self._counter = counter
        self._choice: Choice | None = None
        self._country: Country = COUNTRIES[0]
        self._problems: dict[str, str] = {}
        self.name = self.field("")
        self.phone = self.field("")
        self.note = self.field("")
        self.name_problem = self.field("")
        self.phone_problem = self.field("")
        self.problem = self.field("")
        self.state: Observable[DetailsState] = self.field(DetailsState())
        self.lost: Observable[Lost | None] = self.field(None)
        self.book = self.command(self._book, "kiosk book")
        self.take = self.command(self._take, "kiosk take another time")
        self.book.failed.connect(self._failed)
        self.take.failed.connect(self._failed)

    def open(self, choice: Choice) -> None:
        """Ask for the details of this choice; what was typed before stays."""
        self._choice = choice
        self.lost.value = None
        self.problem.value = ""
        self.render()

    def wipe(self) -> None:
        """Forget the person."""
        self.book.cancel()
        self.take.cancel()
        for typed in (self.name, self.phone, self.note, self.problem):
            typed.value = ""
        self._choice, self._country, self._problems = None, COUNTRIES[0], {}
        self.lost.value = None
        self.render()

    # What a person does

    def type_name(self, name: str) -> None:
        """What stands in the field."""
        self.name.value = name
        self._forgive("name")

    def type_phone(self, phone: str) -> None:
        """What stands in the field."""
        self.phone.value = phone
        self._forgive("phone")

    def type_note(self, note: str) -> None:
        """What stands in the field."""
        self.note.value = note

    def choose_country(self, code: str) -> None:
        """The dialling code of a number that has none of its own."""
        self._country = next(item for item in COUNTRIES if item.code == code)
        self._forgive("phone")
        self.render()

    def choose_alternative(self, start: str) -> None:
        """One of the other times was touched: keep it and book it, with everything that was typed."""
        self.take.trigger(start)

    def check(self) -> bool:
        """Say beside each field what is wrong; the first one is told to the view."""
        self._problems = {}
        if not self.name.value.strip():
            self._problems["name"] = "kiosk.details.name_missing"
        try:
            international(self.phone.value, self._country)
        except PhoneError as error:
            self._problems["phone"] = f"kiosk.details.phone_{error.reason}"
        self._show_problems()
        for field in ("name", "phone"):
            if field in self._problems:
                self.first_problem.emit(field)
                return False
        return True

    async def _book(self) -> None:
        choice = self._choice
        if choice is None or not self.check():
            return
        self.problem.value = ""
        guest: GuestDoc = {
            "name": " ".join(self.name.value.split()),
            "phone": international(self.phone.value, self._country),
        }
        try:
            booked = await self._counter.book(choice, guest, self.note.value.strip())
        except GoneError as error:
            self._show_lost(choice.starts_at, error.others)
            return
        self.held.used()
        self._tell(booked)

    async def _take(self, start: str) -> None:
        if self._choice is None:
            return
        listing = self._choice.listing
        try:
            self._choice = await self.held.keep(listing, start)
        except ConflictError as error:
            if not is_gone(error):
                raise
            self._show_lost(start, starts_of(error.alternatives))
            return
        self.lost.value = None
        self.render()

    def _show_lost(self, wanted: str, others: tuple[str, ...]) -> None:
        if self._choice is not None:
            kept, zone = self.texts("kiosk.lost.kept"), self._choice.listing["zone"]
            self.lost.value = build_lost(self.texts, self.format, wanted, others, zone, kept=kept)

    def _tell(self, booked: Booked) -> None:
        self.booked.emit(booked)

    def _failed(self, problem: Problem) -> None:
        # The server's own words say why; anything else is told in the reader's language.
        self.problem.value = problem.text if problem.code else self.texts("kiosk.details.problem")

    # What is shown

    def _forgive(self, field: str) -> None:
        if self._problems.pop(field, None):
            self._show_problems()

    def _show_problems(self) -> None:
        for field, target in (("name", self.name_problem), ("phone", self.phone_problem)):
            key = self._problems.get(field)
            target.value = self.texts(key, example=self._country.example) if key else ""

    def render(self) -> None:
        """The page in the language that is on."""
        self._show_problems()
        choice = self._choice
        if choice is None:
            self.state.value = DetailsState()
            return
        zone = choice.listing["zone"]
        sure = bool(choice.hold_id) and self._counter.online
        when = self.texts(
            "kiosk.when",
            day=self.format.day(choice.starts_at, zone),
            times=self.format.times(choice.starts_at, choice.ends_at, zone),
        )
        self.state.value = DetailsState(
            service=build_service(self.texts, self.format, choice.listing),
            when=self.texts("kiosk.details.when", when=when, vendor=choice.listing["vendor_name"]),
            code=self._country.code,
            example=self.texts("kiosk.details.phone_example", example=self._country.example),
            countries=tuple(CountryRow(item.code, item.name, item is self._country) for item in COUNTRIES),
            note_label=self.texts("kiosk.details.note", vendor=choice.listing["vendor_name"]),
            # Said before it is pressed: without network it can only be asked for, held or not.
            book_label=self.texts(f"kiosk.details.{'book' if sure else 'request'}"),
        )
