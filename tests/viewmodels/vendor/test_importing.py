"""The import page: reading without holding the window, choosing, handing over, and never twice."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from client.outbox.operation import State
from client.stores.outbox_subject import OutboxLines
from contracts.vendors import ImportBatch
from desktop.shots.memory import MemoryAccount
from desktop.shots.vendor import CALENDAR, TABLE
from desktop.shots.vendor_samples import VENDOR, listings, staff
from tests.viewmodels.vendor.conftest import Settle
from viewmodels.shell.outbox_words import OutboxWords
from viewmodels.vendor.desk import VendorDesk
from viewmodels.vendor.import_plan import Becomes
from viewmodels.vendor.import_rows import ImportStep
from viewmodels.vendor.importing import ImportViewModel

pytestmark = pytest.mark.ui

IDS = {listing["title"]: listing["id"] for listing in listings()}
ROSA, MIKAEL, CHIARA, DENIZ = (person["id"] for person in staff())


@pytest_asyncio.fixture
async def page(desk: VendorDesk, settle: Settle, qapp: object) -> AsyncIterator[ImportViewModel]:
    """The page, waiting for a file."""
    made = ImportViewModel(desk)
    await settle()
    yield made
    made.close()


async def read(page: ImportViewModel, settle: Settle, folder: Path, name: str, data: str | bytes) -> None:
    """Choose a file and wait for its preview."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    assert await page.choose.run(path), page.choose.problem.value
    await settle()


def step(page: ImportViewModel) -> ImportStep:
    """Where the import stands."""
    return page.step.value


def counts(page: ImportViewModel) -> dict[str, str]:
    """How many lines become what."""
    return {tab.id: tab.count for tab in page.tabs.value}


def answer(account: MemoryAccount, outcomes: dict[str, str] | None = None) -> None:
    """Answer every batch as the server does, and keep what it made."""
    for item in list(account.operations):
        results = []
        for line in item.operation.args["items"]:
            outcome = (outcomes or {}).get(line["key"], "created")
            detail = "This time is taken." if outcome == "refused" else None
            results.append(
                {"key": line["key"], "outcome": outcome, "id": None, "code": None, "detail": detail}
            )
            if outcome == "created" and line["kind"] == "block":
                account.put("block", [_block(line, account.new_id())])
            if outcome == "created" and line["kind"] == "client":
                card = {"id": account.new_id(), "version": 1, "vendor_id": VENDOR, "source_key": line["key"]}
                account.put("client", [card | {key: line[key] for key in ("name", "phone", "email", "note")}])
        account.settle(item.id, State.DONE, answer={"id": item.operation.args["id"], "items": results})


def _block(line: dict[str, Any], id: str) -> dict[str, Any]:
    kept = ("staff_id", "starts_at", "ends_at", "zone", "title", "all_day")
    return {"id": id, "version": 1, "vendor_id": VENDOR, "source_key": line["key"]} | {
        key: line[key] for key in kept
    }


async def test_a_calendar_is_looked_at_before_anything_happens(
    page: ImportViewModel, settle: Settle, tmp_path: Path, account: MemoryAccount
) -> None:
    await read(page, settle, tmp_path, "family.ics", CALENDAR)
    assert step(page) is ImportStep.PREVIEW
    assert counts(page) == {"": "120", "block": "116", "left_out": "2", "refused": "2"}
    refused = [(row.line_text, row.why) for row in page.rows.rows if row.becomes is Becomes.REFUSED]
    assert refused == [
        ("34", "Its time zone is not known"),
        ("39", "Repeats more often than a calendar can show"),
    ]
    assert page.ready_text.value == "Import 116 lines"
    assert page.notes.value == ("1 endless series is imported for the next 400 days.",)
    assert account.operations == []


async def test_events_become_bookings_once_a_service_is_chosen(
    page: ImportViewModel, settle: Settle, tmp_path: Path
) -> None:
    text = CALENDAR.replace("School run", "Weekly clean – Ruth Cole")
    await read(page, settle, tmp_path, "family.ics", text)
    page.choose_events("booking")
    await settle()
    first = page.rows.rows[0]
    assert (first.becomes, first.title, first.listing) == (Becomes.BOOKING, "Ruth Cole", "Weekly clean")
    dentist = next(row for row in page.rows.rows if row.title.startswith("Zahn"))
    assert (dentist.becomes, dentist.why) == (Becomes.LEFT_OUT, "Choose a service for it")
    page.choose_listing(IDS["Windows"])
    await settle()
    dentist = next(row for row in page.rows.rows if row.title.startswith("Zahn"))
    assert dentist.becomes is Becomes.BOOKING


async def test_single_lines_are_chosen_otherwise(
    page: ImportViewModel, settle: Settle, tmp_path: Path
) -> None:
    await read(page, settle, tmp_path, "family.ics", CALENDAR)
    page.choose_staff(ROSA)
    birthday = next(row for row in page.rows.rows if row.title == "Oma 80")
    assert birthday.why == "Shown as free in that calendar"
    page.line_becomes([birthday.id], "block")
    page.choose_line([birthday.id], staff_id=CHIARA)
    holiday = next(row for row in page.rows.rows if "Weihnachten" in row.title)
    page.line_becomes([holiday.id], "left_out")
    await settle()
    rows = {row.id: row for row in page.rows.rows}
    assert (rows[birthday.id].becomes, rows[birthday.id].staff) == (Becomes.BLOCK, "Chiara")
    assert (rows[holiday.id].becomes, rows[holiday.id].why) == (Becomes.LEFT_OUT, "You left it out")
    assert rows[page.rows.rows[0].id].staff == "Rosa"


async def test_what_is_over_comes_only_when_asked_for(
    page: ImportViewModel, settle: Settle, tmp_path: Path
) -> None:
    await read(page, settle, tmp_path, "family.ics", CALENDAR)
    assert page.past_count.value == 1
    page.choose_past(True)
    await settle()
    assert counts(page)["block"] == "117"


async def test_importing_twice_adds_nothing(
    page: ImportViewModel, settle: Settle, tmp_path: Path, account: MemoryAccount
) -> None:
    await read(page, settle, tmp_path, "family.ics", CALENDAR)
    assert await page.apply.run()
    await settle()
    assert step(page) is ImportStep.DONE
    summary = page.summary.value
    assert summary is not None
    assert (summary.added, summary.waiting, summary.pending) == ("0", "116", True)
    answer(account)
    await settle()
    summary = page.summary.value
    assert summary is not None
    assert (summary.added, summary.refused, summary.waiting) == ("116", "2", "0")
    assert await page.finish.run()
    assert step(page) is ImportStep.CHOOSE
    await read(page, settle, tmp_path, "again.ics", CALENDAR)
    assert counts(page) == {"": "120", "unchanged": "116", "left_out": "2", "refused": "2"}
    assert page.apply.reason.value == "No line would be imported."


async def test_a_batch_that_waits_is_told_in_the_outbox(
    page: ImportViewModel, settle: Settle, tmp_path: Path, desk: VendorDesk
) -> None:
    await read(page, settle, tmp_path, "kunden.csv", TABLE)
    await page.apply.run()
    [line] = await desk.outbox.read(OutboxLines())
    assert OutboxWords(page.format, online=False).title(line) == "Import 3 lines"


async def test_the_servers_refusals_stand_at_their_lines(
    page: ImportViewModel, settle: Settle, tmp_path: Path, account: MemoryAccount
) -> None:
    await read(page, settle, tmp_path, "kunden.csv", TABLE)
    await page.apply.run()
    line = account.operations[0].operation.args["items"][0]
    answer(account, {line["key"]: "refused"})
    await settle()
    row = next(row for row in page.rows.rows if row.line == 2)
    assert (row.becomes, row.becomes_text, row.why) == (Becomes.REFUSED, "Refused", "This time is taken.")
    summary = page.summary.value
    assert summary is not None
    assert (summary.added, summary.refused) == ("2", "3")


async def test_what_is_handed_over_is_what_the_wire_takes(
    page: ImportViewModel, settle: Settle, tmp_path: Path, account: MemoryAccount
) -> None:
    for name, text in (("family.ics", CALENDAR), ("kunden.csv", TABLE)):
        page.again()
        await read(page, settle, tmp_path, name, text)
        page.choose_listing(IDS["Windows"])
        await settle()
        assert await page.apply.run(), page.apply.problem.value
    for item in account.operations:
        ImportBatch.model_validate(item.operation.args)


async def test_large_files_go_in_batches_the_server_takes(
    page: ImportViewModel, settle: Settle, tmp_path: Path, account: MemoryAccount
) -> None:
    lines = [f"Client {number},+49 30 {number:06},{'note ' * 350}" for number in range(1_200)]
    await read(page, settle, tmp_path, "many.csv", "Name,Phone,Note\n" + "\n".join(lines))
    assert await page.apply.run()
    sizes = [len(item.operation.args["items"]) for item in account.operations]
    assert sum(sizes) == 1_200
    assert max(sizes) <= 500
    assert max(len(str(item.operation.args)) for item in account.operations) < 1_000_000


async def test_the_mapping_can_be_changed(page: ImportViewModel, settle: Settle, tmp_path: Path) -> None:
    await read(page, settle, tmp_path, "odd.csv", "Who,Reach,When\nAnn Lee,030 123456,03/04/2027 10:00\n")
    meanings = [column.meaning for column in page.columns.value]
    assert "name" not in meanings
    for place, meaning in enumerate(("name", "phone", "start")):
        page.choose_meaning(str(place), meaning)
        await settle()
    page.choose_listing(IDS["Windows"])
    page.choose_order("month_first")
    await settle()
    row = page.rows.rows[0]
    assert (row.title, row.when, row.becomes) == ("Ann Lee", "Thu 4 Mar 2027, 10:00", Becomes.BOOKING)
    page.choose_target("clients")
    await settle()
    assert page.rows.rows[0].becomes is Becomes.CLIENT


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.ics", b"", "a.ics is empty. Export it again and choose that file."),
        (
            "a.csv",
            b"PK\x03\x04rest",
            "a.csv is a spreadsheet or an archive. Save it as CSV and choose that file.",
        ),
        (
            "a.ics",
            b"BEGIN:VCALENDAR\nEND:VCALENDAR\n",
            "There is no event in a.ics. Export the calendar again and choose that file.",
        ),
    ],
)
async def test_a_file_that_is_none_says_what_to_do(
    page: ImportViewModel, tmp_path: Path, name: str, data: bytes, text: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert not await page.choose.run(path)
    problem = page.choose.problem.value
    assert problem is not None
    assert problem.text == text
    assert step(page) is ImportStep.CHOOSE


async def test_a_file_that_is_gone_says_so(page: ImportViewModel, tmp_path: Path) -> None:
    assert not await page.choose.run(tmp_path / "gone.ics")
    problem = page.choose.problem.value
    assert problem is not None
    assert "gone.ics can’t be opened" in problem.text


async def test_reading_leaves_the_window_free_and_can_be_stopped(
    page: ImportViewModel, settle: Settle, tmp_path: Path
) -> None:
    event = "BEGIN:VEVENT\nUID:{0}\nDTSTART:20270101T100000Z\nDURATION:PT1H\nSUMMARY:Event {0}\nEND:VEVENT\n"
    path = tmp_path / "big.ics"
    path.write_text("BEGIN:VCALENDAR\n" + "".join(event.format(n) for n in range(12_000)) + "END:VCALENDAR\n")
    page.choose.trigger(path)
    turns = 0
    while page.progress.value < 0.1:
        await asyncio.sleep(0.005)
        turns += 1
    assert turns > 1
    assert step(page) is ImportStep.READING
    page.cancel()
    await settle()
    assert step(page) is ImportStep.CHOOSE
    assert page.rows.rows == []


async def test_answers_of_an_earlier_run_are_shown_when_one_comes_back(
    page: ImportViewModel, settle: Settle, tmp_path: Path, account: MemoryAccount, desk: VendorDesk
) -> None:
    await read(page, settle, tmp_path, "kunden.csv", TABLE)
    await page.apply.run()
    page.close()
    answer(account)
    later = ImportViewModel(desk)
    await settle()
    assert step(later) is ImportStep.DONE
    summary = later.summary.value
    assert summary is not None
    assert summary.added == "3"
    assert await later.finish.run()
    assert account.operations == []
    later.close()
