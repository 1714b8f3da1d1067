"""Clocks that follow the virtual loop; a client's may be wrong by hours, which must not matter."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class SimClock:
    """`START` plus the loop's time plus an error."""

    def __init__(self, time: Callable[[], float], error: timedelta = timedelta(0)) -> None:
        self._time = time
        self._error = error

    def now(self) -> datetime:
        """The instant that this clock shows."""
        return START + timedelta(seconds=round(self._time(), 6)) + self._error

    def turn(self, by: timedelta) -> None:
        """Somebody, or the network's time, sets it."""
        self._error += by
