"""What a vendor says of a listing, out of a row and into it."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from backend_stub.db.tables import Listing
from contracts.listings import ListingContent
from contracts.quotes import cheapest
from contracts.rows import ListingContentDoc

_DETAILS = (
    "places",
    "service_area",
    "deposit",
    "cancellation",
    "variants",
    "extras",
    "questions",
    "photos",
)


def document_of(content: ListingContent) -> ListingContentDoc:
    """As it is kept and sent."""
    return cast("ListingContentDoc", content.model_dump(mode="json"))


def published_content(listing: Listing, staff_ids: Sequence[UUID]) -> ListingContentDoc:
    """What customers see of a listing, from its columns."""
    details: dict[str, Any] = listing.details or {}
    return {
        "title": listing.title,
        "description": listing.description,
        "included": listing.included,
        "policy": listing.policy,
        "category_id": str(listing.category_id),
        "places": details.get("places") or [listing.place],
        "service_area": details.get("service_area"),
        "currency": listing.price_currency,
        "price": listing.price_amount,
        "duration_minutes": listing.duration_minutes,
        "buffer_before_minutes": listing.buffer_before_minutes,
        "buffer_after_minutes": listing.buffer_after_minutes,
        "deposit": details.get("deposit", 0),
        "cancellation": details.get("cancellation"),
        "variants": details.get("variants", []),
        "extras": details.get("extras", []),
        "questions": details.get("questions", []),
        "photos": details.get("photos", []),
        "staff_ids": [str(id) for id in staff_ids],
    }


def current_content(listing: Listing, staff_ids: Sequence[UUID]) -> ListingContentDoc:
    """What its vendor last said."""
    if listing.draft_status is None or listing.draft is None:
        return published_content(listing, staff_ids)
    return cast("ListingContentDoc", listing.draft)


def put_content(listing: Listing, content: ListingContentDoc) -> None:
    """Have a row say this to customers; who gives it is a matter of other rows."""
    variant = cheapest(content["variants"])
    listing.title = content["title"]
    listing.description = content["description"]
    listing.included = content["included"]
    listing.policy = content["policy"]
    listing.category_id = UUID(content["category_id"])
    listing.place = content["places"][0]
    listing.price_amount = content["price"] if variant is None else variant["price"]
    listing.duration_minutes = content["duration_minutes"] if variant is None else variant["duration_minutes"]
    listing.buffer_before_minutes = content["buffer_before_minutes"]
    listing.buffer_after_minutes = content["buffer_after_minutes"]
    listing.details = {name: cast("dict[str, Any]", content)[name] for name in _DETAILS}
