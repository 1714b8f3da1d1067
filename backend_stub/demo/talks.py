"""What the town's customers and vendors have written to each other."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from backend_stub.db.tables import Booking, Conversation, Message, Person, Vendor, VendorMember
from backend_stub.demo.rows import Row
from backend_stub.demo.town import FixedPeople, Town
from contracts.folding import fold
from contracts.idents import conversation_id

_TALKS: Final = (
    (
        ("customer", "Hello, I can let you in at the agreed time, but I have to leave after half an hour."),
        ("vendor", "No problem. Where can we leave the key when we are done?"),
        ("customer", "With the neighbour at no. 12, she is in until 3."),
    ),
    (
        ("customer", "Is the parking included?"),
        ("vendor", "Yes, there are two places behind the house."),
    ),
    (
        ("vendor", "We are on our way, sorry for the wait."),
        ("customer", "Thank you for telling me! 👍"),
    ),
    (("customer", "Could the windows be done before 16:00?"),),
    (
        ("vendor", "The part has come. Shall we bring it along?"),
        ("customer", "Ja bitte, sehr gern. Die Küche ist im zweiten Stock."),
        ("vendor", "Perfekt, bis dann."),
    ),
    (("customer", "Is 15 minutes later all right for you? The bus does not come."),),
    (
        ("customer", "The boiler runs well again."),
        ("vendor", "Glad to hear it. The next service is due in a year."),
    ),
)
_OTHERS: Final = 8
_OWN: Final = 3


def write(town: Town, fixed: FixedPeople) -> None:
    """Conversations of the demo's vendor with some of its customers, and those of the demo's customer."""
    now, rows = town.now, town.rows
    members = {row["vendor_id"]: row["person_id"] for row in rows.of(VendorMember)}
    bookings = [row for row in rows.of(Booking) if row["customer_id"] is not None and row["created_at"] < now]
    bookings.sort(key=lambda row: (abs(row["starts_at"] - now), row["id"]))
    chosen = _first_of_each(
        [row for row in bookings if members[row["vendor_id"]] == fixed.vendor.id], _OTHERS
    )
    own = [row for row in bookings if row["customer_id"] == fixed.customer.id and row not in chosen]
    names = {row["id"]: row["name"] for row in rows.of(Person)}
    vendors = {row["id"]: row["name"] for row in rows.of(Vendor)}
    for number, booking in enumerate([*chosen, *own[:_OWN]]):
        begun = min(now - timedelta(minutes=45 + 97 * number), booking["starts_at"] - timedelta(minutes=5))
        people = {
            "customer": (booking["customer_id"], names[booking["customer_id"]]),
            "vendor": (members[booking["vendor_id"]], names[members[booking["vendor_id"]]]),
        }
        talk = _TALKS[number % len(_TALKS)]
        _converse(town, booking, talk, begun, people, vendors[booking["vendor_id"]])


def _first_of_each(bookings: Sequence[Row], count: int) -> list[Row]:
    """The nearest booking of so many customers."""
    found: dict[Any, Row] = {}
    for row in bookings:
        found.setdefault(row["customer_id"], row)
    return list(found.values())[:count]


def _converse(
    town: Town,
    booking: Row,
    talk: Sequence[tuple[str, str]],
    begun: datetime,
    people: dict[str, tuple[UUID, str]],
    vendor_name: str,
) -> None:
    id = conversation_id(booking["id"], booking["customer_id"])
    at = begun
    lines: list[Row] = []
    for number, (side, text) in enumerate(talk, start=1):
        at = begun + timedelta(minutes=6 * number)
        author = people[side]
        lines.append(
            {
                "id": town.dice.ident_at(at),
                "version": 1,
                "conversation_id": id,
                "number": number,
                "side": side,
                "author_id": author[0],
                "author_name": author[1],
                "text": text,
                "folded": fold(text),
                "picture_id": None,
                "picture_width": None,
                "picture_height": None,
                "created_at": at,
            }
        )
    last = lines[-1]
    answered = {"customer": last["number"], "vendor": last["number"]}
    other = "vendor" if last["side"] == "customer" else "customer"
    unread = 1 if len(lines) == 1 else 0
    answered[other] -= unread
    town.rows.add(
        Conversation,
        id=id,
        version=1 + len(lines),
        subject="booking",
        subject_id=booking["id"],
        booking_id=booking["id"],
        listing_id=booking["listing_id"],
        title=booking["listing_title"],
        customer_id=booking["customer_id"],
        customer_name=people["customer"][1],
        vendor_id=booking["vendor_id"],
        vendor_name=vendor_name,
        opener_id=lines[0]["author_id"],
        support_at=None,
        support_by=None,
        support_side=None,
        support_reason=None,
        message_count=len(lines),
        last_id=last["id"],
        last_side=last["side"],
        last_author=last["author_name"],
        last_text=last["text"],
        last_has_picture=False,
        last_at=at,
        customer_read=answered["customer"],
        vendor_read=answered["vendor"],
        support_read=0,
        customer_unread=unread if other == "customer" else 0,
        vendor_unread=unread if other == "vendor" else 0,
        support_unread=0,
        created_at=begun,
    )
    for line in lines:
        town.rows.add(Message, **line)
