"""The time."""

from datetime import datetime
from typing import Protocol


class ClockPort(Protocol):
    """Tells the time; nothing else does."""

    def now(self) -> datetime:
        """The present instant in UTC."""
        ...
