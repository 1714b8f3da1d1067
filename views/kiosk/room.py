"""How much room the kiosk has: upright as drawn, or lying on its side, where pages go wide instead."""

from __future__ import annotations

from dataclasses import dataclass

UPRIGHT, LYING = 1200, 1760
"""The widest that content becomes."""
_LOW, _LEAST_WIDTH, _CRAMPED, _TIGHT, _SIDE = 1500, 1000, 1000, 900, 40


@dataclass(frozen=True, slots=True)
class Room:
    """The window's size, and whether the keyboard takes the lower part of it."""

    width: int
    height: int
    typing: bool = False

    @property
    def low(self) -> bool:
        """There is no height for what can be spared."""
        return self.height < _LOW

    @property
    def lying(self) -> bool:
        """Wider than high: what stands below each other elsewhere stands beside each other here."""
        return self.low and self.width >= max(_LEAST_WIDTH, self.height)

    @property
    def tight(self) -> bool:
        """So low that even headings give way."""
        return self.height < _TIGHT

    @property
    def cramped(self) -> bool:
        """Beside the keyboard there is room for the fields alone."""
        return self.low and self.typing and (self.height < _CRAMPED or not self.lying)

    @property
    def side(self) -> int:
        """The margin at either side."""
        return max(_SIDE, (self.width - (LYING if self.lying else UPRIGHT)) // 2)
