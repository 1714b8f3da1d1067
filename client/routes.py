"""The table of routes, and the guard: who may go where."""

from collections.abc import Iterable
from dataclasses import dataclass

from contracts.permissions import Permission
from contracts.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Route:
    """A page; `permission` None is open to everybody, also signed out. `role` places it in a workspace."""

    id: str
    title: str
    """Text key."""
    icon: str
    """Lucide name."""
    role: Role | None
    permission: Permission | None
    in_rail: bool = True

    def allows(self, roles: Iterable[str], permissions: Iterable[str]) -> bool:
        """Whether somebody with these may open it."""
        return (self.role is None or self.role in set(roles)) and (
            self.permission is None or self.permission in set(permissions)
        )


def _customer(name: str, icon: str, permission: Permission, *, in_rail: bool = True) -> Route:
    return Route(f"customer.{name}", f"route.customer.{name}", icon, Role.CUSTOMER, permission, in_rail)


def _kiosk(name: str) -> Route:
    return Route(
        f"kiosk.{name}", f"route.kiosk.{name}", "monitor", Role.KIOSK, Permission.BOOKINGS_CREATE, False
    )


def _vendor(name: str, icon: str, permission: Permission) -> Route:
    return Route(f"vendor.{name}", f"route.vendor.{name}", icon, Role.VENDOR, permission)


def _admin(name: str, icon: str, permission: Permission) -> Route:
    return Route(f"admin.{name}", f"route.admin.{name}", icon, Role.ADMIN, permission)


ROUTES: dict[str, Route] = {
    route.id: route
    for route in (
        Route("sign_in", "sign_in.title", "log-in", None, None, False),
        _customer("discover", "compass", Permission.BOOKINGS_CREATE),
        _customer("results", "search", Permission.BOOKINGS_CREATE, in_rail=False),
        _customer("service", "sparkles", Permission.BOOKINGS_CREATE, in_rail=False),
        _customer("time", "clock", Permission.HOLDS_CREATE, in_rail=False),
        _customer("bookings", "book-open-check", Permission.BOOKINGS_VIEW),
        _customer("messages", "message-square", Permission.CHAT_USE),
        _customer("reviews", "star", Permission.REVIEWS_USE),
        _customer("addresses", "map-pin-house", Permission.ADDRESSES_MANAGE),
        _customer("notifications", "bell-ring", Permission.NOTIFICATIONS_READ),
        _customer("cart", "shopping-cart", Permission.CART_USE),
        _kiosk("attract"),
        _kiosk("find"),
        _kiosk("time"),
        _kiosk("details"),
        _kiosk("done"),
        _vendor("today", "sun", Permission.BOOKINGS_MANAGE),
        _vendor("calendar", "calendar", Permission.BOOKINGS_MANAGE),
        _vendor("bookings", "book-open-check", Permission.BOOKINGS_MANAGE),
        _vendor("availability", "clock", Permission.AVAILABILITY_MANAGE),
        _vendor("listings", "store", Permission.LISTINGS_MANAGE),
        Route(
            "vendor.listing",
            "route.vendor.listing",
            "store",
            Role.VENDOR,
            Permission.LISTINGS_MANAGE,
            False,
        ),
        _vendor("import", "file-up", Permission.IMPORTS_CREATE),
        _vendor("transactions", "receipt-text", Permission.EARNINGS_VIEW),
        _vendor("coupons", "ticket-percent", Permission.COUPONS_MANAGE),
        _vendor("messages", "message-square", Permission.CHAT_USE),
        _vendor("reviews", "star", Permission.REVIEWS_USE),
        _vendor("notifications", "bell-ring", Permission.NOTIFICATIONS_READ),
        _admin("overview", "layout-dashboard", Permission.OVERVIEW_VIEW),
        _admin("bookings", "book-open-check", Permission.BOOKINGS_MANAGE),
        _admin("messages", "message-square", Permission.CHAT_USE),
        _admin("reviews", "star", Permission.REVIEWS_MODERATE),
        _admin("people", "users", Permission.PEOPLE_VIEW),
        _admin("transactions", "receipt-text", Permission.LEDGER_VIEW),
        Route(
            "admin.transaction",
            "route.admin.transaction",
            "receipt-text",
            Role.ADMIN,
            Permission.LEDGER_VIEW,
            False,
        ),
        _admin("payouts", "banknote", Permission.PAYOUTS_SEND),
        _admin("coupons", "ticket-percent", Permission.COUPONS_MANAGE),
        _admin("commission", "percent", Permission.RATES_MANAGE),
        _admin("listings", "list-checks", Permission.LISTINGS_REVIEW),
        _admin("categories", "folder-tree", Permission.CATEGORIES_MANAGE),
        _admin("audit", "scroll-text", Permission.AUDIT_VIEW),
        _admin("news", "newspaper", Permission.SUBSCRIBERS_MANAGE),
        _admin("notifications", "bell-ring", Permission.NOTIFICATIONS_READ),
    )
}


def allowed(route_id: str, roles: Iterable[str], permissions: Iterable[str]) -> bool:
    """Whether the route exists and somebody with these may open it."""
    route = ROUTES.get(route_id)
    return route is not None and route.allows(roles, permissions)
