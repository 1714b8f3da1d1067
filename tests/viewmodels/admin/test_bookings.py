"""All bookings: views, words, the panel of the booking's own vendor, and answering for them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from client.tasks import Tasks
from desktop.shots.admin_samples import build_account
from desktop.shots.memory import MemoryAccount
from desktop.shots.vendor_samples import SampleClock, build_desk, desk_booking
from tests.viewmodels.customer.town import until
from viewmodels.admin.bookings import AdminBookingsViewModel


@pytest.fixture
async def account(qapp: object) -> AsyncIterator[MemoryAccount]:
    built = build_account(SampleClock(), Tasks())
    yield built
    await built.tasks.aclose()
    built.close()


@pytest.fixture
async def page(account: MemoryAccount) -> AsyncIterator[AdminBookingsViewModel]:
    desk = replace(build_desk(account, SampleClock()), vendor_id="")
    built = AdminBookingsViewModel(desk)
    await until(lambda: built.rows.rows)
    yield built
    built.close()


async def test_views_narrow_to_what_waits_and_what_is_late(page: AdminBookingsViewModel) -> None:
    assert {row.vendor for row in page.rows.rows} == {"Northside Care"}
    page.choose_tab("waiting")
    await until(lambda: {row.base.status for row in page.rows.rows} == {"Requested"})
    page.choose_tab("late")
    await until(lambda: [row.base.title for row in page.rows.rows] == ["Leak, urgent"])
    page.choose_tab("all")
    await until(lambda: len(page.rows.rows) == 29)


async def test_words_find_clients_and_numbers(page: AdminBookingsViewModel) -> None:
    page.choose_tab("all")
    page.search("4802")
    await until(lambda: [row.base.reference for row in page.rows.rows] == ["4802"])
    page.search("ruth cole")
    await until(lambda: {row.base.client for row in page.rows.rows} == {"Ruth Cole"})


async def test_a_request_is_answered_for_the_vendor(
    page: AdminBookingsViewModel, account: MemoryAccount
) -> None:
    page.open(desk_booking(2))
    await until(lambda: page.panel.value is not None and page.panel.value.panel.value is not None)
    model = page.panel.value
    assert model is not None
    assert await model.do.run("accept")
    assert [item.name for item in account.operations] == ["booking.accept"]
    page.step(1)
    await until(lambda: page.panel.value is not model)
    page.open("")
    assert page.panel.value is None


async def test_the_list_is_exported(page: AdminBookingsViewModel, tmp_path: Path) -> None:
    assert await page.export.run(tmp_path / "all.csv")
    lines = (tmp_path / "all.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == len(page.rows.rows) + 1
