"""People: finding, suspending with a reason, restoring, roles, and all of that without network."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from client.outbox.operation import Operation
from client.tasks import Tasks
from desktop.shots.admin import people_page
from desktop.shots.admin_samples import build_account, build_server, people
from desktop.shots.customer_samples import id_of
from desktop.shots.memory import MemoryAccount
from desktop.shots.online import SampleServer
from desktop.shots.vendor_samples import NOW, SampleClock, build_desk
from tests.viewmodels.customer.town import until
from viewmodels.admin.people import PeopleViewModel
from viewmodels.shell.toasts import Toasts

VIKTOR, MAREK, ME = id_of(7, 2), id_of(7, 10), id_of(7, 0)


@dataclass
class Office:
    account: MemoryAccount
    server: SampleServer
    page: PeopleViewModel
    toasts: Toasts

    def answer(self, operation: Operation) -> dict[str, object]:
        """What the server does: the row changes and comes back by the feed."""
        row = next(dict(person) for person in people() if person["id"] == operation.target)
        if operation.name == "person.suspend":
            row |= {"status": "suspended", "suspended_reason": operation.args["reason"]}
        elif operation.name == "person.set_roles":
            row["roles"] = operation.args["roles"]
        else:
            row |= {"status": "active", "suspended_reason": None}
        row["version"] = 2
        self.account.put("person", [row])
        return row


@pytest.fixture
async def office(qapp: object) -> AsyncIterator[Office]:
    clock, server = SampleClock(), build_server()
    account = build_account(clock, Tasks())
    desk = build_desk(account, clock)
    built = Office(account, server, people_page(desk, account, server), desk.toasts)
    server.on_perform = built.answer
    await until(lambda: built.page.rows.rows)
    yield built
    built.page.close()
    await account.tasks.aclose()
    account.close()


async def test_views_roles_and_words_narrow_the_list(office: Office) -> None:
    page = office.page
    assert [tab.count for tab in page.tabs.value] == ["15", "2", "1"]
    page.choose_tab("suspended")
    assert [row.name for row in page.rows.rows] == ["Marek Dorn"]
    assert page.rows.rows[0].tag == ("Suspended", "bad")
    page.show_all()
    page.choose_role("admin")
    assert {row.name for row in page.rows.rows} == {"Mara Hale", "Jakub Nowak"}
    page.choose_role("")
    page.search("fernhill viktor")
    assert [row.id for row in page.rows.rows] == [VIKTOR]


async def test_suspending_needs_a_sentence_and_shows_its_effects_first(office: Office) -> None:
    page = office.page
    page.open(VIKTOR)
    page.begin_suspending()
    assert page.panel.value is not None
    assert any("signed out" in effect for effect in page.panel.value.effects)
    page.type_reason("   ")
    assert not await page.suspend.run()
    assert page.suspend.problem.value is not None
    assert "reason" in page.suspend.problem.value.fields
    assert office.server.performed == []
    page.type_reason("You asked to be paid in cash.")
    assert await page.suspend.run()
    await until(lambda: page.panel.value is not None and page.panel.value.suspended)
    assert not page.suspending.value
    assert await office.toasts.undo.run(office.toasts.rows.rows[-1].id)
    assert [operation.name for operation in office.server.performed] == ["person.suspend", "person.restore"]


async def test_without_network_the_words_are_kept(office: Office) -> None:
    page = office.page
    office.server.reachable = False
    office.account.status.update(online=False, as_of=NOW)
    assert page.offline.value
    page.open(VIKTOR)
    page.begin_suspending()
    page.type_reason("You asked to be paid in cash.")
    assert not await page.suspend.run()
    assert page.suspend.problem.value is not None
    assert page.suspend.problem.value.retry
    assert page.reason.value == "You asked to be paid in cash."
    assert page.suspending.value


async def test_the_server_s_refusal_is_shown_in_its_words(office: Office) -> None:
    page = office.page
    office.server.refusal = {"status": 409, "code": "last_admin", "detail": "Somebody has to stay admin."}
    page.open(id_of(7, 6))
    assert not await page.set_role.run("admin", False)
    assert page.set_role.problem.value is not None
    assert "Somebody has to stay admin." in page.set_role.problem.value.text


async def test_roles_are_added_and_taken(office: Office) -> None:
    page = office.page
    page.open(VIKTOR)
    assert await page.set_role.run("admin", True)
    assert await page.set_role.run("vendor", False)
    assert [operation.args["roles"] for operation in office.server.performed] == [
        ["customer", "vendor", "admin"],
        ["customer", "admin"],
    ]


async def test_a_suspension_can_be_lifted(office: Office) -> None:
    page = office.page
    page.open(MAREK)
    assert page.panel.value is not None
    assert page.panel.value.suspended == "You asked for cash."
    assert await page.restore.run()
    await until(lambda: page.panel.value is not None and not page.panel.value.suspended)


async def test_nobody_takes_their_own_admin_role_or_suspends_themselves(office: Office) -> None:
    office.page.open(ME)
    panel = office.page.panel.value
    assert panel is not None
    assert panel.is_me
    assert [choice.id for choice in panel.roles if choice.locked] == ["admin"]


async def test_the_last_role_stays(office: Office) -> None:
    page = office.page
    page.open(VIKTOR)
    panel = page.panel.value
    assert panel is not None
    assert not any(choice.locked for choice in panel.roles)
    assert await page.set_role.run("vendor", False)
    await until(lambda: page.panel.value is not None and any(role.locked for role in page.panel.value.roles))
    panel = page.panel.value
    assert panel is not None
    assert [(choice.id, choice.held) for choice in panel.roles if choice.locked] == [("customer", True)]


async def test_somebody_who_leaves_the_list_closes_the_panel(office: Office) -> None:
    office.page.open(VIKTOR)
    office.account.forget("person", VIKTOR)
    await until(lambda: office.page.panel.value is None)
    assert not await office.page.restore.run()
