"""From a wish to the listings that fit it, with the counts of its facets."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
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
        days = _days(wish, now)
        free, complete = await self._free(session, asked, wish, days, now)
        only = None if wish.available_on is None else free[wish.available_on]
        page = SearchWish(**asked, only=only, sort=sort, after=after, limit=wish.limit, facets=wish.facets)
        answer = await self._search.search(session, page)
        facets = None
        if wish.facets:
            near = wish.near is not None
            facets = FacetCounter(answer.buckets).counts(categories, with_distance=near)
            if complete:
                others = await self._ids(session, asked)
                facets["available_on"] = day_counts(_facet_days(now), free, others)
        following = cursor_after(answer.hits[-1], sort) if answer.has_more else None
        return Found(answer.ids, following, answer.total, facets, answer.corrected)

    async def _free(
        self,
        session: AsyncSession,
        asked: Mapping[str, Any],
        wish: ListingWish,
        days: Sequence[date],
        now: datetime,
    ) -> tuple[Mapping[date, Collection[UUID]], bool]:
        """Who is free on these days; and whether everything that matches the words was asked.

        Where too much matches the words for that, only the best of what fits the filters is asked, for the
        day that somebody wants.
        """
        if not days:
            return {}, False
        words = {name: asked[name] for name in ("text", "near")}
        found = await self._search.search(session, SearchWish(**words, sort="relevance", limit=MOST_ASKED))
        ids, complete = found.ids, not found.has_more
        if not complete:
            if wish.available_on is None:
                return {}, False
            days, ids = [wish.available_on], await self._ids(session, asked)
        return await self._slots.free_days(session, ids, days, now), complete and wish.facets

    async def _ids(self, session: AsyncSession, asked: Mapping[str, Any]) -> list[UUID]:
        wish = SearchWish(**asked, sort="relevance", limit=MOST_ASKED)
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


def _days(wish: ListingWish, now: datetime) -> list[date]:
    days = _facet_days(now) if wish.facets else []
    if wish.available_on is not None and wish.available_on not in days:
        days.append(wish.available_on)
    return days
