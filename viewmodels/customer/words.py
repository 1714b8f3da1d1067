"""Listings and bookings in the words of the customer's screens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from client.outbox.operation import NEEDS_PERSON, UNANSWERED, Mark
from client.stores.base import Folded
from contracts.deadlines import answer_by
from contracts.rows import BookingDoc, ListingDoc, ProposalDoc, SlotDoc, VendorDoc, WaitlistDoc
from contracts.transitions import allows
from contracts.vocabulary import BookingAction, BookingStatus, ListingPlace, ProposalSide, Role
from viewmodels.customer.rows import BookingCard, ListingCard, PlaceRow, ProposalLine, TimeChip
from viewmodels.format import Format, to_instant
from viewmodels.text import Texts

_ME = frozenset({Role.CUSTOMER})
_GONE = frozenset(
    {BookingStatus.CANCELLED, BookingStatus.DECLINED, BookingStatus.EXPIRED, BookingStatus.NO_SHOW}
)
_DONE = _GONE | {BookingStatus.COMPLETED}
_FALLBACK_ART = "tools"


class CustomerWords:
    """Turns documents into display rows."""

    def __init__(self, texts: Texts, formats: Format) -> None:
        self._texts, self._format = texts, formats

    def listing(self, listing: ListingDoc, *, number: int = 0, times: int = 0) -> ListingCard:
        """A service with at most `times` of its next free times."""
        remote = listing["place"] == ListingPlace.REMOTE
        distance = listing["distance_m"]
        near = self._texts("customer.online") if remote else ""
        if not remote and distance is not None:
            near = self._format.distance(distance)
        rating = listing["rating"]
        return ListingCard(
            id=listing["id"],
            title=listing["title"],
            vendor=listing["vendor_name"],
            art=listing["art"],
            price=self._format.money(listing["price"]),
            rating=self._format.decimal(rating) if rating is not None else "",
            rating_count=self._format.number(listing["rating_count"]) if listing["rating_count"] else "",
            distance=near,
            duration=self._format.duration(listing["duration_minutes"]),
            times=self.chips(listing["next_free"] or (), times),
            number=number,
            stars=rating or 0.0,
        )

    def chips(self, slots: Iterable[SlotDoc], most: int) -> tuple[TimeChip, ...]:
        """The next free times, one per start; those that follow each other go before those that overlap."""
        apart: list[SlotDoc] = []
        near: list[SlotDoc] = []
        seen: set[str] = set()
        for slot in slots:
            if slot["starts_at"] in seen:
                continue
            seen.add(slot["starts_at"])
            (near if apart and slot["starts_at"] < apart[-1]["ends_at"] else apart).append(slot)
        chosen = sorted((apart + near)[:most], key=lambda slot: slot["starts_at"])
        return tuple(
            TimeChip(
                self._capital(self._format.weekday_time(slot["starts_at"])),
                slot["starts_at"],
                slot["staff_id"],
            )
            for slot in chosen
        )

    def booking(
        self,
        item: Folded[BookingDoc],
        listing: ListingDoc | None,
        vendor: VendorDoc | None,
        *,
        heading: str = "",
        heading_note: str = "",
        proposed: Folded[ProposalDoc] | None = None,
    ) -> BookingCard:
        """A booking in its own zone's clock as the reader's zone shows it."""
        row = item.row
        status = BookingStatus(row["status"])
        past = status in _DONE or to_instant(row["ends_at"]) <= self._format.now()
        tag, note = self._standing(item, vendor, past=past)
        staff = next(
            (who["name"] for who in (listing["staff"] if listing else ()) if who["id"] == row["staff_id"]), ""
        )
        names = dict.fromkeys((listing["vendor_name"] if listing else "", staff))
        withdraw = status is BookingStatus.REQUESTED
        can_cancel = not past and allows(BookingAction.CANCEL, status, _ME)
        cancel = (
            self._texts(f"customer.bookings.{'withdraw' if withdraw else 'cancel'}") if can_cancel else ""
        )
        return BookingCard(
            id=row["id"],
            listing_id=row["listing_id"],
            heading=heading,
            heading_note=heading_note,
            day=self._capital(self._format.near_day(row["starts_at"])),
            time=self._format.time(row["starts_at"]),
            times=self._format.times(row["starts_at"], row["ends_at"]),
            title=row["listing_title"],
            detail=", ".join(name for name in names if name),
            art=listing["art"] if listing else _FALLBACK_ART,
            tag=tag,
            note=note,
            price=self._format.money(row["price"]),
            price_note="" if past else self._texts("customer.bookings.on_site"),
            struck=status in _GONE,
            past=past,
            node=_node(status, past=past),
            pending=self._pending(item.pending),
            cancel=cancel,
            can_move=not past and allows(BookingAction.RESCHEDULE, status, _ME),
            can_rebook=listing is not None,
            series=self._texts("customer.repeat.member", number=row.get("series_position") or 1)
            if row.get("series_id")
            else "",
            proposal=None
            if past or proposed is None
            else self.proposal(proposed, listing["vendor_name"] if listing else ""),
        )

    def place(self, item: Folded[WaitlistDoc], vendor: str) -> PlaceRow:
        """Where somebody waits, or what they are offered and how long it is theirs."""
        row, offer = item.row, item.row["offer"]
        note = self._texts("customer.bookings.waiting") if item.pending else ""
        if offer is None:
            day = self._format.near_day(row["window_from"])
            text = self._texts("customer.wait.waiting", day=day)
            note = note or self._texts("customer.wait.waiting.note")
        else:
            left = max(0, int((to_instant(offer["expires_at"]) - self._format.now()).total_seconds()))
            text = self._texts("customer.wait.offer", when=self._format.day_time(offer["starts_at"]))
            note = note or self._texts(
                "customer.wait.offer.note",
                left=f"{left // 60}:{left % 60:02}",
                until=self._format.time(offer["expires_at"]),
            )
        title = ", ".join(part for part in (row["listing_title"], vendor) if part)
        return PlaceRow(row["id"], title, text, note, offer is not None, bool(item.pending))

    def proposal(self, item: Folded[ProposalDoc], vendor: str) -> ProposalLine:
        """What is proposed, and until when it can be answered."""
        row, mine = item.row, item.row["side"] == ProposalSide.CUSTOMER
        key = "customer.proposal.mine" if mine else "customer.proposal.theirs"
        note = self._texts(f"{key}.until", when=self._format.near_time(row["expires_at"]))
        if row["note"]:
            note = f"“{row['note']}” · {note}"
        return ProposalLine(
            id=row["id"],
            text=self._texts(key, vendor=vendor, when=self._format.day_time(row["starts_at"])),
            note=self._texts("customer.bookings.waiting") if item.pending else note,
            mine=mine,
            pending=bool(item.pending),
        )

    def _standing(
        self, item: Folded[BookingDoc], vendor: VendorDoc | None, *, past: bool
    ) -> tuple[tuple[str, str] | None, str]:
        row, status = item.row, BookingStatus(item.row["status"])
        if status is BookingStatus.REQUESTED:
            note = ""
            if vendor is not None and not item.pending:
                due = answer_by(
                    to_instant(row["created_at"]), to_instant(row["starts_at"]), vendor["answer_minutes"]
                )
                note = self._texts("customer.bookings.answer_by", when=self._format.near_time(due))
            return (self._texts("customer.bookings.not_confirmed"), "held"), note
        if status is BookingStatus.CONFIRMED and not past:
            return (self._format.relative(row["starts_at"]), "accent"), self._texts(
                "customer.status.confirmed"
            )
        return (self._texts(f"customer.status.{status.value}"), status.value), ""

    def _pending(self, marks: Iterable[Mark]) -> str:
        states = {mark.state for mark in marks}
        if states & NEEDS_PERSON:
            return self._texts("customer.bookings.needs_you")
        return self._texts("customer.bookings.waiting") if states & UNANSWERED else ""

    @staticmethod
    def _capital(text: str) -> str:
        return text[:1].upper() + text[1:]


def _node(status: BookingStatus, *, past: bool) -> str:
    if status in _GONE:
        return "gone"
    if past:
        return "past"
    return "asked" if status is BookingStatus.REQUESTED else "on"


def by_id(listings: Iterable[ListingDoc]) -> Mapping[str, ListingDoc]:
    """Listings by id."""
    return {listing["id"]: listing for listing in listings}
