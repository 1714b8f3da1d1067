"""Tables as people have them: delimiters, headers, dates, and lines that are refused."""

from datetime import UTC, datetime

import pytest

from imports.dates import DateOrder, guess_order, read_date, read_minutes, read_moment, read_time
from imports.mapping import Mapping, Meaning, Target, guess
from imports.rows import BookingRow, ClientRow, FileProblem, Reading, Reason, UnreadableFileError
from imports.sheet import read_sheet
from imports.table import read_table
from tests.imports.conftest import BERLIN, unwatched


def read(text: str, *, encoding: str = "utf-8", target: Target = Target.BY_LINE) -> Reading:
    """The rows of a table under the guessed mapping."""
    sheet = read_sheet(text.encode(encoding), unwatched)
    mapping = guess(sheet, DateOrder.DAY_FIRST)
    return read_table(sheet, Mapping(mapping.meanings, mapping.order, target), BERLIN, unwatched)


def test_clients_and_bookings_of_one_german_file() -> None:
    reading = read(
        "Kunde;Telefon;E-Mail;Datum;Uhrzeit;Dauer;Leistung;Mitarbeiter;Notiz\r\n"
        "Jörg Müller;+49 30 1234567;jm@mail.test;24.11.2026;14:30;1 h 30;Grundreinigung;Rosa;\r\n"
        '"Weiß, Ilse";030/445566;;;;;;;"ruft an;\r\nabends"\r\n',
        encoding="cp1252",
    )
    booking, client = reading.rows
    assert isinstance(booking, BookingRow)
    assert (booking.name, booking.listing, booking.staff) == ("Jörg Müller", "Grundreinigung", "Rosa")
    assert booking.starts_at == datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
    assert booking.ends_at == datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
    assert isinstance(client, ClientRow)
    assert (client.line, client.name, client.phone) == (3, "Weiß, Ilse", "030/445566")
    assert client.note == "ruft an;\r\nabends"
    assert reading.refusals == ()


def test_refusals_name_line_and_reason() -> None:
    reading = read(
        "Name,Phone,Email,Date,Time\n"
        "Good,+352 20 915 4418,a@b.test,2026-11-24,10:00\n"
        "Bad phone,call me,,2026-11-24,10:00\n"
        "Bad mail,,nobody,,\n"
        ",+352 20 915 4418,,2026-11-24,10:00\n"
        "Bad date,,,2026-02-30,10:00\n"
        "Bad time,,,2026-11-24,25:00\n"
        "\n"
        "Good,+352 20 915 4418,a@b.test,2026-11-24,10:00\n"
    )
    assert [row.line for row in reading.rows] == [2]
    assert [(refusal.line, refusal.reason) for refusal in reading.refusals] == [
        (3, Reason.NOT_A_PHONE),
        (4, Reason.NOT_AN_EMAIL),
        (5, Reason.NO_NAME),
        (6, Reason.NOT_A_DATE),
        (7, Reason.NOT_A_TIME),
        (9, Reason.DUPLICATE),
    ]


def test_a_reference_names_the_line_for_ever() -> None:
    first = read("Id,Name,Start\nB-1,Ann,2026-11-24 10:00\nB-2,Ben,2026-11-24 11:00\n")
    moved = read("Id,Name,Start\nB-1,Ann,2026-12-24 10:00\nB-2,Ben,2026-11-24 11:00\n")
    assert [row.key for row in first.rows] == ["csv:booking:B-1", "csv:booking:B-2"]
    assert [row.key for row in moved.rows] == [row.key for row in first.rows]


def test_without_a_reference_what_it_says_is_the_name() -> None:
    text = "Name,Start\nAnn,2026-11-24 10:00\nBen,2026-11-24 11:00\n"
    assert [row.key for row in read(text).rows] == [row.key for row in read(text.replace("Ann", "ANN")).rows]
    assert len({row.key for row in read(text).rows}) == 2


def test_all_lines_as_clients_or_as_bookings() -> None:
    text = "Name,Start\nAnn,2026-11-24 10:00\nBen,\n"
    assert [type(row) for row in read(text, target=Target.CLIENTS).rows] == [ClientRow, ClientRow]
    bookings = read(text, target=Target.BOOKINGS)
    assert [type(row) for row in bookings.rows] == [BookingRow]
    assert [refusal.reason for refusal in bookings.refusals] == [Reason.NO_START]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    text = "\n".join(
        delimiter.join(cells) for cells in (("Name", "Phone"), ("Ann", "12345"), ("Ben", "23456"))
    )
    sheet = read_sheet(text.encode(), unwatched)
    assert sheet.delimiter == delimiter
    assert sheet.titles == ("Name", "Phone")


def test_a_table_without_a_header_is_guessed_by_its_cells() -> None:
    sheet = read_sheet(
        b"Ann Lee,+352 20 915,ann@mail.test,24.11.2026\nBen Ox,+352 20 916,b@mail.test,25.11.2026\n",
        unwatched,
    )
    assert sheet.titles == ("", "", "", "")
    assert guess(sheet, DateOrder.DAY_FIRST).meanings == (
        Meaning.NAME,
        Meaning.PHONE,
        Meaning.EMAIL,
        Meaning.DATE,
    )


def test_a_header_alone_is_no_table() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_sheet(b"\xef\xbb\xbf\n\n", unwatched)
    assert caught.value.problem in {FileProblem.NO_LINES, FileProblem.EMPTY}


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["03/04/2026", "25/04/2026"], DateOrder.DAY_FIRST),
        (["03/04/2026", "04/25/2026"], DateOrder.MONTH_FIRST),
        (["03/04/2026"], DateOrder.MONTH_FIRST),
        (["2026-11-24 10:00", "x"], DateOrder.MONTH_FIRST),
    ],
)
def test_a_column_tells_the_order_of_its_dates(values: list[str], order: DateOrder) -> None:
    assert guess_order(values, DateOrder.MONTH_FIRST) is order


@pytest.mark.parametrize(
    "text", ["2026-11-24", "24.11.2026", "24/11/26", "24 11 2026", "20261124", "2026/11/24", "24.11.26."]
)
def test_dates(text: str) -> None:
    day = read_date(text, DateOrder.DAY_FIRST)
    assert day is not None
    assert day.isoformat() == "2026-11-24"


@pytest.mark.parametrize("text", ["14:30", "14.30", "14h30", "2:30 pm", "2:30PM", "14:30:00", "14:30 Uhr"])
def test_times(text: str) -> None:
    clock = read_time(text)
    assert clock is not None
    assert clock.isoformat() == "14:30:00"


@pytest.mark.parametrize("text", ["", "25:00", "14:61", "13 pm", "noon", "14:3"])
def test_no_times(text: str) -> None:
    assert read_time(text) is None


@pytest.mark.parametrize(
    "text", ["2026-11-24 14:30", "2026-11-24T14:30:00", "24.11.2026, 14:30", "24/11/2026 2:30 pm"]
)
def test_moments(text: str) -> None:
    moment = read_moment(text, DateOrder.DAY_FIRST)
    assert moment is not None
    assert moment.isoformat() == "2026-11-24T14:30:00"


def test_a_moment_with_an_offset_keeps_it() -> None:
    moment = read_moment("2026-11-24T14:30:00+02:00", DateOrder.DAY_FIRST)
    assert moment is not None
    assert moment.astimezone(UTC).hour == 12


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("90", 90), ("90 min", 90), ("1:30", 90), ("1 h 30", 90), ("1.5 h", 90), ("x", None)],
)
def test_lengths(text: str, minutes: int | None) -> None:
    assert read_minutes(text) == minutes
