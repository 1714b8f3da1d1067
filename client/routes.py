"""The table of routes, and the guard that decides who may enter which.

The guard only spares people a dead end: the server enforces on its own.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from contracts.permissions import Permission


@dataclass(frozen=True, slots=True)
class Route:
    """A page: `title` is a text key, `icon` a Lucide name; without a `permission` anybody may enter."""

    id: str
    title: str
    icon: str
    permission: Permission | None


def _route(id: str, icon: str, permission: Permission | None) -> Route:
    return Route(id, f"route.{id}", icon, permission)


ROUTES: dict[str, Route] = {
    route.id: route
    for route in (
        _route("sign_in", "log-in", None),
        # Only customers hold the right to change bookings of their own.
        _route("customer.discover", "compass", Permission.BOOKINGS_CHANGE_OWN),
        _route("customer.results", "search", Permission.BOOKINGS_CHANGE_OWN),
        _route("customer.service", "store", Permission.BOOKINGS_CHANGE_OWN),
        _route("customer.time", "clock", Permission.BOOKINGS_CHANGE_OWN),
        _route("customer.bookings", "book-open-check", Permission.BOOKINGS_CHANGE_OWN),
        _route("kiosk.attract", "hand", Permission.HOLDS_CREATE),
        _route("kiosk.find", "search", Permission.HOLDS_CREATE),
        _route("kiosk.time", "clock", Permission.HOLDS_CREATE),
        _route("kiosk.details", "user", Permission.HOLDS_CREATE),
        _route("kiosk.done", "circle-check", Permission.HOLDS_CREATE),
        # Admins manage bookings too: what only vendors hold is the right to block time.
        _route("vendor.today", "sun", Permission.BLOCKS_MANAGE),
        _route("vendor.calendar", "calendar", Permission.BLOCKS_MANAGE),
        _route("vendor.bookings", "book-open-check", Permission.BLOCKS_MANAGE),
        _route("vendor.import", "file-up", Permission.IMPORTS_CREATE),
        _route("admin.overview", "layout-dashboard", Permission.OVERVIEW_VIEW),
        _route("admin.bookings", "book-open-check", Permission.OVERVIEW_VIEW),
        _route("admin.people", "users", Permission.PEOPLE_VIEW),
    )
}


def may_enter(route: str, permissions: AbstractSet[str]) -> bool:
    """Whether somebody with these permissions may open this route; an unknown route is nobody's."""
    found = ROUTES.get(route)
    return found is not None and (found.permission is None or found.permission in permissions)
