"""How well searches answer over the demo town; judged by hand, not from any engine's answers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from uuid import UUID

import pytest
from sqlalchemy import insert, select

from backend_stub.adapters.fts5 import Fts5Search
from backend_stub.adapters.postgresql_search import PostgresqlSearch
from backend_stub.db.database import Database
from backend_stub.db.tables import Category, Listing, Vendor
from backend_stub.demo.load import BOOKINGS, SEED, VENDORS, make_up
from backend_stub.features.catalogue.repository import search_documents
from backend_stub.ports.search import SearchPort, SearchWish

QUERIES = Path(__file__).parent / "judged" / "queries.txt"
AT = 10


@dataclass(frozen=True, slots=True)
class Offered:
    """What a judgement looks at."""

    title: str
    art: str
    vendor: str

    def is_named_by(self, name: str) -> bool:
        """Whether a name of the data file means this listing."""
        if name.startswith("@"):
            return self.art == name[1:]
        if name.startswith("="):
            return self.vendor == name[1:]
        return self.title.startswith(name)


@dataclass(frozen=True, slots=True)
class Judged:
    """A query with the names of what is wanted, the best first."""

    kind: str
    text: str
    wanted: tuple[tuple[str, ...], ...]

    def grade(self, listing: Offered) -> int:
        """3 exactly that, 2 would do as well, 1 same trade, 0 something else."""
        for place, names in enumerate(self.wanted):
            if any(listing.is_named_by(name) for name in names):
                return 3 - place
        return 0


def judged() -> list[Judged]:
    """All queries of the data file."""
    lines = [line for line in QUERIES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    queries = []
    for line in lines:
        kind, text, *wanted = (part.strip() for part in line.split("|"))
        names = tuple(tuple(name.strip() for name in part.split(";") if name.strip()) for part in wanted)
        queries.append(Judged(kind, text, names))
    return queries


def gain(grades: Sequence[int]) -> float:
    """Discounted cumulative gain of the first ten."""
    return sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:AT]))


async def fill(database: Database, search: SearchPort) -> dict[UUID, Offered]:
    """The catalogue of the demo town, without the diaries."""
    rows = make_up(
        datetime(2026, 11, 22, 8, tzinfo=UTC), "", vendors=VENDORS, bookings=min(BOOKINGS, 60), seed=SEED
    )
    async with database.write() as uow:
        for table in (Category, Vendor, Listing):
            await uow.session.execute(insert(table), rows.of(table))
        await search.put(uow.session, await search_documents(uow.session))
        query = (
            select(Listing.id, Listing.title, Category.art, Vendor.name)
            .join(Category, Category.id == Listing.category_id)
            .join(Vendor, Vendor.id == Listing.vendor_id)
        )
        return {id: Offered(*rest) for id, *rest in await uow.session.execute(query)}


@pytest.mark.slow
async def test_people_find_what_they_look_for(database: Database) -> None:
    search: SearchPort = PostgresqlSearch() if database.is_postgresql else Fts5Search()
    offered = await fill(database, search)
    queries = judged()
    assert len({query.text for query in queries}) >= 200
    scores: list[tuple[float, Judged]] = []
    nothing: list[str] = []
    async with database.read() as session:
        for query in queries:
            grades = sorted((query.grade(listing) for listing in offered.values()), reverse=True)
            assert grades[0] == 3, f"nobody offers what {query.text!r} wants"
            found = (await search.search(session, SearchWish(query.text, limit=AT))).ids
            if not found:
                nothing.append(query.text)
            scores.append((gain([query.grade(offered[id]) for id in found]) / gain(grades), query))
    worst = [(round(score, 2), query.text) for score, query in sorted(scores, key=lambda each: each[0])[:12]]
    by_kind = {
        kind: round(mean(score for score, query in scores if query.kind == kind), 3)
        for kind in dict.fromkeys(query.kind for query in queries)
    }
    whole = mean(score for score, _ in scores)
    assert whole >= 0.85, (whole, by_kind, worst)
    assert min(by_kind.values()) >= 0.75, by_kind
    assert len(nothing) / len(queries) < 0.02, nothing
