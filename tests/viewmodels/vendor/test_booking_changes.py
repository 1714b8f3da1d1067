"""Changes that are put in their places end where arranging everything anew does."""

import asyncio
import random
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QTimer

from client.outbox.operation import State
from client.outbox.operations import booking as operations
from desktop.shots.memory import MemoryAccount
from desktop.shots.vendor_samples import bookings, staff
from tests.viewmodels.vendor.conftest import Settle
from viewmodels.vendor.booking_filter import BUILT_IN
from viewmodels.vendor.booking_words import BookingWords
from viewmodels.vendor.bookings import BookingsViewModel
from viewmodels.vendor.desk import VendorDesk
from viewmodels.vendor.today import TodayViewModel
from viewmodels.vendor.today_words import TodayWords

pytestmark = pytest.mark.ui

STATUSES = ("requested", "confirmed", "in_progress", "completed", "cancelled", "no_show", "declined")


class Vendor:
    """Does something at random, as the server and the person at this desk do."""

    def __init__(self, account: MemoryAccount, seed: int) -> None:
        self._account, self._dice = account, random.Random(seed)
        self._rows = {row["id"]: row for row in bookings()}
        self._version = 10

    async def act(self) -> None:
        """One change, sometimes a few at once."""
        for _ in range(self._dice.choice((1, 1, 1, 3))):
            await self._dice.choice((self._put, self._put, self._forget, self._accept, self._answer))()

    async def _put(self) -> None:
        dice, self._version = self._dice, self._version + 1
        row: Any = dict(dice.choice(list(self._rows.values())))
        if dice.random() < 0.2:
            row["id"] = self._account.new_id()
        hour, day = dice.randrange(24), dice.choice(("2026-11-10", "2026-11-22", "2026-11-23", "2026-12-01"))
        row |= {"version": self._version, "status": dice.choice(STATUSES)}
        row |= {"staff_id": dice.choice(staff())["id"], "listing_title": dice.choice(("Windows", "Oven"))}
        if dice.random() < 0.5:
            row |= {"starts_at": f"{day}T{hour:02}:00:00Z", "ends_at": f"{day}T{hour:02}:45:00Z"}
        self._rows[row["id"]] = row
        self._account.put("booking", [row])

    async def _forget(self) -> None:
        id = self._dice.choice(list(self._rows))
        if len(self._rows) > 1:
            del self._rows[id]
        self._account.forget("booking", id)

    async def _accept(self) -> None:
        row = self._dice.choice(list(self._rows.values()))
        await self._account.act(self._dice.choice((operations.accept, operations.cancel))(row))

    async def _answer(self) -> None:
        open_ids = [item.id for item in self._account.operations if item.state is State.QUEUED]
        if open_ids:
            state = self._dice.choice((State.DONE, State.REJECTED, State.SENDING))
            self._account.settle(self._dice.choice(open_ids), state)


def shown(page: BookingsViewModel) -> tuple[object, ...]:
    """All that the page says."""
    return (list(page.rows.rows), page.tabs.value, page.filters.value, page.state.value, page.grouped.value)


async def arrange_anew(page: BookingsViewModel, settle: Settle) -> None:
    """Read everything and look at every booking, as the clock makes the page do."""
    page.retry()
    await settle()
    ticker = page.findChild(QTimer)
    assert ticker is not None
    ticker.timeout.emit()
    await settle()


@pytest.mark.parametrize("seed", range(4))
async def test_what_changed_is_put_where_arranging_anew_puts_it(
    account: MemoryAccount, desk: VendorDesk, settle: Settle, qapp: object, seed: int
) -> None:
    dice, vendor = random.Random(seed), Vendor(account, seed)
    pages: list[BookingsViewModel] = []
    for spec in BUILT_IN:
        page = BookingsViewModel(desk, view=spec.id)
        keys = ("time", "status", "price", "client", "title")
        words = dice.choice(("", "", "o"))
        page.views.change(replace(page.views.spec, words=words, sort=dice.choice(keys)))
        page.sort(page.views.spec.sort, descending=dice.random() < 0.5)
        pages.append(page)
    await settle()
    for _step in range(30):
        await vendor.act()
        await settle()
        for page in pages:
            if dice.random() < 0.3:
                changed = shown(page)
                await arrange_anew(page, settle)
                assert changed == shown(page)
    for page in pages:
        page.close()


def today_shown(page: TodayViewModel) -> tuple[object, ...]:
    """All that Today says."""
    fields = page.now_card, page.board, page.money, page.looks, page.ahead, page.state
    return (list(page.requests.rows), *(field.value for field in fields))


@pytest.mark.parametrize("seed", range(4))
async def test_today_says_what_it_would_say_anew(
    account: MemoryAccount, desk: VendorDesk, settle: Settle, qapp: object, seed: int
) -> None:
    vendor, page = Vendor(account, seed), TodayViewModel(desk)
    await settle()
    for _step in range(30):
        await vendor.act()
        await settle()
        changed = today_shown(page)
        page.retry()
        await settle()
        ticker = page.findChild(QTimer)
        assert ticker is not None
        ticker.timeout.emit()
        await settle()
        assert changed == today_shown(page)
    page.close()


async def test_a_request_is_shown_before_the_rest_of_today_is_counted(
    account: MemoryAccount,
    desk: VendorDesk,
    settle: Settle,
    qapp: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page, order, worded = TodayViewModel(desk), list[str](), list[str]()
    await settle()
    words = TodayWords.request

    def request_noted(self: TodayWords, item: Any, *rest: Any, **named: Any) -> Any:
        worded.append(item.row["id"])
        return words(self, item, *rest, **named)

    monkeypatch.setattr(TodayWords, "request", request_noted)
    asked: Any = dict(next(row for row in bookings() if row["status"] == "requested"))
    asked |= {"id": account.new_id(), "starts_at": "2026-11-29T07:00:00Z", "ends_at": "2026-11-29T07:45:00Z"}
    page.requests.rowsInserted.connect(lambda *_: order.append("request"))
    page.ahead.changed.connect(lambda _value: order.append("rest"))
    account.put("booking", [asked])
    await settle()
    assert order == ["request", "rest"]
    assert set(worded) == {asked["id"]}
    page.close()


async def test_one_change_puts_one_row_into_words(
    account: MemoryAccount,
    desk: VendorDesk,
    settle: Settle,
    qapp: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = BookingsViewModel(desk, view="all")
    await settle()
    worded, headed = list[str](), list[str]()
    words, heading = BookingWords.row, BookingWords.heading

    def row_noted(self: BookingWords, item: Any, *rest: Any) -> Any:
        worded.append(item.row["id"])
        return words(self, item, *rest)

    def heading_noted(self: BookingWords, row: Any) -> str:
        headed.append(row["id"])
        return heading(self, row)

    monkeypatch.setattr(BookingWords, "row", row_noted)
    monkeypatch.setattr(BookingWords, "heading", heading_noted)
    told = list[int]()
    page.rows.dataChanged.connect(lambda first, last, _roles: told.append(last.row() - first.row() + 1))
    page.rows.layoutChanged.connect(lambda *_: pytest.fail("nothing moved"))
    asked = next(row for row in page.rows.rows if row.standing.value == "requested")
    await account.act(operations.accept(next(row for row in bookings() if row["id"] == asked.id)))
    await settle()
    await asyncio.sleep(0)
    changed = page.rows.find(asked.id)
    assert changed is not None
    assert changed.pending
    assert told == [1]
    assert set(worded) == {asked.id}
    assert set(headed) == {asked.id}
    page.close()
