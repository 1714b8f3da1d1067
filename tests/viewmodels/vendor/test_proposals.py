"""A vendor proposes another time, answers a customer's, and sees the rule and what changed."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from client.stores.proposal import OpenProposals
from desktop.shots.memory import MemoryAccount
from desktop.shots.vendor_samples import desk_booking, instant
from tests.viewmodels.vendor.conftest import Settle
from viewmodels.vendor.bookings import BookingsViewModel
from viewmodels.vendor.desk import VendorDesk
from viewmodels.vendor.move_booking import MoveBooking

pytestmark = pytest.mark.ui

ONE = desk_booking(7)


@pytest_asyncio.fixture
async def page(desk: VendorDesk, settle: Settle, qapp: object) -> AsyncIterator[BookingsViewModel]:
    """The page with one booking open."""
    made = BookingsViewModel(desk, booking_id=ONE)
    await settle()
    yield made
    made.close()


def proposal(row: Any, side: str) -> dict[str, Any]:
    start, end = instant(3, "10:00"), instant(3, "11:00")
    return {
        "id": "60000000-0000-7000-8000-000000000001", "version": 4, "booking_id": row["id"],
        "vendor_id": row["vendor_id"], "customer_id": row["customer"]["id"], "side": side, "status": "open",
        "staff_id": row["staff_id"], "starts_at": start, "ends_at": end, "zone": row["zone"],
        "note": "I am away.", "creator": "Ove Holm", "expires_at": instant(1, "09:00"),
        "created_at": instant(0, "09:00"), "updated_at": instant(0, "09:00"),
    }  # fmt: skip


async def row_of(page: BookingsViewModel, settle: Settle) -> Any:
    await settle()
    assert page.panel.item is not None
    return page.panel.item.row


def deeds(page: BookingsViewModel) -> list[str]:
    panel = page.panel.panel.value
    assert panel is not None
    return [deed.id for deed in panel.deeds]


async def test_a_customers_proposal_is_answered_first(
    page: BookingsViewModel, account: MemoryAccount, settle: Settle
) -> None:
    row = await row_of(page, settle)
    account.put("proposal", [proposal(row, "customer")])
    await settle()
    panel = page.panel.panel.value
    assert panel is not None
    assert "asks to move it to" in panel.proposal
    assert "I am away." in panel.proposal
    assert deeds(page)[:2] == ["agree", "refuse"]
    assert "propose" not in deeds(page)
    assert [deed.id for deed in panel.deeds if deed.kind == "primary"] == ["agree"]
    assert await page.panel.do.run("agree")
    await settle()
    operation = account.operations[-1].operation
    assert (operation.name, operation.if_match) == ("proposal.accept", 4)
    panel = page.panel.panel.value
    assert panel is not None
    assert panel.proposal == ""


async def test_ones_own_proposal_can_be_withdrawn(
    page: BookingsViewModel, account: MemoryAccount, settle: Settle
) -> None:
    row = await row_of(page, settle)
    account.put("proposal", [proposal(row, "vendor")])
    await settle()
    assert deeds(page)[0] == "withdraw"
    assert await page.panel.do.run("withdraw")
    assert account.operations[-1].operation.name == "proposal.withdraw"


async def test_proposing_asks_when_and_is_shown_at_once(
    page: BookingsViewModel, desk: VendorDesk, account: MemoryAccount, settle: Settle
) -> None:
    row = await row_of(page, settle)
    asked: list[Any] = []

    def answer(form: Any) -> None:
        asked.append(form)
        form.settle((instant(3, "10:00"), row["staff_id"]))

    desk.navigator.asked.connect(answer)
    assert await page.panel.do.run("propose")
    await settle()
    assert isinstance(asked[0], MoveBooking)
    assert asked[0].verb == "Propose"
    operation = account.operations[-1].operation
    assert (operation.name, operation.target, operation.if_match) == ("proposal.create", ONE, row["version"])
    shown = await desk.proposals.read(OpenProposals(ONE))
    assert [item.row["side"] for item in shown] == ["vendor"]


async def test_the_rule_and_what_a_step_changed_are_told(
    page: BookingsViewModel, account: MemoryAccount, settle: Settle
) -> None:
    row = dict(await row_of(page, settle))
    panel = page.panel.panel.value
    assert panel is not None
    assert panel.terms.startswith("Not coming costs")
    account.histories[ONE] = [
        {"at": instant(0, "09:00"), "actor": "Rosa Meyer", "action": "reschedule", "status": "confirmed",
         "reason": None, "starts_at": row["starts_at"],
         "changes": [{"field": "starts_at", "before": instant(1, "09:00"), "after": row["starts_at"]}]},
    ]  # fmt: skip
    account.put("booking", [row | {"version": 2, "fee": {"amount": 2300, "currency": "EUR"}}])
    await settle()
    assert page.panel.history.value[0].detail == "was tomorrow 09:00"
    panel = page.panel.panel.value
    assert panel is not None
    assert panel.terms == "€23.00 charged"


async def test_a_series_is_cancelled_as_far_as_it_is_asked_for(
    page: BookingsViewModel, account: MemoryAccount, settle: Settle
) -> None:
    row = dict(await row_of(page, settle))
    series_id = "70000000-0000-7000-8000-000000000001"
    later = row | {"id": "40000000-0000-7000-8000-000000000777", "series_id": series_id, "series_position": 3}
    earlier = later | {"id": "40000000-0000-7000-8000-000000000778", "series_position": 1}
    here = row | {"version": 2, "series_id": series_id, "series_position": 2}
    account.put("booking", [here, later, earlier])
    series = {
        "id": series_id, "version": 5, "listing_id": row["listing_id"], "listing_title": "Windows",
        "vendor_id": row["vendor_id"], "customer": row["customer"], "guest_name": None,
        "frequency": "weekly", "every": 1, "count": 3, "first_local": "2026-11-22T14:30",
        "zone": row["zone"], "note": None, "created_at": row["created_at"], "updated_at": row["created_at"],
    }  # fmt: skip
    account.put("series", [series])
    await settle()
    assert deeds(page)[-2:] == ["cancel_following", "cancel_all"]
    assert await page.panel.do.run("cancel_following")
    await settle()
    operation = account.operations[-1].operation
    assert (operation.name, operation.if_match, operation.args["position"]) == ("series.cancel", 5, 2)
    assert {touch.id for touch in operation.touches} == {ONE, later["id"], series_id}
    panel = page.panel.panel.value
    assert panel is not None
    assert panel.pending == "Cancelled here, not sent yet"
