"""Reviews of the demo vendor's completed bookings: some answered, one reported."""

from datetime import timedelta
from typing import Any, Final

from backend_stub.db.tables import Booking, Person, Review, ReviewReportRow, Vendor, VendorMember
from backend_stub.demo.rows import Row
from backend_stub.demo.town import FixedPeople, Town
from contracts.vocabulary import BookingStatus

_LINKED: Final = 12
_ANSWERS: Final = (
    "Thank you, we were glad to come.",
    "",
    "Thank you for telling us; next time we ring before.",
    "",
)
_DEFAULTS: Final[dict[str, Any]] = {
    "version": 1,
    "side": "customer",
    "waits": False,
    "report_count": 0,
    "booking_id": None,
    "listing_title": None,
    "vendor_id": None,
    "vendor_name": None,
    "customer_id": None,
    "customer_name": None,
    "author_id": None,
    "visible_at": None,
    "hidden_at": None,
    "hidden_reason": None,
    "reply": None,
    "reply_at": None,
}


def link(town: Town, fixed: FixedPeople) -> None:
    """Some of what was said of the demo vendor's services becomes the review of a booking."""
    rows = town.rows
    reviews = rows.of(Review)
    for row in reviews:
        for name, value in _DEFAULTS.items():
            row.setdefault(name, value)
    ours = {row["vendor_id"] for row in rows.of(VendorMember) if row["person_id"] == fixed.vendor.id}
    names = {row["id"]: row["name"] for row in rows.of(Person)}
    vendors = {row["id"]: row["name"] for row in rows.of(Vendor)}
    done = [
        row
        for row in rows.of(Booking)
        if row["status"] == BookingStatus.COMPLETED
        and row["customer_id"] is not None
        and (row["vendor_id"] in ours or row["customer_id"] == fixed.customer.id)
    ]
    done.sort(key=lambda row: (row["ends_at"], row["id"]), reverse=True)
    number = 0
    for booking in done[1:]:
        review = next((row for row in reviews if _fits(row, booking)), None)
        if review is None or number == _LINKED:
            continue
        _belong(town, review, booking, names[booking["customer_id"]], vendors[booking["vendor_id"]], number)
        number += 1
        if number == 4:
            review["report_count"] = 1
            rows.add(
                ReviewReportRow,
                review_id=review["id"],
                person_id=fixed.vendor.id,
                reason="This was about another visit.",
                created_at=town.now - timedelta(hours=5),
            )


def _fits(row: Row, booking: Row) -> bool:
    return row["booking_id"] is None and row["listing_id"] == booking["listing_id"]


def _belong(town: Town, row: Row, booking: Row, customer: str, vendor: str, number: int) -> None:
    at = min(booking["ends_at"] + timedelta(hours=3 + number), town.now - timedelta(minutes=30 + number))
    answer = _ANSWERS[number % len(_ANSWERS)]
    row.update(
        booking_id=booking["id"],
        listing_title=booking["listing_title"],
        vendor_id=booking["vendor_id"],
        vendor_name=vendor,
        customer_id=booking["customer_id"],
        customer_name=customer,
        author=customer,
        author_id=booking["customer_id"],
        created_at=at,
        visible_at=at,
        reply=answer or None,
        reply_at=min(at + timedelta(hours=2), town.now) if answer else None,
    )
