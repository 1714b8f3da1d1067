"""What the bookings table and its side panel show, as ready words."""

from __future__ import annotations

from dataclasses import dataclass

from viewmodels.vendor.standing import Standing


@dataclass(frozen=True, slots=True)
class BookingRow:
    """A line of the table. `heading` and `heading_note` are its day's; `found_by` is what search looks in."""

    id: str
    starts_at: str
    heading: str
    heading_note: str
    day: str
    time: str
    title: str
    client: str
    client_key: str
    phone: str
    staff_id: str
    staff: str
    staff_initials: str
    staff_tint: str
    standing: Standing
    status: str
    status_icon: str
    status_tone: str
    length: str
    minutes: int
    price: str
    amount: int
    currency: str
    reference: str
    note: str
    booked: str
    created_at: str
    pending: bool
    found_by: str
    spoken: str


@dataclass(frozen=True, slots=True)
class ViewTab:
    """A saved view; `own` ones can be deleted."""

    id: str
    title: str
    count: str
    selected: bool
    own: bool


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """One value of a filter."""

    id: str
    text: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class FilterRow:
    """A filter chip: `text` is its title, or title and value while it is `on`."""

    id: str
    text: str
    on: bool
    choices: tuple[FilterChoice, ...]


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column that can be shown or hidden."""

    key: str
    title: str
    shown: bool


@dataclass(frozen=True, slots=True)
class DeedRow:
    """Something that can be done; `kind` is the button's manner, `keys` its shortcut."""

    id: str
    text: str
    icon: str
    kind: str
    keys: str = ""


@dataclass(frozen=True, slots=True)
class SelectionBar:
    """What is ticked: its count, its worth, and what can be done to it."""

    title: str
    total: str
    deeds: tuple[DeedRow, ...]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A step in a booking's life; a `pending` one was done here and is not sent."""

    text: str
    when: str
    detail: str = ""
    pending: bool = False


@dataclass(frozen=True, slots=True)
class BookingPanel:
    """One booking. `pending` and `pending_text` fill the banner of what is not sent."""

    id: str
    title: str
    subtitle: str
    standing: Standing
    status: str
    pending: str
    pending_text: str
    problem: str
    when: str
    when_there: str
    client: str
    client_initials: str
    client_tint: str
    client_note: str
    phone: str
    staff: str
    staff_initials: str
    staff_tint: str
    note: str
    price_line: str
    price: str
    deeds: tuple[DeedRow, ...]
    can_take_back: bool
    proposal: str = ""
    terms: str = ""

    @property
    def has_primary(self) -> bool:
        """Whether one of its buttons is filled; what can be taken back leaves none."""
        return not self.can_take_back and any(deed.kind == "primary" for deed in self.deeds)
