"""The cancellation policy that a booking was made on, and what was chosen, as the booking keeps them."""

import json
from functools import lru_cache
from typing import Any, cast

from contracts.cancellation import PolicyDoc


def freeze_policy(policy: PolicyDoc) -> str:
    """As the database keeps it."""
    return json.dumps(policy, separators=(",", ":"))


@lru_cache(maxsize=1_000)
def read_policy(kept: str) -> PolicyDoc:
    """A frozen policy, to look at; most bookings share a few."""
    return cast("PolicyDoc", json.loads(kept))


def read_choice(kept: str | None, title: str, price: int) -> dict[str, Any]:
    """What was chosen and answered, as `contracts.bookings.BookingOut` has it."""
    if kept is None:
        line = {"kind": "service", "label": title, "count": 1, "amount": price}
        return {"variant_id": None, "extras": [], "lines": [line], "answers": []}
    choice: dict[str, Any] = json.loads(kept)
    return choice
