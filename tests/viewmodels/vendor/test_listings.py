"""Listings and their editor: what is typed is seen at once and saved, and only whole ones go to review."""

from __future__ import annotations

from collections.abc import AsyncIterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import pytest

from client.tasks import Tasks
from desktop.shots.admin_samples import build_server
from desktop.shots.customer_samples import categories, id_of
from desktop.shots.listings import (
    LISTING,
    SampleFiles,
    changed,
    deep_clean,
    listing_store,
    several,
    vendor_listing,
)
from desktop.shots.memory import MemoryAccount
from desktop.shots.online import SampleServer
from desktop.shots.vendor_samples import SampleClock, build_account, build_desk
from tests.viewmodels.customer.town import until
from viewmodels.admin.categories import CategoriesViewModel
from viewmodels.admin.listings import ListingReviewViewModel
from viewmodels.vendor.desk import VendorDesk
from viewmodels.vendor.listing import ListingViewModel
from viewmodels.vendor.listings import ListingsViewModel


@dataclass
class Shop:
    account: MemoryAccount
    server: SampleServer
    files: SampleFiles
    desk: VendorDesk

    def editor(self) -> ListingViewModel:
        return ListingViewModel(self.desk, listing_store(self.account, self.files, self.server), LISTING)

    def patches(self) -> list[dict[str, object]]:
        """What waits in the outbox for the listing."""
        return [
            dict(item.operation.args) for item in self.account.operations if item.name == "listing.update"
        ]


@pytest.fixture
async def shop(qapp: object) -> AsyncIterator[Shop]:
    clock = SampleClock()
    account = build_account(clock, Tasks())
    account.put("category", categories())
    account.put("vendor_listing", [changed(None)])
    shop = Shop(account, build_server(), SampleFiles(), build_desk(account, clock))
    yield shop
    await account.tasks.aclose()
    account.close()


async def test_each_listing_says_where_it_stands(shop: Shop) -> None:
    shop.account.put("vendor_listing", several())
    page = ListingsViewModel(shop.desk, listing_store(shop.account, shop.files, shop.server))
    await until(lambda: len(page.tiles.value) == 5)
    states = {tile.title: tile.state for tile in page.tiles.value}
    assert states["Attic clearing"] == "Draft"
    assert states["Garden tidy"] == "Sent back"
    assert states["Ironing"] == "In review"
    assert states["Windows"] == "Paused"
    page.close()


async def test_typing_is_seen_at_once_and_saved_together(shop: Shop) -> None:
    page = shop.editor()
    await until(lambda: page.content.value)
    assert page.stage.value == "published"
    assert not page.submit.enabled.value
    for text in ("Deep clean,", "Deep clean, top", "Deep clean, top to bottom"):
        page.edit("title", text)
    variant = deep_clean()["variants"][2]["id"]
    page.change_money("variants", variant, "164")
    assert page.title.value == "Deep clean, top to bottom"
    assert [(line.name, line.after) for line in page.changes.value][1] == ("3 bedrooms", "€164.00, 3 h 30")
    assert not shop.patches()
    await until(shop.patches)
    assert len(shop.patches()) == 1
    assert set(shop.patches()[0]) == {"title", "variants"}
    page.close()


async def test_only_what_is_whole_goes_to_review(shop: Shop) -> None:
    page = shop.editor()
    await until(lambda: page.content.value)
    page.edit_money("deposit", "80")
    assert [each.code for each in page.lacking.value] == ["deposit_too_high"]
    assert not await page.submit.run()
    assert page.submit.problem.value is not None
    page.edit_money("deposit", "nonsense")
    page.edit_money("deposit", "20,50")
    assert await page.submit.run()
    assert [item.name for item in shop.account.operations] == ["listing.update", "listing.submit"]
    await until(lambda: page.stage.value == "in_review")
    page.close()


async def test_leaving_saves_what_was_typed_last(shop: Shop) -> None:
    page = shop.editor()
    await until(lambda: page.content.value)
    page.edit("description", "Every corner twice.")
    page.close()
    await until(shop.patches)
    assert shop.patches() == [{"description": "Every corner twice."}]


async def test_parts_come_and_go(shop: Shop) -> None:
    page = shop.editor()
    await until(lambda: page.content.value and page.staff.value)
    for field in ("variants", "extras", "questions"):
        before = len(page._parts(field))
        page.add(field)
        added = page._parts(field)[-1]
        page.change(field, added["id"], **({"label": ""} if field == "questions" else {"name": " "}))
        assert page._parts(field)[-1] == added
        page.remove(field, added["id"])
        assert len(page._parts(field)) == before
    page.toggle("places", "at_customer", False)
    assert page.content.value
    assert page.content.value["places"] == ["at_customer"]
    page.toggle("places", "remote", True)
    assert page.content.value["places"] == ["at_customer", "remote"]
    page.close()


async def test_photos_are_sent_ordered_and_taken_off(shop: Shop, tmp_path: Path) -> None:
    page = shop.editor()
    await until(lambda: page.content.value)
    path = tmp_path / "kitchen_after.png"
    path.write_bytes(b"\x89PNG")
    assert await page.add_photo.run(path)
    photos = page._parts("photos")
    assert (len(photos), photos[-1]["alt"], shop.files.uploaded) == (5, "kitchen after", [b"\x89PNG"])
    page.move_photo(photos[-1]["file_id"], 0)
    assert page._parts("photos")[0] == photos[-1]
    page.remove_photo(photos[-1]["file_id"])
    assert len(page._parts("photos")) == 4
    shop.files.reachable = False
    assert not await page.add_photo.run(path)
    assert page.add_photo.problem.value is not None
    page.close()


async def test_an_admin_sees_the_difference_and_needs_a_reason(shop: Shop) -> None:
    shop.account.put("vendor_listing", [changed("in_review")])
    new = vendor_listing(id_of(7, 9), deepcopy(deep_clean()), None, "in_review")
    shop.account.put("vendor_listing", [new])
    desk, store = shop.desk, listing_store(shop.account, shop.files, shop.server)
    page = ListingReviewViewModel(desk.tools, store, desk.catalogue, desk.status, desk.toasts)
    await until(lambda: len(page.waiting.value) == 2)
    page.open(LISTING)
    assert page.shown.value is not None
    lines = {line.name: (line.before, line.after) for line in page.shown.value.lines}
    assert lines["Deposit"] == ("none", "€50.00")
    assert not await page.reject.run()
    page.type_reason("Whose flat is this?")
    assert await page.reject.run()
    assert await page.approve.run()
    assert [each.name for each in shop.server.performed] == ["listing.reject", "listing.approve"]
    assert shop.server.performed[0].args == {"reason": "Whose flat is this?"}
    page.close()


async def test_a_category_never_goes_within_itself(shop: Shop) -> None:
    rows = categories()
    rows[1]["parent_id"] = rows[0]["id"]
    shop.account.put("category", [row | {"version": 2} for row in rows])
    desk, store = shop.desk, listing_store(shop.account, shop.files, shop.server)
    page = CategoriesViewModel(desk.tools, store, desk.catalogue, desk.status, desk.toasts)
    await until(lambda: any(line.depth for line in page.lines.value))
    top, inner = page.lines.value[:2]
    assert (top.depth, inner.depth) == (0, 1)
    assert {top.id, inner.id}.isdisjoint(id for id, _ in top.parents)
    assert not top.can_remove
    page.type_name("Roofs")
    assert await page.add.run()
    page.move(inner.id, "")
    await until(lambda: len(shop.server.performed) == 2)
    assert shop.server.performed[1].args == {"parent_id": None}
    page.close()
