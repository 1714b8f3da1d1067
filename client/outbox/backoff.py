"""How long to wait before trying again: full jitter, so that many clients never come at once."""

from random import Random


def full_jitter(random: Random, attempt: int, *, base: float, cap: float) -> float:
    """Seconds before try number `attempt` (1 is the first repeat): uniform from 0 to a doubling limit."""
    return random.uniform(0.0, min(cap, base * 2.0 ** min(attempt, 30)))
