"""How long a server asks to be left alone, as it stands in a header, a close reason or a frame."""

import math

MOST = 300.0
"""Seconds; whoever asks for more, or for ever, is asked again after these."""


def read_retry_after(value: object) -> float | None:
    """Seconds from a number or its text; None for anything else, also for a date: our clock may be wrong."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        seconds = float(value)
    except (ValueError, OverflowError):
        return None
    return None if math.isnan(seconds) else min(max(0.0, seconds), MOST)
