"""Pictures of coupons, in the vendor's and the admin's window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from client.clock import to_wire
from client.stores.coupon import CouponStore
from contracts.rows import CouponDoc
from desktop.shots.admin_samples import build_account, build_server
from desktop.shots.customer_samples import categories, id_of
from desktop.shots.framed import ADMIN, OFFLINE, SAVED, framed
from desktop.shots.memory import MemoryAccount
from desktop.shots.online import SampleServer
from desktop.shots.shot import Shot
from desktop.shots.vendor_samples import NOW, VENDOR, SampleClock, build_desk
from viewmodels.admin.commission import CommissionViewModel
from viewmodels.pricing.coupons import CouponParts, CouponsViewModel
from viewmodels.vendor.desk import VendorDesk
from views.admin.commission import CommissionView
from views.pricing.coupons import CouponsView

# Code, vendor pays, basis points or cents, category, limit in all, each, first, stacks, ends in days, used.
_COUPONS: tuple[tuple[str, bool, int, int, str, int | None, int | None, bool, bool, int | None, int], ...] = (
    ("HARBOUR10", False, 1000, 0, "Cleaning", 500, 1, False, True, 39, 312),
    ("WELCOME5", False, 0, 500, "", None, 1, True, False, None, 1204),
    ("NORTH15", True, 1500, 0, "", 100, 2, False, False, 9, 41),
    ("QUIET-MONDAY", True, 750, 0, "Repairs", None, None, False, True, None, 18),
    ("SUMMER25", False, 2500, 0, "", 50, 1, False, False, -20, 50),
    ("OVEN20", True, 2000, 0, "Cleaning", 20, None, False, False, 60, 20),
)


def coupons() -> list[CouponDoc]:
    """Six coupons, each in another state."""
    return [_coupon(place, *fields) for place, fields in enumerate(_COUPONS)]


def _coupon(
    place: int,
    code: str,
    own: bool,
    points: int,
    cents: int,
    category: str,
    total: int | None,
    each: int | None,
    first: bool,
    stacks: bool,
    ends: int | None,
    used: int,
) -> CouponDoc:
    return {
        "id": id_of(8, place),
        "version": used + 1,
        "code": code,
        "vendor_id": VENDOR if own else None,
        "vendor_name": "Northside Care" if own else None,
        "kind": "percent" if points else "amount",
        "basis_points": points or None,
        "amount": {"amount": cents, "currency": "EUR"} if cents else None,
        "first_booking": first,
        "for_vendor_id": VENDOR if own else None,
        "for_vendor_name": "Northside Care" if own else None,
        "category_id": id_of(9, 0) if category else None,
        "category_name": category or None,
        "limit_total": total,
        "limit_per_person": each,
        "stacks": stacks,
        "starts_at": None,
        "ends_at": None if ends is None else to_wire(NOW + timedelta(days=ends)),
        "status": "paused" if code == "QUIET-MONDAY" else "active",
        "used": used,
        "created_at": to_wire(NOW - timedelta(days=place)),
    }


def coupons_page(
    desk: VendorDesk, account: MemoryAccount, server: SampleServer, *, vendor_id: str = ""
) -> CouponsViewModel:
    """The viewmodel over the sample account."""
    online: Any = server
    account.put("coupon", [row for row in coupons() if not vendor_id or row["vendor_id"] == vendor_id])
    account.put("category", categories())
    store = CouponStore(account, account.new_id, lambda: online, lambda: online)
    parts = CouponParts(desk.tools, store, desk.catalogue, desk.status, desk.toasts)
    return CouponsViewModel(parts, vendor_id=vendor_id)


def _making(page: CouponsViewModel) -> None:
    page.begin()
    page.type(code="SPRING 5", value="12.5", limit_total="100", first_booking=True)
    page.create.trigger()


def build(
    act: Callable[[CouponsViewModel], object], *, vendor: bool = False, offline: bool = False
) -> QWidget:
    """The page in its window."""
    clock, server = SampleClock(), build_server()
    account = build_account(clock)
    if offline:
        server.reachable = False
        account.status.update(online=False, as_of=NOW - timedelta(minutes=7))
    desk = build_desk(account, clock)
    page = coupons_page(desk, account, server, vendor_id=VENDOR if vendor else "")
    act(page)
    frame = framed(
        lambda: CouponsView(page),
        "vendor.coupons" if vendor else "admin.coupons",
        page.title.value,
        filled=page.filled.value,
        pill=OFFLINE if offline else SAVED,
        others=() if vendor else (ADMIN,),
    )
    page.setParent(frame)
    frame.destroyed.connect(page.close)
    return frame


def rules() -> list[dict[str, Any]]:
    """The default, one category, one vendor."""
    rows = (("", "", 1200), ("category", "Tutoring", 950), ("vendor", "Northside Care", 800))
    return [
        {
            "id": id_of(8, 90 + place),
            "version": 1,
            "vendor_id": VENDOR if kind == "vendor" else None,
            "vendor_name": name if kind == "vendor" else None,
            "category_id": id_of(9, 1) if kind == "category" else None,
            "category_name": name if kind == "category" else None,
            "basis_points": points,
        }
        for place, (kind, name, points) in enumerate(rows)
    ]


def commission_page(desk: VendorDesk, account: MemoryAccount, server: SampleServer) -> CommissionViewModel:
    """The viewmodel over the sample account."""
    online: Any = server
    server.rule_items = rules()
    account.put("category", categories())
    store = CouponStore(account, account.new_id, lambda: online, lambda: online)
    return CommissionViewModel(desk.tools, store, desk.catalogue, desk.status, desk.toasts)


def build_commission() -> QWidget:
    """The page in its window, with a rule open."""
    clock, server = SampleClock(), build_server()
    account = build_account(clock)
    page = commission_page(build_desk(account, clock), account, server)
    page.open(id_of(8, 92))
    title = page.title.value
    frame = framed(lambda: CommissionView(page), "admin.commission", title, filled=False, others=(ADMIN,))
    page.setParent(frame)
    frame.destroyed.connect(page.close)
    return frame


SHOTS = (
    Shot("admin-commission", build_commission),
    Shot("admin-coupons", partial(build, lambda page: page.open(id_of(8, 0)))),
    Shot("admin-coupons-offline", partial(build, lambda page: page.open(id_of(8, 3)), offline=True)),
    Shot("vendor-coupons", partial(build, _making, vendor=True)),
)
