"""The filter chips over the bookings table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from viewmodels.text import Texts
from viewmodels.vendor.booking_filter import NOT_DONE, ViewSpec
from viewmodels.vendor.booking_pool import Pool
from viewmodels.vendor.booking_rows import FilterChoice, FilterRow
from viewmodels.vendor.roster import Roster
from viewmodels.vendor.standing import OPEN, Standing


def filter_rows(spec: ViewSpec, pool: Pool, roster: Roster, texts: Texts) -> tuple[FilterRow, ...]:
    """Status, person and service, each with how many bookings of the period a value would leave.

    A service that is no longer on offer goes by the title that most of its bookings carry.
    """
    stood, staff, listings = pool.standings, pool.staff, Counter[str]()
    titles: dict[str, str] = {}
    for (id, title), count in sorted(pool.listings.items(), key=lambda each: (each[1], each[0])):
        if count:
            listings[id] += count
            titles[id] = title
    titles |= {id: listing["title"] for id, listing in roster.listings.items() if id in titles}
    statuses = [(NOT_DONE, texts("vendor.standing.not_done"), sum(stood[each] for each in OPEN))]
    statuses += [(each.value, texts(f"vendor.standing.{each.value}"), stood[each]) for each in Standing]
    people = [(id, person["name"], staff[id]) for id, person in roster.staff.items()]
    services = sorted(
        ((id, title, listings[id]) for id, title in titles.items()), key=lambda each: each[1].casefold()
    )
    return (
        _row("status", spec.statuses, statuses, texts),
        _row("staff", spec.staff, people, texts),
        _row("listing", spec.listings, services, texts),
    )


def _row(id: str, chosen: tuple[str, ...], values: Iterable[tuple[str, str, int]], texts: Texts) -> FilterRow:
    choices = tuple(FilterChoice(value, text, count, value in chosen) for value, text, count in values)
    title = texts(f"vendor.bookings.filter.{id}")
    names = [choice.text for choice in choices if choice.chosen]
    if not names:
        return FilterRow(id, title, False, choices)
    shown = (
        names[0]
        if len(names) == 1
        else texts("vendor.bookings.filter.more", first=names[0], count=len(names) - 1)
    )
    return FilterRow(
        id,
        texts("vendor.bookings.filter.on", title=title, value=shown.lower() if id == "status" else shown),
        True,
        choices,
    )
