"""Finding listings."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, update

from backend_stub.adapters.fts5 import Fts5Search
from backend_stub.adapters.postgresql_search import PostgresqlSearch
from backend_stub.db.database import Database
from backend_stub.db.tables import Category, Listing
from backend_stub.features.catalogue.consumers import ListingIndexer
from backend_stub.features.catalogue.index_repair import IndexRepair
from backend_stub.ports.broker import Event
from backend_stub.ports.search import SearchWish
from contracts.catalogue import CategoryOut, ListingOut, ListingPage, ReviewOut
from contracts.events import EventName
from tests.backend_stub.features.world import DAY, Stage, World, build_world, listing_row, problem


async def found(stage: Stage, query: str) -> Any:
    answer = await stage["nobody"].get(f"/listings?{query}")
    assert answer.status_code == 200, answer.text
    ListingPage.model_validate_json(answer.text)
    return answer.json()


def titles(page: Any) -> list[str]:
    return [item["title"] for item in page["items"]]


async def test_words_typos_accents_and_quotes(stage: Stage) -> None:
    for query, matches, meant in (
        ("q=window", ["Window cleaning"], None),
        ("q=WIND", ["Window cleaning"], None),
        ("q=windw", ["Window cleaning"], "window"),
        ("q=portugese%20leson", ["Portuguese lesson"], "portuguese lesson"),
        ("q=P%C3%B6rtuguese", ["Portuguese lesson"], None),
        ("q=grosse%20kuche", ["Deep clean, große Küche"], None),
        ("q=hudson", ["Portuguese lesson"], None),
        ("q=%22windw%22", [], None),
        ("q=zzzzzzzz", [], None),
        ("q=window%20zzzzzzz", ["Window cleaning"], None),
        ("q=%22%27%29%28*%20AND", [], None),
    ):
        page = await found(stage, query)
        assert (query, titles(page), page["did_you_mean"]) == (query, matches, meant)


async def test_filters_and_sorts(stage: Stage) -> None:
    every = ["Deep clean, große Küche", "Portuguese lesson", "Window cleaning"]
    world = stage.world
    for query, matches in (
        ("", every),
        (f"category={world.tutoring}", ["Portuguese lesson"]),
        (f"category={uuid4()}", []),
        ("price_min=4000", ["Deep clean, große Küche", "Window cleaning"]),
        ("price_min=4000&price_max=4200", ["Window cleaning"]),
        ("rating_min=4.5", ["Deep clean, große Küche"]),
        ("near=54.1,10.8&radius_m=1000", ["Deep clean, große Küche", "Window cleaning"]),
        ("available_on=9999-12-31", []),
        (f"available_on={(datetime.now(UTC) - 3 * DAY).date()}", []),
    ):
        assert (query, sorted(titles(await found(stage, query)))) == (query, matches)
    for query, order in (
        ("sort=price", [3200, 4200, 6400]),
        ("sort=-price", [6400, 4200, 3200]),
    ):
        assert [item["price"]["amount"] for item in (await found(stage, query))["items"]] == order
    near = (await found(stage, "near=40.7,-74.0&sort=distance"))["items"]
    assert near[0]["title"] == "Portuguese lesson"
    assert near[0]["distance_m"] == 0
    assert 6_000_000 < near[1]["distance_m"] < 6_500_000
    first = await found(stage, "sort=price&limit=2")
    rest = await found(stage, f"sort=price&limit=2&cursor={first['next_cursor']}")
    assert titles(first) + titles(rest) == ["Portuguese lesson", "Window cleaning", "Deep clean, große Küche"]
    assert (first["total"], rest["next_cursor"]) == (3, None)
    for bad in (
        "sort=oops", "sort=distance", "cursor=oops", "near=1", "near=91,0", "near=nan,0", "radius_m=5",
        "price_min=-1", "rating_min=6", "available_on=soon", "category=cleaning", "limit=0",
        "include=all", "odd=1", "near=5_4,1_0", "limit=1_0", "limit=%201", "price_min=1.0", "rating_min=4_0",
        "available_on=1795305600", "available_on=2026-12-01T00:00:00", "price_min=1&price_min=2",
        f"cursor={first['next_cursor']}&sort=-price",
    ):  # fmt: skip
        assert (bad, (await stage["nobody"].get(f"/listings?{bad}")).status_code) == (bad, 422)


async def test_facets_ignore_their_own_filter(stage: Stage) -> None:
    world = stage.world
    query = f"facets=true&category={world.cleaning}&price_max=5000&near=54.1,10.8"
    page = await found(stage, query)
    counts = {
        name: {item["value"]: item["count"] for item in items} for name, items in page["facets"].items()
    }
    assert page["total"] == 1
    assert counts["category"] == {str(world.cleaning): 1, str(world.tutoring): 1}
    assert {band: count for band, count in counts["price"].items() if count} == {"4000": 1, "6000": 1}
    assert counts["rating"] == {"4.0": 0, "4.5": 0, "4.8": 0}
    assert counts["distance"] == {"1000": 1, "2000": 1, "5000": 1, "10000": 1}
    tomorrow = (datetime.now(UTC) + DAY).date().isoformat()
    assert counts["available_on"][tomorrow] == 1
    busy = await found(stage, f"available_on={tomorrow}")
    assert "Window cleaning" in titles(busy)


async def test_next_free_times_and_revalidation(stage: Stage) -> None:
    answer = await stage["nobody"].get("/listings?include=next_free")
    for item in answer.json()["items"]:
        slots = await stage.slots(item["id"], days=14, after=0)
        times = sorted({slot["starts_at"] for slot in slots})
        assert [slot["starts_at"] for slot in item["next_free"]] == times[:3]
    tag = answer.headers["etag"]
    known = {"If-None-Match": tag}
    assert (await stage["nobody"].get("/listings?include=next_free", headers=known)).status_code == 304
    await stage.book("customer", listing=stage.world.windows)
    listing = f"/listings/{stage.world.deep_clean}"
    one = await stage["nobody"].get(listing)
    ListingOut.model_validate_json(one.text)
    same = await stage["nobody"].get(listing, headers={"If-None-Match": one.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert problem(await stage["nobody"].get(f"/listings/{uuid4()}")) == (404, "not_found")


async def test_categories_and_reviews(stage: Stage) -> None:
    categories = (await stage["nobody"].get("/categories")).json()["items"]
    for category in categories:
        CategoryOut.model_validate(category | {"id": str(category["id"])}, strict=False)
    assert [(c["name"], c["vendor_count"], c["listing_count"]) for c in categories] == [
        ("Cleaning", 1, 2),
        ("Tutoring", 1, 1),
    ]
    path = f"/listings/{stage.world.deep_clean}/reviews"
    reviews = (await stage["kiosk"].get(f"{path}?sort=-rating")).json()["items"]
    assert [ReviewOut.model_validate(review, strict=False).rating for review in reviews] == [5, 5, 4]


async def test_a_changed_listing_is_found_by_its_new_words(database: Database) -> None:
    world: World = await build_world(database)
    search = PostgresqlSearch() if database.is_postgresql else Fts5Search()
    added = listing_row(uuid4(), world.north, world.cleaning, "Chimney sweeping", 100, 30, 0)
    async with database.write() as uow:
        await uow.session.execute(insert(Listing), [added])
        payload = {"listing_id": str(added["id"])}
        event = Event(uuid4(), EventName.LISTING_CHANGED, payload, uow.now)
        await ListingIndexer(search).handle(event, uow)
        await ListingIndexer(search).handle(event, uow)
    async with database.read() as session:
        assert list((await search.search(session, SearchWish("chimmey"))).ids) == [added["id"]]
        assert (await search.search(session, SearchWish("chimmey"))).corrected == "chimney"
    async with database.write() as uow:
        await search.remove(uow.session, [added["id"]])
    async with database.read() as session:
        assert list((await search.search(session, SearchWish("chimney"))).ids) == []


async def test_what_the_index_missed_is_put_right(database: Database) -> None:
    world: World = await build_world(database)
    search = PostgresqlSearch() if database.is_postgresql else Fts5Search()
    added = listing_row(uuid4(), world.north, world.cleaning, "Chimney sweeping", 100, 30, 0)
    async with database.write() as uow:
        await uow.session.execute(insert(Listing), [added])
        await uow.session.execute(update(Listing).values(title="Roof check", version=2))
        paused = update(Listing).where(Listing.id == world.windows).values(status="paused")
        await uow.session.execute(paused)
    repair = IndexRepair(database, search)
    await repair.run()
    await repair.run()
    async with database.read() as session:
        found = await search.search(session, SearchWish("roof"))
        assert set(found.ids) == {added["id"], world.deep_clean, world.lesson}
        assert (await search.search(session, SearchWish("window"))).ids == []


async def test_a_category_counts_and_finds_what_is_within_it(stage: Stage) -> None:
    world = stage.world
    async with stage.running.server.database.write() as uow:
        within = update(Category).where(Category.id == world.tutoring).values(parent_id=world.cleaning)
        await uow.session.execute(within)
    page = await found(stage, f"facets=true&category={world.cleaning}")
    counts = {item["value"]: item["count"] for item in page["facets"]["category"]}
    assert (page["total"], counts) == (3, {str(world.cleaning): 3, str(world.tutoring): 1})
