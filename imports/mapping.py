"""Which column of a table means what: guessed from its titles and cells, changed by the person."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from imports.dates import DateOrder, date_part, guess_order, read_date, read_time
from imports.sheet import Sheet

_SAMPLE = 200


class Meaning(StrEnum):
    """What a column can stand for (`vendor.import.meaning.<value>`)."""

    NOTHING = "nothing"
    NAME = "name"
    SURNAME = "surname"
    PHONE = "phone"
    EMAIL = "email"
    NOTE = "note"
    DATE = "date"
    TIME = "time"
    START = "start"
    END = "end"
    LENGTH = "length"
    LISTING = "listing"
    STAFF = "staff"
    STATUS = "status"
    REFERENCE = "reference"


class Target(StrEnum):
    """What the lines become: by whether they have a date, or all of one kind."""

    BY_LINE = "by_line"
    CLIENTS = "clients"
    BOOKINGS = "bookings"


_WORDS: dict[Meaning, frozenset[str]] = {
    meaning: frozenset(words.split(", "))
    for meaning, words in {
        Meaning.SURNAME: "surname, last name, lastname, family name, nachname, soyad, nazwisko",
        Meaning.PHONE: "phone, mobile, tel, telephone, telefon, handy, mobil, portable, telefone, cell",
        Meaning.EMAIL: "email, e mail, mail, courriel, eposta",
        Meaning.START: "start, starts, begin, begins, beginn, from, von, debut, inicio, date time, datetime",
        Meaning.END: "end, ends, ende, until, to, bis, fin, fim, finish",
        Meaning.LENGTH: "duration, length, minutes, min, dauer, duree, sure, duracao",
        Meaning.DATE: "date, day, datum, tag, tarih, data, jour",
        Meaning.TIME: "time, uhrzeit, zeit, heure, saat, hora, godzina, start time",
        Meaning.LISTING: "service, listing, leistung, treatment, what, prestation, hizmet, usluga, servico",
        Meaning.STAFF: "staff, person, employee, mitarbeiter, worker, with, team, who, personel, assigned",
        Meaning.STATUS: "status, state, zustand, statut, durum, estado",
        Meaning.REFERENCE: "id, reference, ref, number, no, nr, nummer, booking, key, uid",
        Meaning.NOTE: "note, notes, comment, comments, remark, notiz, notizen, bemerkung, address",
        Meaning.NAME: "name, client, customer, full name, first name, vorname, kunde, kundin, guest, gast, "
        "nom, musteri, cliente, klient, client name, customer name, contact",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Mapping:
    """A meaning for each column, the order of dates, and what lines become."""

    meanings: tuple[Meaning, ...]
    order: DateOrder
    target: Target = Target.BY_LINE

    def column(self, meaning: Meaning) -> int | None:
        """Where that meaning stands; the first one where it stands twice."""
        return self.meanings.index(meaning) if meaning in self.meanings else None

    @property
    def dated(self) -> bool:
        """Whether lines can become bookings."""
        return Meaning.START in self.meanings or Meaning.DATE in self.meanings


def guess(sheet: Sheet, otherwise: DateOrder) -> Mapping:
    """The mapping that titles and cells suggest."""
    meanings: list[Meaning] = []
    for column, title in enumerate(sheet.titles):
        cells = [line.cells[column] for line in sheet.lines[:_SAMPLE] if len(line.cells) > column]
        filled = [cell for cell in cells if cell]
        meaning = _by_title(title, meanings) or _by_cells(filled, meanings)
        if meaning is Meaning.DATE and filled and _with_time(filled):
            meaning = Meaning.START
        if meaning is Meaning.START and filled and all(read_time(cell) for cell in filled):
            meaning = Meaning.TIME
        meanings.append(Meaning.NOTHING if meaning in meanings else meaning)
    order = guess_order(_dates(sheet, meanings), otherwise)
    return Mapping(tuple(meanings), order)


def _with_time(cells: list[str]) -> bool:
    return all(date_part(cell) != cell.strip() for cell in cells)


def _dates(sheet: Sheet, meanings: list[Meaning]) -> list[str]:
    dated = {Meaning.DATE, Meaning.START, Meaning.END}
    columns = [place for place, meaning in enumerate(meanings) if meaning in dated]
    return [line.cells[place] for line in sheet.lines for place in columns if len(line.cells) > place]


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^a-z]+", " ", folded).split())


def _by_title(title: str, taken: list[Meaning]) -> Meaning | None:
    plain = _plain(title)
    if not plain:
        return None
    for exact in (True, False):
        for meaning, words in _WORDS.items():
            if meaning in taken:
                continue
            if plain in words or (not exact and any(re.search(rf"\b{word}\b", plain) for word in words)):
                return meaning
    return None


def _by_cells(cells: list[str], taken: list[Meaning]) -> Meaning:
    """For a table without a header: what nearly all cells look like."""
    if not cells:
        return Meaning.NOTHING

    def mostly(test: object) -> bool:
        return callable(test) and sum(1 for cell in cells if test(cell)) >= 0.9 * len(cells)

    tests = (
        (Meaning.EMAIL, lambda cell: "@" in cell),
        (Meaning.START, lambda cell: date_part(cell) != cell.strip()),
        (Meaning.DATE, lambda cell: read_date(cell, DateOrder.DAY_FIRST, lax=True)),
        (Meaning.TIME, lambda cell: ":" in cell and read_time(cell)),
        (Meaning.PHONE, lambda cell: re.fullmatch(r"[+(]?[0-9][0-9 ()./-]{4,30}", cell)),
        (Meaning.NAME, lambda cell: not any(letter.isdigit() for letter in cell)),
    )
    fitting = (meaning for meaning, test in tests if meaning not in taken and mostly(test))
    return next(fitting, Meaning.NOTHING)
