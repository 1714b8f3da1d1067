"""Commission: rules by vendor, category and default; only whole rates within bounds are sent."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from client.tasks import Tasks
from desktop.shots.admin_samples import build_account, build_server
from desktop.shots.customer_samples import id_of
from desktop.shots.online import SampleServer
from desktop.shots.pricing import commission_page
from desktop.shots.vendor_samples import SampleClock, build_desk
from tests.viewmodels.customer.town import until
from viewmodels.admin.commission import CommissionViewModel

Office = tuple[CommissionViewModel, SampleServer]


@pytest.fixture
async def office(qapp: object) -> AsyncIterator[Office]:
    clock, server = SampleClock(), build_server()
    account = build_account(clock, Tasks())
    page = commission_page(build_desk(account, clock), account, server)
    await until(lambda: page.rows.rows and page.choices.value)
    yield page, server
    page.close()
    await account.tasks.aclose()
    account.close()


async def test_the_widest_rule_stands_first_and_stays(office: Office) -> None:
    page, _ = office
    assert [(row.whom, row.rate) for row in page.rows.rows] == [
        ("Everything", "12 %"),
        ("Tutoring", "9.5 %"),
        ("Northside Care", "8 %"),
    ]
    assert [row.can_remove for row in page.rows.rows] == [False, True, True]


@pytest.mark.parametrize("text", ["", "x", "-1", "50.01", "9.555", "١٢"])
async def test_rates_out_of_bounds_are_not_sent(office: Office, text: str) -> None:
    page, server = office
    page.open(id_of(8, 92))
    page.type_rate(text)
    assert not await page.save.run()
    assert page.save.problem.value is not None
    assert "rate" in page.save.problem.value.fields
    assert not server.performed


async def test_changing_making_and_removing(office: Office) -> None:
    page, server = office
    page.open(id_of(8, 92))
    assert page.rate.value == "8"
    page.type_rate("7,5")
    assert await page.save.run()
    page.begin()
    page.type_rate("10")
    assert not await page.save.run()
    category = next(choice for choice in page.choices.value if choice.id.startswith("category:"))
    page.choose(category.id)
    assert await page.save.run()
    page.open(id_of(8, 91))
    assert await page.remove.run()
    sent = [(operation.name, operation.args, operation.if_match) for operation in server.performed]
    assert sent[0] == ("commission.change", {"basis_points": 750}, 1)
    assert sent[1][0] == "commission.create"
    assert (sent[1][1]["category_id"], sent[1][1]["basis_points"]) == (category.id[9:], 1000)
    assert sent[2] == ("commission.remove", {}, 1)
