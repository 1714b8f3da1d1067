"""What each line of a read file becomes: blocked time, a booking, a client, or nothing, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from client.clock import to_wire
from contracts.rows import BookingDoc, ListingDoc, StaffDoc
from contracts.vocabulary import BookingStatus
from imports.rows import BookingRow, ClientRow, EventRow, Row

EVERYBODY = ""
_NAME, _TITLE = 120, 200

_STATUS_WORDS: dict[BookingStatus, tuple[str, ...]] = {
    BookingStatus.CANCELLED: ("cancel", "storn", "absag", "annul", "iptal", "odwo"),
    BookingStatus.NO_SHOW: ("no show", "no-show", "noshow", "no_show", "nicht erschienen"),
    BookingStatus.COMPLETED: ("complete", "done", "paid", "finished", "erledigt", "abgeschlossen", "termin"),
    BookingStatus.DECLINED: ("declin", "reject", "abgelehnt", "refus"),
    BookingStatus.REQUESTED: ("request", "pending", "angefragt", "offen", "waiting"),
}


class Becomes(StrEnum):
    """What a line becomes."""

    BLOCK = "block"
    BOOKING = "booking"
    CLIENT = "client"
    UNCHANGED = "unchanged"
    LEFT_OUT = "left_out"
    REFUSED = "refused"


IMPORTED = frozenset({Becomes.BLOCK, Becomes.BOOKING, Becomes.CLIENT})


@dataclass(frozen=True, slots=True)
class LineChoice:
    """What a person chose for one line; None leaves it to what is chosen for all."""

    becomes: Becomes | None = None
    staff_id: str | None = None
    listing_id: str | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What is chosen for all lines, and for single ones by their key."""

    events: Becomes = Becomes.BLOCK
    staff_id: str = EVERYBODY
    listing_id: str = ""
    past: bool = False
    lines: Mapping[str, LineChoice] = field(default_factory=dict)

    def of(self, key: str) -> LineChoice:
        """What was chosen for one line."""
        return self.lines.get(key) or LineChoice()


@dataclass(frozen=True, slots=True)
class Known:
    """What is already here: source keys, and bookings by their start and client."""

    keys: frozenset[str] = frozenset()
    bookings: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Planned:
    """A line with what it becomes; `why` is a text key for what is left out."""

    row: Row
    becomes: Becomes
    why: str = ""
    staff_id: str = EVERYBODY
    listing_id: str = ""
    guest: str = ""


class Planner:
    """Decides line by line, against the vendor's people, services and what is already here."""

    def __init__(
        self,
        listings: Mapping[str, ListingDoc],
        staff: Mapping[str, StaffDoc],
        known: Known,
        today: datetime,
        untitled: str,
    ) -> None:
        """`today` is its midnight; `untitled` names an event that has no title."""
        self._listings, self._staff, self._known = listings, staff, known
        self._today = today
        self.untitled = untitled

    def plan(self, row: Row, choices: Choices) -> Planned:
        """What this line becomes."""
        if row.key in self._known.keys:
            return Planned(row, Becomes.UNCHANGED)
        if isinstance(row, ClientRow):
            return Planned(row, choices.of(row.key).becomes or Becomes.CLIENT)
        return self._event(row, choices) if isinstance(row, EventRow) else self._booking(row, choices)

    def _event(self, row: EventRow, choices: Choices) -> Planned:
        own = choices.of(row.key)
        staff_id = own.staff_id if own.staff_id is not None else choices.staff_id
        becomes = own.becomes or choices.events
        if own.becomes is None:
            if row.ends_at <= self._today and not choices.past:
                return Planned(row, Becomes.LEFT_OUT, "past", staff_id)
            if row.free and becomes is Becomes.BLOCK:
                return Planned(row, Becomes.LEFT_OUT, "free", staff_id)
        if becomes is Becomes.BLOCK:
            if row.ends_at <= row.starts_at:
                return Planned(row, Becomes.LEFT_OUT, "no_length", staff_id)
            return Planned(row, becomes, staff_id=staff_id)
        if becomes is not Becomes.BOOKING:
            return Planned(row, Becomes.LEFT_OUT, "chosen", staff_id)
        listing_id = own.listing_id or self.match_listing(row.title) or choices.listing_id
        guest = self._guest(row, listing_id)
        return self._as_booking(row, staff_id, listing_id, guest)

    def _booking(self, row: BookingRow, choices: Choices) -> Planned:
        own = choices.of(row.key)
        staff_id = own.staff_id or self.match_staff(row.staff) or choices.staff_id
        if own.becomes is Becomes.LEFT_OUT:
            return Planned(row, Becomes.LEFT_OUT, "chosen", staff_id)
        listing_id = own.listing_id or self.match_listing(row.listing) or choices.listing_id
        return self._as_booking(row, staff_id, listing_id, row.name)

    def _as_booking(self, row: EventRow | BookingRow, staff_id: str, listing_id: str, guest: str) -> Planned:
        if not listing_id:
            return Planned(row, Becomes.LEFT_OUT, "needs_listing", staff_id, "", guest)
        if staff_id and listing_id not in self._staff[staff_id]["listing_ids"]:
            return Planned(row, Becomes.LEFT_OUT, "does_not_give", staff_id, listing_id, guest)
        if (to_wire(row.starts_at), guest.casefold()) in self._known.bookings:
            return Planned(row, Becomes.UNCHANGED, "", staff_id, listing_id, guest)
        return Planned(row, Becomes.BOOKING, "", staff_id, listing_id, guest)

    def match_listing(self, text: str) -> str:
        """The service that a text names, '' for none."""
        wanted = " ".join(text.split()).casefold()
        if not wanted:
            return ""
        titles = {id: listing["title"].casefold() for id, listing in self._listings.items()}
        exact = next((id for id, title in titles.items() if title == wanted), "")
        inside = [id for id, title in titles.items() if title in wanted]
        return exact or max(inside, key=lambda id: len(titles[id]), default="")

    def match_staff(self, text: str) -> str:
        """The person that a text names, by whole name or first name; '' for none or several."""
        wanted = " ".join(text.split()).casefold()
        if not wanted:
            return ""
        names = {id: person["name"].casefold() for id, person in self._staff.items()}
        exact = [id for id, name in names.items() if name == wanted]
        first = [id for id, name in names.items() if name.split()[0] == wanted]
        found = exact or first
        return found[0] if len(found) == 1 else ""

    def _guest(self, row: EventRow, listing_id: str) -> str:
        """Whom an event is for: somebody invited, or what its title says beside the service."""
        if row.guest:
            return row.guest
        title = " ".join(row.title.split())
        listing = self._listings.get(listing_id)
        if listing is not None and listing["title"].casefold() in title.casefold():
            start = title.casefold().index(listing["title"].casefold())
            rest = (title[:start] + title[start + len(listing["title"]) :]).strip(" ,:;–—-·|/()")
            title = rest or title
        return (title or self.untitled)[:_NAME]

    def item(self, planned: Planned) -> dict[str, Any]:
        """The line as the wire carries it (`contracts.vendors.ImportItem`)."""
        row = planned.row
        if isinstance(row, ClientRow):
            return {
                "kind": "client",
                "key": row.key,
                "name": row.name,
                "phone": row.phone,
                "email": row.email,
                "note": row.note,
            }
        if planned.becomes is Becomes.BLOCK and isinstance(row, EventRow):
            return {
                "kind": "block",
                "key": row.key,
                "staff_id": planned.staff_id or None,
                "starts_at": to_wire(row.starts_at),
                "ends_at": to_wire(row.ends_at),
                "zone": row.zone,
                "title": (row.title.strip() or self.untitled)[:_TITLE],
                "all_day": row.all_day,
            }
        ends_at = row.ends_at if row.ends_at is not None and row.ends_at > row.starts_at else None
        return {
            "kind": "booking",
            "key": row.key,
            "listing_id": planned.listing_id,
            "staff_id": planned.staff_id or None,
            "starts_at": to_wire(row.starts_at),
            "ends_at": to_wire(ends_at) if ends_at is not None else None,
            "guest_name": planned.guest,
            "guest_phone": row.phone if isinstance(row, BookingRow) else None,
            "status": self.status(row).value,
            "note": row.note or None,
        }

    def status(self, row: EventRow | BookingRow) -> BookingStatus:
        """What a file's word for a status means; without one, what is over was done."""
        words = row.status.casefold() if isinstance(row, BookingRow) else ""
        for status, parts in _STATUS_WORDS.items():
            if words and any(part in words for part in parts):
                return status
        ends_at = row.ends_at or row.starts_at + timedelta(hours=1)
        return BookingStatus.COMPLETED if ends_at <= self._today else BookingStatus.CONFIRMED


def known_bookings(bookings: Iterable[BookingDoc]) -> frozenset[tuple[str, str]]:
    """Bookings by their start and client's name."""
    found: set[tuple[str, str]] = set()
    for booking in bookings:
        party = booking["customer"] or booking["guest"]
        if party is not None:
            found.add((booking["starts_at"], party["name"].casefold()))
    return frozenset(found)


def batches(
    items: Sequence[dict[str, Any]], most: int, bytes_most: int, size: Any
) -> list[list[dict[str, Any]]]:
    """Items in their order, at most so many and so large together; `size` measures one."""
    made: list[list[dict[str, Any]]] = []
    room = 0
    for item in items:
        weight = size(item)
        if not made or len(made[-1]) >= most or weight > room:
            made.append([])
            room = bytes_most
        made[-1].append(item)
        room -= weight
    return made
