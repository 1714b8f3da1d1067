"""Payments from the order to the receipt: cards that pay, decline, ask and dawdle; refunds, fees, payouts."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from backend_stub.db.tables import (
    Booking,
    CommissionRule,
    LedgerEntry,
    LedgerSeal,
    LedgerTransaction,
    Payment,
)
from backend_stub.features.payments.posting import Posting, post
from backend_stub.features.payments.shares import card_fee_lines, settlement_lines
from contracts.vocabulary import LedgerKind, PaymentMethod
from tests.backend_stub.features.paying import Till
from tests.backend_stub.features.world import Stage, problem


async def test_a_card_pays_and_everybody_has_their_share(stage: Stage) -> None:
    till = Till(stage)
    payment = await till.pay(total=9_449, commission=1_031, fee=859)
    paid = await till.until(payment, "captured")
    assert (paid["card"], paid["amount"]) == ("visa 4242", {"amount": 9_449, "currency": "EUR"})
    known = (await stage["admin"].get(f"/payments/{payment}/ledger")).json()
    kinds = [(item["kind"], item["sum"]) for item in known["transactions"]]
    assert kinds == [("capture", 0), ("card_fee", 0)]
    entries = {item["account"]: item["amount"] for item in known["transactions"][0]["entries"]}
    assert entries == {
        "card_clearing": 9_449,
        "vendor_payable": -7_559,
        "commission": -1_031,
        "booking_fee": -859,
    }
    assert await till.difference() == 0


@pytest.mark.parametrize(
    ("card", "code"),
    [
        ("pm_card_chargeDeclined", "card_declined"),
        ("pm_card_chargeDeclinedInsufficientFunds", "insufficient_funds"),
        ("no_such_card", "unknown_card"),
    ],
)
async def test_a_declined_card_can_be_followed_by_another(stage: Stage, card: str, code: str) -> None:
    till = Till(stage)
    payment = await till.pay(token=card)
    assert (await till.until(payment, "declined"))["problem"] == code
    again = await stage["customer"].post(f"/payments/{payment}/retry", {"token": "pm_card_mastercard"})
    assert (again.status_code, again.json()["state"]) == (200, "pending")
    assert (await till.until(payment, "captured"))["card"] == "mastercard 4444"
    twice = await stage["customer"].post(f"/payments/{payment}/retry", {"token": "pm_card_visa"})
    assert problem(twice) == (409, "invalid_transition")
    assert await till.count(LedgerKind.CAPTURE) == 1


async def test_the_bank_asks_for_a_code(stage: Stage) -> None:
    till = Till(stage)
    payment = await till.pay(token="pm_card_threeDSecureRequired")
    assert (await till.until(payment, "action_needed"))["action"] == "code"
    path = f"/payments/{payment}/challenge"
    assert problem(await stage["stranger"].post(path, {"code": "123456"})) == (404, "not_found")
    assert problem(await stage["admin"].post(path, {"code": "123456"})) == (403, "forbidden")
    wrong = await stage["customer"].post(path, {"code": "000000"})
    assert wrong.status_code == 200
    assert (await till.until(payment, "declined"))["problem"] == "authentication_failed"
    await stage["customer"].post(f"/payments/{payment}/retry", {"token": "pm_card_threeDSecureRequired"})
    await till.until(payment, "action_needed")
    assert (await stage["customer"].post(path, {"code": "123456"})).status_code == 200
    assert (await till.until(payment, "captured"))["action"] is None


async def test_a_bank_that_dawdles_is_asked_again(stage: Stage, clock: Any) -> None:
    till = Till(stage)
    payment = await till.pay(token="pm_card_slow")
    await till.until_tried(payment)
    assert (await till.show(payment))["state"] == "pending"
    clock.offset += timedelta(seconds=10)
    await till.until(payment, "captured")


async def test_what_is_not_paid_in_time_is_let_go(stage: Stage, clock: Any) -> None:
    till = Till(stage)
    payment = await till.pay(token="pm_card_threeDSecureRequired", minutes=2)
    await till.until(payment, "action_needed")
    clock.offset += timedelta(minutes=4)
    await till.until(payment, "cancelled")
    late = await stage["customer"].post(f"/payments/{payment}/challenge", {"code": "123456"})
    assert problem(late) == (409, "invalid_transition")
    assert await till.count(LedgerKind.CAPTURE) == 0


async def test_what_is_given_up_goes_back_wherever_it_is(stage: Stage) -> None:
    till = Till(stage)
    early = await till.pay(token="pm_card_threeDSecureRequired")
    await till.until(early, "action_needed")
    late = await till.pay(total=5_000, number=1)
    await till.until(late, "captured")
    async with stage.running.server.database.write() as uow:
        for payment in (early, late):
            await till.service.give_up(uow, UUID(payment))
            await till.service.give_up(uow, UUID(payment))
    await till.until(early, "cancelled")
    await till.until_refunded(late, 5_000)
    assert await till.balance() == {"card_clearing": -95, "card_fees": 95}


async def test_nothing_to_pay_is_paid_at_once_and_unwound_once(stage: Stage) -> None:
    till = Till(stage)
    payment = await till.pay(total=0, promotion=4_000, commission=400, token="pm_card_visa")
    assert (await till.show(payment))["state"] == "captured"
    async with stage.running.server.database.write() as uow:
        await till.service.give_up(uow, UUID(payment))
    async with stage.running.server.database.write() as uow:
        await till.service.refund(uow, uuid4(), till.booking_of[payment], None, "")
    assert not any((await till.balance()).values())


async def test_an_admin_gives_back_part_by_part_and_no_cent_more(stage: Stage) -> None:
    till = Till(stage)
    payment = await till.pay(total=1_000, commission=123, tax=77)
    await till.until(payment, "captured")
    booking = till.booking_of[payment]
    for amount in (1, 333, 333):
        wish = till.refund(booking, amount)
        key = uuid4()
        first = await stage["admin"].post("/refunds", wish, key=key)
        again = await stage["admin"].post("/refunds", wish, key=key)
        assert (first.status_code, again.status_code, first.json()) == (201, 201, again.json())
        # Another key, but the same refund: a client that lost its outbox asks so.
        assert (await stage["admin"].post("/refunds", wish)).status_code == 201
    too_much = await stage["admin"].post("/refunds", till.refund(booking, 334))
    assert problem(too_much) == (409, "refund_too_large")
    assert too_much.json()["left"] == 333
    assert (await stage["admin"].post("/refunds", till.refund(booking, 333))).status_code == 201
    await till.until_refunded(payment, 1_000)
    assert await till.balance() == {"card_clearing": -39, "card_fees": 39}
    log = (await stage["admin"].get("/audit?action=refund.given")).json()["items"]
    assert [item["after"]["refunded"] for item in log] == [1_000, 667, 334, 1]


async def test_two_admins_at_once_give_back_no_more_than_was_paid(stage: Stage) -> None:
    till = Till(stage)
    payment = await till.pay(total=1_000)
    await till.until(payment, "captured")
    wishes = [till.refund(till.booking_of[payment], 400) for _ in range(6)]
    answers = await asyncio.gather(*(stage["admin"].post("/refunds", wish) for wish in wishes))
    assert sorted(answer.status_code for answer in answers) == [201, 201, 409, 409, 409, 409]
    await till.until_refunded(payment, 800)


async def test_a_refund_that_fails_can_be_given_again(stage: Stage) -> None:
    till = Till(stage)
    payment = await till.pay(total=1_000, token="pm_card_refundFail")
    await till.until(payment, "captured")
    await stage["admin"].post("/refunds", till.refund(till.booking_of[payment], 1_000))
    await till.until_failed(payment)
    assert (await till.show(payment))["refunded"]["amount"] == 0
    assert await till.count(LedgerKind.REFUND) == 0


async def test_a_declined_booking_is_refunded_and_a_late_one_less_its_fee(stage: Stage) -> None:
    till = Till(stage)
    declined = await till.pay(total=6_400)
    await till.until(declined, "captured")
    booking = await till.booking(declined)
    assert (await stage.change("vendor", booking, "decline")).status_code == 200
    await till.until_refunded(declined, 6_400)
    missed = await till.pay(total=6_400, number=1)
    await till.until(missed, "captured")
    booking = await till.booking(missed)
    booking = (await stage.change("vendor", booking, "accept")).json()
    async with stage.running.server.database.write() as uow:
        await till.consume(uow, "booking.cancelled", booking["id"], fee_amount=3_200)
    await till.until_refunded(missed, 3_200)
    assert await till.difference() == 0


async def test_a_refund_asked_for_before_the_capture_waits_for_it(stage: Stage) -> None:
    till = Till(stage)
    payment = await till.pay(total=6_400, token="pm_card_threeDSecureRequired")
    await till.until(payment, "action_needed")
    async with stage.running.server.database.write() as uow:
        await till.service.refund(uow, uuid4(), till.booking_of[payment], 400, "")
    await stage["customer"].post(f"/payments/{payment}/challenge", {"code": "123456"})
    await till.until_refunded(payment, 400)
    assert await till.count(LedgerKind.CAPTURE) == 1


async def test_done_bookings_that_nobody_paid_were_paid_on_site(stage: Stage) -> None:
    till = Till(stage)
    async with stage.running.server.database.write() as uow:
        rule = {"id": uuid4(), "rule": "default", "basis_points": 1_200, "updated_at": uow.now}
        await uow.session.execute(delete(CommissionRule))
        await uow.session.execute(insert(CommissionRule), [rule])
    booking = await stage.book()
    async with stage.running.server.database.write() as uow:
        await till.consume(uow, "booking.completed", booking["id"])
    async with stage.running.server.database.write() as uow:
        await till.consume(uow, "booking.completed", booking["id"])
    (payment,) = (await stage["customer"].get("/payments")).json()["items"]
    assert (payment["method"], payment["state"], payment["amount"]["amount"]) == (
        "on_site",
        "captured",
        6_400,
    )
    balance = await till.balance()
    tax = -balance.get("tax_payable", 0)
    assert balance == {
        key: value
        for key, value in {"vendor_payable": 768 + tax, "commission": -768, "tax_payable": -tax}.items()
        if value
    }


async def test_a_fee_without_a_payment_is_owed_and_held(stage: Stage) -> None:
    till = Till(stage)
    booking = await stage.book()
    async with stage.running.server.database.write() as uow:
        await till.consume(uow, "booking.no_show", booking["id"], fee_amount=6_400)
    (line,) = (await stage["vendor"].get(f"/vendors/{stage.world.north}/earnings")).json()["items"]
    assert (line["kind"], line["held"], line["booking"]["id"]) == ("penalty", True, booking["id"])


async def test_a_payout_waits_for_its_bookings_and_is_sent_once(stage: Stage) -> None:
    till = Till(stage)
    payment = await till.pay(total=6_400, commission=768)
    await till.until(payment, "captured")
    path = f"/vendors/{stage.world.north}/balances"
    (held,) = (await stage["vendor"].get(path)).json()["items"]
    assert (held["held"], held["available"], held["difference"]) == (5_632, 0, 0)
    wish = {"id": str(uuid4()), "vendor_id": str(stage.world.north), "amount": 5_632, "currency": "EUR"}
    assert problem(await stage["admin"].post("/payouts", wish)) == (409, "amount_changed")
    await till.complete(till.booking_of[payment])
    (due,) = (await stage["admin"].get("/payouts/due")).json()["items"]
    assert (due["available"], due["held"]) == (5_632, 0)
    answers = await asyncio.gather(
        *(stage["admin"].post("/payouts", {**wish, "id": str(uuid4())}) for _ in range(4))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    payout = next(answer.json() for answer in answers if answer.status_code == 201)
    (line,) = (await stage["vendor"].get(f"/payouts/{payout['id']}/lines")).json()["items"]
    assert (line["booking"]["id"], line["amount"]["amount"]) == (str(till.booking_of[payment]), 5_632)
    assert problem(await stage["rival"].get(f"/payouts/{payout['id']}/lines")) == (404, "not_found")
    (after,) = (await stage["vendor"].get(path)).json()["items"]
    assert (after["available"], after["paid_out"]) == (0, 5_632)
    back = await stage["admin"].call(
        "POST", f"/payouts/{payout['id']}/return", {"reason": "Unknown IBAN."}, headers={"If-Match": '"1"'}
    )
    assert (back.status_code, back.json()["state"]) == (200, "returned")
    (again,) = (await stage["admin"].get("/payouts/due")).json()["items"]
    assert again["available"] == 5_632
    assert (await stage["admin"].post("/payouts", {**wish, "id": str(uuid4())})).status_code == 201
    assert await till.difference() == 0
    log = (await stage["admin"].get("/audit?entity=payout")).json()["items"]
    assert [item["action"] for item in log] == ["payout.sent", "payout.returned", "payout.sent"]


async def test_the_receipt_says_what_the_ledger_says(stage: Stage) -> None:
    till = Till(stage)
    payment = await till.pay(total=9_449, commission=1_031, fee=859, tax=900)
    path = f"/payments/{payment}/receipt"
    await till.until(payment, "captured")
    async with stage.running.server.database.write() as uow:
        name = "שרה مريم 👩‍👩‍👧 \u202eeurt 中 Łukasz"
        await uow.session.execute(update(Payment).values(customer_name=name))
    answer = await stage["customer"].get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    assert answer.content.rstrip().endswith(b"%%EOF")
    assert problem(await stage["stranger"].get(path)) == (404, "not_found")
    rows = await till.receipt_rows(payment)
    assert {"Paid": "€94.49", "of it tax": "€9.00"}.items() <= rows.items()
    await stage["admin"].post("/refunds", till.refund(till.booking_of[payment], 3_135))
    await till.until_refunded(payment, 3_135)
    rows = await till.receipt_rows(payment)
    assert (rows["Given back"], rows["Remains"]) == ("–€31.35", "€63.14")


async def test_a_booking_is_paid_once_whatever_is_begun(stage: Stage) -> None:
    till = Till(stage)
    payment = await till.pay(total=6_400)
    with pytest.raises(Exception, match="being paid already"):
        await till.pay(total=6_400, booking=till.booking_of[payment])
    again = await till.pay(total=6_400, booking=till.booking_of[payment], id=UUID(payment))
    assert again == payment
    await till.until(payment, "captured")
    assert await till.count(LedgerKind.CAPTURE) == 1


async def test_parts_that_do_not_add_up_are_refused(stage: Stage) -> None:
    till = Till(stage)
    for total, commission, tax in ((100, 101, 0), (-1, 0, 0), (100, 0, -1)):
        with pytest.raises(Exception, match="can't be used"):
            await till.pay(total=total, commission=commission, tax=tax)
    with pytest.raises(Exception, match="can't be used"):
        await till.pay(method=PaymentMethod.CARD, token=None)


async def test_the_database_takes_nothing_that_does_not_add_up(stage: Stage) -> None:
    database = stage.running.server.database

    async def write(*amounts: int, sealed: bool = True) -> None:
        id = uuid4()
        row = {"id": id, "kind": "capture", "source": str(id), "currency": "EUR"}
        async with database.write() as uow:
            await uow.session.execute(insert(LedgerTransaction), [{**row, "at": uow.now}])
            entries = [
                {"id": uuid4(), "transaction_id": id, "account": "bank", "amount": amount}
                for amount in amounts
            ]
            if entries:
                await uow.session.execute(insert(LedgerEntry), entries)
            if sealed:
                await uow.session.execute(insert(LedgerSeal), [{"transaction_id": id}])

    await write(5, -5)
    for amounts in ((5, -4), (5,), (), (0, 0)):
        with pytest.raises(DBAPIError, match=r"ledger_balances|ck_ledger_entry_amount"):
            await write(*amounts)
    with pytest.raises(DBAPIError, match=r"FOREIGN KEY|ledger_balances|fk_ledger"):
        await write(5, -5, sealed=False)
    async with database.read() as session:
        assert await session.scalar(select(text("count(*)")).select_from(LedgerTransaction)) == 1


async def test_what_is_in_the_ledger_stays(stage: Stage) -> None:
    database = stage.running.server.database
    async with database.write() as uow:
        await post(uow, Posting(LedgerKind.CARD_FEE, "one", "EUR", card_fee_lines(5)))
        await post(uow, Posting(LedgerKind.CARD_FEE, "one", "EUR", card_fee_lines(7)))
        (id,) = await post(
            uow,
            Posting(LedgerKind.CARD_FEE, "one", "EUR", card_fee_lines(9)),
            Posting(LedgerKind.SETTLEMENT, "two", "EUR", settlement_lines(3)),
        )
    wrongs: list[Any] = [
        update(LedgerEntry).values(amount=1),
        delete(LedgerEntry),
        update(LedgerTransaction).values(currency="USD"),
        delete(LedgerTransaction),
        delete(LedgerSeal),
        insert(LedgerEntry).values(id=uuid4(), transaction_id=id, account="bank", amount=5),
    ]
    for wrong in wrongs:
        with pytest.raises(DBAPIError, match=r"ledger_keeps|ledger_sealed"):
            async with database.write() as uow:
                await uow.session.execute(wrong)
    async with database.read() as session:
        assert len((await session.scalars(select(LedgerEntry))).all()) == 4


async def test_payments_are_their_customers_alone(stage: Stage) -> None:
    till = Till(stage)
    payment = await till.pay()
    await till.until(payment, "captured")
    assert problem(await stage["stranger"].get(f"/payments/{payment}")) == (404, "not_found")
    assert (await stage["stranger"].get("/payments")).json()["items"] == []
    assert problem(await stage["vendor"].get("/payments")) == (403, "forbidden")
    page = await stage["customer"].pull()
    assert [row["id"] for row in page["upserts"]["payment"]] == [payment]
    assert "payment" not in (await stage["stranger"].pull())["upserts"]
    found = (await stage["admin"].get("/payments?q=custom")).json()["items"]
    assert [row["id"] for row in found] == [payment]
    booking = await till.booking(payment)
    by_reference = await stage["admin"].get(f"/payments?q={booking['reference'].lower()}&state=captured")
    assert [row["id"] for row in by_reference.json()["items"]] == [payment]
    assert (await stage["admin"].get("/payments?q=%25%25")).json()["items"] == []


async def test_holding_is_told_by_the_booking_not_by_the_clock(stage: Stage) -> None:
    till = Till(stage)
    payment = await till.pay(total=6_400)
    await till.until(payment, "captured")
    async with stage.running.server.database.read() as session:
        status = await session.scalar(select(Booking.status).where(Booking.id == till.booking_of[payment]))
    assert status == "requested"
    (line,) = (await stage["vendor"].get(f"/vendors/{stage.world.north}/earnings")).json()["items"]
    assert line["held"] is True
