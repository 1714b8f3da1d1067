"""The town's coupons: some that work, some that don't any more."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from backend_stub.db.tables import Coupon, Vendor
from backend_stub.demo.rows import Rows
from backend_stub.demo.town import Town

# Code, of the first vendor, basis points or cents, limit in all, each, first, stacks, ends in days, used.
_COUPONS: Final = (
    ("HARBOUR10", False, 1000, 0, 500, 1, False, True, 39, 0),
    ("WELCOME5", False, 0, 500, None, 1, True, False, None, 0),
    ("SUMMER25", False, 2500, 0, 50, 1, False, False, -20, 50),
    ("NORTH15", True, 1500, 0, 100, 2, False, False, 30, 0),
    ("QUIET-MONDAY", True, 750, 0, None, None, False, True, None, 0),
)


def issue(rows: Rows, town: Town) -> None:
    """Coupons of Doorstep, and of the vendor of the demo's accounts."""
    vendor_id: UUID = rows.of(Vendor)[0]["id"]
    for place, (code, own, points, cents, total, each, first, stacks, ends, used) in enumerate(_COUPONS):
        since = town.now - timedelta(days=40 - place)
        values: dict[str, Any] = {
            "code": code,
            "vendor_id": vendor_id if own else None,
            "kind": "percent" if points else "amount",
            "value": points or cents,
            "currency": None if points else "EUR",
            "first_booking": first,
            "for_vendor_id": vendor_id if own else None,
            "category_id": None,
            "limit_total": total,
            "limit_per_person": each,
            "stacks": stacks,
            "starts_at": None,
            "ends_at": None if ends is None else town.now + timedelta(days=ends),
            "status": "paused" if code == "QUIET-MONDAY" else "active",
            "used": used,
        }
        id = town.dice.ident_at(since)
        rows.add(Coupon, id=id, version=1, **values, created_at=since, updated_at=since)
