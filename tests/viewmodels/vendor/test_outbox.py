"""The outbox over Northside Care: its export, and whose the filled button is."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from client.outbox.operation import State
from client.outbox.operations import booking as operations
from client.stores.booking import BookingDetail
from client.stores.outbox import OutboxList
from client.stores.outbox_subject import OutboxLine
from desktop.shots.memory import MemoryAccount
from desktop.shots.vendor_samples import desk_booking
from tests.viewmodels.vendor.conftest import Settle
from viewmodels.shell.outbox import Outbox
from viewmodels.shell.outbox_words import OutboxWords
from viewmodels.shell.rows import OutboxRow
from viewmodels.vendor.desk import VendorDesk

pytestmark = pytest.mark.ui


@pytest_asyncio.fixture
async def outbox(desk: VendorDesk, settle: Settle, qapp: object) -> AsyncIterator[Outbox]:
    made = Outbox(desk.tools, desk.outbox, desk.status, desk.navigator, desk.toasts)
    item = await desk.bookings.read(BookingDetail(desk_booking(2)))
    assert item is not None
    await desk.bookings.act(operations.accept(item.row))
    await settle()
    yield made
    made.close()


async def test_everything_that_waits_can_be_written_to_a_file(
    outbox: Outbox, desk: VendorDesk, tmp_path: Path
) -> None:
    assert await outbox.export.run(tmp_path / "outbox.csv")
    title, line = (tmp_path / "outbox.csv").read_text("utf-8-sig").splitlines()
    assert title == "What,Since,State,Answer"
    assert "Tap repair" in line
    assert "outbox.csv" in desk.toasts.rows.rows[-1].text


async def test_an_open_sheet_that_offers_other_times_has_the_filled_button(
    outbox: Outbox, account: MemoryAccount, settle: Settle
) -> None:
    seen = [outbox.has_primary.value]
    slot = {"starts_at": "2026-11-24T09:00:00Z", "staff_id": None}
    problem = {"code": "slot_taken", "alternatives": [slot]}
    account.settle(account.operations[-1].id, State.CONFLICT, problem=problem)
    await settle()
    seen.append(outbox.has_primary.value)
    await outbox.show.run()
    seen.append(outbox.has_primary.value)
    outbox.hide()
    seen.append(outbox.has_primary.value)
    assert seen == [False, False, True, False]


async def test_only_what_changed_is_put_into_words_again(
    outbox: Outbox,
    desk: VendorDesk,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worded: list[str] = []
    words = OutboxWords.row

    def noted(self: OutboxWords, line: OutboxLine, heading: str) -> OutboxRow:
        worded.append(line.operation.operation.target)
        return words(self, line, heading)

    monkeypatch.setattr(OutboxWords, "row", noted)
    item = await desk.bookings.read(BookingDetail(desk_booking(5)))
    assert item is not None
    await desk.bookings.act(operations.cancel(item.row))
    await settle()
    assert [row.id for row in outbox.rows.rows] == [mark.id for mark in await desk.outbox.read(OutboxList())]
    assert desk_booking(5) in worded
    worded.clear()
    desk.status.update(waiting=7)
    assert worded == []
    was = outbox.notice.value
    desk.status.update(online=True, connecting=False)
    desk.status.update(online=False)
    assert outbox.notice.value != was
    assert set(worded) == {desk_booking(2), desk_booking(5)}
