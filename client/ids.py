"""Identifiers made on this side: UUIDv7 from the engine's clock and randomness."""

from random import Random

from client.clock import Clock
from contracts.idents import uuid7


class IdMaker:
    """Makes ids that sort by the time of their making, also when the clock stands still or steps back."""

    def __init__(self, clock: Clock, random: Random) -> None:
        self._clock = clock
        self._random = random
        self._last = 0

    def __call__(self) -> str:
        """A new id."""
        self._last = max(self._last + 1, int(self._clock.now().timestamp() * 1000))
        return str(uuid7(self._last, self._random.getrandbits(74)))
