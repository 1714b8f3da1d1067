"""What a line of the bench answers, and how lines are printed and written."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Aim:
    """What a line is meant to reach: a bound on the ratio to the bare thing, or on our own figure."""

    of: Literal["ratio", "ours"]
    at: Literal["most", "least"]
    bound: float

    def is_met(self, ours: float, ratio: float) -> bool:
        """Answer whether a measurement reaches the aim."""
        value = ratio if self.of == "ratio" else ours
        return value <= self.bound if self.at == "most" else value >= self.bound

    def __str__(self) -> str:
        """Write the aim as people read it."""
        return f"{self.of} {'<=' if self.at == 'most' else '>='} {self.bound:g}"


@dataclass(frozen=True, slots=True)
class Result:
    """One measured line; `ratio` is ours divided by bare, from the same run."""

    name: str
    unit: str
    ours: float
    bare: float
    ratio: float
    aim: str
    met: bool

    @classmethod
    def of(cls, name: str, unit: str, ours: float, bare: float, aim: Aim) -> "Result":
        """Make a result and judge it."""
        ratio = ours / bare
        return cls(
            name, unit, round(ours, 3), round(bare, 3), round(ratio, 3), str(aim), aim.is_met(ours, ratio)
        )


HEADER = f"{'line':<14} {'ours':>12} {'bare':>12} {'ratio':>8}   aim"


def describe(result: Result) -> str:
    """Answer one printed line."""
    verdict = "met" if result.met else "SHORT"
    return (
        f"{result.name:<14} {_figure(result.ours, result.unit):>12} {_figure(result.bare, result.unit):>12} "
        f"{result.ratio:>7.2f}x   {result.aim}: {verdict}"
    )


def write_json(results: Sequence[Result], path: Path) -> None:
    """Write the results as a JSON list."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(result) for result in results], indent=2) + "\n", encoding="utf-8")


def percentile(values: Sequence[float], percent: float) -> float:
    """Answer the nearest-rank percentile, so that it is one of the values that were measured."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def _figure(value: float, unit: str) -> str:
    digits = 0 if value >= 1000 else 1 if value >= 100 else 2
    return f"{value:,.{digits}f} {unit}"
