"""The audit log's page: its words, its pages, its filter, and what is shown when nothing came."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from client.tasks import Tasks
from desktop.shots.admin import audit_page
from desktop.shots.admin_samples import ME, build_account, build_server
from desktop.shots.memory import MemoryAccount
from desktop.shots.online import AUDIT_PAGE, SampleServer
from desktop.shots.vendor_samples import SampleClock, build_desk
from tests.viewmodels.customer.town import until
from viewmodels.admin.audit import AuditViewModel
from viewmodels.kernel.screen import ScreenKind


class Office:
    """The page over the sample server; `open` makes it."""

    def __init__(self) -> None:
        clock = SampleClock()
        self.server: SampleServer = build_server()
        self.account: MemoryAccount = build_account(clock, Tasks())
        self.desk = build_desk(self.account, clock)
        self.pages: list[AuditViewModel] = []

    def open(self) -> AuditViewModel:
        page = audit_page(self.desk, self.account, self.server)
        self.pages.append(page)
        return page


@pytest.fixture
async def office(qapp: object) -> AsyncIterator[Office]:
    built = Office()
    yield built
    for page in built.pages:
        page.close()
    await built.account.tasks.aclose()
    built.account.close()


def entry(seq: int, **others: Any) -> dict[str, Any]:
    known: dict[str, Any] = {
        "seq": seq, "at": "2026-11-22T09:00:00Z", "actor": None, "action": "fee.waived",
        "entity": "odd_thing", "entity_id": ME, "before": None, "after": {}, "erased": False,
        "hash": "0" * 64,
    }  # fmt: skip
    return known | others


async def test_acts_in_words_the_newest_first(office: Office) -> None:
    page = office.open()
    await until(lambda: page.rows.rows)
    first, second, *_ = page.rows.rows
    assert (first.seq, first.who, first.what) == (7, "Jakub Nowak", "Suspended a person")
    assert first.changes == "active → suspended, You asked for cash."
    assert [(field.name, field.before, field.after) for field in second.fields] == [
        ("Roles", "customer", "customer, vendor")
    ]
    gone, clock = page.rows.rows[4], page.rows.rows[5]
    assert (gone.who, clock.who, clock.erased) == ("A removed person", "The clock", True)


async def test_what_a_newer_server_writes_is_shown_as_it_calls_it(office: Office) -> None:
    price = {"amount": 6400, "currency": "EUR"}
    office.server.audit_items = [
        entry(1, before={"price": price, "ok": True}, after={"price": None, "ok": False, "tags": [1, "<b>"]})
    ]
    page = office.open()
    await until(lambda: page.rows.rows)
    (row,) = page.rows.rows
    assert (row.what, row.thing, row.place) == ("Fee waived", "Odd thing", None)
    assert row.changes == "price cleared, yes → no, 1, <b>"
    assert row.fields[0].before == "€64.00"


async def test_one_page_after_the_other(office: Office) -> None:
    office.server.audit_items = [entry(seq) for seq in range(AUDIT_PAGE + 3, 0, -1)]
    page = office.open()
    await until(lambda: page.more.value)
    page.open(str(AUDIT_PAGE + 3))
    page.show_more.trigger()
    await until(lambda: not page.more.value)
    assert [row.seq for row in page.rows.rows] == list(range(AUDIT_PAGE + 3, 0, -1))
    assert page.panel.value is not None


async def test_a_filter_that_finds_nothing_says_so_and_can_be_taken_away(office: Office) -> None:
    page = office.open()
    await until(lambda: page.rows.rows)
    page.open("7")
    page.choose_thing("booking")
    await until(lambda: page.state.value.kind is ScreenKind.EMPTY)
    assert page.panel.value is None
    page.choose_thing("")
    await until(lambda: len(page.rows.rows) == 7)


async def test_it_leads_to_the_person_and_to_who_did_it(office: Office) -> None:
    page = office.open()
    await until(lambda: page.rows.rows)
    page.open("6")
    page.open_actor()
    there = office.desk.navigator.current.value
    assert (there.route, there.arguments) == ("admin.people", {"person_id": ME})
    page.open_thing()
    assert office.desk.navigator.current.value.route == "admin.people"


async def test_without_a_network_nothing_looks_like_an_empty_log(office: Office) -> None:
    office.server.reachable = False
    page = office.open()
    await until(lambda: page.state.value.problem is not None)
    assert page.state.value.kind is ScreenKind.LOADING
    office.server.reachable = True
    page.read.trigger()
    await until(lambda: page.state.value.kind is ScreenKind.READY)


async def test_it_is_saved_as_csv(office: Office, tmp_path: Path) -> None:
    page = office.open()
    await until(lambda: page.rows.rows)
    page.export.trigger(tmp_path / "audit.csv")
    await until(lambda: (tmp_path / "audit.csv").exists())
    lines = (tmp_path / "audit.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 8
    assert "Suspended a person" in lines[1]
