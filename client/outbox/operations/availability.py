"""When a vendor can be booked: weekly hours, rules, days that are otherwise, resources."""

from collections.abc import Mapping, Sequence
from typing import Any

from client.documents import Document
from client.outbox.kind import Kind
from client.outbox.operation import Operation, PendingOperation, Touch
from contracts.permissions import Permission
from contracts.rows import (
    AvailabilityDoc,
    ExceptionDoc,
    ListingSetupDoc,
    OpenHoursDoc,
    OpenStretchDoc,
    ResourceDoc,
    StaffDoc,
)

_MANAGE = frozenset({Permission.AVAILABILITY_MANAGE})

Hours = Sequence[OpenStretchDoc]


def change_hours(staff: StaffDoc, days: Mapping[int, Hours]) -> Operation:
    """New hours of some week days; the others stay."""
    told = [{"weekday": weekday, "hours": list(hours)} for weekday, hours in sorted(days.items())]
    base = {str(weekday): _hours_on(staff["hours"], weekday) for weekday in days}
    touch = Touch("staff", staff["id"])
    return Operation(
        "hours.change",
        staff["id"],
        {"days": told},
        (touch,),
        if_match=staff["version"],
        preview={"base": base, "title": staff["name"]},
    )


def change_rules(rules: AvailabilityDoc, **changed: Any) -> Operation:
    """Change some of the rules for everyone."""
    row: Document = {**rules}
    base = {field: row[field] for field in changed}
    touch = Touch("availability", rules["id"])
    return Operation(
        "rules.change", rules["id"], changed, (touch,), if_match=rules["version"], preview={"base": base}
    )


def create_exception(
    exception_id: str,
    vendor_id: str,
    kind: str,
    first_day: str,
    last_day: str,
    *,
    hours: Hours = (),
    staff_id: str | None = None,
    title: str = "",
) -> Operation:
    """Days that are otherwise; without `staff_id` for everyone."""
    args: Document = {
        "id": exception_id,
        "vendor_id": vendor_id,
        "staff_id": staff_id,
        "kind": kind,
        "first_day": first_day,
        "last_day": last_day,
        "hours": list(hours),
        "title": title,
    }
    return Operation("exception.create", exception_id, args, (Touch("exception", exception_id),))


def delete_exception(exception: ExceptionDoc) -> Operation:
    """The days are as usual again."""
    touch = Touch("exception", exception["id"])
    return Operation("exception.delete", exception["id"], {}, (touch,), if_match=exception["version"])


def create_resource(resource_id: str, vendor_id: str, kind: str, name: str) -> Operation:
    """One more room, van or machine."""
    args: Document = {"id": resource_id, "vendor_id": vendor_id, "kind": kind, "name": name}
    return Operation("resource.create", resource_id, args, (Touch("resource", resource_id),))


def delete_resource(resource: ResourceDoc) -> Operation:
    """No longer give it out."""
    touch = Touch("resource", resource["id"])
    return Operation("resource.delete", resource["id"], {}, (touch,), if_match=resource["version"])


def put_setup(setup: ListingSetupDoc, capacity: int, needs: Sequence[str]) -> Operation:
    """How many can book one time of a service, and the kinds of resource that it needs."""
    touch = Touch("listing_setup", setup["id"])
    base = {"capacity": setup["capacity"], "needs": sorted(setup["needs"])}
    args: Document = {"capacity": capacity, "needs": sorted(needs)}
    preview = {"base": base, "vendor_id": setup["vendor_id"]}
    return Operation("setup.put", setup["id"], args, (touch,), if_match=setup["version"], preview=preview)


def default_setup(listing_id: str, vendor_id: str) -> ListingSetupDoc:
    """What counts for a service that was never set up: one at a time, and nothing needed."""
    return {"id": listing_id, "version": 1, "vendor_id": vendor_id, "capacity": 1, "needs": []}


def _hours_on(hours: Sequence[OpenHoursDoc], weekday: int) -> list[list[str]]:
    return sorted([item["opens"], item["closes"]] for item in hours if item["weekday"] == weekday)


def _hours_changed(row: Document | None, pending: PendingOperation) -> Document | None:
    if row is None:
        return None
    days = {day["weekday"]: day["hours"] for day in pending.operation.args["days"]}
    kept = [item for item in row["hours"] if item["weekday"] not in days]
    new = [{"weekday": weekday, **stretch} for weekday, hours in days.items() for stretch in hours]
    return row | {"hours": sorted([*kept, *new], key=lambda item: (item["weekday"], item["opens"]))}


def _hours_merge(pending: PendingOperation, current: Document) -> bool:
    base = (pending.operation.preview or {}).get("base", {})
    return all(_hours_on(current.get("hours", ()), int(weekday)) == hours for weekday, hours in base.items())


def _rules_changed(row: Document | None, pending: PendingOperation) -> Document | None:
    return (row or default_rules(pending.operation.target)) | pending.operation.args


def _rules_merge(pending: PendingOperation, current: Document) -> bool:
    base = (pending.operation.preview or {}).get("base", {})
    return all(current.get(field) == value for field, value in base.items())


def default_rules(vendor_id: str) -> Document:
    """What counts for a vendor who never changed a rule."""
    return {
        "id": vendor_id,
        "version": 1,
        "vendor_id": vendor_id,
        "notice_minutes": 0,
        "horizon_days": 1098,
        "travel_minutes": 0,
        "travel_kmh": None,
        "holiday_country": None,
        "holiday_region": None,
    }


def _setup_put(row: Document | None, pending: PendingOperation) -> Document | None:
    vendor_id = str((pending.operation.preview or {}).get("vendor_id", ""))
    before: Document = row or {**default_setup(pending.operation.target, vendor_id)}
    return before | pending.operation.args


def _setup_merges(pending: PendingOperation, current: Document) -> bool:
    base = (pending.operation.preview or {}).get("base", {})
    now = {"capacity": current.get("capacity"), "needs": sorted(current.get("needs", ()))}
    return bool(now == base)


def _created(row: Document | None, pending: PendingOperation) -> Document | None:
    return row or pending.operation.args | {"version": 0, "is_holiday": False}


def _resource_created(row: Document | None, pending: PendingOperation) -> Document | None:
    return row or pending.operation.args | {"version": 0}


def _deleted(_row: Document | None, _pending: PendingOperation) -> None:
    return None


_MODELS = "contracts.availability"

KINDS = (
    Kind(
        "hours.change",
        "PATCH",
        "/staff/{target}/hours",
        f"{_MODELS}:StaffHoursPatch",
        _MANAGE,
        _hours_changed,
        answers="staff",
        merges=_hours_merge,
    ),
    Kind(
        "rules.change",
        "PATCH",
        "/vendors/{target}/availability",
        f"{_MODELS}:AvailabilityPatch",
        _MANAGE,
        _rules_changed,
        answers="availability",
        merges=_rules_merge,
    ),
    Kind(
        "exception.create",
        "POST",
        "/exceptions",
        f"{_MODELS}:ExceptionCreate",
        _MANAGE,
        _created,
        answers="exception",
    ),
    Kind("exception.delete", "DELETE", "/exceptions/{target}", None, _MANAGE, _deleted),
    Kind(
        "resource.create",
        "POST",
        "/resources",
        f"{_MODELS}:ResourceCreate",
        _MANAGE,
        _resource_created,
        answers="resource",
    ),
    Kind(
        "setup.put",
        "PUT",
        "/listings/{target}/setup",
        f"{_MODELS}:ListingSetupPut",
        _MANAGE,
        _setup_put,
        answers="listing_setup",
        merges=_setup_merges,
    ),
    Kind("resource.delete", "DELETE", "/resources/{target}", None, _MANAGE, _deleted),
)
