"""Sizes, extras and questions: price and time follow the choice, and what is asked has to be answered."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from contracts.quotes import Choice
from desktop.shots.customer_samples import id_of
from tests.viewmodels.customer.town import Town, until
from viewmodels.customer.service import ServiceViewModel
from viewmodels.customer.time import TimeViewModel

LISTING = id_of(3, 7)
SMALL, LARGE, OVEN, PETS = (id_of(6, n) for n in range(4))


def give_choices(town: Town) -> None:
    """Let the listing have two sizes, an extra and a question."""
    row: Any = deepcopy(next(each for each in town.server.listings if each["id"] == LISTING))
    row |= {
        "version": row["version"] + 1,
        "price": {"amount": 5000, "currency": "EUR"},
        "duration_minutes": 60,
        "variants": [
            {"id": SMALL, "name": "1 room", "price": 5000, "duration_minutes": 60},
            {"id": LARGE, "name": "3 rooms", "price": 9000, "duration_minutes": 120},
        ],
        "extras": [{"id": OVEN, "name": "Oven", "price": 1500, "minutes": 30, "max_count": 1}],
        "questions": [{"id": PETS, "kind": "yes_no", "label": "Any pets?", "required": True, "options": []}],
    }
    town.account.put("listing", [row])


async def test_choosing_changes_the_price_at_once(town: Town) -> None:
    give_choices(town)
    page = ServiceViewModel(town.desk, LISTING)
    await until(lambda: page.variants.value)
    assert [row.chosen for row in page.variants.value] == [True, False]
    assert page.total.value == "€50.00"
    page.choose_variant(LARGE)
    page.choose_extra(OVEN, True)
    assert page.total.value == "€105.00"
    assert page.lines.value == (("3 rooms", "€90.00"), ("Oven", "€15.00"))
    page.choose_extra(OVEN, False)
    assert page.total.value == "€90.00"
    page.close()


async def test_a_required_question_is_answered_before_booking(town: Town) -> None:
    give_choices(town)
    page = TimeViewModel(town.desk, LISTING, choice=Choice(LARGE, {OVEN: 1}))
    await until(lambda: page.questions.value and page.parts.value)
    summary = page.summary.value
    assert summary is not None
    assert (summary.price_line, summary.price) == ("3 rooms + Oven", "€105.00")
    slot = next(chip for part in page.parts.value for chip in part.slots if chip.state == "free")
    assert await page.choose.run(slot.id)
    assert not await page.confirm.run()
    assert page.confirm.problem.value is not None
    assert "Any pets?" in page.confirm.problem.value.text
    page.answer(PETS, "no")
    assert await page.confirm.run()
    wish = town.account.operations[-1].operation
    assert wish.args["answers"] == [{"question_id": PETS, "value": "no"}]
    assert wish.preview is not None
    assert wish.preview["price"]["amount"] == 10_500
    page.close()
