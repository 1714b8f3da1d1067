"""Actions and routes are data: every one has its words, its icon, and a key of its own."""

import pytest

from client.routes import ROUTES, allowed
from contracts.permissions import Permission, permissions_of
from contracts.vocabulary import Role
from viewmodels.kernel.actions import ActionTable
from viewmodels.kernel.navigator import Location, Navigator
from viewmodels.shell.action_list import ACTIONS, PAGE_KEYS, page_shortcut
from viewmodels.shell.cheat_sheet import cheat_rows
from viewmodels.shell.keys import keycaps
from viewmodels.shell.pages import WORKSPACES, rail_page_of, workspace_of
from viewmodels.text import Texts
from views.kit.icons import find_svg

TEXTS = Texts("en")


def test_every_action_has_words_an_icon_and_a_right_that_exists() -> None:
    for action in ACTIONS:
        assert TEXTS.has(action.title), action.id
        assert find_svg(action.icon), action.id
        assert not action.permission or action.permission in set(Permission), action.id
        assert not action.shortcut or TEXTS.has(f"shell.cheat_sheet.{action.group}"), action.id


def test_no_two_actions_share_a_key() -> None:
    keys = [action.shortcut for action in ACTIONS if action.shortcut]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("workspace", sorted(WORKSPACES))
def test_every_page_of_a_rail_is_a_route_with_a_key_of_its_own(workspace: str) -> None:
    routes = [route for route, _heading in WORKSPACES[workspace]]
    keys = [page_shortcut(route) for route in routes]
    assert all(keys)
    assert len(keys) == len(set(keys))
    for route in routes:
        assert TEXTS.has(ROUTES[route].title)
        assert find_svg(ROUTES[route].icon)
        assert workspace_of(route) == workspace


def test_no_route_of_a_workspace_is_a_dead_end() -> None:
    rails = {route for pages in WORKSPACES.values() for route, _heading in pages}
    for route in ROUTES:
        if workspace_of(route) in WORKSPACES:
            assert rail_page_of(route) in rails, route
    assert set(PAGE_KEYS) == rails


@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.VENDOR, Role.ADMIN, Role.KIOSK])
def test_a_role_may_enter_its_own_workspace_and_no_other(role: Role) -> None:
    granted = permissions_of([role])
    for route in ROUTES:
        own = workspace_of(route) in {role.value, "sign_in"}
        assert allowed(route, [role], granted) == own, f"{role} at {route}"


def test_the_cheat_sheet_shows_what_this_person_may_do() -> None:
    granted = frozenset(str(permission) for permission in permissions_of([Role.CUSTOMER]))
    navigator = Navigator(
        lambda route: allowed(route, [Role.CUSTOMER], granted), Location("customer.discover")
    )
    rows = cheat_rows(ActionTable(ACTIONS), navigator, granted, TEXTS)
    ids = [row.id for row in rows]
    assert "customer.bookings" in ids
    assert "booking.accept" not in ids
    assert "vendor.today" not in ids
    assert rows[0].heading == "Pages"


def test_shortcuts_are_shown_as_the_keys_to_press() -> None:
    assert keycaps("Ctrl+Shift+O") == ("Ctrl", "Shift", "O")
    assert keycaps("G, T") == ("G", "T")
    assert keycaps("") == ()
