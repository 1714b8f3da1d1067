"""Suggestions while somebody types."""

from typing import Any

from sqlalchemy import update

from backend_stub.db.tables import Listing
from contracts.suggestions import Suggestions
from tests.backend_stub.features.world import Stage


async def suggested(stage: Stage, text: str) -> Any:
    answer = await stage["stranger"].get(f"/search/suggestions?q={text}")
    assert answer.status_code == 200, answer.text
    Suggestions.model_validate_json(answer.text)
    return answer.json()


def titles(page: Any) -> list[str]:
    return [item["title"] for item in page["services"]]


async def test_words_services_categories_and_vendors_as_typed(stage: Stage) -> None:
    for text, services, categories, vendors, words in (
        ("wind", ["Window cleaning"], [], [], ["window"]),
        ("GRO", ["Deep clean"], [], [], ["große"]),
        ("tuto", ["Portuguese lesson"], ["Tutoring"], ["Hudson Tutors"], ["tutoring", "tutors"]),
        ("north", ["Deep clean", "Window cleaning"], [], ["Northside Care"], ["northside"]),
        ("zzzz", [], [], [], []),
        ("%22%28*", [], [], [], []),
    ):
        page = await suggested(stage, text)
        assert (text, sorted(titles(page))) == (text, services)
        assert [item["name"] for item in page["categories"]] == categories
        assert [item["name"] for item in page["vendors"]] == vendors
        assert (text, page["words"], page["did_you_mean"]) == (text, words, None)
    window = (await suggested(stage, "window"))["services"][0]
    assert (window["listing_count"], window["price_from"]) == (1, {"amount": 4200, "currency": "EUR"})


async def test_a_mistyped_beginning_is_put_right(stage: Stage) -> None:
    page = await suggested(stage, "protug")
    assert (titles(page), page["did_you_mean"]) == (["Portuguese lesson"], "portuguese")


async def test_what_is_not_published_is_not_suggested(stage: Stage) -> None:
    async with stage.running.server.database.write() as uow:
        paused = update(Listing).where(Listing.id == stage.world.windows).values(status="paused")
        await uow.session.execute(paused)
    assert titles(await suggested(stage, "window")) == []


async def test_input_is_bounded(stage: Stage) -> None:
    for query in ("", "?q=", f"?q={'x' * 201}", "?q=a&odd=1"):
        assert (await stage["stranger"].get(f"/search/suggestions{query}")).status_code == 422
