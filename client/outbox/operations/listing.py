"""What vendors do with their listings, and admins with those in review and with categories."""

from typing import Any

from client.documents import Document
from client.outbox.kind import Kind
from client.outbox.operation import Operation, PendingOperation, Touch
from contracts.permissions import Permission
from contracts.rows import CategoryDoc, ListingContentDoc, VendorListingDoc

_MANAGE = frozenset({Permission.LISTINGS_MANAGE})
_REVIEW = frozenset({Permission.LISTINGS_REVIEW})
_ARRANGE = frozenset({Permission.CATEGORIES_MANAGE})
_ENTITY = "vendor_listing"


def blank(category_id: str) -> ListingContentDoc:
    """A listing of which nothing is said yet."""
    return {
        "title": "",
        "description": "",
        "included": [],
        "policy": "",
        "category_id": category_id,
        "places": ["at_customer"],
        "service_area": None,
        "currency": "EUR",
        "price": 0,
        "duration_minutes": 60,
        "buffer_before_minutes": 0,
        "buffer_after_minutes": 0,
        "deposit": 0,
        "cancellation": None,
        "variants": [],
        "extras": [],
        "questions": [],
        "photos": [],
        "staff_ids": [],
    }


def create_listing(listing_id: str, vendor_id: str, category_id: str) -> Operation:
    """A new draft."""
    args: dict[str, Any] = {"id": listing_id, "vendor_id": vendor_id, "category_id": category_id}
    return Operation("listing.create", listing_id, args, (Touch(_ENTITY, listing_id),))


def update_listing(listing: VendorListingDoc, changes: Document) -> Operation:
    """Change fields of the draft (`contracts.listings.ListingPatch`)."""
    return _of("listing.update", listing, changes)


def submit_listing(listing: VendorListingDoc) -> Operation:
    """Send the draft to review."""
    return _of("listing.submit", listing)


def withdraw_listing(listing: VendorListingDoc) -> Operation:
    """Take it back from review."""
    return _of("listing.withdraw", listing)


def discard_listing(listing: VendorListingDoc) -> Operation:
    """Drop the changes that customers don't see yet."""
    return _of("listing.discard", listing)


def pause_listing(listing: VendorListingDoc) -> Operation:
    """Take it out of the catalogue."""
    return _of("listing.pause", listing)


def resume_listing(listing: VendorListingDoc) -> Operation:
    """Put it back."""
    return _of("listing.resume", listing)


def approve_listing(listing: VendorListingDoc) -> Operation:
    """Let it through; needs the network."""
    return _of("listing.approve", listing)


def reject_listing(listing: VendorListingDoc, reason: str) -> Operation:
    """Send it back; needs the network."""
    return _of("listing.reject", listing, {"reason": reason})


def create_category(category_id: str, name: str, parent_id: str | None, position: int) -> Operation:
    """A new kind of service; needs the network."""
    args = {"id": category_id, "name": name, "parent_id": parent_id, "position": position}
    return Operation("category.create", category_id, args, (Touch("category", category_id),))


def change_category(category: CategoryDoc, changes: Document) -> Operation:
    """Rename, move or reorder one; needs the network."""
    touches = (Touch("category", category["id"]),)
    return Operation("category.change", category["id"], changes, touches, if_match=category["version"])


def remove_category(category: CategoryDoc) -> Operation:
    """Remove one that nothing is in; needs the network."""
    return Operation("category.remove", category["id"], {}, (), if_match=category["version"])


def _of(name: str, listing: VendorListingDoc, args: Document | None = None) -> Operation:
    touches = (Touch(_ENTITY, listing["id"]),)
    return Operation(name, listing["id"], dict(args or {}), touches, if_match=listing["version"])


def _created(row: Document | None, pending: PendingOperation) -> Document | None:
    if row is not None:
        return row
    args = pending.operation.args
    return {
        "id": args["id"],
        "version": 0,
        "vendor_id": args["vendor_id"],
        "vendor_name": "",
        "status": "draft",
        "draft_status": "draft",
        "reason": None,
        "content": blank(args["category_id"]),
        "published": None,
        "submitted_at": None,
        "published_at": None,
        "created_at": pending.created_at,
        "updated_at": pending.created_at,
    }


def _updated(row: Document | None, pending: PendingOperation) -> Document | None:
    if row is None:
        return None
    content = row["content"] | pending.operation.args
    same = row["published"] is not None and content == row["published"]
    return _in_state(row | {"content": content}, None if same else "draft")


def _in_state(row: Document, draft_status: str | None) -> Document:
    status = row["status"] if row["published"] is not None else draft_status
    return row | {"draft_status": draft_status, "status": status}


def _submitted(row: Document | None, _pending: PendingOperation) -> Document | None:
    return None if row is None else _in_state(row | {"reason": None}, "in_review")


def _withdrawn(row: Document | None, _pending: PendingOperation) -> Document | None:
    return None if row is None else _in_state(row, "draft")


def _discarded(row: Document | None, _pending: PendingOperation) -> Document | None:
    if row is None or row["published"] is None:
        return row
    return _in_state(row | {"content": row["published"], "reason": None}, None)


def _paused(row: Document | None, _pending: PendingOperation) -> Document | None:
    return None if row is None else row | {"status": "paused"}


def _resumed(row: Document | None, _pending: PendingOperation) -> Document | None:
    return None if row is None else row | {"status": "published"}


_PATH = "/vendor-listings/{target}"
KINDS = (
    Kind(
        "listing.create",
        "POST",
        "/vendor-listings",
        "contracts.listings:ListingCreate",
        _MANAGE,
        _created,
        answers=_ENTITY,
    ),
    Kind(
        "listing.update",
        "PATCH",
        _PATH,
        "contracts.listings:ListingPatch",
        _MANAGE,
        _updated,
        answers=_ENTITY,
    ),
    Kind("listing.submit", "POST", f"{_PATH}/submit", None, _MANAGE, _submitted, answers=_ENTITY),
    Kind("listing.withdraw", "POST", f"{_PATH}/withdraw", None, _MANAGE, _withdrawn, answers=_ENTITY),
    Kind("listing.discard", "POST", f"{_PATH}/discard", None, _MANAGE, _discarded, answers=_ENTITY),
    Kind("listing.pause", "POST", f"{_PATH}/pause", None, _MANAGE, _paused, answers=_ENTITY),
    Kind("listing.resume", "POST", f"{_PATH}/resume", None, _MANAGE, _resumed, answers=_ENTITY),
    Kind("listing.approve", "POST", f"{_PATH}/approve", None, _REVIEW, answers=_ENTITY),
    Kind(
        "listing.reject",
        "POST",
        f"{_PATH}/reject",
        "contracts.listings:ReviewReason",
        _REVIEW,
        answers=_ENTITY,
    ),
    Kind(
        "category.create",
        "POST",
        "/categories",
        "contracts.listings:CategoryCreate",
        _ARRANGE,
        answers="category",
    ),
    Kind(
        "category.change",
        "PATCH",
        "/categories/{target}",
        "contracts.listings:CategoryPatch",
        _ARRANGE,
        answers="category",
    ),
    Kind("category.remove", "DELETE", "/categories/{target}", None, _ARRANGE),
)
