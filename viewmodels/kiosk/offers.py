"""Services as the kiosk shows them."""

from __future__ import annotations

from client.stores.search import Found
from contracts.rows import CategoryDoc, ListingDoc
from viewmodels.format import Format
from viewmodels.kiosk.page import capitalised
from viewmodels.kiosk.rows import CategoryRow, OfferRow, ServiceRow
from viewmodels.text import Texts


def category_name(texts: Texts, art: str, name: str) -> str:
    """A category in the reader's language; one that came after this version keeps the server's name."""
    key = f"kiosk.category.{art}"
    return texts(key) if texts.has(key) else name


def build_category(texts: Texts, category: CategoryDoc) -> CategoryRow:
    """A category with the number of people behind it."""
    name = category_name(texts, category["art"], category["name"])
    detail = texts.count("kiosk.find.vendors", category["vendor_count"])
    return CategoryRow(category["id"], category["art"], name, detail)


def soonest_start(listing: ListingDoc) -> str:
    """The start of the next free time, '' where that is not known."""
    free = listing.get("next_free") or []
    return free[0]["starts_at"] if free else ""


def build_offer(texts: Texts, form: Format, listing: ListingDoc) -> OfferRow:
    """A service with its next free time on the vendor's clock."""
    start = soonest_start(listing)
    zone = listing["zone"]
    today = bool(start) and form.local(start, zone).date() == form.today(zone)
    soonest = capitalised(form.day_time(start, listing["zone"])) if start else ""
    metres, rating = listing.get("distance_m"), listing["rating"]
    price = form.money(listing["price"])
    spoken = ", ".join(part for part in (listing["title"], listing["vendor_name"], soonest, price) if part)
    return OfferRow(
        id=listing["id"],
        art=listing["art"],
        title=listing["title"],
        vendor=listing["vendor_name"],
        rating="" if rating is None else form.decimal(rating),
        distance="" if metres is None else form.distance(metres),
        price=price,
        soonest=soonest,
        time=form.time(start, listing["zone"]) if start and today else "",
        spoken=spoken,
    )


def build_service(texts: Texts, form: Format, listing: ListingDoc) -> ServiceRow:
    """The service that was chosen, with where it happens."""
    rating, metres = listing["rating"], listing.get("distance_m")
    place = texts(f"kiosk.place.{listing['place']}", city=listing["city"])
    if metres is not None:
        place = f"{place}, {form.distance(metres)}"
    return ServiceRow(
        art=listing["art"],
        title=texts(
            "kiosk.service.title", title=listing["title"], length=form.duration(listing["duration_minutes"])
        ),
        vendor=listing["vendor_name"],
        rating="" if rating is None else form.decimal(rating),
        place=place,
        price=form.money(listing["price"]),
    )


def soonest_of(found: Found, count: int) -> tuple[ListingDoc, ...]:
    """The services that are free first, at most one a vendor."""
    seen: set[str] = set()
    chosen: list[ListingDoc] = []
    free = [listing for listing in found.items if soonest_start(listing)]
    for listing in sorted(free, key=soonest_start):
        if listing["vendor_id"] not in seen:
            seen.add(listing["vendor_id"])
            chosen.append(listing)
    return tuple(chosen[:count])
