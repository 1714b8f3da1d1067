"""Who may do what: one matrix, read by the server to enforce and by the client to show or hide.

A permission says that a role may use a feature at all. Whose rows it may touch (its own, its vendor's,
everybody's) is the server's ownership check, and answers 404 for what the caller may not see.
"""

from collections.abc import Iterable
from enum import StrEnum

from contracts.vocabulary import Role


class Permission(StrEnum):
    """`resource:right`, as it appears in `/me` and in the route table."""

    AVAILABILITY_MANAGE = "availability:manage"
    ADDRESSES_MANAGE = "addresses:manage"
    BOOKINGS_VIEW = "bookings:view"
    BOOKINGS_CREATE = "bookings:create"
    BOOKINGS_CHANGE_OWN = "bookings:change_own"
    BOOKINGS_MANAGE = "bookings:manage"
    HOLDS_CREATE = "holds:create"
    BLOCKS_MANAGE = "blocks:manage"
    CLIENTS_MANAGE = "clients:manage"
    IMPORTS_CREATE = "imports:create"
    VENDOR_VIEW = "vendor:view"
    NOTIFICATIONS_READ = "notifications:read"
    LETTERS_MANAGE = "letters:manage"
    SUBSCRIBERS_MANAGE = "subscribers:manage"
    OVERVIEW_VIEW = "overview:view"
    PEOPLE_VIEW = "people:view"
    PEOPLE_SUSPEND = "people:suspend"
    PEOPLE_GRANT = "people:grant"
    AUDIT_VIEW = "audit:view"
    FILES_UPLOAD = "files:upload"
    LISTINGS_MANAGE = "listings:manage"
    LISTINGS_REVIEW = "listings:review"
    CATEGORIES_MANAGE = "categories:manage"
    CART_USE = "cart:use"
    COUPONS_MANAGE = "coupons:manage"
    RATES_MANAGE = "rates:manage"
    CHAT_USE = "chat:use"
    PAYMENTS_VIEW = "payments:view"
    PAYMENTS_MAKE = "payments:make"
    REFUNDS_GIVE = "refunds:give"
    LEDGER_VIEW = "ledger:view"
    EARNINGS_VIEW = "earnings:view"
    PAYOUTS_SEND = "payouts:send"
    REVIEWS_USE = "reviews:use"
    REVIEWS_MODERATE = "reviews:moderate"
    SYNC_PULL = "sync:pull"


MATRIX: dict[Role, frozenset[Permission]] = {
    Role.CUSTOMER: frozenset(
        {
            Permission.ADDRESSES_MANAGE,
            Permission.BOOKINGS_VIEW,
            Permission.BOOKINGS_CREATE,
            Permission.BOOKINGS_CHANGE_OWN,
            Permission.CART_USE,
            Permission.HOLDS_CREATE,
            Permission.NOTIFICATIONS_READ,
            Permission.FILES_UPLOAD,
            Permission.CHAT_USE,
            Permission.REVIEWS_USE,
            Permission.PAYMENTS_VIEW,
            Permission.PAYMENTS_MAKE,
            Permission.SYNC_PULL,
        }
    ),
    Role.VENDOR: frozenset(
        {
            Permission.AVAILABILITY_MANAGE,
            Permission.BOOKINGS_VIEW,
            Permission.BOOKINGS_CREATE,
            Permission.BOOKINGS_MANAGE,
            Permission.HOLDS_CREATE,
            Permission.BLOCKS_MANAGE,
            Permission.CLIENTS_MANAGE,
            Permission.COUPONS_MANAGE,
            Permission.IMPORTS_CREATE,
            Permission.VENDOR_VIEW,
            Permission.LISTINGS_MANAGE,
            Permission.NOTIFICATIONS_READ,
            Permission.FILES_UPLOAD,
            Permission.CHAT_USE,
            Permission.REVIEWS_USE,
            Permission.EARNINGS_VIEW,
            Permission.SYNC_PULL,
        }
    ),
    Role.ADMIN: frozenset(
        {
            Permission.BOOKINGS_VIEW,
            Permission.BOOKINGS_MANAGE,
            Permission.NOTIFICATIONS_READ,
            Permission.LETTERS_MANAGE,
            Permission.SUBSCRIBERS_MANAGE,
            Permission.OVERVIEW_VIEW,
            Permission.PEOPLE_VIEW,
            Permission.PEOPLE_SUSPEND,
            Permission.PEOPLE_GRANT,
            Permission.AUDIT_VIEW,
            Permission.LISTINGS_REVIEW,
            Permission.CATEGORIES_MANAGE,
            Permission.FILES_UPLOAD,
            Permission.COUPONS_MANAGE,
            Permission.RATES_MANAGE,
            Permission.CHAT_USE,
            Permission.REVIEWS_USE,
            Permission.REVIEWS_MODERATE,
            Permission.PAYMENTS_VIEW,
            Permission.REFUNDS_GIVE,
            Permission.LEDGER_VIEW,
            Permission.EARNINGS_VIEW,
            Permission.PAYOUTS_SEND,
            Permission.SYNC_PULL,
            Permission.VENDOR_VIEW,
        }
    ),
    Role.KIOSK: frozenset({Permission.BOOKINGS_CREATE, Permission.HOLDS_CREATE, Permission.SYNC_PULL}),
}


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """The union of what the roles allow."""
    granted: frozenset[Permission] = frozenset()
    for role in roles:
        granted |= MATRIX[role]
    return granted
