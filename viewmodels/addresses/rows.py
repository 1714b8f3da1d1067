"""What the page of addresses shows, as ready words."""

from __future__ import annotations

from dataclasses import dataclass

FIELDS = ("label", "street", "more", "postal_code", "city", "region")


@dataclass(frozen=True, slots=True)
class AddressCard:
    """One address; `note` says that it waits, or that nobody knows where it is."""

    id: str
    label: str
    lines: tuple[str, ...]
    is_default: bool
    note: str = ""
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being written; `id` '' is a new address. `values` by the names of `FIELDS`."""

    id: str
    title: str
    values: dict[str, str]
    country: str
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country to choose, in the reader's language."""

    id: str
    name: str
