"""Coupons: who makes them, who sees them, and limits that hold under any number of hands."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from backend_stub.db.tables import Coupon, CouponTally
from backend_stub.features.coupons.redeeming import CouponBook
from backend_stub.features.pricing.calculation import calculate
from backend_stub.ports.coupons import CouponAnswer
from backend_stub.ports.pricing import CouponOffer, LineRates, Priced, PriceLine
from contracts.vocabulary import CouponKind, CouponRefusal
from tests.backend_stub.features.world import Stage, problem

BOOK = CouponBook()


def wish(**fields: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "code": "HARBOUR10", "basis_points": 1000, **fields}


async def made(stage: Stage, name: str = "admin", **fields: Any) -> dict[str, Any]:
    answer = await stage[name].post("/coupons", wish(**fields))
    assert answer.status_code == 201, answer.text
    coupon: dict[str, Any] = answer.json()
    return coupon


def line(stage: Stage, amount: int = 10_000) -> PriceLine:
    return PriceLine(uuid4(), stage.world.north, stage.world.cleaning, amount)


async def asked(
    stage: Stage, *codes: str, person: UUID | None = None, of: PriceLine | None = None
) -> CouponAnswer:
    database = stage.running.server.database
    person = person or stage.world.people["customer"]
    async with database.read() as session:
        return await BOOK.look_up(session, codes, person, [of or line(stage)], "EUR", datetime.now(UTC))


def only(offer: CouponOffer, of: PriceLine) -> Priced:
    return calculate([of], [offer], {of.id: LineRates(0, 0)})


async def redeemed(
    stage: Stage, code: str, person: UUID, checkout: UUID | None = None
) -> CouponRefusal | None:
    of = line(stage)
    database = stage.running.server.database
    async with database.write() as uow:
        answer = await BOOK.look_up(uow.session, [code], person, [of], "EUR", uow.now)
        if answer.refusals:
            return answer.refusals[0][1]
        refused = await BOOK.redeem(uow, checkout or uuid4(), person, only(answer.offers[0], of))
        return refused[1] if refused else None


async def test_who_pays_makes_it(stage: Stage) -> None:
    north = str(stage.world.north)
    platform = await made(stage)
    assert (platform["vendor_id"], platform["kind"], platform["used"]) == (None, "percent", 0)
    own = await made(stage, "vendor", code="spring-5", vendor_id=north)
    assert (own["code"], own["for_vendor_id"], own["vendor_name"]) == ("SPRING-5", north, "Northside Care")
    assert problem(await stage["vendor"].post("/coupons", wish(code="NOPE"))) == (403, "forbidden")
    assert problem(await stage["rival"].post("/coupons", wish(code="NOPE", vendor_id=north)))[0] == 403
    assert problem(await stage["admin"].post("/coupons", wish(code="NOPE", vendor_id=north)))[0] == 403
    assert problem(await stage["customer"].post("/coupons", wish(code="NOPE")))[0] == 403
    seen = [(await stage[name].get("/coupons")).json()["items"] for name in ("admin", "vendor", "rival")]
    assert [[coupon["code"] for coupon in items] for items in seen] == [
        ["SPRING-5", "HARBOUR10"],
        ["SPRING-5"],
        [],
    ]
    assert problem(await stage["vendor"].get(f"/coupons/{platform['id']}"))[0] == 404


async def test_codes_are_unique_whatever_their_case(stage: Stage) -> None:
    await made(stage, code="HARBOUR10")
    assert problem(await stage["admin"].post("/coupons", wish(code=" harbour10 "))) == (409, "code_taken")


async def test_input_is_bounded(stage: Stage) -> None:
    euros = {"amount": 500, "currency": "EUR"}
    for fields in (
        {"basis_points": 0},
        {"basis_points": 10_001},
        {"amount": euros},
        {"basis_points": None},
        {"basis_points": None, "amount": euros | {"amount": 0}},
        {"basis_points": None, "amount": euros | {"amount": -1}},
        {"code": "AB"},
        {"code": "A" * 25},
        {"code": "A B C"},
        {"code": "<b>X</b>"},
        {"code": "😀😀😀"},
        {"limit_total": 0},
        {"limit_total": 10**9},
        {"limit_per_person": "3"},
        {"starts_at": "2027-01-02T00:00:00Z", "ends_at": "2027-01-01T00:00:00Z"},
        {"stacks": 1},
        {"code": None},
    ):
        assert problem(await stage["admin"].post("/coupons", wish(**fields))) == (422, "invalid_input"), (
            fields
        )


async def test_refusals_say_why(stage: Stage) -> None:
    await made(stage, code="PAUSED", limit_total=5)
    paused = (await stage["admin"].get("/coupons?q=paused")).json()["items"][0]
    assert (await stage["admin"].post(f"/coupons/{paused['id']}/pause")).json()["status"] == "paused"
    await made(stage, code="LATER", starts_at="2099-01-01T00:00:00Z")
    await made(stage, code="GONE", ends_at="2020-01-01T00:00:00Z")
    await made(stage, code="DOLLARS", basis_points=None, amount={"amount": 500, "currency": "USD"})
    await made(stage, code="ELSEWHERE", for_vendor_id=str(stage.world.south))
    await made(stage, code="LESSONS", category_id=str(stage.world.tutoring))
    await made(stage, code="ALONE")
    await made(stage, code="WITH", stacks=True)
    await made(stage, code="OTHERS", stacks=True)
    codes = ("PAUSED", "LATER", "GONE", "DOLLARS", "ELSEWHERE", "LESSONS", "WHAT")
    answer = await asked(stage, *codes)
    assert not answer.offers
    assert [str(reason) for _, reason in answer.refusals] == [
        "paused",
        "too_early",
        "over",
        "other_currency",
        "nothing_fits",
        "nothing_fits",
        "unknown",
    ]
    both = await asked(stage, "WITH", "ALONE", "OTHERS")
    assert [offer.code for offer in both.offers] == ["WITH", "OTHERS"]
    assert both.refusals == [("ALONE", CouponRefusal.STANDS_ALONE)]
    assert [offer.code for offer in (await asked(stage, "ALONE", "WITH")).offers] == ["ALONE"]
    assert (await stage["admin"].post(f"/coupons/{paused['id']}/resume")).json()["status"] == "active"
    assert (await asked(stage, "PAUSED")).offers


async def test_a_first_booking_is_one_whatever_the_coupon(stage: Stage) -> None:
    await made(stage, code="FIRST1", first_booking=True)
    await made(stage, code="FIRST2", first_booking=True)
    person, checkout = stage.world.people["customer"], uuid4()
    assert await redeemed(stage, "FIRST1", person, checkout) is None
    assert await redeemed(stage, "FIRST2", person) is CouponRefusal.NOT_FIRST
    database = stage.running.server.database
    async with database.write() as uow:
        await BOOK.release(uow, [checkout])
    assert await redeemed(stage, "FIRST2", person) is None
    await stage.book("stranger")
    stranger = stage.world.people["stranger"]
    assert (await asked(stage, "FIRST1", person=stranger)).refusals[0][1] is CouponRefusal.NOT_FIRST


async def test_a_limit_of_10_gives_10_to_100_at_once(stage: Stage) -> None:
    coupon = await made(stage, limit_total=10)
    people = [uuid4() for _ in range(100)]
    answers = await asyncio.gather(*(redeemed(stage, "HARBOUR10", person) for person in people))
    assert answers.count(None) == 10
    assert answers.count(CouponRefusal.USED_UP) == 90
    assert (await stage["admin"].get(f"/coupons/{coupon['id']}")).json()["used"] == 10


async def test_a_limit_per_person_holds_for_many_hands_of_one(stage: Stage) -> None:
    await made(stage, limit_per_person=2)
    ann, bob = uuid4(), uuid4()
    answers = await asyncio.gather(*(redeemed(stage, "HARBOUR10", ann) for _ in range(20)))
    assert answers.count(None) == 2
    assert answers.count(CouponRefusal.USED_BY_YOU) == 18
    assert await redeemed(stage, "HARBOUR10", bob) is None


async def test_what_is_taken_back_can_be_used_again_once(stage: Stage) -> None:
    coupon = await made(stage, limit_total=1, limit_per_person=1)
    database, checkout, person = stage.running.server.database, uuid4(), uuid4()
    assert await redeemed(stage, "HARBOUR10", person, checkout) is None
    assert await redeemed(stage, "HARBOUR10", uuid4()) is CouponRefusal.USED_UP
    for _ in range(3):
        async with database.write() as uow:
            await BOOK.release(uow, [checkout])
    async with database.read() as session:
        assert await session.scalar(select(Coupon.used)) == 0
        assert await session.scalar(select(CouponTally.used)) == 0
    assert await redeemed(stage, "HARBOUR10", person) is None
    assert (await stage["admin"].get(f"/coupons/{coupon['id']}")).json()["used"] == 1


async def test_owners_hear_of_each_use(stage: Stage) -> None:
    own = await made(stage, "vendor", vendor_id=str(stage.world.north))
    pages = {name: await stage[name].pull() for name in ("vendor", "rival", "admin", "customer")}
    await redeemed(stage, "HARBOUR10", uuid4())
    for name, expected in (("vendor", 1), ("admin", 1), ("rival", 0), ("customer", 0)):
        heard = (await stage[name].pull(pages[name]["cursor"]))["upserts"].get("coupon", [])
        assert [row["used"] for row in heard if row["id"] == own["id"]] == [1] * expected, name


async def test_pausing_is_in_the_audit_log_once(stage: Stage) -> None:
    coupon = await made(stage)
    for _ in range(2):
        assert (await stage["admin"].post(f"/coupons/{coupon['id']}/pause")).status_code == 200
    log = (await stage["admin"].get(f"/audit?entity_id={coupon['id']}&sort=seq")).json()["items"]
    assert [entry["action"] for entry in log] == ["coupon.created", "coupon.paused"]


async def test_a_coupon_of_an_amount_takes_no_more_than_there_is(stage: Stage) -> None:
    await made(stage, basis_points=None, amount={"amount": 50_000, "currency": "EUR"})
    of = line(stage, 700)
    answer = await asked(stage, "HARBOUR10", of=of)
    assert answer.offers[0].kind is CouponKind.AMOUNT
    found = only(answer.offers[0], of)
    assert (found.total, found.discount, found.lines[0].by_platform) == (0, 700, 700)
