"""How fresh each resource must be: the one table.

`static` ships with the program or comes once and is revalidated in the background; `incremental` is
shown from the cache and revalidated by ETag after `max_age`, on focus and on reconnect; `live` follows
the change feed.
"""

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """Ways to stay fresh."""

    STATIC = "static"
    INCREMENTAL = "incremental"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class Freshness:
    """How one resource stays fresh; `max_age` in seconds counts for what is fetched by pages."""

    mode: Mode
    max_age: float = 0.0


TABLE: dict[str, Freshness] = {
    "texts": Freshness(Mode.STATIC),
    "category": Freshness(Mode.LIVE),
    "listing": Freshness(Mode.LIVE),
    "staff": Freshness(Mode.LIVE),
    "vendor": Freshness(Mode.LIVE),
    "vendor_listing": Freshness(Mode.LIVE),
    "booking": Freshness(Mode.LIVE),
    "series": Freshness(Mode.LIVE),
    "waitlist": Freshness(Mode.LIVE),
    "proposal": Freshness(Mode.LIVE),
    "availability": Freshness(Mode.LIVE),
    "block": Freshness(Mode.LIVE),
    "exception": Freshness(Mode.LIVE),
    "listing_setup": Freshness(Mode.LIVE),
    "resource": Freshness(Mode.LIVE),
    "client": Freshness(Mode.LIVE),
    "cart_item": Freshness(Mode.LIVE),
    "checkout": Freshness(Mode.LIVE),
    "coupon": Freshness(Mode.LIVE),
    "conversation": Freshness(Mode.LIVE),
    "message": Freshness(Mode.LIVE),
    "review": Freshness(Mode.LIVE),
    "announcement": Freshness(Mode.LIVE),
    "notice_settings": Freshness(Mode.LIVE),
    "notification": Freshness(Mode.LIVE),
    "payment": Freshness(Mode.LIVE),
    "person": Freshness(Mode.LIVE),
    "search": Freshness(Mode.INCREMENTAL, 30.0),
    "slots": Freshness(Mode.INCREMENTAL, 0.0),
    "reviews": Freshness(Mode.INCREMENTAL, 300.0),
    "booking_history": Freshness(Mode.INCREMENTAL, 0.0),
    "rates": Freshness(Mode.INCREMENTAL, 0.0),
    "overview": Freshness(Mode.INCREMENTAL, 0.0),
    "address": Freshness(Mode.LIVE),
    "address_forms": Freshness(Mode.INCREMENTAL, 86_400.0),
    "news": Freshness(Mode.INCREMENTAL, 0.0),
    "audit": Freshness(Mode.INCREMENTAL, 0.0),
    "money": Freshness(Mode.INCREMENTAL, 0.0),
}
