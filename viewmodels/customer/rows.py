"""What the customer's screens show, as ready words. Tones are colour tokens, `art` names drawn pictures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimeChip:
    """A free time that leads to booking it; `starts_at` and `staff_id` go with it."""

    label: str
    starts_at: str
    staff_id: str


@dataclass(frozen=True, slots=True)
class CategoryTile:
    """A kind of service."""

    id: str
    name: str
    art: str
    count: str


@dataclass(frozen=True, slots=True)
class ListingCard:
    """A service in a card or a line; `number` is its place on the map, 0 for none."""

    id: str
    title: str
    vendor: str
    art: str
    price: str
    rating: str
    rating_count: str
    distance: str
    duration: str
    times: tuple[TimeChip, ...] = ()
    number: int = 0
    stars: float = 0.0


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """Another time that stands in the room; `mine` waits for the vendor, any other for this person."""

    id: str
    text: str
    note: str
    mine: bool
    pending: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place on the waiting list; `offered` has a time that is kept for this person."""

    id: str
    title: str
    text: str
    note: str
    offered: bool
    pending: bool


@dataclass(frozen=True, slots=True)
class BookingCard:
    """A booking in the timeline or on a card. `node` is how its dot is drawn: on, asked, past or gone.

    `heading` starts a new part of the timeline, '' on the rows that follow.
    """

    id: str
    listing_id: str
    heading: str
    heading_note: str
    day: str
    time: str
    times: str
    title: str
    detail: str
    art: str
    tag: tuple[str, str] | None
    note: str
    price: str
    price_note: str
    struck: bool
    past: bool
    node: str
    pending: str
    cancel: str
    can_move: bool
    can_rebook: bool
    proposal: ProposalLine | None = None
    series: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line under the search box. `marks` are (start, length) of the letters that were typed."""

    id: str
    kind: str
    heading: str
    title: str
    detail: str
    art: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class FacetRow:
    """A value of a facet; a zero is shown, faint."""

    id: str
    label: str
    count: str
    selected: bool
    none: bool = False


@dataclass(frozen=True, slots=True)
class FilterChipRow:
    """A filter that is on."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class PriceBar:
    """One bar of the price histogram; `share` of the highest is 0 to 1."""

    share: float
    inside: bool


@dataclass(frozen=True, slots=True)
class MapPin:
    """A place on the drawn map, in metres east and north of its middle; `number` 0 is a faint dot."""

    id: str
    number: int
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class StaffCard:
    """Somebody who can be chosen; id '' is anyone."""

    id: str
    name: str
    detail: str
    tint: int
    selected: bool


@dataclass(frozen=True, slots=True)
class DayChip:
    """A day of the strip; `state` is free, full or closed."""

    id: str
    weekday: str
    day: str
    note: str
    state: str
    selected: bool


@dataclass(frozen=True, slots=True)
class SlotChip:
    """A time; `state` is free, held (kept for this person) or taken (lost while they looked)."""

    id: str
    label: str
    note: str
    state: str
    staff_id: str


@dataclass(frozen=True, slots=True)
class DayPart:
    """Morning, afternoon or evening with its times."""

    id: str
    icon: str
    title: str
    note: str
    slots: tuple[SlotChip, ...]


@dataclass(frozen=True, slots=True)
class HoldState:
    """The kept time: how much of it is left (0 to 1, and as m:ss) and until when."""

    share: float
    left: str
    until: str
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What would be booked."""

    title: str
    vendor: str
    art: str
    when: str
    when_there: str
    staff: str
    staff_detail: str
    place: str
    price_line: str
    price: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """What somebody said, and what the vendor answered."""

    id: str
    author: str
    stars: str
    text: str
    day: str
    reply: str = ""
