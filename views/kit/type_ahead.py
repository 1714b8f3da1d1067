"""Type-ahead in lists where single letters are commands too."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

PAUSE = 1.0


class TypeAhead:
    """Collects letters into a search text. Letters within a second of each other belong together.

    A reserved letter (J, K, X and O walk, tick and open; actions have theirs) starts nothing on its own;
    with Shift every letter does.
    """

    def __init__(
        self, reserved: frozenset[str] = frozenset("jkxo"), clock: Callable[[], float] = monotonic
    ) -> None:
        self.reserved = reserved
        self._clock = clock
        self._text = ""
        self._last = float("-inf")

    def add(self, letter: str, *, shifted: bool) -> str | None:
        """The text to look for now, or None if the letter is a command."""
        now = self._clock()
        going = bool(self._text) and now - self._last < PAUSE
        if not letter.strip() and not going:
            return None
        if not going and letter.lower() in self.reserved and not shifted:
            return None
        self._text = self._text + letter if going else letter
        self._last = now
        return self._text.casefold()

    def forget(self) -> None:
        """Let the next letter begin a new search."""
        self._text = ""

    @property
    def going(self) -> bool:
        """Whether the next letter continues a search."""
        return bool(self._text) and self._clock() - self._last < PAUSE


def find_match(text: str, count: int, start: int, text_at: Callable[[int], str]) -> int | None:
    """The first of `count` rows from `start` on, round the end, whose text begins with `text`."""
    for step in range(count):
        place = (start + step) % count
        if text_at(place).casefold().startswith(text):
            return place
    return None
