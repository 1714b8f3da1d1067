"""The palette over Northside Care: which bookings a few letters find."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from client.stores.people import PeopleStore
from desktop.shots.memory import MemoryAccount
from tests.viewmodels.vendor.conftest import Settle
from viewmodels.kernel.actions import ActionTable
from viewmodels.shell.palette import Palette
from viewmodels.vendor.desk import VendorDesk

pytestmark = pytest.mark.ui


@pytest_asyncio.fixture
async def palette(desk: VendorDesk, account: MemoryAccount, qapp: object) -> AsyncIterator[Palette]:
    online: Any = None
    people = PeopleStore(account, account.new_id, lambda: online)
    made = Palette(desk.tools, ActionTable(()), desk.navigator, frozenset(), desk.bookings, people)
    yield made
    made.close()


async def found(palette: Palette, words: str, settle: Settle) -> list[str]:
    palette.search(words)
    await settle()
    return [f"{row.title}, {row.detail}" for row in palette.rows.rows if row.id.startswith("booking:")]


async def test_a_word_that_begins_a_title_comes_before_one_inside(palette: Palette, settle: Settle) -> None:
    rows = await found(palette, "le", settle)
    assert rows[0].startswith("Leak, urgent")
    assert rows[1].startswith(("Deep clean", "Weekly clean", "Move-out clean"))


async def test_among_equals_the_next_comes_first(palette: Palette, settle: Settle) -> None:
    rows = await found(palette, "windows", settle)
    assert len(rows) > 1
    assert "today 14:30" in rows[0]
