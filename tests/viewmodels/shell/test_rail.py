"""The rail shows the pages of one workspace, and remembers how it was folded on each."""

from collections.abc import AsyncIterator

import pytest

from client.bus import Bus
from client.db.disk import ThreadDisk
from client.routes import allowed
from client.session.person import Person
from client.stores.preference import PreferenceStore
from contracts.vocabulary import Role
from tests.viewmodels.shell.conftest import MakePerson
from viewmodels.kernel.navigator import Location, Navigator
from viewmodels.kernel.view_model import Tools
from viewmodels.shell.preferences import Preferences
from viewmodels.shell.rail import Rail


@pytest.fixture
async def preferences(tools: Tools) -> AsyncIterator[Preferences]:
    disk = ThreadDisk()
    yield Preferences(tools, PreferenceStore(None, disk, Bus()))
    await disk.aclose()


def _navigator(person: Person, start: str) -> Navigator:
    return Navigator(lambda route: allowed(route, person.roles, person.permissions), Location(start))


def test_it_shows_the_pages_of_the_workspace_with_the_open_one_lit(
    tools: Tools, preferences: Preferences, make_person: MakePerson
) -> None:
    person = make_person(Role.VENDOR)
    rail = Rail(tools, person, _navigator(person, "vendor.calendar"), preferences)
    titles = [row.title for row in rail.pages.rows]
    assert titles[:4] == ["Today", "Calendar", "Bookings", "Messages"]
    assert [row.title for row in rail.pages.rows if row.selected] == ["Calendar"]
    assert rail.workspace.value.name == "Northside Care"
    assert [row.id for row in rail.workspaces.value] == ["vendor"]


def test_somebody_with_two_roles_switches_between_two_workspaces(
    tools: Tools, preferences: Preferences, make_person: MakePerson
) -> None:
    person = make_person(Role.VENDOR, Role.CUSTOMER)
    navigator = _navigator(person, "vendor.today")
    rail = Rail(tools, person, navigator, preferences)
    rail.switch("customer")
    assert navigator.current.value.route == "customer.discover"
    assert [row.title for row in rail.pages.rows][:2] == ["Discover", "Bookings"]
    assert {row.id: row.selected for row in rail.workspaces.value} == {"vendor": False, "customer": True}


def test_a_page_inside_another_lights_that_one(
    tools: Tools, preferences: Preferences, make_person: MakePerson
) -> None:
    person = make_person(Role.CUSTOMER)
    navigator = _navigator(person, "customer.discover")
    rail = Rail(tools, person, navigator, preferences)
    navigator.go("customer.service", listing_id="1")
    assert [row.title for row in rail.pages.rows if row.selected] == ["Discover"]


def test_a_count_is_one_changed_row(tools: Tools, preferences: Preferences, make_person: MakePerson) -> None:
    person = make_person(Role.VENDOR)
    rail = Rail(tools, person, _navigator(person, "vendor.today"), preferences)
    told: list[int] = []
    rail.pages.dataChanged.connect(lambda first, _last, _roles: told.append(first.row()))
    rail.set_count("vendor.bookings", 3, urgent=True)
    rail.set_count("vendor.bookings", 3, urgent=True)
    assert told == [2]
    assert rail.pages.rows[2].count == 3


async def test_it_is_folded_per_page(tools: Tools, preferences: Preferences, make_person: MakePerson) -> None:
    person = make_person(Role.VENDOR)
    navigator = _navigator(person, "vendor.today")
    rail = Rail(tools, person, navigator, preferences)
    assert await rail.toggle.run()
    seen = [rail.folded.value]
    for route in ("vendor.calendar", "vendor.today"):
        navigator.go(route)
        seen.append(rail.folded.value)
    assert seen == [True, False, True]
