"""What every search engine has to do (`ports.search.SearchPort`), on both databases."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from backend_stub.adapters.fts5 import Fts5Search
from backend_stub.adapters.postgresql_search import PostgresqlSearch
from backend_stub.db.database import Database
from backend_stub.ports.search import SearchAnswer, SearchDocument, SearchPort, SearchWish

HOME, GARDEN = uuid4(), uuid4()
NAMES = {HOME: "Home", GARDEN: "Garden"}


def document(
    title: str, *, category: UUID = HOME, vendor: str = "Miller & Co", body: str = ""
) -> SearchDocument:
    return SearchDocument(
        uuid4(), title, NAMES[category], vendor, body, category, 4000, None, 0, latitude=54.0, longitude=10.0
    )


@pytest.fixture
def search(database: Database) -> SearchPort:
    return PostgresqlSearch() if database.is_postgresql else Fts5Search()


async def keep(database: Database, search: SearchPort, *documents: SearchDocument) -> None:
    async with database.write() as uow:
        await search.put(uow.session, documents)


async def ask(database: Database, search: SearchPort, wish: SearchWish) -> SearchAnswer:
    async with database.read() as session:
        return await search.search(session, wish)


async def found(
    database: Database, search: SearchPort, text: str, among: Sequence[SearchDocument]
) -> list[str]:
    titles = {document.id: document.title for document in among}
    return [titles[id] for id in (await ask(database, search, SearchWish(text))).ids]


async def test_a_title_weighs_most_then_category_then_vendor_then_the_rest(
    database: Database, search: SearchPort
) -> None:
    shed = [
        document("Painting", body="Also a garden shed"),
        document("Fence", vendor="Garden Brothers"),
        document("Weeding", category=GARDEN),
        document("Garden tidy"),
    ]
    await keep(database, search, *shed)
    assert await found(database, search, "garden", shed) == ["Garden tidy", "Weeding", "Fence", "Painting"]


async def test_of_equals_the_one_that_many_rate_well_comes_first_but_never_before_a_better_match(
    database: Database, search: SearchPort
) -> None:
    plain = document("Roof check")
    liked = replace(document("Roof check"), rating=4.9, rating_count=400)
    aside = replace(document("Walls", body="and the roof"), rating=5.0, rating_count=9000)
    await keep(database, search, plain, liked, aside)
    assert (await ask(database, search, SearchWish("roof"))).ids == [liked.id, plain.id, aside.id]


async def test_accents_case_and_letters_with_dots_either_way(database: Database, search: SearchPort) -> None:
    docs = [document("Große Küche"), document("Crème für Ørsted"), document("Strasse und Kueche")]
    await keep(database, search, *docs)
    for text, titles in (
        ("KUCHE", {"Große Küche"}),
        ("küche", {"Große Küche", "Strasse und Kueche"}),
        ("kueche", {"Große Küche", "Strasse und Kueche"}),
        ("ku\u0308che", {"Große Küche", "Strasse und Kueche"}),
        ("GROSSE", {"Große Küche"}),
        ("straße", {"Strasse und Kueche"}),
        ("creme", {"Crème für Ørsted"}),
        ("orsted", {"Crème für Ørsted"}),
        ("oersted", {"Crème für Ørsted"}),
        ("Ørsted", {"Crème für Ørsted"}),
    ):
        assert (text, set(await found(database, search, text, docs))) == (text, titles)


async def test_endings_order_and_words_that_say_nothing(database: Database, search: SearchPort) -> None:
    docs = [document("Window cleaning"), document("Dog walk")]
    await keep(database, search, *docs)
    for text in (
        "cleaner windows",
        "cleaning window",
        "clean my windows please",
        "someone to clean a window",
    ):
        assert (text, await found(database, search, text, docs)) == (text, ["Window cleaning"])
    assert await found(database, search, "dog walker", docs) == ["Dog walk"]
    assert await found(database, search, "the", docs) == []


async def test_synonyms_work_both_ways(database: Database, search: SearchPort) -> None:
    docs = [document("Weekly clean, flat"), document("Vacuum bags"), document("End of tenancy clean")]
    await keep(database, search, *docs)
    for text, title in (
        ("apartment", "Weekly clean, flat"),
        ("hoover", "Vacuum bags"),
        ("vacuum", "Vacuum bags"),
        ("moving out", "End of tenancy clean"),
        ("end of tenancy", "End of tenancy clean"),
    ):
        assert (text, await found(database, search, text, docs)) == (text, [title])


async def test_slips_are_corrected_but_not_in_quotes(database: Database, search: SearchPort) -> None:
    docs = [
        document("Window cleaning"),
        document("Portuguese lesson"),
        document("Dog walk"),
        document("Küche"),
    ]
    await keep(database, search, *docs)
    for text, title, meant in (
        ("windwo", "Window cleaning", "window"),
        ("winbdow cleening", "Window cleaning", "window cleaning"),
        ("prtugese", "Portuguese lesson", "portuguese"),
        ("dogwalk", "Dog walk", "dog walk"),
        ("kuhce", "Küche", "küche"),
    ):
        answer = await ask(database, search, SearchWish(text))
        assert (text, await found(database, search, text, docs), answer.corrected) == (text, [title], meant)
    assert await found(database, search, '"windwo"', docs) == []
    answer = await ask(database, search, SearchWish("window zzzzzzzz"))
    assert (answer.ids, answer.corrected) == ([docs[0].id], None)


async def test_hostile_texts_find_nothing_and_break_nothing(database: Database, search: SearchPort) -> None:
    docs = [document("Window cleaning")]
    await keep(database, search, *docs)
    for text in (
        '"',
        "'",
        "\\",
        "()*&|!:<->",
        "NEAR(",
        "%",
        "\u202e\u2066",
        "😀",
        "a" * 200,
        "\x00",
        "'; --",
    ):
        assert (text, await found(database, search, text, docs)) == (text, [])
    assert await found(database, search, "window' OR \"1", docs) == ["Window cleaning"]
    assert await found(database, search, "AND OR NOT window", docs) == ["Window cleaning"]


async def test_what_changes_is_found_anew_and_what_goes_is_not(
    database: Database, search: SearchPort
) -> None:
    old = document("Chimney sweeping", vendor="Ash")
    await keep(database, search, old)
    await keep(database, search, replace(old, title="Stove fitting"))
    assert (await ask(database, search, SearchWish("chimney"))).ids == []
    assert (await ask(database, search, SearchWish("stove"))).ids == [old.id]
    async with database.read() as session:
        assert await search.complete(session, "chim", 5) == []
        assert await search.complete(session, "sto", 5) == ["stove"]
    async with database.write() as uow:
        await search.remove(uow.session, [old.id, uuid4()])
    assert (await ask(database, search, SearchWish("stove"))).ids == []
    assert (await ask(database, search, SearchWish())).total == 0
    async with database.read() as session:
        assert await search.complete(session, "sto", 5) == []


async def test_pages_stay_in_step_while_listings_come_and_go(database: Database, search: SearchPort) -> None:
    many = [replace(document(f"Roof check {number}"), price=number % 3) for number in range(30)]
    await keep(database, search, *many)
    for sort in ("relevance", "price", "-price", "-popularity"):
        seen: list[UUID] = []
        wish = SearchWish("roof", sort=sort, limit=7)
        while True:
            answer = await ask(database, search, wish)
            seen += answer.ids
            if not answer.has_more:
                break
            await keep(database, search, *(document("Roof") for _ in range(3)))
            async with database.write() as uow:
                await search.remove(uow.session, [answer.ids[0]])
            wish = replace(wish, after=answer.hits[-1].position)
        assert len(seen) == len(set(seen))
        assert {each.id for each in many} <= set(seen)
        await keep(database, search, *many)


async def test_completions_are_words_in_use_the_commonest_first(
    database: Database, search: SearchPort
) -> None:
    await keep(
        database, search, document("Window cleaning"), document("Wind chime, window"), document("Küche")
    )
    async with database.read() as session:
        for text, complete in (
            ("win", ["window", "wind"]),
            ("dirty win", ["dirty window", "dirty wind"]),
            ("ku", ["küche"]),
            ("wimd", ["window"]),
            ("windwo", ["window"]),
            ("window ", []),
            ("", []),
            ('"zz"', []),
        ):
            assert (text, list(await search.complete(session, text, 5))) == (text, complete)
