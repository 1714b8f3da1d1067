"""Late cancelling, not coming, and what everybody is told of it before and after."""

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from backend_stub.db.tables import AuditEntry, Booking, EventOutbox
from contracts.bookings import BookingHistoryItem, CancellationOut
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.features.world import Stage, problem

HOUR = timedelta(hours=1)
FREE = {"amount": 0, "currency": "EUR"}
HALF = {"amount": 3200, "currency": "EUR"}
ALL = {"amount": 6400, "currency": "EUR"}


async def confirmed(stage: Stage, *, left: timedelta = 3 * HOUR, clock: MovableClock) -> Any:
    """An agreed booking of the customer that begins so soon."""
    booking = (await stage.change("vendor", await stage.book("customer", number=40), "accept")).json()
    await stage.later(clock, datetime.fromisoformat(booking["starts_at"]) - left - clock.now())
    return booking


async def quote(stage: Stage, name: str, booking: Any) -> Any:
    answer = await stage[name].get(f"/bookings/{booking['id']}/cancellation")
    assert answer.status_code == 200, answer.text
    CancellationOut.model_validate_json(answer.text)
    return answer.json()


async def test_a_request_is_withdrawn_for_nothing(stage: Stage) -> None:
    booking = await stage.book("customer")
    told = await quote(stage, "customer", booking)
    assert (told["because"], told["fee"], told["refund"]) == ("not_confirmed", FREE, ALL)
    cancelled = (await stage.change("customer", booking, "cancel")).json()
    assert (cancelled["status"], cancelled["fee"]) == ("cancelled", FREE)


async def test_a_day_ahead_it_is_free_and_then_half(stage: Stage, clock: MovableClock) -> None:
    booking = await confirmed(stage, left=25 * HOUR, clock=clock)
    assert (await quote(stage, "customer", booking))["fee"] == FREE
    await stage.later(clock, 2 * HOUR)
    told = await quote(stage, "customer", booking)
    assert (told["because"], told["basis_points"]) == ("policy", 5000)
    assert (told["fee"], told["refund"], told["price"], told["no_show_fee"]) == (HALF, HALF, ALL, ALL)
    assert [rule["basis_points"] for rule in told["rules"]] == [0, 5000, 10_000]
    assert told["rules"][1]["since"] <= told["now"] < told["rules"][1]["until"] == booking["starts_at"]


async def test_a_fee_that_nobody_agreed_to_is_refused_with_the_quote(
    stage: Stage, clock: MovableClock
) -> None:
    booking = await confirmed(stage, clock=clock)
    refused = await stage.change("customer", booking, "cancel", {"agreed_fee": 0})
    assert problem(refused) == (409, "fee_changed")
    assert refused.json()["quote"]["fee"] == HALF
    assert (await stage["customer"].get(f"/bookings/{booking['id']}")).json()["status"] == "confirmed"
    done = await stage.change("customer", booking, "cancel", {"agreed_fee": 3200, "reason": "Ill, sorry."})
    assert (done.status_code, done.json()["fee"]) == (200, HALF)
    history = (await stage["vendor"].get(f"/bookings/{booking['id']}/history")).json()["items"]
    BookingHistoryItem.model_validate(history[-1], strict=False)
    assert history[-1]["changes"] == [
        {"field": "status", "before": "confirmed", "after": "cancelled"},
        {"field": "fee", "before": None, "after": HALF},
    ]
    async with stage.running.server.database.read() as session:
        events = await session.scalars(select(EventOutbox).where(EventOutbox.name == "booking.cancelled"))
        payload = [event.payload for event in events][-1]
    assert (payload["fee_amount"], payload["refund_amount"], payload["currency"]) == (3200, 3200, "EUR")


async def test_the_vendor_and_the_admin_call_off_for_nothing(stage: Stage, clock: MovableClock) -> None:
    booking = await confirmed(stage, clock=clock)
    for name in ("vendor", "admin"):
        told = await quote(stage, name, booking)
        assert (told["because"], told["fee"]) == ("by_vendor", FREE)
    cancelled = await stage.change("admin", booking, "cancel", {"reason": "The vendor is closed."})
    assert cancelled.json()["fee"] == FREE
    async with stage.running.server.database.read() as session:
        act = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "booking.cancel"))).one()
    assert json.loads(act.before or "") == {"status": "confirmed", "fee": None}
    assert json.loads(act.after or "") == {"status": "cancelled", "fee": FREE}


async def test_who_does_not_come_owes_all_of_it(stage: Stage, clock: MovableClock) -> None:
    booking = await confirmed(stage, clock=clock)
    assert problem(await stage.change("vendor", booking, "no-show")) == (409, "too_early")
    await stage.later(clock, 4 * HOUR)
    assert (await quote(stage, "customer", booking))["fee"] == ALL
    missed = await stage.change("vendor", booking, "no-show")
    assert (missed.json()["status"], missed.json()["fee"]) == ("no_show", ALL)
    over = await stage["customer"].get(f"/bookings/{booking['id']}/cancellation")
    assert problem(over) == (409, "invalid_transition")


async def test_the_policy_is_the_one_that_was_booked(stage: Stage, clock: MovableClock) -> None:
    booking = await confirmed(stage, clock=clock)
    kind = {"steps": [{"minutes_before": 60, "basis_points": 0}], "no_show_basis_points": 1000}
    async with stage.running.server.database.write() as uow:
        await uow.session.execute(update(Booking).values(policy=json.dumps(kind)))
    assert (await quote(stage, "customer", booking))["fee"] == FREE
    await stage.later(clock, 4 * HOUR)
    assert (await quote(stage, "customer", booking))["fee"] == {"amount": 640, "currency": "EUR"}
    assert (await stage["customer"].get(f"/bookings/{booking['id']}")).json()["policy"] == kind


async def test_garbage_for_the_agreed_fee(stage: Stage) -> None:
    booking = await stage.book("customer")
    for body in ({"agreed_fee": -1}, {"agreed_fee": "0"}, {"agreed_fee": 1.5}, {"agreed_fee": 10**13}):
        refused = await stage.change("customer", booking, "cancel", body)
        assert (*problem(refused), refused.json()["errors"][0]["field"]) == (
            422,
            "invalid_input",
            "agreed_fee",
        )
