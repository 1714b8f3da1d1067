"""Coupons: finding, making with errors by the field, pausing with undo, uses that count live."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date

import pytest

from client.errors import ConflictError
from client.outbox.operation import Operation
from client.tasks import Tasks
from desktop.shots.admin_samples import build_account, build_server
from desktop.shots.customer_samples import id_of
from desktop.shots.memory import MemoryAccount
from desktop.shots.online import SampleServer
from desktop.shots.pricing import coupons, coupons_page
from desktop.shots.vendor_samples import VENDOR, SampleClock, build_desk
from tests.viewmodels.customer.town import until
from viewmodels.pricing.coupons import CouponsViewModel
from viewmodels.pricing.words import to_hundredths


@dataclass
class Shop:
    account: MemoryAccount
    server: SampleServer
    page: CouponsViewModel

    def answer(self, operation: Operation) -> dict[str, object]:
        """What the server does: the row changes, and comes back by the feed."""
        row = next((dict(coupon) for coupon in coupons() if coupon["id"] == operation.target), None)
        if row is None:
            return {}
        row["status"] = "paused" if operation.name == "coupon.pause" else "active"
        row["version"] = 10_000
        self.account.put("coupon", [row])
        return row


@pytest.fixture(params=["admin", "vendor"])
async def shop(request: pytest.FixtureRequest, qapp: object) -> AsyncIterator[Shop]:
    clock, server = SampleClock(), build_server()
    account = build_account(clock, Tasks())
    vendor_id = VENDOR if request.param == "vendor" else ""
    page = coupons_page(build_desk(account, clock), account, server, vendor_id=vendor_id)
    shop = Shop(account, server, page)
    server.on_perform = shop.answer
    await until(lambda: page.rows.rows and page.categories.value)
    yield shop
    page.close()
    await account.tasks.aclose()
    account.close()


async def test_a_vendor_sees_their_own_and_an_admin_all(shop: Shop) -> None:
    codes = {row.code for row in shop.page.rows.rows}
    assert codes >= {"NORTH15", "QUIET-MONDAY", "OVEN20"}
    assert ("HARBOUR10" in codes) is shop.page.is_admin
    states = {row.code: row.state for row in shop.page.rows.rows}
    assert (states["NORTH15"], states["QUIET-MONDAY"], states["OVEN20"]) == ("Active", "Paused", "Used up")
    shop.page.search("repairs")
    assert [row.code for row in shop.page.rows.rows] == ["QUIET-MONDAY"]


async def test_uses_count_while_one_looks(shop: Shop) -> None:
    shop.page.open(id_of(8, 2))
    await until(lambda: shop.page.panel.value and shop.page.panel.value.uses == "41 of 100")
    row = next(dict(coupon) for coupon in coupons() if coupon["id"] == id_of(8, 2))
    shop.account.put("coupon", [row | {"used": 42, "version": 10_000}])
    await until(lambda: shop.page.panel.value and shop.page.panel.value.uses == "42 of 100")


async def test_what_is_wrong_stands_by_its_field_and_nothing_is_sent(shop: Shop) -> None:
    page = shop.page
    page.begin()
    page.type(code="A B", value="0", limit_total="x", limit_per_person="0")
    page.type(starts=date(2026, 12, 5), ends=date(2026, 12, 4))
    assert not await page.create.run()
    problem = page.create.problem.value
    assert problem is not None
    assert set(problem.fields) == {"code", "value", "limit_total", "limit_per_person", "ends"}
    assert not shop.server.performed
    assert page.making.value


async def test_a_new_coupon_is_what_was_typed(shop: Shop) -> None:
    page = shop.page
    page.begin()
    page.type(code=" spring5 ", kind="amount", value="7,50", limit_total="100", limit_per_person="")
    page.type(starts=date(2026, 12, 1), ends=date(2026, 12, 24), first_booking=True)
    assert await page.create.run()
    wish = shop.server.performed[0].args
    assert (wish["code"], wish["amount"], wish["basis_points"]) == (
        "SPRING5",
        {"amount": 750, "currency": "EUR"},
        None,
    )
    assert wish["vendor_id"] == (None if page.is_admin else VENDOR)
    assert (wish["limit_total"], wish["limit_per_person"], wish["first_booking"]) == (100, None, True)
    # The day of the end is part of it, on the clock of whoever typed it.
    assert (wish["starts_at"], wish["ends_at"]) == ("2026-11-30T23:00:00Z", "2026-12-24T23:00:00Z")
    assert not page.making.value
    assert page.form.value.code == ""


async def test_a_refused_coupon_keeps_what_was_typed(shop: Shop) -> None:
    def refuse(_operation: Operation) -> dict[str, object]:
        raise ConflictError({"status": 409, "code": "code_taken", "detail": "There is one already."})

    shop.server.on_perform = refuse
    shop.page.begin()
    shop.page.type(code="NORTH15", value="10")
    assert not await shop.page.create.run()
    assert shop.page.form.value.code == "NORTH15"
    assert shop.page.create.problem.value is not None
    assert "another code" in shop.page.create.problem.value.text


async def test_pausing_and_resuming(shop: Shop) -> None:
    page = shop.page
    page.open(id_of(8, 2))
    await until(lambda: page.panel.value)
    assert await page.pause.run()
    await until(lambda: page.panel.value and page.panel.value.can_resume)
    assert await page.resume.run()
    await until(lambda: page.panel.value and page.panel.value.can_pause)
    assert [operation.name for operation in shop.server.performed] == ["coupon.pause", "coupon.resume"]


@pytest.mark.parametrize(
    ("text", "units"),
    [("12.5", 1250), ("7,50", 750), (" 3 ", 300), ("0.01", 1), ("1.234", None), ("-1", None), ("٣", None),
     ("", None), ("1e3", None), ("9" * 12, None)],
)  # fmt: skip
def test_typed_amounts(text: str, units: int | None) -> None:
    assert to_hundredths(text) == units
