"""Announcements are written, sent and taken back; the other lists are looked up and acted on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date

import pytest

from client.documents import Document
from client.outbox.operation import Operation
from client.tasks import Tasks
from contracts.subscriptions import AnnouncementCreate
from desktop.shots.admin_samples import build_account
from desktop.shots.customer_samples import id_of
from desktop.shots.memory import MemoryAccount
from desktop.shots.news import SampleNews, announcements, news_page
from desktop.shots.vendor_samples import SampleClock
from tests.viewmodels.customer.town import until
from viewmodels.kernel.screen import ScreenKind
from viewmodels.news.page import NewsViewModel


@dataclass
class Office:
    account: MemoryAccount
    server: SampleNews
    page: NewsViewModel

    def answer(self, operation: Operation) -> Document:
        """What the server does with a draft."""
        row: Document = dict(announcements()[0])
        if operation.name == "announcement.create":
            AnnouncementCreate.model_validate(operation.args)
        row |= {name: value for name, value in operation.args.items() if name in row}
        row["version"] += 1
        return row

    def did(self) -> list[str]:
        return [operation.name for operation in self.server.performed]


@pytest.fixture
async def office(qapp: object) -> AsyncIterator[Office]:
    clock, server = SampleClock(), SampleNews()
    account = build_account(clock, Tasks())
    office = Office(account, server, news_page(account, clock, server, "announcements"))
    server.on_perform = office.answer
    await until(lambda: office.page.rows.rows)
    yield office
    office.page.close()
    await account.tasks.aclose()
    account.close()


async def test_a_draft_is_written_and_sent(office: Office) -> None:
    page = office.page
    page.begin()
    page.send.trigger()
    await until(lambda: page.send.problem.value)
    assert page.send.problem.value is not None
    assert set(page.send.problem.value.fields) == {"subject", "body"}
    assert office.did() == []
    page.type(subject=" Snow ", body="It snows.", segment="city", city=" Alderhaven ")
    page.send.trigger()
    await until(lambda: page.panel.value is None)
    create, schedule = office.server.performed
    assert create.args["segment_value"] == "Alderhaven"
    assert create.args["subject"] == "Snow"
    assert (schedule.name, schedule.args) == ("announcement.schedule", {"send_at": None})


async def test_a_day_is_nine_o_clock_there(office: Office) -> None:
    page = office.page
    page.open(id_of(11, 0))
    page.type(day=date(2027, 3, 28))
    page.send.trigger()
    await until(lambda: page.panel.value is None)
    assert office.did() == ["announcement.change", "announcement.schedule"]
    assert office.server.performed[1].args == {"send_at": "2027-03-28T07:00:00Z"}


async def test_a_segment_needs_its_value(office: Office) -> None:
    page = office.page
    page.begin()
    page.type(subject="Snow", body="It snows.", segment="category")
    page.save.trigger()
    await until(lambda: page.save.problem.value)
    assert page.save.problem.value is not None
    assert set(page.save.problem.value.fields) == {"segment"}


async def test_what_is_out_is_read_and_what_waits_is_taken_back(office: Office) -> None:
    page = office.page
    page.open(id_of(11, 3))
    assert page.panel.value is not None
    assert (page.panel.value.is_draft, page.panel.value.can_take_back) == (False, False)
    page.open(id_of(11, 2))
    assert page.panel.value.can_take_back
    page.take_back.trigger()
    await until(lambda: page.panel.value is None)
    assert office.did() == ["announcement.cancel"]


async def test_the_panel_says_whom_it_would_reach(office: Office) -> None:
    page = office.page
    page.open(id_of(11, 0))
    await until(lambda: page.panel.value and page.panel.value.reach)
    assert page.panel.value is not None
    assert "412" in page.panel.value.reach


@pytest.mark.parametrize(
    ("tab", "line", "name"),
    [
        ("subscribers", id_of(12, 0), "subscriber.end"),
        ("letters", id_of(12, 0), "letter.retry"),
        ("suppressions", "ada@post.example", "address.allow"),
    ],
)
async def test_a_line_is_acted_on(office: Office, tab: str, line: str, name: str) -> None:
    page = office.page
    page.choose_tab(tab)
    await until(lambda: len(page.rows.rows) == 3)
    page.open(line)
    assert page.act_name.value
    page.act.trigger()
    await until(lambda: office.did() == [name] and not page.act.running.value)
    assert page.act_name.value == ""


async def test_a_sent_letter_offers_nothing(office: Office) -> None:
    page = office.page
    page.choose_tab("letters")
    await until(lambda: len(page.rows.rows) == 3)
    page.open(id_of(12, 1))
    assert page.act_name.value == ""


async def test_without_network_the_lists_say_so_and_can_be_asked_again(office: Office) -> None:
    page = office.page
    office.server.reachable = False
    page.choose_tab("subscribers")
    await until(lambda: page.state.value.problem)
    assert page.state.value.kind is ScreenKind.ERROR
    office.server.reachable = True
    page.load.trigger()
    await until(lambda: page.rows.rows)
    assert page.state.value.problem is None
