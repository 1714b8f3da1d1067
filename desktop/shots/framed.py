"""Sample shell round a page, for pictures of whole windows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from viewmodels.shell.rows import AccountRow, PageRow, PillKind, PillState, WorkspaceRow
from views.shell.frame import ShellFrame

VENDOR = WorkspaceRow("vendor", "Northside Care", "Vendor", "N", selected=True)
ADMIN = WorkspaceRow("admin", "Doorstep", "Admin", "D", selected=True)
CUSTOMER = WorkspaceRow("customer", "Priya Nair", "Customer", "P", selected=True)

_PAGES: dict[str, tuple[tuple[str, str, str, int, bool], ...]] = {
    "vendor": (
        ("vendor.today", "Today", "sun", 0, False),
        ("vendor.calendar", "Calendar", "calendar", 0, False),
        ("vendor.bookings", "Bookings", "book-open-check", 3, True),
        ("vendor.transactions", "Transactions", "receipt-text", 0, False),
        ("vendor.coupons", "Coupons", "ticket-percent", 0, False),
        ("vendor.listings", "Listings", "store", 0, False),
        ("vendor.import", "Import", "file-up", 0, False),
        ("vendor.notifications", "Notifications", "bell-ring", 0, False),
    ),
    "admin": (
        ("admin.overview", "Overview", "layout-dashboard", 0, False),
        ("admin.bookings", "Bookings", "book-open-check", 0, False),
        ("admin.people", "People", "users", 2, False),
        ("admin.transactions", "Transactions", "receipt-text", 0, False),
        ("admin.payouts", "Payouts", "banknote", 0, False),
        ("admin.coupons", "Coupons", "ticket-percent", 0, False),
        ("admin.commission", "Commission", "percent", 0, False),
        ("admin.listings", "Listings to review", "list-checks", 0, False),
        ("admin.categories", "Categories", "folder-tree", 0, False),
        ("admin.audit", "Audit log", "scroll-text", 0, False),
        ("admin.news", "Subscribers", "newspaper", 0, False),
        ("admin.notifications", "Notifications", "bell-ring", 0, False),
    ),
    "customer": (
        ("customer.discover", "Discover", "compass", 0, False),
        ("customer.bookings", "Bookings", "book-open-check", 4, False),
        ("customer.cart", "Cart", "shopping-cart", 2, True),
        ("customer.notifications", "Notifications", "bell-ring", 0, False),
        ("customer.addresses", "Addresses", "map-pin-house", 0, False),
    ),
}
_PEOPLE = {
    "vendor": (VENDOR, AccountRow("Rosa Meyer", "RM", 0)),
    "admin": (ADMIN, AccountRow("Mara Hale", "MH", 2)),
    "customer": (CUSTOMER, AccountRow("Priya Nair", "PN", 2)),
}
SAVED = PillState(PillKind.SAVED, "All saved", "Sync: all saved")
OFFLINE = PillState(PillKind.OFFLINE, "Offline, 3 waiting", "Sync: offline, 3 waiting")


def page_rows(route: str) -> list[PageRow]:
    """The rail's rows of a route's workspace, that route lit."""
    return [
        PageRow(id, title, icon, "", count, urgent, ("G", title[0]), selected=id == route)
        for id, title, icon, count, urgent in _PAGES[route.partition(".")[0]]
    ]


def framed(
    build: Callable[[], QWidget],
    route: str,
    title: str,
    subtitle: str = "",
    *,
    primary: tuple[str, str] = ("", ""),
    filled: bool = True,
    pill: PillState = SAVED,
    folded: bool = False,
    others: Sequence[WorkspaceRow] = (VENDOR, replace(ADMIN, selected=False)),
) -> ShellFrame:
    """The page in its shell. `primary` is the words and the icon of the top bar's button."""
    frame = ShellFrame(
        rail_name="Pages",
        speak=lambda row: f"{row.title}, {row.count} waiting" if row.count else row.title,
        search="Search or jump to…",
        back="Go back",
        bell="Notifications",
    )
    workspace, account = _PEOPLE[route.partition(".")[0]]
    frame.rail.show_workspace(workspace, f"Workspace: {workspace.name}", others)
    frame.rail.show_pages(page_rows(route))
    frame.rail.show_folded(folded, "Fold the rail", "Unfold the rail")
    frame.top.show_title(title)
    frame.top.show_subtitle(subtitle)
    frame.top.pill.show_state(pill)
    frame.top.bell.show_unread(True, "Notifications, 2 unread")
    frame.top.account.show_account(account, f"Account of {account.name}")
    frame.top.show_primary(*primary, "")
    frame.top.show_filled(filled)
    frame.show_page(build())
    return frame
