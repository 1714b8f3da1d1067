"""The engine's only source of time. A simulator hands in its own."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Wall time to show and stamp; it never orders, expires or rejects anything that the server decides.

    Waiting is `asyncio.sleep`, measured by the event loop's own clock.
    """

    def now(self) -> datetime:
        """The instant now, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The instant now, in UTC."""
        return datetime.now(UTC)


def to_wire(instant: datetime) -> str:
    """RFC 3339 in UTC with `Z`, as rows on the wire write it."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def from_wire(text: str) -> datetime:
    """The instant that a wire text names, in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)
