"""Mara Hale, who looks after Doorstep: the admin of the pictures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from client.clock import to_wire
from client.session.person import Person
from client.tasks import Tasks
from contracts.permissions import permissions_of
from contracts.rows import PersonDoc
from contracts.vocabulary import Role
from desktop.shots.customer_samples import id_of, vendors
from desktop.shots.memory import MemoryAccount
from desktop.shots.online import SampleServer
from desktop.shots.vendor_samples import NOW, ZONE, SampleClock, desk_booking, rows

ME = id_of(7, 0)
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

# Name, roles, vendor, bookings, last seen, since, what they were told when suspended.
_PEOPLE = (
    ("Mara Hale", ("admin",), "", 0, 0 * _MINUTE, 700 * _DAY, ""),
    ("Amara Okafor", ("customer",), "", 31, 0 * _MINUTE, 400 * _DAY, ""),
    ("Viktor Lange", ("customer", "vendor"), "Fernhill Tutors", 118, 4 * _MINUTE, 655 * _DAY, ""),
    ("Rosa Meyer", ("vendor",), "Northside Care", 642, 6 * _MINUTE, 900 * _DAY, ""),
    ("Nadia Haddad", ("customer",), "", 9, 12 * _MINUTE, 80 * _DAY, ""),
    ("Lena Fox", ("customer",), "", 14, 38 * _MINUTE, 300 * _DAY, ""),
    ("Jakub Nowak", ("admin",), "", 0, 41 * _MINUTE, 500 * _DAY, ""),
    ("Priya Nair", ("customer",), "", 1, _HOUR, 4 * _DAY, ""),
    ("Oona Grady", ("vendor",), "Oakline Gardens", 0, 2 * _HOUR, 1 * _DAY, ""),
    ("Tom Ellery", ("customer",), "", 12, 2 * _HOUR, 210 * _DAY, ""),
    ("Marek Dorn", ("vendor",), "Brightwater Windows", 57, 3 * _HOUR, 350 * _DAY, "You asked for cash."),
    ("Sam Ito", ("customer",), "", 22, 5 * _HOUR, 150 * _DAY, ""),
    ("Ruth Cole", ("customer",), "", 48, 26 * _HOUR, 380 * _DAY, ""),
    ("Hugo Lind", ("customer",), "", 3, 30 * _HOUR, 30 * _DAY, ""),
    ("Ida Berg", ("customer",), "", 17, 50 * _HOUR, 410 * _DAY, ""),
)  # fmt: skip
_TODAY = (3, 2, 1, 1, 4, 11, 26, 53, 81, 88, 90, 52)
_LAST_WEEK = (4, 2, 1, 0, 3, 9, 23, 49, 75, 86, 84, 83, 70, 62, 66, 72, 79, 85, 76, 53, 32, 16, 8, 4)
_ACTIVE, _OUT = {"status": "active", "reason": None}, {"status": "suspended"}
_OTHERS: dict[str, dict[str, Any] | None] = {"": None, "removed": {"id": id_of(7, 90), "name": None}}

# How long ago, who, what, before, after.
_DONE: tuple[tuple[timedelta, str, str, dict[str, Any] | None, dict[str, Any] | None], ...] = (
    (4 * _MINUTE, "Jakub Nowak", "person.suspended", _ACTIVE, {**_OUT, "reason": "You asked for cash."}),
    (17 * _MINUTE, "Mara Hale", "person.granted", {"roles": ["customer"]}, {"roles": ["customer", "vendor"]}),
    (2 * _HOUR, "Jakub Nowak", "person.restored", {**_OUT, "reason": "Three bookings missed."}, _ACTIVE),
    (5 * _HOUR, "Mara Hale", "person.suspended", _ACTIVE, {**_OUT, "reason": "هذا الحساب مسروق 🔒"}),
    (26 * _HOUR, "removed", "person.granted", {"roles": ["admin", "customer"]}, {"roles": ["customer"]}),
    (49 * _HOUR, "", "person.suspended", None, None),
    (3 * _DAY, "Mara Hale", "person.granted", {"roles": ["customer"]}, {"roles": ["admin", "customer"]}),
)  # fmt: skip
_HAPPENING = (
    (0, "booking.requested", "Deep clean", "Amara Okafor with Northside Care", 11800),
    (1, "booking.declined", "Tap repair", "Kessler Plumbing", 6400),
    (5, "booking.accepted", "Window clean", "Tom Ellery with Windrose Glass Care", 7200),
    (8, "booking.cancelled", "Hedge cut", "Ruth Cole, by the customer", 8600),
    (14, "booking.requested", "Piano lesson", "The Brandts with Fernhill Tutors", 4500),
    (15, "booking.rescheduled", "Weekly clean", "now Fri 27 Nov 09:00", 5600),
    (17, "person.suspended", "Marek Dorn", "by Jakub Nowak", 0),
    (20, "booking.completed", "Ironing", "Lena Fox with Northside Care", 3600),
    (24, "booking.no_show", "Windows", "Library Café", 5600),
)  # fmt: skip


def audit() -> list[dict[str, Any]]:
    """What was done, the newest first."""
    ids = {name: id_of(7, place) for place, (name, *_) in enumerate(_PEOPLE)}
    return [
        {
            "seq": len(_DONE) - place,
            "at": to_wire(NOW - ago),
            "actor": {"id": ids[who], "name": who} if who in ids else _OTHERS[who],
            "action": action,
            "entity": action.partition(".")[0],
            "entity_id": id_of(9, place),
            "before": before,
            "after": after,
            "erased": before is None and after is None,
            "hash": f"{place:x}f3b9c2e7d".ljust(64, "a"),
        }
        for place, (ago, who, action, before, after) in enumerate(_DONE)
    ]


def people() -> list[PersonDoc]:
    """Fifteen of them, one suspended, two new."""
    return [_person(number) for number in range(len(_PEOPLE))]


def _person(number: int) -> PersonDoc:
    name, roles, vendor, count, seen, since, told = _PEOPLE[number]
    return PersonDoc(
        id=id_of(7, number),
        version=1,
        name=name,
        email=f"{name.lower().replace(' ', '.')}@example.org",
        roles=list(roles),
        vendors=[{"id": id_of(1, number), "name": vendor}] if vendor else [],
        status="suspended" if told else "active",
        suspended_reason=told or None,
        booking_count=count,
        created_at=to_wire(NOW - since),
        last_seen_at=to_wire(NOW - seen),
    )


def _money(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "EUR"}


def overview() -> dict[str, Any]:
    """The day in figures, `contracts.people.OverviewOut`."""
    return {
        "at": to_wire(NOW), "zone": ZONE, "made_today": 412, "made_last_week": 388,
        "booked_value": _money(2431840), "booked_value_last_week": _money(2292026), "cancelled_today": 17,
        "cancelled_last_week": 12, "overlaps": 0, "overlaps_refused": 3, "connected_clients": 318,
        "by_hour": [
            {"hour": hour, "today": _TODAY[hour] if hour < len(_TODAY) else 0, "last_week": count}
            for hour, count in enumerate(_LAST_WEEK)
        ],
        "waiting": [
            {"kind": "late", "count": 1, "oldest_at": to_wire(NOW - 21 * _MINUTE)},
            {"kind": "lapsing", "count": 2, "oldest_at": to_wire(NOW - 4 * _HOUR - 12 * _MINUTE)},
            {"kind": "requests", "count": 14, "oldest_at": to_wire(NOW - 30 * _HOUR)},
            {"kind": "suspended", "count": 1, "oldest_at": to_wire(NOW - 2 * _DAY)},
        ],
        "happening": [
            {
                "at": to_wire(NOW - minutes * _MINUTE), "event": event, "title": title, "detail": detail,
                "amount": _money(amount) if amount else None,
                "booking_id": desk_booking(2) if amount else None,
            }
            for minutes, event, title, detail, amount in _HAPPENING
        ],
    }  # fmt: skip


def build_server() -> SampleServer:
    """Answers with the sample figures."""
    server = SampleServer()
    server.overview_body = overview()
    server.audit_items = audit()
    return server


def build_account(clock: SampleClock, tasks: Tasks | None = None) -> MemoryAccount:
    """Mara's account: everybody, and a vendor's bookings."""
    person = Person(ME, "Mara Hale", ("admin",), permissions_of((Role.ADMIN,)), ())
    everything: dict[str, list[Any]] = {**rows(), "person": [*people()]}
    everything["vendor"] = [*everything["vendor"], *vendors()]
    account = MemoryAccount(person, clock, everything, tasks)
    account.status.update(online=True, connecting=False, as_of=clock.now(), signed_in=True)
    return account
