"""Every endpoint, every role, own and foreign ids: as the matrix says, and a foreign id reads 404.

The walk is over the OpenAPI document, so an endpoint that nobody thought of fails here.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update

from backend_stub.db.tables import Letter
from backend_stub.letters.queue import NewLetter, write_letters
from contracts.notices import Channel
from tests.backend_stub.features.listing_steps import change_ready
from tests.backend_stub.features.paying import Till
from tests.backend_stub.features.world import DAY, Stage, World, problem, stamp
from tests.backend_stub.support.running import API, Client

Ids = dict[str, Any]
Prepare = Callable[[Stage], Awaitable[Ids]]
ROLES = ("nobody", "customer", "stranger", "vendor", "rival", "admin", "kiosk")
OWN_SIDE = frozenset({"customer", "vendor", "admin"})
IN_TOUCH = frozenset({"customer", "vendor"})
SIGNED_IN = frozenset(ROLES) - {"nobody"}
PEOPLE = SIGNED_IN - {"kiosk"}
PAYING = frozenset({"customer", "admin"})
EARNING = frozenset({"vendor", "admin"})
MONEY_BODIES = ("code", "card", "refund", "payout")
SHOP = frozenset({"vendor", "admin"})


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do something to what `customer` has with `vendor`, and what others hear.

    `sees`: for whom it exists (404 for others); `may`: who is let through (403 for the rest).
    """

    may: frozenset[str]
    sees: frozenset[str] = SIGNED_IN
    prepare: str = "nothing"
    body: str | None = None
    is_public: bool = False
    query: str = ""


def may(*names: str) -> frozenset[str]:
    return frozenset(names)


def booking_rule(*names: str, body: str = "empty") -> Rule:
    return Rule(may(*names), OWN_SIDE, "booking", body)


RULES: dict[str, Rule] = {
    "GET /categories": Rule(SIGNED_IN, is_public=True),
    "GET /listings": Rule(SIGNED_IN, is_public=True),
    "GET /listings/{listing_id}": Rule(SIGNED_IN, prepare="listing", is_public=True),
    "GET /listings/{listing_id}/slots": Rule(SIGNED_IN, prepare="listing", is_public=True, query="range"),
    "GET /vendor-listings": Rule(may("vendor", "rival", "admin")),
    "POST /vendor-listings": Rule(may("vendor"), body="vendor_listing"),
    "GET /vendor-listings/{listing_id}": Rule(SHOP, SHOP, "listing"),
    "PATCH /vendor-listings/{listing_id}": Rule(may("vendor"), SHOP, "vendor_listing", "listing_patch"),
    "DELETE /vendor-listings/{listing_id}": Rule(may("vendor"), SHOP, "vendor_listing"),
    "POST /vendor-listings/{listing_id}/submit": Rule(may("vendor"), SHOP, "ready_listing"),
    "POST /vendor-listings/{listing_id}/withdraw": Rule(may("vendor"), SHOP, "vendor_listing"),
    "POST /vendor-listings/{listing_id}/discard": Rule(may("vendor"), SHOP, "vendor_listing"),
    "POST /vendor-listings/{listing_id}/pause": Rule(may("vendor"), SHOP, "vendor_listing"),
    "POST /vendor-listings/{listing_id}/resume": Rule(may("vendor"), SHOP, "vendor_listing"),
    "POST /vendor-listings/{listing_id}/approve": Rule(may("admin"), SHOP, "vendor_listing"),
    "POST /vendor-listings/{listing_id}/reject": Rule(may("admin"), SHOP, "vendor_listing", "review_reason"),
    "POST /categories": Rule(may("admin"), body="category"),
    "PATCH /categories/{category_id}": Rule(may("admin"), prepare="category", body="category_patch"),
    "DELETE /categories/{category_id}": Rule(may("admin"), prepare="category"),
    "GET /listings/{listing_id}/reviews": Rule(SIGNED_IN, prepare="listing"),
    "POST /holds": Rule(may("customer", "stranger", "vendor", "rival", "kiosk"), body="hold"),
    "DELETE /holds/{hold_id}": Rule(may("customer"), may("customer"), "hold"),
    "POST /bookings": Rule(may("customer", "stranger", "vendor", "kiosk"), body="booking"),
    "GET /bookings": Rule(PEOPLE),
    "GET /bookings/{booking_id}": Rule(OWN_SIDE, OWN_SIDE, "booking"),
    "GET /bookings/{booking_id}/history": Rule(OWN_SIDE, OWN_SIDE, "booking"),
    "GET /bookings/{booking_id}/cancellation": Rule(OWN_SIDE, OWN_SIDE, "booking"),
    "POST /bookings/{booking_id}/proposals": booking_rule("customer", "vendor", "admin", body="proposal"),
    "GET /proposals": Rule(PEOPLE),
    "GET /proposals/{proposal_id}": Rule(OWN_SIDE, OWN_SIDE, "proposal"),
    "POST /proposals/{proposal_id}/accept": Rule(may("customer"), OWN_SIDE, "proposal", "empty"),
    "POST /proposals/{proposal_id}/decline": Rule(may("customer"), OWN_SIDE, "proposal", "empty"),
    "POST /proposals/{proposal_id}/withdraw": Rule(may("vendor", "admin"), OWN_SIDE, "proposal", "empty"),
    "GET /series": Rule(PEOPLE),
    "POST /series": Rule(may("customer", "stranger", "vendor"), body="series"),
    "GET /series/{series_id}": Rule(OWN_SIDE, OWN_SIDE, "series"),
    "GET /series/{series_id}/cancellation": Rule(OWN_SIDE, OWN_SIDE, "series"),
    "POST /series/{series_id}/cancel": Rule(OWN_SIDE, OWN_SIDE, "series", "scope"),
    "POST /series/{series_id}/reschedule": Rule(OWN_SIDE, OWN_SIDE, "series", "move"),
    "GET /waitlist": Rule(PEOPLE),
    "POST /waitlist": Rule(may("customer", "stranger"), body="window"),
    "GET /waitlist/{entry_id}": Rule(OWN_SIDE, OWN_SIDE, "waitlist"),
    "POST /waitlist/{entry_id}/leave": Rule(may("customer"), OWN_SIDE, "waitlist", "empty"),
    "POST /bookings/{booking_id}/accept": booking_rule("vendor", "admin"),
    "POST /bookings/{booking_id}/decline": booking_rule("vendor", "admin"),
    "POST /bookings/{booking_id}/start": booking_rule("vendor", "admin"),
    "POST /bookings/{booking_id}/complete": booking_rule("vendor", "admin"),
    "POST /bookings/{booking_id}/no-show": booking_rule("vendor", "admin"),
    "POST /bookings/{booking_id}/cancel": booking_rule("customer", "vendor", "admin"),
    "POST /bookings/{booking_id}/reschedule": booking_rule("customer", "vendor", "admin", body="time"),
    "GET /notifications": Rule(PEOPLE),
    "POST /notifications/read": Rule(may("vendor"), may("vendor"), "notification", "notification"),
    "GET /notifications/settings": Rule(PEOPLE),
    "PATCH /notifications/settings": Rule(PEOPLE, body="notice_settings"),
    "GET /letters": Rule(may("admin")),
    "POST /letters/{letter_id}/retry": Rule(may("admin"), may("admin"), "letter"),
    "GET /subscribers": Rule(may("admin")),
    "POST /subscribers/{subscriber_id}/end": Rule(may("admin"), may("admin"), "subscriber"),
    "GET /announcements": Rule(may("admin")),
    "POST /announcements": Rule(may("admin"), body="announcement"),
    "GET /announcements/{announcement_id}": Rule(may("admin"), may("admin"), "announcement"),
    "PUT /announcements/{announcement_id}": Rule(
        may("admin"), may("admin"), "announcement", "announcement_text"
    ),
    "GET /announcements/{announcement_id}/preview": Rule(may("admin"), may("admin"), "announcement"),
    "POST /announcements/{announcement_id}/schedule": Rule(
        may("admin"), may("admin"), "announcement", "empty"
    ),
    "POST /announcements/{announcement_id}/cancel": Rule(may("admin"), may("admin"), "announcement"),
    "GET /suppressions": Rule(may("admin")),
    "POST /suppressions": Rule(may("admin"), body="suppression"),
    "POST /suppressions/end": Rule(may("admin"), body="address"),
    "GET /blocks": Rule(may("vendor", "rival")),
    "POST /blocks": Rule(may("vendor"), body="block"),
    "DELETE /blocks/{block_id}": Rule(may("vendor"), may("vendor"), "block"),
    "GET /search/suggestions": Rule(SIGNED_IN, query="words"),
    "GET /address-forms": Rule(SIGNED_IN),
    "GET /addresses": Rule(may("customer", "stranger")),
    "POST /addresses": Rule(may("customer", "stranger"), body="home"),
    "GET /addresses/{address_id}": Rule(may("customer"), may("customer"), "home"),
    "PATCH /addresses/{address_id}": Rule(may("customer"), may("customer"), "home", "home_patch"),
    "DELETE /addresses/{address_id}": Rule(may("customer"), may("customer"), "home"),
    "GET /clients": Rule(may("vendor", "rival")),
    "POST /clients": Rule(may("vendor"), body="client"),
    "GET /clients/{client_id}": Rule(may("vendor"), may("vendor"), "client"),
    "PATCH /clients/{client_id}": Rule(may("vendor"), may("vendor"), "client", "patch"),
    "GET /coupons": Rule(may("vendor", "rival", "admin")),
    "POST /coupons": Rule(may("admin"), body="coupon"),
    "GET /coupons/{coupon_id}": Rule(may("vendor", "admin"), may("vendor", "admin"), "coupon"),
    "POST /coupons/{coupon_id}/pause": Rule(may("vendor", "admin"), may("vendor", "admin"), "coupon"),
    "POST /coupons/{coupon_id}/resume": Rule(may("vendor", "admin"), may("vendor", "admin"), "coupon"),
    "GET /cart": Rule(may("customer", "stranger")),
    "POST /cart/items": Rule(may("customer"), may("customer"), "held", "item"),
    "POST /cart/items/{item_id}/extend": Rule(may("customer"), may("customer"), "item"),
    "DELETE /cart/items/{item_id}": Rule(may("customer"), may("customer"), "item"),
    "GET /checkouts": Rule(may("customer", "stranger")),
    "POST /checkouts": Rule(may("customer"), may("customer"), "ready", "checkout"),
    "GET /checkouts/{checkout_id}": Rule(may("customer"), may("customer"), "checkout"),
    "POST /checkouts/{checkout_id}/cancel": Rule(may("customer"), may("customer"), "checkout"),
    "GET /commission-rules": Rule(may("admin")),
    "POST /commission-rules": Rule(may("admin"), body="commission"),
    "PATCH /commission-rules/{rule_id}": Rule(may("admin"), may("admin"), "commission", "rate"),
    "DELETE /commission-rules/{rule_id}": Rule(may("admin"), may("admin"), "commission"),
    "GET /tax-rates": Rule(may("admin")),
    "PATCH /tax-rates/{rate_id}": Rule(may("admin"), may("admin"), "tax", "rate"),
    "POST /vendors/{vendor_id}/imports": Rule(may("vendor"), prepare="vendor", body="import"),
    "GET /vendors": Rule(SIGNED_IN),
    "GET /vendors/{vendor_id}": Rule(SIGNED_IN, prepare="vendor"),
    "GET /vendors/{vendor_id}/staff": Rule(SIGNED_IN, prepare="vendor"),
    "PATCH /staff/{staff_id}/hours": Rule(may("vendor"), prepare="staff", body="hours"),
    "GET /first-free": Rule(SIGNED_IN),
    "GET /vendors/{vendor_id}/availability": Rule(may("vendor"), prepare="vendor"),
    "PATCH /vendors/{vendor_id}/availability": Rule(may("vendor"), prepare="rules", body="rules"),
    "GET /exceptions": Rule(may("vendor", "rival")),
    "POST /exceptions": Rule(may("vendor"), body="exception"),
    "PATCH /exceptions/{exception_id}": Rule(may("vendor"), may("vendor"), "exception", "title"),
    "DELETE /exceptions/{exception_id}": Rule(may("vendor"), may("vendor"), "exception"),
    "GET /resources": Rule(may("vendor", "rival")),
    "POST /resources": Rule(may("vendor"), body="resource"),
    "PATCH /resources/{resource_id}": Rule(may("vendor"), may("vendor"), "resource", "name"),
    "DELETE /resources/{resource_id}": Rule(may("vendor"), may("vendor"), "resource"),
    "GET /listings/{listing_id}/setup": Rule(may("vendor"), prepare="listing"),
    "PUT /listings/{listing_id}/setup": Rule(may("vendor"), prepare="setup", body="setup"),
    "GET /people": Rule(may("admin")),
    "GET /people/{person_id}": Rule(may("admin"), may("admin"), "person"),
    "POST /people/{person_id}/suspend": Rule(may("admin"), may("admin"), "person", "reason"),
    "POST /people/{person_id}/restore": Rule(may("admin"), may("admin"), "person", "empty"),
    "PUT /people/{person_id}/roles": Rule(may("admin"), may("admin"), "person", "roles"),
    "GET /payments": Rule(may("customer", "stranger", "admin")),
    "GET /payments/{payment_id}": Rule(PAYING, PAYING, "payment"),
    "GET /payments/{payment_id}/ledger": Rule(may("admin"), PAYING, "payment"),
    "GET /payments/{payment_id}/receipt": Rule(PAYING, PAYING, "payment"),
    "POST /payments/{payment_id}/challenge": Rule(may("customer"), PAYING, "payment", "code"),
    "POST /payments/{payment_id}/retry": Rule(may("customer"), PAYING, "payment", "card"),
    "POST /refunds": Rule(may("admin"), PAYING, "payment", "refund"),
    "GET /ledger/balances": Rule(may("admin")),
    "GET /vendors/{vendor_id}/balances": Rule(EARNING, EARNING, "vendor"),
    "GET /vendors/{vendor_id}/earnings": Rule(EARNING, EARNING, "vendor"),
    "GET /payouts": Rule(may("vendor", "rival", "admin")),
    "GET /payouts/due": Rule(may("admin")),
    "POST /payouts": Rule(may("admin"), prepare="payment", body="payout"),
    "GET /payouts/{payout_id}": Rule(EARNING, EARNING, "payout"),
    "GET /payouts/{payout_id}/lines": Rule(EARNING, EARNING, "payout"),
    "POST /payouts/{payout_id}/return": Rule(may("admin"), EARNING, "payout", "reason"),
    "GET /audit": Rule(may("admin")),
    "GET /admin/overview": Rule(may("admin")),
    "GET /conversations": Rule(PEOPLE),
    "POST /conversations": Rule(may("customer", "stranger"), body="topic"),
    "GET /conversations/{conversation_id}": Rule(IN_TOUCH, IN_TOUCH, "conversation"),
    "GET /conversations/{conversation_id}/messages": Rule(IN_TOUCH, IN_TOUCH, "conversation"),
    "POST /conversations/{conversation_id}/messages": Rule(IN_TOUCH, IN_TOUCH, "conversation", "line"),
    "POST /conversations/{conversation_id}/read": Rule(IN_TOUCH, IN_TOUCH, "said", "seen"),
    "POST /conversations/{conversation_id}/invite": Rule(IN_TOUCH, IN_TOUCH, "fresh_talk", "reason"),
    "GET /messages": Rule(PEOPLE, query="words"),
    "POST /bookings/{booking_id}/review": Rule(IN_TOUCH, OWN_SIDE, "done", "review"),
    "GET /reviews": Rule(PEOPLE),
    "GET /reviews/{review_id}": Rule(IN_TOUCH, IN_TOUCH, "review"),
    "PATCH /reviews/{review_id}": Rule(may("customer"), IN_TOUCH, "review", "stars"),
    "POST /reviews/{review_id}/reply": Rule(may("vendor"), IN_TOUCH, "review", "reply"),
    "POST /reviews/{review_id}/report": Rule(IN_TOUCH, IN_TOUCH, "review", "reason"),
    "POST /reviews/{review_id}/hide": Rule(may("admin"), OWN_SIDE, "reported", "reason"),
    "POST /reviews/{review_id}/restore": Rule(may("admin"), OWN_SIDE, "reported", "empty"),
    "GET /me": Rule(SIGNED_IN),
}
"""Of what this suite's features offer; sign-in, pull and health have tests of their own."""

ELSEWHERE = {
    "POST /files",
    "GET /files/{file_id}",
    "POST /auth/token",
    "DELETE /auth/session",
    "POST /sync/pull",
    "GET /realtime",
    "GET /healthz",
    "GET /readyz",
}


async def _nothing(_stage: Stage) -> Ids:
    return {}


async def _listing(stage: Stage) -> Ids:
    return {"listing_id": stage.world.deep_clean}


async def _vendor(stage: Stage) -> Ids:
    return {"vendor_id": stage.world.north}


async def _vendor_listing(stage: Stage) -> Ids:
    listing = (await stage["vendor"].get(f"/vendor-listings/{stage.world.windows}")).json()
    return {"listing_id": listing["id"], "version": listing["version"]}


async def _ready_listing(stage: Stage) -> Ids:
    return await change_ready(stage)


async def _category(stage: Stage) -> Ids:
    id = str(uuid4())
    made = await stage["admin"].post("/categories", {"id": id, "name": f"Kind {id}"})
    assert made.status_code == 201, made.text
    return {"category_id": id, "version": 1}


async def _person(stage: Stage) -> Ids:
    people = (await stage["admin"].get("/people?q=both")).json()["items"]
    return {"person_id": people[0]["id"], "version": people[0]["version"]}


async def _booking(stage: Stage) -> Ids:
    booking = await stage.book("customer")
    return {"booking_id": booking["id"], "version": booking["version"]}


async def _proposal(stage: Stage) -> Ids:
    ids = await _booking(stage)
    wish = await _agreement(stage, "proposal", "vendor")
    headers = {"If-Match": f'"{ids["version"]}"'}
    made = await stage["vendor"].post(f"/bookings/{ids['booking_id']}/proposals", wish, headers=headers)
    assert made.status_code == 201, made.text
    return {"proposal_id": made.json()["id"], "version": made.json()["version"]}


async def _series(stage: Stage) -> Ids:
    made = await stage["customer"].post("/series", await _agreement(stage, "series", "customer"))
    assert made.status_code == 201, made.text
    return {"series_id": made.json()["id"], "version": made.json()["version"]}


async def _waitlist(stage: Stage) -> Ids:
    made = await stage["customer"].post("/waitlist", await _agreement(stage, "window", "customer"))
    assert made.status_code == 201, made.text
    return {"entry_id": made.json()["id"], "version": made.json()["version"]}


async def _hold(stage: Stage) -> Ids:
    body = await _body(stage, "hold", "customer")
    assert (await stage["customer"].post("/holds", body)).status_code == 201
    return {"hold_id": body["id"]}


async def _notification(stage: Stage) -> Ids:
    await stage.book("customer")
    told = await stage.told("vendor")
    return {"up_to": told[0]["id"]}


async def _block(stage: Stage) -> Ids:
    block = (await stage["vendor"].post("/blocks", await _body(stage, "block", "vendor"))).json()
    return {"block_id": block["id"], "version": 1}


async def _client(stage: Stage) -> Ids:
    card = (await stage["vendor"].post("/clients", await _body(stage, "client", "vendor"))).json()
    return {"client_id": card["id"], "version": card["version"]}


async def _coupon(stage: Stage) -> Ids:
    wish = {"id": str(uuid4()), "vendor_id": str(stage.world.north), "code": uuid4().hex[:20]}
    coupon = (await stage["vendor"].post("/coupons", wish | {"basis_points": 500})).json()
    return {"coupon_id": coupon["id"]}


async def _commission(stage: Stage) -> Ids:
    wish = await _body(stage, "commission", "admin")
    made = await stage["admin"].post("/commission-rules", wish)
    if made.status_code == 201:
        return {"rule_id": made.json()["id"], "version": 1}
    rules = (await stage["admin"].get("/commission-rules")).json()["items"]
    rule = next(rule for rule in rules if rule["vendor_id"])
    return {"rule_id": rule["id"], "version": rule["version"]}


async def _tax(stage: Stage) -> Ids:
    rate = (await stage["admin"].get("/tax-rates?limit=1")).json()["items"][0]
    return {"rate_id": rate["id"], "version": rate["version"]}


async def _home(stage: Stage) -> Ids:
    """The only one, as nobody may keep any number of them."""
    for row in (await stage["customer"].get("/addresses")).json()["items"]:
        version = {"If-Match": f'"{row["version"]}"'}
        await stage["customer"].call("DELETE", f"/addresses/{row['id']}", headers=version)
    home = (await stage["customer"].post("/addresses", await _body(stage, "home", "customer"))).json()
    return {"address_id": home["id"], "version": home["version"]}


async def _conversation(stage: Stage) -> Ids:
    wish = {"listing_id": str(stage.world.deep_clean)}
    return {"conversation_id": (await stage["customer"].post("/conversations", wish)).json()["id"]}


async def _fresh_talk(stage: Stage) -> Ids:
    wish = {"booking_id": (await stage.book("customer"))["id"]}
    return {"conversation_id": (await stage["customer"].post("/conversations", wish)).json()["id"]}


async def _said(stage: Stage) -> Ids:
    ids = await _conversation(stage)
    path = f"/conversations/{ids['conversation_id']}/messages"
    said = await stage["customer"].post(path, await _body(stage, "line", "customer"))
    return {**ids, "up_to": said.json()["id"]}


async def _staff(stage: Stage) -> Ids:
    found = (await stage["vendor"].get(f"/vendors/{stage.world.north}/staff")).json()["items"]
    return {"staff_id": found[0]["id"], "version": found[0]["version"]}


async def _rules(stage: Stage) -> Ids:
    rules = (await stage["vendor"].get(f"/vendors/{stage.world.north}/availability")).json()
    return {"vendor_id": rules["id"], "version": rules["version"]}


async def _setup(stage: Stage) -> Ids:
    setup = (await stage["vendor"].get(f"/listings/{stage.world.windows}/setup")).json()
    return {"listing_id": setup["id"], "version": setup["version"]}


async def _exception(stage: Stage) -> Ids:
    made = (await stage["vendor"].post("/exceptions", await _body(stage, "exception", "vendor"))).json()
    return {"exception_id": made["id"], "version": 1}


async def _resource(stage: Stage) -> Ids:
    made = (await stage["vendor"].post("/resources", await _body(stage, "resource", "vendor"))).json()
    return {"resource_id": made["id"], "version": 1}


async def _letter(stage: Stage) -> Ids:
    """A letter that was set aside."""
    letter = NewLetter(uuid4(), uuid4(), Channel.MAIL, "digest", "en", datetime.now(UTC), address="x@y.z")
    async with stage.running.server.database.write() as uow:
        await write_letters(uow, [letter])
        dead = update(Letter).where(Letter.source_id == letter.source_id).values(state="dead")
        letter_id = await uow.session.scalar(dead.returning(Letter.id))
    return {"letter_id": letter_id}


async def _payment(stage: Stage) -> Ids:
    """One for all, as there is but one week to book."""
    if stage.payment is None:
        till = Till(stage)
        stage.payment = await till.pay()
        await till.until(stage.payment, "captured")
        stage.paid_booking = till.booking_of[stage.payment]
    return {"payment_id": stage.payment}


async def _payout(stage: Stage) -> Ids:
    await _payment(stage)
    if not (payouts := (await stage["admin"].get("/payouts")).json()["items"]):
        await Till(stage).complete(stage.paid_booking)
        sent = await stage["admin"].post("/payouts", await _money_body(stage, "payout"))
        assert sent.status_code == 201, sent.text
        payouts = [sent.json()]
    return {"payout_id": payouts[0]["id"], "version": payouts[0]["version"]}


async def _held(stage: Stage) -> Ids:
    return {"hold": (await _hold(stage))["hold_id"]}


async def _item(stage: Stage) -> Ids:
    for row in (await stage["customer"].get("/cart")).json()["items"]:
        await stage["customer"].call("DELETE", f"/cart/items/{row['id']}")
    body = {"id": str(uuid4()), "hold_id": (await _hold(stage))["hold_id"]}
    return {"item_id": (await stage["customer"].post("/cart/items", body)).json()["id"]}


async def _ready(stage: Stage) -> Ids:
    return {"item": (await _item(stage))["item_id"]}


async def _checkout(stage: Stage) -> Ids:
    body = _wish((await _item(stage))["item_id"])
    return {"checkout_id": (await stage["customer"].post("/checkouts", body)).json()["id"]}


def _wish(item_id: str) -> Any:
    total = {"amount": 6400, "currency": "EUR"}
    return {"id": str(uuid4()), "item_ids": [item_id], "method": "on_site", "total": total}


async def _subscriber(stage: Stage) -> Ids:
    wish = {"email": f"{uuid4().hex}@test.example"}
    await stage["nobody"].post("/subscriptions", wish)
    page = await stage["admin"].get(f"/subscribers?q={wish['email']}")
    return {"subscriber_id": page.json()["items"][0]["id"]}


async def _announcement(stage: Stage) -> Ids:
    made = (await stage["admin"].post("/announcements", _plain_body("announcement"))).json()
    return {"announcement_id": made["id"], "version": made["version"]}


async def _done(stage: Stage) -> Ids:
    booking = await stage.complete(await stage.book("customer"))
    return {"booking_id": booking["id"]}


async def _review(stage: Stage) -> Ids:
    ids = await _done(stage)
    body = {"id": str(uuid4()), "rating": 4}
    mine = await stage["customer"].post(f"/bookings/{ids['booking_id']}/review", body)
    other = {"id": str(uuid4()), "rating": 5}
    assert (await stage["vendor"].post(f"/bookings/{ids['booking_id']}/review", other)).status_code == 201
    return {"review_id": mine.json()["id"], "version": 2}


async def _reported(stage: Stage) -> Ids:
    ids = await _review(stage)
    told = await stage["vendor"].post(f"/reviews/{ids['review_id']}/report", {"reason": "Not true."})
    return {"review_id": ids["review_id"], "version": told.json()["version"]}


PREPARATIONS: dict[str, Prepare] = {
    "subscriber": _subscriber,
    "announcement": _announcement,
    "payment": _payment,
    "payout": _payout,
    "letter": _letter,
    "nothing": _nothing,
    "listing": _listing,
    "vendor": _vendor,
    "vendor_listing": _vendor_listing,
    "ready_listing": _ready_listing,
    "category": _category,
    "person": _person,
    "booking": _booking,
    "hold": _hold,
    "series": _series,
    "waitlist": _waitlist,
    "proposal": _proposal,
    "notification": _notification,
    "block": _block,
    "client": _client,
    "home": _home,
    "conversation": _conversation,
    "said": _said,
    "fresh_talk": _fresh_talk,
    "done": _done,
    "review": _review,
    "reported": _reported,
    "coupon": _coupon,
    "held": _held,
    "item": _item,
    "ready": _ready,
    "checkout": _checkout,
    "commission": _commission,
    "tax": _tax,
    "staff": _staff,
    "rules": _rules,
    "setup": _setup,
    "exception": _exception,
    "resource": _resource,
}


def _block_body(world: World) -> Any:
    day = (datetime.now(UTC) + 30 * DAY).replace(microsecond=0)
    times = {"starts_at": day.isoformat(), "ends_at": (day + DAY).isoformat()}
    place = {"vendor_id": str(world.north), "zone": "Europe/Berlin", "title": "Away"}
    return {"id": str(uuid4()), **times, **place}


def _home_body(_world: World) -> Any:
    where = {"street": "Am Markt 1", "postal_code": "23701", "city": "Eutin", "country": "DE"}
    return {"id": str(uuid4()), "label": "Home", **where}


def _vendor_listing_body(world: World) -> Any:
    return {"id": str(uuid4()), "vendor_id": str(world.north), "category_id": str(world.cleaning)}


WORLD_BODIES: dict[str, Callable[[World], Any]] = {
    "block": _block_body,
    "client": lambda world: {"id": str(uuid4()), "vendor_id": str(world.north), "name": "Zoe"},
    "home": _home_body,
    "home_patch": lambda _world: {"label": "Work"},
    "patch": lambda _world: {"note": "Rings twice."},
    "import": lambda _world: {"id": str(uuid4()), "items": [{"kind": "client", "key": "1", "name": "Ada"}]},
    "vendor_listing": _vendor_listing_body,
    "listing_patch": lambda _world: {"description": f"Every corner, {uuid4()}."},
    "review_reason": lambda _world: {"reason": "The photos show another flat."},
    "category": lambda _world: {"id": str(uuid4()), "name": "Gardens"},
    "category_patch": lambda _world: {"position": 3},
    "reason": lambda _world: {"reason": "Asked for cash."},
    "roles": lambda _world: {"roles": ["customer"]},
    "topic": lambda world: {"listing_id": str(world.deep_clean)},
    "line": lambda _world: {"id": str(uuid4()), "text": "Is the parking included?"},
    "review": lambda _world: {"id": str(uuid4()), "rating": 4, "text": "Thorough."},
    "stars": lambda _world: {"rating": 3},
    "reply": lambda _world: {"text": "Thank you."},
    "seen": lambda _world: {"up_to": str(uuid4())},
}


PLAIN_BODIES: dict[str, Any] = {
    "empty": {},
    "name": {"name": "Green room"},
    "notice_settings": {"grid": {"cancelled": {"sms": True}}},
    "suppression": {"address": "gone@test.example", "reason": "Bounced."},
    "address": {"address": "gone@test.example"},
    "announcement_text": {"subject": "News", "body": "Hello.", "segment": "all"},
}
"""Bodies that need nothing of the stage."""


async def _money_body(stage: Stage, kind: str | None) -> Any:
    match kind:
        case "code":
            return {"code": "123456"}
        case "card":
            return {"token": "pm_card_visa"}
        case "refund":
            wish = {"id": str(uuid4()), "booking_id": str(stage.paid_booking)}
            return {**wish, "amount": 1, "reason": "Sorry."}
    wish = {"id": str(uuid4()), "vendor_id": str(stage.world.north), "currency": "EUR"}
    due = (await stage["admin"].get("/payouts/due")).json()["items"]
    return {**wish, "amount": (due and due[0]["available"]) or 1}


async def _wanted(stage: Stage, kind: str | None, name: str) -> Any:
    if kind in MONEY_BODIES:
        return await _money_body(stage, kind)
    if kind in {"series", "window", "scope", "move", "proposal"}:
        return await _agreement(stage, kind, name)
    return await _body(stage, kind, name)


async def _agreement(stage: Stage, kind: str, name: str) -> Any:
    """Bodies of what two sides agree on."""
    listing_id = str(stage.world.deep_clean)
    if kind == "scope":
        return {"scope": "all"}
    if kind == "window":
        # Nothing is free at night, and each window is another one.
        night = (datetime.now(UTC) + DAY).replace(hour=1, microsecond=uuid4().int % 999_999)
        window = {"window_from": night.isoformat(), "window_until": night.replace(hour=3).isoformat()}
        return {"id": str(uuid4()), "listing_id": listing_id, **window}
    # Far apart, as what one step of the walk takes is gone for the next.
    ahead = {"move": 300, "proposal": 150, "series": 30}[kind]
    slots = await stage.slots(stage.world.deep_clean, 30, after=ahead)
    if kind == "move":
        return {"scope": "this", "position": 1, "starts_at": slots[0]["starts_at"]}
    if kind == "proposal":
        return {"id": str(uuid4()), "starts_at": slots[0]["starts_at"]}
    rule = {"frequency": "weekly", "count": 2, "takes": "bookable", "starts_at": slots[0]["starts_at"]}
    books_for_guests = name in {"vendor", "rival", "kiosk"}
    guest = {"guest": {"name": "Gwen", "phone": "+49 30 123456"}} if books_for_guests else {}
    return {"id": str(uuid4()), "listing_id": listing_id, **rule, **guest}


def _plain_body(kind: str | None) -> Any:
    if kind == "announcement":
        return PLAIN_BODIES["announcement_text"] | {"id": str(uuid4())}
    return PLAIN_BODIES.get(kind or "")


async def _body(stage: Stage, kind: str | None, name: str) -> Any:
    world = stage.world
    if kind in WORLD_BODIES:
        return WORLD_BODIES[kind](world)
    match kind:
        case "hold" | "booking":
            slot = (await stage.slots(world.deep_clean, 31))[0]
            wish = {"id": str(uuid4()), "listing_id": str(world.deep_clean), "starts_at": slot["starts_at"]}
            if kind == "booking" and name in {"vendor", "rival", "kiosk"}:
                wish["guest"] = {"name": "Gwen", "phone": "+49 30 123456"}
            return wish
        case "time":
            return {"starts_at": (await stage.slots(world.deep_clean, 31))[9]["starts_at"]}
    return _price_body(stage, kind)


def _price_body(stage: Stage, kind: str | None) -> Any:
    match kind:
        case "coupon":
            return {"id": str(uuid4()), "code": uuid4().hex[:20], "basis_points": 1000}
        case "commission":
            return {"id": str(uuid4()), "vendor_id": str(stage.world.south), "basis_points": 900}
        case "rate":
            return {"basis_points": 1000}
    return _plan(stage, kind)


def _plan(stage: Stage, kind: str | None) -> Any:
    """What a vendor plans with."""
    north = str(stage.world.north)
    match kind:
        case "hours":
            return {"days": [{"weekday": 6, "hours": [{"opens": "09:00", "closes": "12:00"}]}]}
        case "rules":
            return {"notice_minutes": 30}
        case "exception":
            away = (datetime.now(UTC) + 60 * DAY).date().isoformat()
            days = {"kind": "closed", "first_day": away, "last_day": away}
            return {"id": str(uuid4()), "vendor_id": north, **days}
        case "resource":
            return {"id": str(uuid4()), "vendor_id": north, "kind": "Room", "name": "Blue room"}
        case "setup":
            return {"capacity": 1, "needs": []}
        case "title":
            return {"title": "Training"}
        case "name":
            return {"name": "Green room"}

    return _plain_body(kind)


async def _call(stage: Stage, client: Client, operation: str, rule: Rule, ids: Ids, name: str) -> Any:
    method, path = operation.split(" ")
    body = {"up_to": str(ids["up_to"])} if "up_to" in ids else await _wanted(stage, rule.body, name)
    if rule.body == "item":
        body = {"id": str(uuid4()), "hold_id": str(ids.get("hold", uuid4()))}
    elif rule.body == "checkout":
        body = _wish(str(ids.get("item", uuid4())))
    now = datetime.now(UTC)
    queries = {"range": f"?from={stamp(now)}&to={stamp(now + DAY)}", "words": "?q=parking"}
    query = queries.get(rule.query, "")
    headers = {"If-Match": f'"{ids["version"]}"'} if "version" in ids else {}
    return await client.call(method, path.format(**ids) + query, body, headers=headers)


async def test_the_rules_speak_of_every_endpoint(stage: Stage) -> None:
    document = (await stage.running.http.get(f"{API}/openapi.json")).json()
    operations = {
        f"{method.upper()} {path.removeprefix(API)}"
        for path, methods in document["paths"].items()
        for method in methods
    }
    assert operations - ELSEWHERE == set(RULES)


@pytest.mark.slow
async def test_own_ids_are_as_the_matrix_says(stage: Stage) -> None:
    heard = [
        (operation, name, wrong)
        for operation, rule in RULES.items()
        for name in ROLES
        if (wrong := await _wrong(stage, operation, rule, name))
    ]
    assert not heard


async def _wrong(stage: Stage, operation: str, rule: Rule, name: str) -> str | None:
    """What is not as the matrix says."""
    ids = await PREPARATIONS[rule.prepare](stage)
    answer = await _call(stage, stage[name], operation, rule, ids, name)
    status = answer.status_code
    if name == "nobody":
        is_right = status < 300 if rule.is_public else status == 401 and "www-authenticate" in answer.headers
    elif name not in rule.sees:
        is_right = status == 404
    elif name not in rule.may:
        is_right = status == 403
    else:
        # Let through: done, or a question of state and no longer of right.
        is_right = status < 300 or status == 409
    return None if is_right else f"{status} {answer.text[:300]}"


async def test_unknown_ids_are_404_for_everybody(stage: Stage) -> None:
    for operation, rule in RULES.items():
        if "{" not in operation:
            continue
        field = operation.split("{")[1].split("}")[0]
        for name in SIGNED_IN:
            ids = {field: uuid4(), "version": 1}
            answer = await _call(stage, stage[name], operation, rule, ids, name)
            assert (operation, name, *problem(answer)) == (operation, name, 404, "not_found")


async def test_right_comes_after_key_and_input(stage: Stage) -> None:
    for operation, rule in RULES.items():
        if not rule.body:
            continue
        method, path = operation.split(" ")
        path = path.format(**await PREPARATIONS[rule.prepare](stage))
        if not rule.is_public:
            unsigned = await stage["nobody"].call(method, path, {"odd": 1}, key=None)
            assert (operation, *problem(unsigned)) == (operation, 401, "unauthenticated")
        for name in SIGNED_IN:
            keyless = await stage[name].call(method, path, {"odd": 1}, key=None)
            assert (operation, *problem(keyless)) == (operation, 400, "idempotency_key_missing")
            odd = await stage[name].call(method, path, {"odd": 1})
            assert (operation, *problem(odd)) == (operation, 422, "invalid_input")
            assert odd.json()["errors"]
