"""The cancellation policy that a booking was made on, as the booking keeps it."""

import json
from functools import lru_cache
from typing import cast

from contracts.cancellation import PolicyDoc


def freeze_policy(policy: PolicyDoc) -> str:
    """As the database keeps it."""
    return json.dumps(policy, separators=(",", ":"))


@lru_cache(maxsize=1_000)
def read_policy(kept: str) -> PolicyDoc:
    """A frozen policy, to look at; most bookings share a few."""
    return cast("PolicyDoc", json.loads(kept))
