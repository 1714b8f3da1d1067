"""Suggestions while somebody types."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Category, Listing, Vendor
from backend_stub.ports.search import SearchPort, SearchWish
from contracts.folding import fold
from contracts.listings import ListingStatus

_LOOKED_AT: Final = 200
_SERVICES, _CATEGORIES, _VENDORS, _WORDS = 5, 3, 3, 5


@dataclass(frozen=True, slots=True)
class _Offer:
    title: str
    art: str
    price: int
    currency: str
    category_id: UUID
    category: str
    vendor_id: UUID
    vendor: str


class SuggestionService:
    """From the titles, categories and vendors that begin as typed; mistyped beginnings are put right."""

    def __init__(self, search: SearchPort) -> None:
        self._search = search

    async def suggest(self, session: AsyncSession, text: str) -> dict[str, Any]:
        """`contracts.suggestions.Suggestions`."""
        words = list(await self._search.complete(session, text, _WORDS))
        found, meant = await self._find(session, text), None
        if not found and words:
            meant = words[0]
            found = await self._find(session, meant)
        last = fold(meant or text).split()[-1:] or [""]
        return {
            "words": words,
            "services": _services(found),
            "categories": _named([(each.category_id, each.category) for each in found], last[0], _CATEGORIES),
            "vendors": _named([(each.vendor_id, each.vendor) for each in found], last[0], _VENDORS),
            "did_you_mean": meant if found else None,
        }

    async def _find(self, session: AsyncSession, text: str) -> list[_Offer]:
        wish = SearchWish(text, names_only=True, limit=_LOOKED_AT)
        ids = (await self._search.search(session, wish)).ids
        query = (
            select(
                Listing.id,
                Listing.title,
                Listing.art,
                Listing.price_amount,
                Listing.price_currency,
                Category.id,
                Category.name,
                Vendor.id,
                Vendor.name,
            )
            .join(Category, Category.id == Listing.category_id)
            .join(Vendor, Vendor.id == Listing.vendor_id)
            .where(Listing.id.in_(ids), Listing.status == ListingStatus.PUBLISHED)
        )
        offers = {row[0]: _Offer(*row[1:]) for row in await session.execute(query)}
        return [offers[id] for id in ids if id in offers]


def _services(found: Sequence[_Offer]) -> list[dict[str, Any]]:
    """Sizes of one service, which stand behind a comma, are one suggestion."""
    by_title: dict[str, list[_Offer]] = {}
    for each in found:
        by_title.setdefault(each.title.partition(",")[0], []).append(each)
    suggestions = []
    for title, same in list(by_title.items())[:_SERVICES]:
        cheapest = min(same, key=lambda each: each.price)
        one_currency = len({each.currency for each in same}) == 1
        price = {"amount": cheapest.price, "currency": cheapest.currency} if one_currency else None
        suggestions.append(
            {"title": title, "art": same[0].art, "listing_count": len(same), "price_from": price}
        )
    return suggestions


def _named(found: Sequence[tuple[UUID, str]], beginning: str, most: int) -> list[dict[str, Any]]:
    counts: dict[tuple[UUID, str], int] = {}
    for key in found:
        if any(word.startswith(beginning) for word in fold(key[1]).split()):
            counts[key] = counts.get(key, 0) + 1
    return [
        {"id": str(id), "name": name, "listing_count": count}
        for (id, name), count in list(counts.items())[:most]
    ]
