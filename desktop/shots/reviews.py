"""Pictures of the page of reviews, as a vendor and as a moderator see it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from client.clock import to_wire
from client.stores.review import ReviewStore
from desktop.shots.memory import MemoryAccount
from desktop.shots.shot import Shot
from desktop.shots.vendor import in_frame
from desktop.shots.vendor_samples import NOW, SampleClock, bookings, build_account, build_desk
from viewmodels.reviews.reviews import ReviewsDesk, ReviewsViewModel
from views.reviews.reviews import ReviewsView

_SAID = (
    (
        "Lena Fox",
        5,
        "visible",
        "On time to the minute. Left the place tidy.",
        "Thank you, see you in spring.",
    ),
    ("Ida Berg", 4, "visible", "Everything explained before it was done.", None),
    ("Jonas Weber", 1, "reported", "Nobody came at first, and then in a hurry.", None),
    ("Library Café", 2, "hidden", "Words that nobody should have to read.", None),
)


def fill_reviews(account: MemoryAccount) -> list[str]:
    """Reviews of the sample's bookings; answers their ids."""
    done = [row for row in bookings() if row["status"] == "completed" and row["customer"]]
    rows: list[Any] = []
    for number, (name, stars, state, text, reply) in enumerate(_SAID):
        booking = done[number % len(done)]
        at = to_wire(NOW - timedelta(days=1 + 3 * number))
        rows.append(
            {
                "id": account.new_id(),
                "version": 2,
                "booking_id": booking["id"] if number == 0 else f"{number:036}",
                "listing_id": booking["listing_id"],
                "listing_title": booking["listing_title"],
                "vendor_id": booking["vendor_id"],
                "vendor_name": "Northside Care",
                "customer": {"id": f"{number:036}", "name": name},
                "side": "customer",
                "author": name,
                "rating": stars,
                "text": text,
                "state": "visible" if state == "reported" else state,
                "hidden_reason": "Insults." if state == "hidden" else None,
                "reply": reply,
                "reply_at": at if reply else None,
                "report_count": 1 if state == "reported" else 0,
                "created_at": at,
                "visible_at": at,
            }
        )
    account.put("review", rows)
    return [row["id"] for row in rows]


def _reviews(*, side: str = "vendor", filled: bool = True, opened: int | None = 1) -> QWidget:
    clock = SampleClock()
    account = build_account(clock)
    desk = build_desk(account, clock)
    ids = fill_reviews(account) if filled else []
    store = ReviewStore(account, account.new_id)
    vendor_id = desk.vendor_id if filled else "nobody"
    page = ReviewsViewModel(
        ReviewsDesk(desk.tools, account.person, side, vendor_id, store, account.status, desk.toasts)
    )
    if opened is not None and ids:
        page.open(ids[opened])
    return in_frame(desk, page, ReviewsView(page), "vendor.reviews")


SHOTS = (
    Shot("vendor-reviews", _reviews),
    Shot("vendor-reviews-empty", partial(_reviews, filled=False)),
    Shot("admin-reviews", partial(_reviews, side="admin", opened=2)),
)
