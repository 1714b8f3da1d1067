"""Numbers by which people speak of a booking: short, without letters that look alike, and never a word."""

import secrets
from typing import Final

_ALPHABET: Final = "23456789BCDFGHJKMNPQRTVWXYZ"


def new_reference() -> str:
    """Such as `7KQ-M4TX`: one of ten thousand million."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(7))
    return f"{letters[:3]}-{letters[3:]}"
