"""The one way in which amounts are rounded and shared out: integers in minor units, nothing lost.

A share is taken in basis points (1/100 of a percent) and rounded half to even, so that many roundings don't
lean to one side. What is split among parts adds up to the whole again, to the last cent.
"""

from collections.abc import Sequence
from typing import Final

WHOLE: Final = 10_000
"""All of it, in basis points."""


def share(amount: int, basis_points: int) -> int:
    """So many basis points of an amount, rounded half to even; the same size for `-amount`, with its sign."""
    whole, rest = divmod(abs(amount) * basis_points, WHOLE)
    if 2 * rest > WHOLE or (2 * rest == WHOLE and whole % 2):
        whole += 1
    return whole if amount >= 0 else -whole


def included(amount: int, basis_points: int) -> int:
    """The part of a gross amount that a rate on top of its net makes, such as the tax in a price."""
    net, rest = divmod(abs(amount) * WHOLE, WHOLE + basis_points)
    if 2 * rest > WHOLE + basis_points or (2 * rest == WHOLE + basis_points and net % 2):
        net += 1
    part = abs(amount) - net
    return part if amount >= 0 else -part


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """An amount in parts as these weights (not negative) have it; the parts add up to it.

    Each part is first rounded towards zero; what is left goes, unit by unit, to the parts that lost most,
    earlier ones first. Weights that are all zero count as equal. No weights: only 0 can be split.
    """
    if not weights:
        if amount:
            raise ValueError("nothing to split an amount among")
        return []
    if min(weights) < 0:
        raise ValueError("weights can't be negative")
    weighed = list(weights) if any(weights) else [1] * len(weights)
    total = sum(weighed)
    parts, losses = [], []
    for weight in weighed:
        part, loss = divmod(abs(amount) * weight, total)
        parts.append(part)
        losses.append(loss)
    left = abs(amount) - sum(parts)
    for position in sorted(range(len(parts)), key=lambda place: (-losses[place], place))[:left]:
        parts[position] += 1
    return parts if amount >= 0 else [-part for part in parts]
