"""The ticket: what a person takes away, and the code that their phone reads."""

from __future__ import annotations

from importlib import import_module

from client.clock import from_wire
from viewmodels.format import Format
from viewmodels.kiosk.counter import Booked
from viewmodels.kiosk.rows import TicketLine, TicketRow
from viewmodels.text import Texts

_CONFIRMED = "confirmed"
_ENDING = 2


def spaced(code: str) -> str:
    """A reference in groups that can be read out."""
    return code if " " in code or "-" in code else " ".join((code[:3], code[3:])).strip()


def build_ticket(texts: Texts, form: Format, booked: Booked) -> TicketRow:
    """A booking, or a request that has not been sent yet."""
    return _request(texts, form, booked) if booked.answer is None else _booking(texts, form, booked)


def ticket_code(booked: Booked) -> str:
    """The code that stands on the ticket."""
    return spaced(booked.code if booked.answer is None else booked.answer["reference"])


def _booking(texts: Texts, form: Format, booked: Booked) -> TicketRow:
    answer, listing = booked.answer, booked.choice.listing
    certain = answer is not None and answer["status"] == _CONFIRMED
    key = "kiosk.done.confirmed" if certain else "kiosk.done.asked"
    zone, start = listing["zone"], booked.choice.starts_at
    place = texts(f"kiosk.place.{listing['place']}", city=listing["city"])
    lines = (
        TicketLine("receipt-text", listing["title"], form.money(listing["price"]), strong=True),
        TicketLine("map-pin", listing["vendor_name"], place),
        TicketLine("user-round", booked.guest["name"], _ending(texts, booked)),
        TicketLine("calendar-x-2", texts("kiosk.done.cancel"), ""),
    )
    code = ticket_code(booked)
    return TicketRow(
        request=False,
        icon="check",
        title=texts(f"{key}.title"),
        detail=texts(f"{key}.detail", vendor=listing["vendor_name"], time=form.time(start, zone)),
        tag="" if certain else texts("kiosk.done.asked.tag"),
        code=code,
        code_label=texts("kiosk.done.code"),
        code_hint=texts("kiosk.done.code_hint"),
        scan_hint=texts("kiosk.done.scan"),
        art=listing["art"],
        when=texts("kiosk.done.when", day=form.day(start, zone), time=form.time(start, zone)),
        until=_until(texts, form, booked),
        lines=lines,
        clears=texts("kiosk.done.clears"),
        spoken=f"{texts(f'{key}.title')}. {texts('kiosk.done.code')}: {code}",
    )


def _request(texts: Texts, form: Format, booked: Booked) -> TicketRow:
    listing, start = booked.choice.listing, booked.choice.starts_at
    zone, vendor = listing["zone"], listing["vendor_name"]
    time = form.time(start, zone)
    lines = (
        TicketLine("1", texts("kiosk.request.kept"), texts("kiosk.request.kept_detail")),
        TicketLine(
            "2",
            texts("kiosk.request.answer", vendor=vendor),
            texts("kiosk.request.answer_detail", ending=_digits(booked)),
        ),
        TicketLine("3", texts("kiosk.request.gone", time=time), texts("kiosk.request.gone_detail")),
    )
    code = ticket_code(booked)
    return TicketRow(
        request=True,
        icon="hourglass",
        title=texts("kiosk.request.title"),
        detail=texts("kiosk.request.detail"),
        tag=texts("kiosk.request.tag"),
        code=code,
        code_label=texts("kiosk.done.code"),
        code_hint=texts(
            "kiosk.request.what", title=listing["title"], vendor=vendor, price=form.money(listing["price"])
        ),
        scan_hint=texts("kiosk.done.scan"),
        art=listing["art"],
        when=texts("kiosk.done.when", day=form.day(start, zone), time=time),
        until=_until(texts, form, booked),
        lines=lines,
        clears=texts("kiosk.request.clears"),
        spoken=f"{texts('kiosk.request.title')}. {texts('kiosk.done.code')}: {code}",
    )


def _until(texts: Texts, form: Format, booked: Booked) -> str:
    listing = booked.choice.listing
    return texts(
        "kiosk.done.until",
        time=form.time(booked.choice.ends_at, listing["zone"]),
        length=form.duration(listing["duration_minutes"]),
    )


def _digits(booked: Booked) -> str:
    return booked.guest["phone"][-_ENDING:]


def _ending(texts: Texts, booked: Booked) -> str:
    return texts("kiosk.done.phone", ending=_digits(booked))


def load_libraries() -> None:
    """Import what the first code needs; a quarter of a second that belongs on a thread."""
    for name in ("icalendar", "segno"):
        import_module(name)


def build_event(texts: Texts, booked: Booked) -> bytes:
    """A calendar entry that a phone's camera offers to keep; it names no person."""
    from icalendar import Event

    choice, listing = booked.choice, booked.choice.listing
    event = Event()
    event.add("dtstart", from_wire(choice.starts_at))
    event.add("dtend", from_wire(choice.ends_at))
    event.add("summary", f"{listing['title']}, {listing['vendor_name']}")
    event.add("description", f"{texts('kiosk.done.code')}: {ticket_code(booked)}")
    # A bare VEVENT is what cameras know; with less to say the squares are larger, and easier to read.
    content: bytes = event.to_ical()
    return content


def build_qr(texts: Texts, booked: Booked) -> tuple[tuple[bool, ...], ...]:
    """The calendar entry as rows of dark and light. Its libraries load with the first ticket."""
    import segno

    code = segno.make_qr(build_event(texts, booked), error="l")
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)
