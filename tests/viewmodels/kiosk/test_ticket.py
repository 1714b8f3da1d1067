"""What a person takes away."""

from client.tasks import Tasks
from contracts.rows import BookingDoc
from tests.viewmodels.kiosk.town import FREE, Town, make_listing
from viewmodels.kiosk.counter import Booked, request_code
from viewmodels.kiosk.held_time import Choice, minutes_text
from viewmodels.kiosk.ticket import build_event, build_qr, build_ticket


def _booked(status: str | None) -> Booked:
    choice = Choice(make_listing(), FREE[2], "2026-11-23T12:45:00Z")
    answer: BookingDoc | None = None
    if status is not None:
        answer = {
            "id": "b", "version": 1, "reference": "7KQ-M4TX", "status": status, "listing_id": "cut",
            "listing_title": "Cut and finish", "vendor_id": "aino", "staff_id": "s", "customer": None,
            "guest": None, "starts_at": FREE[2], "ends_at": FREE[2], "zone": "Europe/Berlin",
            "price": {"amount": 4600, "currency": "EUR"}, "note": None, "created_at": FREE[0],
            "updated_at": FREE[0],
        }  # fmt: skip
    return Booked("b", choice, {"name": "Ruth Cole", "phone": "+491512345689"}, "R3F 8K2", answer)


def test_the_ticket_says_what_is_certain_and_what_is_not() -> None:
    tools = Town().speak("en", Tasks())
    confirmed = build_ticket(tools.texts, tools.format, _booked("confirmed"))
    asked = build_ticket(tools.texts, tools.format, _booked("requested"))
    request = build_ticket(tools.texts, tools.format, _booked(None))
    assert (confirmed.title, confirmed.tag) == ("Booked", "")
    assert (asked.title, asked.tag) == ("Your time is kept", "Waits for an answer")
    assert (request.title, request.tag) == ("Requested, not confirmed", "Request, not a booking")
    assert (confirmed.request, asked.request, request.request) == (False, False, True)
    assert request.code == "R3F 8K2"


def test_the_code_for_the_phone_names_no_person() -> None:
    tools = Town().speak("en", Tasks())
    booked = _booked("confirmed")
    event = build_event(tools.texts, booked)
    assert b"7KQ-M4TX" in event
    assert b"DTSTART:20261123T120000Z" in event
    assert b"Ruth" not in event
    assert b"2345689" not in event
    rows = build_qr(tools.texts, booked)
    assert len(rows) == len(rows[0])
    assert len(rows) <= 53


def test_request_codes_are_short_stable_and_apart() -> None:
    codes = {request_code(f"booking-{number}") for number in range(2000)}
    assert len(codes) == 2000
    assert request_code("booking-1") == request_code("booking-1")
    assert all(len(code) == 7 and code[0] == "R" and code[3] == " " for code in codes)
    assert not set("ILOU") & set("".join(codes))


def test_minutes_are_written_as_on_a_clock() -> None:
    assert [minutes_text(value) for value in (600, 272, 59.2, 0, -3)] == [
        "10:00",
        "4:32",
        "1:00",
        "0:00",
        "0:00",
    ]
