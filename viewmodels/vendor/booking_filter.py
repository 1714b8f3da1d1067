"""Which bookings a view shows: a period, filters, words and an order; kept under a name if a person wants."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from contracts.rows import BookingDoc
from viewmodels.vendor.standing import OPEN, Standing
from viewmodels.vendor.today_words import client_key


class Period(StrEnum):
    """From when to when bookings are looked at."""

    AHEAD = "ahead"
    BEHIND = "behind"
    WAITING = "waiting"
    ALL = "all"


NOT_DONE = "not_done"
"""The status filter that lets everything pass that still needs doing."""

STATUSES = (NOT_DONE, *(standing.value for standing in Standing))


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """A saved view; empty filters let all pass."""

    id: str
    title: str
    period: Period
    statuses: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    repeat: bool = False
    words: str = ""
    sort: str = "time"
    descending: bool = False
    own: bool = False

    def with_filter(self, filter_id: str, values: tuple[str, ...]) -> ViewSpec:
        """The view with one filter set otherwise."""
        if filter_id == "status":
            return replace(self, statuses=values)
        if filter_id == "staff":
            return replace(self, staff=values)
        if filter_id == "listing":
            return replace(self, listings=values)
        raise KeyError(filter_id)

    def values(self, filter_id: str) -> tuple[str, ...]:
        """What a filter is set to."""
        if filter_id == "status":
            return self.statuses
        if filter_id == "staff":
            return self.staff
        if filter_id == "listing":
            return self.listings
        raise KeyError(filter_id)

    def to_document(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "id": self.id,
            "title": self.title,
            "period": self.period.value,
            "statuses": list(self.statuses),
            "staff": list(self.staff),
            "listings": list(self.listings),
            "repeat": self.repeat,
            "words": self.words,
            "sort": self.sort,
            "descending": self.descending,
        }


BUILT_IN = (
    ViewSpec("ahead", "vendor.bookings.view.ahead", Period.AHEAD, statuses=(NOT_DONE,)),
    ViewSpec("waiting", "vendor.bookings.view.waiting", Period.WAITING),
    ViewSpec(
        "late",
        "vendor.bookings.view.late",
        Period.BEHIND,
        statuses=(Standing.LATE.value, Standing.NO_SHOW.value),
        descending=True,
    ),
    ViewSpec("repeat", "vendor.bookings.view.repeat", Period.AHEAD, repeat=True),
    ViewSpec("all", "vendor.bookings.view.all", Period.ALL, descending=True),
)


def from_document(kept: Mapping[str, Any]) -> ViewSpec | None:
    """A kept view; None for what an other version wrote and this one can't read."""
    try:
        return ViewSpec(
            id=str(kept["id"]),
            title=str(kept["title"]),
            period=Period(kept["period"]),
            statuses=tuple(value for value in kept["statuses"] if value in STATUSES),
            staff=tuple(map(str, kept["staff"])),
            listings=tuple(map(str, kept["listings"])),
            repeat=bool(kept["repeat"]),
            words=str(kept["words"]),
            sort=str(kept["sort"]),
            descending=bool(kept["descending"]),
            own=True,
        )
    except (KeyError, TypeError, ValueError):
        return None


def lets_pass(
    spec: ViewSpec,
    booking: BookingDoc,
    standing: Standing,
    repeat_clients: Collection[str],
    found_by: Callable[[BookingDoc], str],
) -> bool:
    """Whether a booking belongs into the view; its period is not looked at.

    `found_by` is the text that words are looked for in.
    """
    if spec.statuses and not _status_passes(spec.statuses, standing):
        return False
    if spec.staff and booking["staff_id"] not in spec.staff:
        return False
    if spec.listings and booking["listing_id"] not in spec.listings:
        return False
    if spec.repeat and client_key(booking) not in repeat_clients:
        return False
    if not spec.words:
        return True
    text = found_by(booking)
    return all(word in text for word in spec.words.casefold().split())


def _status_passes(statuses: tuple[str, ...], standing: Standing) -> bool:
    return standing.value in statuses or (NOT_DONE in statuses and standing in OPEN)
