"""Which pages each workspace has in its rail, in order."""

from __future__ import annotations

from collections.abc import Mapping

WORKSPACES: Mapping[str, tuple[tuple[str, str], ...]] = {
    # (route, key of the heading that stands above it; '' continues the group before)
    "vendor": (
        ("vendor.today", ""),
        ("vendor.calendar", ""),
        ("vendor.bookings", ""),
        ("vendor.messages", ""),
        ("vendor.reviews", ""),
        ("vendor.transactions", ""),
        ("vendor.coupons", ""),
        ("vendor.availability", ""),
        ("vendor.listings", ""),
        ("vendor.import", ""),
        ("vendor.notifications", ""),
    ),
    "admin": (
        ("admin.overview", ""),
        ("admin.bookings", ""),
        ("admin.messages", ""),
        ("admin.reviews", ""),
        ("admin.people", "shell.group.people"),
        ("admin.transactions", "shell.group.money"),
        ("admin.payouts", ""),
        ("admin.coupons", ""),
        ("admin.commission", ""),
        ("admin.listings", ""),
        ("admin.categories", ""),
        ("admin.audit", ""),
        ("admin.news", ""),
        ("admin.notifications", ""),
    ),
    "customer": (
        ("customer.discover", ""),
        ("customer.bookings", ""),
        ("customer.messages", ""),
        ("customer.reviews", ""),
        ("customer.cart", ""),
        ("customer.notifications", ""),
        ("customer.addresses", "shell.group.account"),
    ),
}

# Pages that belong to another one of the rail.
PARENTS: Mapping[str, str] = {
    "vendor.listing": "vendor.listings",
    "customer.results": "customer.discover",
    "customer.service": "customer.discover",
    "customer.time": "customer.discover",
    "admin.transaction": "admin.transactions",
}


def workspace_of(route: str) -> str:
    """The workspace that a route belongs to."""
    return route.partition(".")[0]


def rail_page_of(route: str) -> str:
    """The rail's page that is lit while this route is open."""
    return PARENTS.get(route, route)


def home_of(workspace: str) -> str:
    """The page on which a workspace opens."""
    return WORKSPACES[workspace][0][0]
