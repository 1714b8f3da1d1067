"""Finding a service."""

from tests.viewmodels.kiosk.town import Town, open_kiosk
from tests.viewmodels.kiosk.until import until
from viewmodels.kiosk.find import FindKind


async def test_categories_come_in_the_readers_language() -> None:
    async with open_kiosk(Town(), language="de") as session:
        rows = session.find.state.value.categories
        assert [row.name for row in rows] == ["Friseur", "Haustiere"]
        assert rows[0].detail == "2 in der Nähe"


async def test_words_search_and_an_empty_field_shows_the_categories_again() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        session.find.type_words("walk")
        await until(lambda: session.find.state.value.kind is FindKind.RESULTS)
        assert [row.title for row in session.find.state.value.results] == ["Dog walk"]
        assert session.find.state.value.summary == "1 service"
        assert town.searched[-1].near == (54.09, 10.77)
        session.find.type_words("")
        assert session.find.state.value.kind is FindKind.CATEGORIES


async def test_a_category_shows_what_it_offers_and_back_returns() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        session.find.choose_category("hair")
        await until(lambda: session.find.state.value.kind is FindKind.RESULTS)
        assert session.find.state.value.title == "Hair"
        assert town.searched[-1].category_id == "hair"
        assert session.find.back()
        assert session.find.state.value.kind is FindKind.CATEGORIES
        assert not session.find.back()


async def test_nothing_found_offers_what_was_perhaps_meant() -> None:
    town = Town(did_you_mean="walk")
    async with open_kiosk(town) as session:
        session.find.type_words("wlak")
        await until(lambda: session.find.state.value.kind is FindKind.NOTHING)
        assert session.find.state.value.correction == "Did you mean “walk”?"
        session.find.accept_correction()
        await until(lambda: session.find.state.value.kind is FindKind.RESULTS)
        assert session.find.words.value == "walk"


async def test_without_network_kept_rows_say_how_old_they_are() -> None:
    town = Town()
    town.go_offline()
    async with open_kiosk(town) as session:
        session.find.type_words("cut")
        await until(lambda: session.find.state.value.kind is FindKind.RESULTS)
        assert session.find.state.value.stale == "As of 11:20, without network"
