"""What the town's first vendor shows: photos, sizes, extras, questions, a change that waits for review."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from backend_stub.db.tables import File, Listing, ListingStaff, Vendor
from backend_stub.demo.pictures import SCENES, DemoPicture
from backend_stub.demo.rows import Row, Rows
from backend_stub.demo.town import Town
from backend_stub.security.caller import ADMIN_SCOPE, CATALOGUE_SCOPE, vendor_scope
from contracts.vocabulary import ListingPlace

_CHOICES: Final = "Deep clean, 2 bedrooms"
_IN_REVIEW: Final = "Weekly clean"
_RADIUS_M: Final = 15_000
_PHOTOS: Final = 3
_SHOWN: Final = 8
"""So many listings of the first vendor have photos."""


def show(rows: Rows, town: Town, pictures: Sequence[DemoPicture]) -> None:
    """Add it to the rows; without pictures (nowhere to keep them) all but the photos."""
    vendor = rows.of(Vendor)[0]
    given = rows.of(ListingStaff)
    place = 0
    for listing in rows.of(Listing):
        details: dict[str, Any] | None = None
        if listing["vendor_id"] == vendor["id"]:
            details = _details(listing, vendor, town)
            if pictures and place < _SHOWN:
                details["photos"] = _photos(rows, town, listing, pictures, place)
            place += 1
        listing |= {"details": details, "draft": None, "draft_status": None, "submitted_at": None}
        if details is not None and listing["title"] == _IN_REVIEW:
            givers = [str(each["staff_id"]) for each in given if each["listing_id"] == listing["id"]]
            _send_for_review(listing, details, givers, town)


def _details(listing: Row, vendor: Row, town: Town) -> dict[str, Any]:
    at_customer = listing["place"] == ListingPlace.AT_CUSTOMER
    spot = {"latitude": vendor["latitude"], "longitude": vendor["longitude"], "radius_m": _RADIUS_M}
    details: dict[str, Any] = {
        "places": [str(listing["place"])],
        "service_area": spot if at_customer else None,
        "deposit": 0,
        "cancellation": None,
        "variants": [],
        "extras": [],
        "questions": [],
        "photos": [],
    }
    if listing["title"] == _CHOICES:
        price, minutes = listing["price_amount"], listing["duration_minutes"]
        sizes = (("2 bedrooms", price, minutes), ("3 bedrooms", price + 4600, minutes + 60))
        extras = (("Oven inside", 2200, 30), ("Fridge inside", 1200, 15), ("Balcony", 1600, 30))
        details["variants"] = [
            {"id": _id(town), "name": name, "price": amount, "duration_minutes": length}
            for name, amount, length in sizes
        ]
        details["extras"] = [
            {"id": _id(town), "name": name, "price": amount, "minutes": length, "max_count": 1}
            for name, amount, length in extras
        ]
        details["questions"] = [
            _question(town, "yes_no", "Are there pets?"),
            _question(town, "choice", "What are the floors?", "Wood", "Tiles", "Carpet"),
        ]
    return details


def _question(town: Town, kind: str, label: str, *options: str) -> dict[str, Any]:
    return {"id": _id(town), "kind": kind, "label": label, "required": False, "options": list(options)}


def _photos(
    rows: Rows, town: Town, listing: Row, pictures: Sequence[DemoPicture], place: int
) -> list[dict[str, str]]:
    scopes = sorted({ADMIN_SCOPE, CATALOGUE_SCOPE, vendor_scope(listing["vendor_id"])})
    shown = []
    for number in range(_PHOTOS):
        picture = pictures[(place * _PHOTOS + number) % len(pictures)]
        since = town.now - timedelta(days=60)
        file = rows.add(
            File,
            id=town.dice.ident_at(since),
            owner_id=listing["vendor_id"],
            thing_id=listing["id"],
            scopes=scopes,
            content_key=picture.content_key,
            thumb_key=picture.thumb_key,
            media_type=picture.media_type,
            width=picture.width,
            height=picture.height,
            size=picture.size,
            created_at=since,
        )
        shown.append({"file_id": str(file["id"]), "alt": SCENES[number % len(SCENES)]})
    return shown


def _send_for_review(listing: Row, details: dict[str, Any], givers: list[str], town: Town) -> None:
    content = {
        "title": "Weekly clean, same person",
        "description": listing["description"],
        "included": [*listing["included"], "Windows once a month"],
        "policy": listing["policy"],
        "category_id": str(listing["category_id"]),
        "currency": listing["price_currency"],
        "price": listing["price_amount"] + 400,
        "duration_minutes": listing["duration_minutes"],
        "buffer_before_minutes": listing["buffer_before_minutes"],
        "buffer_after_minutes": listing["buffer_after_minutes"],
        "staff_ids": givers,
        **details,
    }
    listing |= {
        "draft": content,
        "draft_status": "in_review",
        "submitted_at": town.now - timedelta(hours=3),
    }


def _id(town: Town) -> str:
    return str(town.dice.ident())
