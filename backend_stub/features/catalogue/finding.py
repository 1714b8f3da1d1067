"""From a wish to the listings that fit it, with the counts of its facets."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.features.catalogue import repository
from backend_stub.features.catalogue.facets import CategoryNode, FacetCounter, day_counts
from backend_stub.features.catalogue.ordering import cursor_after, position_of, sort_of
from backend_stub.features.catalogue.wish import ListingWish
from backend_stub.ports.search import SearchPort, SearchWish
from backend_stub.ports.slots import SlotsPort

MOST_ASKED: Final = 500
"""Of so many matches at most, the best ones, it is asked who is free."""

_DAYS: Final = 8
"""Today and a week: a day more than is shown, because somewhere it is tomorrow already."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of listings."""

    ids: Sequence[UUID]
    next_cursor: str | None
    total: int
    facets: dict[str, list[dict[str, Any]]] | None
    corrected: str | None


class ListingFinder:
    """Words, filters and counts are the search engine's; who is free on a day is asked of the calendar."""

    def __init__(self, search: SearchPort, slots: SlotsPort) -> None:
        self._search = search
        self._slots = slots

    async def find(self, session: AsyncSession, wish: ListingWish, now: datetime) -> Found:
        """The page that a wish asks for."""
        sort = sort_of(wish)
        after = position_of(wish.cursor, sort)
        categories = await repository.category_tree(session) if wish.facets or wish.category else {}
        asked = _asked(wish, categories)
        page = SearchWish(**asked, sort=sort, after=after, limit=wish.limit, facets=wish.facets)
        only, counted = None, None
        if wish.available_on is not None:
            only, counted = await self._free_on(session, asked, wish, wish.available_on, now)
        answer = await self._search.search(session, replace(page, only=only))
        facets = None
        if wish.facets:
            near = wish.near is not None
            facets = FacetCounter(answer.buckets).counts(categories, with_distance=near)
            matches = sum(bucket.count for bucket in answer.buckets)
            if wish.available_on is None and matches <= MOST_ASKED:
                others = await self._ids(session, asked)
                free = await self._slots.free_days(session, others, _facet_days(now), now)
                counted = day_counts(_facet_days(now), free, others)
            if counted is not None:
                facets["available_on"] = counted
        following = cursor_after(answer.hits[-1], sort) if answer.has_more else None
        return Found(answer.ids, following, answer.total, facets, answer.corrected)

    async def _free_on(
        self, session: AsyncSession, asked: Mapping[str, Any], wish: ListingWish, day: date, now: datetime
    ) -> tuple[Collection[UUID], list[dict[str, Any]] | None]:
        """Who is free on the day that is asked for, and how many fit on each day of the facet.

        Where too much matches the words for that, only the best of what fits the filters is asked, and of no
        other day.
        """
        words = {name: asked[name] for name in ("text", "near")}
        found = await self._search.search(session, SearchWish(**words, limit=MOST_ASKED))
        if found.has_more:
            best = await self._ids(session, asked)
            return (await self._slots.free_days(session, best, [day], now))[day], None
        days = _facet_days(now) if wish.facets else []
        asked_days = days if day in days else [*days, day]
        free = await self._slots.free_days(session, found.ids, asked_days, now)
        counts = day_counts(days, free, await self._ids(session, asked)) if wish.facets else None
        return free[day], counts

    async def _ids(self, session: AsyncSession, asked: Mapping[str, Any]) -> list[UUID]:
        wish = SearchWish(**asked, limit=MOST_ASKED)
        return (await self._search.search(session, wish)).ids


def _asked(wish: ListingWish, categories: Mapping[UUID, CategoryNode]) -> dict[str, Any]:
    """What a wish asks of the engine whatever the order, page and day."""
    return {
        "text": wish.q,
        "categories": None if wish.category is None else _within(wish.category, categories),
        "price_min": wish.price_min,
        "price_max": wish.price_max,
        "rating_min": wish.rating_min,
        "near": None if wish.near is None else (wish.near.latitude, wish.near.longitude),
        "radius_m": wish.radius_m,
    }


def _within(category: UUID, categories: Mapping[UUID, CategoryNode]) -> list[UUID]:
    """A category and all that are within it."""
    found = [category]
    for id in found:
        found += [each for each, node in categories.items() if node.parent_id == id and each not in found]
    return found


def _facet_days(now: datetime) -> list[date]:
    return [now.date() + timedelta(days=number) for number in range(_DAYS)]
