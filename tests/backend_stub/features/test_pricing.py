"""What carts cost: everything adds up, in whichever order things come; and who keeps the rates."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as some

from backend_stub.features.pricing.calculation import calculate
from backend_stub.ports.pricing import CouponOffer, LineRates, Priced, PriceLine
from contracts.money import included
from contracts.vocabulary import CouponKind
from tests.backend_stub.features.world import Stage, problem

VENDORS = [UUID(int=n) for n in range(1, 4)]
KINDS = [UUID(int=n) for n in range(11, 14)]

lines = some.lists(
    some.builds(
        PriceLine,
        id=some.uuids(),
        vendor_id=some.sampled_from(VENDORS),
        category_id=some.sampled_from(KINDS),
        amount=some.integers(0, 10**9),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda line: line.id,
)
amounts = some.builds(
    CouponOffer,
    id=some.uuids(),
    code=some.text("ABC", min_size=3, max_size=9),
    kind=some.just(CouponKind.AMOUNT),
    value=some.integers(1, 10**9),
    payer_id=some.none() | some.sampled_from(VENDORS),
    vendor_id=some.none() | some.sampled_from(VENDORS),
    category_ids=some.frozensets(some.sampled_from(KINDS)),
)
percents = some.builds(
    CouponOffer,
    id=some.uuids(),
    code=some.text("XYZ", min_size=3, max_size=9),
    kind=some.just(CouponKind.PERCENT),
    value=some.integers(1, 10_000),
    payer_id=some.none() | some.sampled_from(VENDORS),
    vendor_id=some.none() | some.sampled_from(VENDORS),
    category_ids=some.frozensets(some.sampled_from(KINDS)),
)
offers = some.lists(amounts | percents, max_size=4, unique_by=lambda offer: offer.code)
rate = some.sampled_from([0, 700, 810, 1900, 2300, 5000])
rates = some.tuples(rate, some.integers(0, 5000))


def priced(cart: Sequence[PriceLine], given_offers: Sequence[CouponOffer], data: some.DataObject) -> Priced:
    drawn = {line.id: LineRates(*data.draw(rates)) for line in cart}
    return calculate(cart, given_offers, drawn)


@given(lines, offers, some.data())
def test_everything_adds_up(
    cart: list[PriceLine], given_offers: list[CouponOffer], data: some.DataObject
) -> None:
    found = priced(cart, given_offers, data)
    assert found.subtotal - found.discount == found.total == sum(line.total for line in found.lines)
    assert found.discount == sum(amount for _, amount in found.coupons)
    assert found.discount == sum(line.by_vendor + line.by_platform for line in found.lines)
    assert sum(group.gross for group in found.taxes) == found.total
    assert found.commission == sum(line.commission for line in found.lines)
    for line in found.lines:
        assert 0 <= line.tax <= line.total <= line.line.amount
        # What the vendor earns is never less than nothing, whatever the rates.
        assert line.total + line.by_platform - line.tax - line.commission >= 0


@given(lines, offers, some.data())
def test_taxes_of_lines_add_up_to_the_receipt(
    cart: list[PriceLine], given_offers: list[CouponOffer], data: some.DataObject
) -> None:
    found = priced(cart, given_offers, data)
    for group in found.taxes:
        members = [line for line in found.lines if line.tax_rate == group.rate]
        assert sum(line.tax for line in members) == group.tax == included(group.gross, group.rate)
        assert group.net + group.tax == group.gross == sum(line.total for line in members)


@given(lines, offers, some.data())
def test_order_changes_nothing(
    cart: list[PriceLine], given_offers: list[CouponOffer], data: some.DataObject
) -> None:
    drawn = {line.id: LineRates(*data.draw(rates)) for line in cart}
    found = calculate(cart, given_offers, drawn)
    shuffled_cart = data.draw(some.permutations(cart))
    shuffled = calculate(shuffled_cart, data.draw(some.permutations(given_offers)), drawn)
    assert {line.line.id: line for line in found.lines} == {line.line.id: line for line in shuffled.lines}
    assert (found.coupons, found.taxes, found.total) == (shuffled.coupons, shuffled.taxes, shuffled.total)


@given(lines, offers, some.data())
def test_who_pays_a_coupon(
    cart: list[PriceLine], given_offers: list[CouponOffer], data: some.DataObject
) -> None:
    found = priced(cart, given_offers, data)
    platform = sum(amount for offer, amount in found.coupons if offer.payer_id is None)
    assert sum(line.by_platform for line in found.lines) == platform
    assert sum(line.by_vendor for line in found.lines) == found.discount - platform


async def test_admins_keep_commission_rules(stage: Stage) -> None:
    listed = (await stage["admin"].get("/commission-rules")).json()["items"]
    assert [rule["basis_points"] for rule in listed] == [1200]
    wish = {"id": str(uuid4()), "vendor_id": str(stage.world.north), "basis_points": 900}
    made = await stage["admin"].post("/commission-rules", wish)
    assert (made.status_code, made.json()["vendor_name"]) == (201, "Northside Care")
    again = await stage["admin"].post("/commission-rules", wish | {"id": str(uuid4())})
    assert problem(again) == (409, "id_taken")
    path, version = f"/commission-rules/{wish['id']}", {"If-Match": '"1"'}
    changed = await stage["admin"].call("PATCH", path, {"basis_points": 800}, headers=version)
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    stale = await stage["admin"].call("DELETE", path, headers=version)
    assert problem(stale) == (412, "version_stale")
    gone = await stage["admin"].call("DELETE", path, headers={"If-Match": '"2"'})
    assert gone.status_code == 204
    kept = await stage["admin"].call("DELETE", f"/commission-rules/{listed[0]['id']}", headers=version)
    assert problem(kept) == (409, "invalid_transition")
    log = (await stage["admin"].get(f"/audit?entity_id={wish['id']}&sort=seq")).json()["items"]
    assert [entry["action"] for entry in log] == [
        "commission.created",
        "commission.changed",
        "commission.removed",
    ]
    assert log[1]["before"]["basis_points"] == 900
    assert log[1]["after"]["basis_points"] == 800


async def test_rates_beyond_bounds_are_refused(stage: Stage) -> None:
    rate = (await stage["admin"].get("/tax-rates?limit=1")).json()["items"][0]
    for points in (-1, 5001, 12.5, "19", True, None):
        answer = await stage["admin"].call(
            "PATCH", f"/tax-rates/{rate['id']}", {"basis_points": points}, headers={"If-Match": '"1"'}
        )
        assert problem(answer) == (422, "invalid_input"), points
    good = await stage["admin"].call(
        "PATCH", f"/tax-rates/{rate['id']}", {"basis_points": 2100}, headers={"If-Match": '"1"'}
    )
    assert good.json()["basis_points"] == 2100
