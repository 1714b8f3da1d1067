"""Every action of the program."""

from __future__ import annotations

from contracts.permissions import Permission
from viewmodels.kernel.actions import Action, Offline

_MANAGE = Permission.BOOKINGS_MANAGE.value
_CREATE = Permission.BOOKINGS_CREATE.value
_LISTINGS = Permission.LISTINGS_MANAGE.value
_IMPORT = Permission.IMPORTS_CREATE.value
_QUEUED = Offline.QUEUED
_ONLINE = Offline.NEEDS_NETWORK

ACTIONS: tuple[Action, ...] = (
    # The shell's own.
    Action("shell.palette", "shell.action.palette", "search", "shell", "Ctrl+K"),
    Action("shell.search", "shell.action.search", "search", "shell", "/"),
    Action("shell.cheat_sheet", "shell.action.cheat_sheet", "keyboard", "shell", "?"),
    Action("shell.outbox", "shell.action.outbox", "inbox", "shell", "Ctrl+Shift+O"),
    Action("shell.notifications", "shell.action.notifications", "bell", "shell", "Ctrl+Shift+N"),
    Action("shell.back", "shell.action.back", "arrow-left", "shell", "Alt+Left"),
    Action("shell.fold_rail", "shell.action.fold_rail", "panel-left", "shell", "Ctrl+B"),
    Action("shell.theme", "shell.action.theme", "moon", "shell", "Ctrl+Shift+T"),
    Action("shell.sync_now", "shell.action.sync_now", "refresh-cw", "shell", "Ctrl+R", "", _ONLINE),
    Action("shell.sign_out", "shell.action.sign_out", "log-out", "shell"),
    # Lists.
    Action("list.next", "shell.action.list_next", "arrow-down", "list", "J"),
    Action("list.previous", "shell.action.list_previous", "arrow-up", "list", "K"),
    Action("list.open", "shell.action.list_open", "corner-down-left", "list", "O"),
    Action("list.select", "shell.action.list_select", "square-check", "list", "X"),
    Action("list.export", "shell.action.list_export", "download", "list", "Ctrl+E"),
    # Bookings.
    Action("booking.accept", "shell.action.accept", "check", "booking", "A", _MANAGE, _QUEUED),
    Action("booking.decline", "shell.action.decline", "x", "booking", "D", _MANAGE, _QUEUED),
    Action("booking.start", "shell.action.start", "play", "booking", "S", _MANAGE, _QUEUED),
    Action("booking.complete", "shell.action.complete", "circle-check", "booking", "F", _MANAGE, _QUEUED),
    Action("booking.no_show", "shell.action.no_show", "user-x", "booking", "N", _MANAGE, _QUEUED),
    Action("booking.reschedule", "shell.action.reschedule", "calendar-clock", "booking", "E", "", _QUEUED),
    Action("booking.cancel", "shell.action.cancel", "calendar-x", "booking", "Shift+C", "", _QUEUED),
    Action("booking.create", "shell.action.create", "plus", "booking", "C", _CREATE, _QUEUED),
    # Availability.
    Action(
        "exception.create",
        "shell.action.exception.create",
        "calendar-plus",
        "booking",
        "Shift+E",
        Permission.AVAILABILITY_MANAGE.value,
        _QUEUED,
    ),
    # Listings.
    Action(
        "listing.submit", "shell.action.listing_submit", "send", "listing", "Ctrl+Return", _LISTINGS, _QUEUED
    ),
    # Import.
    Action("import.choose", "shell.action.import", "file-up", "import", "Ctrl+O", _IMPORT, _ONLINE),
)

# The letter that follows G, by route.
PAGE_KEYS: dict[str, str] = {
    "vendor.today": "T",
    "vendor.calendar": "C",
    "vendor.bookings": "B",
    "vendor.messages": "M",
    "vendor.reviews": "V",
    "vendor.availability": "A",
    "vendor.import": "I",
    "vendor.listings": "L",
    "vendor.coupons": "K",
    "vendor.transactions": "X",
    "vendor.notifications": "N",
    "admin.overview": "O",
    "admin.bookings": "B",
    "admin.messages": "M",
    "admin.reviews": "V",
    "admin.people": "P",
    "admin.coupons": "K",
    "admin.commission": "W",
    "admin.transactions": "X",
    "admin.payouts": "Y",
    "admin.audit": "U",
    "admin.listings": "L",
    "admin.categories": "G",
    "admin.news": "S",
    "admin.notifications": "N",
    "customer.discover": "D",
    "customer.bookings": "B",
    "customer.cart": "K",
    "customer.messages": "M",
    "customer.reviews": "V",
    "customer.notifications": "N",
    "customer.addresses": "A",
}


def page_shortcut(route: str) -> str:
    """`G, T` of a route, '' where it has none."""
    letter = PAGE_KEYS.get(route)
    return f"G, {letter}" if letter else ""
