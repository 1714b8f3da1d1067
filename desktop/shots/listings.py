"""Pictures of a vendor's listings, their editor, the admin's review and the categories."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtWidgets import QWidget

from client.clock import to_wire
from client.documents import Document
from client.errors import UnreachableError
from client.outbox.operations.listing import blank
from client.stores.listing import ListingStore
from contracts.rows import ListingContentDoc, VendorListingDoc
from desktop.shots.admin_samples import build_server
from desktop.shots.customer_samples import categories, id_of
from desktop.shots.framed import ADMIN, OFFLINE, SAVED, framed
from desktop.shots.memory import MemoryAccount
from desktop.shots.online import SampleServer
from desktop.shots.shot import Shot
from desktop.shots.vendor_samples import NOW, VENDOR, SampleClock, build_account, build_desk, staff
from viewmodels.admin.categories import CategoriesViewModel
from viewmodels.admin.listings import ListingReviewViewModel
from viewmodels.kernel.page import Page
from viewmodels.vendor.listing import ListingViewModel
from viewmodels.vendor.listings import ListingsViewModel
from views.admin.categories import CategoriesView
from views.admin.listings import ListingReviewView
from views.kit.illustration import illustration_pixmap
from views.vendor.listing import ListingView
from views.vendor.listings import ListingsView

LISTING = id_of(7, 1)
_ART = ("cleaning", "handyman", "garden", "tutoring")


class SampleFiles:
    """Pictures are drawings, named by the last figure of their id."""

    def __init__(self) -> None:
        self.reachable = True
        self.uploaded: list[bytes] = []

    async def picture(self, file_id: str, *, thumb: bool) -> bytes:
        """`GET /files/{id}`."""
        if not self.reachable:
            raise UnreachableError
        art = _ART[int(file_id[-1], 16) % len(_ART)]
        drawn = illustration_pixmap(art, 480 if thumb else 960, 300 if thumb else 600)
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        drawn.save(buffer, "PNG")
        return bytes(data.data())

    async def upload(self, file_id: str, data: bytes, key: str) -> Document:
        """`POST /files`."""
        if not self.reachable:
            raise UnreachableError
        self.uploaded.append(data)
        return {"id": file_id, "key": key}


def deep_clean() -> ListingContentDoc:
    """What customers see of it."""
    people = [person["id"] for person in staff()]
    return blank(id_of(9, 0)) | {
        "title": "Deep clean",
        "description": "Kitchen and bathroom scrubbed, floors, inside of windows, dust from the tops of"
        " cupboards. We bring everything we need.",
        "included": ["All floors", "Kitchen fronts, hob, sink", "Bathroom, descaled"],
        "service_area": {"latitude": 54.1, "longitude": 10.8, "radius_m": 15_000},
        "price": 7200,
        "duration_minutes": 90,
        "buffer_before_minutes": 15,
        "buffer_after_minutes": 15,
        "variants": [
            {"id": id_of(6, n), "name": name, "price": price, "duration_minutes": minutes}
            for n, (name, price, minutes) in enumerate(
                (("1 bedroom", 7200, 90), ("2 bedrooms", 11_800, 150), ("3 bedrooms", 15_800, 210))
            )
        ],
        "extras": [{"id": id_of(5, 0), "name": "Oven inside", "price": 2200, "minutes": 30, "max_count": 1}],
        "questions": [
            {"id": id_of(4, 0), "kind": "yes_no", "label": "Any pets?", "required": False, "options": []}
        ],
        "photos": [{"file_id": id_of(3, n), "alt": f"Photo {n + 1}"} for n in range(4)],
        "staff_ids": people[:2],
    }


def changed(draft_status: str | None = "draft") -> VendorListingDoc:
    """The same with four changes, one of which can't be."""
    content = deepcopy(deep_clean())
    if draft_status is not None:
        content["title"] = "Deep clean, top to bottom"
        content["variants"][2]["price"] = 16_400
        content["buffer_before_minutes"] = 30
        content["deposit"] = 8000 if draft_status == "draft" else 5000
    return vendor_listing(LISTING, content, deep_clean(), draft_status)


def vendor_listing(
    id: str, content: ListingContentDoc, published: ListingContentDoc | None, draft_status: str | None
) -> VendorListingDoc:
    """A row as its vendor sees it."""
    moment = to_wire(NOW - timedelta(days=50))
    return {
        "id": id,
        "version": 3,
        "vendor_id": VENDOR,
        "vendor_name": "Northside Care",
        "status": "published" if published is not None else draft_status or "draft",
        "draft_status": draft_status,
        "reason": "The photos show another flat." if draft_status == "rejected" else None,
        "content": content,
        "published": published,
        "submitted_at": to_wire(NOW - timedelta(hours=3)) if draft_status == "in_review" else None,
        "published_at": None if published is None else moment,
        "created_at": moment,
        "updated_at": moment,
    }


def several() -> list[VendorListingDoc]:
    """One in each state."""
    rows = [changed(None)]
    named = (("Ironing", "in_review"), ("Garden tidy", "rejected"), ("Attic clearing", "draft"))
    for place, (title, state) in enumerate(named, 2):
        content = deepcopy(deep_clean())
        content["title"], content["variants"] = title, []
        content["photos"] = content["photos"][place - 1 :]
        rows.append(vendor_listing(id_of(7, place), content, None, state))
    paused = deepcopy(deep_clean())
    paused["title"] = "Windows"
    rows.append(vendor_listing(id_of(7, 6), paused, paused, None) | {"status": "paused"})
    return rows


def listing_store(account: MemoryAccount, files: SampleFiles, server: SampleServer) -> ListingStore:
    """The store over the sample account."""
    pictures: Any = files
    online: Any = server
    return ListingStore(account, account.new_id, lambda: pictures, lambda: online)


def _account(offline: bool) -> MemoryAccount:
    account = build_account(SampleClock())
    account.put("category", categories())
    if offline:
        account.status.update(online=False, as_of=NOW - timedelta(minutes=7))
    return account


def _window(page: Page, view: Callable[[], QWidget], route: str, *, offline: bool, admin: bool) -> QWidget:
    frame = framed(
        view, route, page.title.value, pill=OFFLINE if offline else SAVED, others=(ADMIN,) if admin else ()
    )
    page.setParent(frame)
    frame.destroyed.connect(page.close)
    return frame


def listings(*, empty: bool = False, offline: bool = False) -> QWidget:
    """The cards."""
    account = _account(offline)
    account.put("vendor_listing", [] if empty else several())
    page = ListingsViewModel(
        build_desk(account, SampleClock()), listing_store(account, SampleFiles(), build_server())
    )
    return _window(page, lambda: ListingsView(page), "vendor.listings", offline=offline, admin=False)


def editor(*, gone: bool = False, offline: bool = False) -> QWidget:
    """The editor with four changes."""
    account = _account(offline)
    account.put("vendor_listing", [] if gone else [changed()])
    store = listing_store(account, SampleFiles(), build_server())
    page = ListingViewModel(build_desk(account, SampleClock()), store, LISTING)
    return _window(page, lambda: ListingView(page), "vendor.listings", offline=offline, admin=False)


def review(*, empty: bool = False) -> QWidget:
    """What waits, with its differences."""
    account = _account(False)
    new = vendor_listing(id_of(7, 9), deep_clean(), None, "in_review")
    account.put("vendor_listing", [] if empty else [changed("in_review"), new])
    desk = build_desk(account, SampleClock())
    store = listing_store(account, SampleFiles(), build_server())
    page = ListingReviewViewModel(desk.tools, store, desk.catalogue, desk.status, desk.toasts)
    page.type_reason("The photos show another flat.")
    return _window(page, lambda: ListingReviewView(page), "admin.listings", offline=False, admin=True)


def tree() -> QWidget:
    """Categories, two of them within another."""
    account = _account(False)
    rows = categories()
    for row in rows[1:3]:
        row["parent_id"] = rows[0]["id"]
    account.put("category", [row | {"version": 2} for row in rows])
    desk = build_desk(account, SampleClock())
    store = listing_store(account, SampleFiles(), build_server())
    page = CategoriesViewModel(desk.tools, store, desk.catalogue, desk.status, desk.toasts)
    return _window(page, lambda: CategoriesView(page), "admin.categories", offline=False, admin=True)


SHOTS = (
    Shot("vendor-listings", listings),
    Shot("vendor-listings-empty", partial(listings, empty=True)),
    Shot("vendor-listings-offline", partial(listings, offline=True)),
    Shot("vendor-listing", editor),
    Shot("vendor-listing-gone", partial(editor, gone=True)),
    Shot("admin-listings", review),
    Shot("admin-listings-empty", partial(review, empty=True)),
    Shot("admin-categories", tree),
)
