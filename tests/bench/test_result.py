"""How a line is judged and written."""

import json
from pathlib import Path

import pytest

from bench.marks import read_mark
from bench.result import Aim, Result, describe, percentile, write_json


@pytest.mark.parametrize(
    ("aim", "ours", "bare", "met"),
    [
        (Aim("ratio", "most", 1.6), 160.0, 100.0, True),
        (Aim("ratio", "most", 1.6), 161.0, 100.0, False),
        (Aim("ratio", "least", 0.4), 40.0, 100.0, True),
        (Aim("ratio", "least", 0.4), 39.0, 100.0, False),
        (Aim("ours", "most", 8.0), 8.0, 1.0, True),
        (Aim("ours", "most", 8.0), 8.1, 100.0, False),
    ],
)
def test_an_aim_is_met_or_not(aim: Aim, ours: float, bare: float, met: bool) -> None:
    result = Result.of("line", "ms", ours, bare, aim)
    assert result.met is met
    assert result.ratio == pytest.approx(ours / bare, abs=0.001)
    assert ("met" in describe(result)) is met


def test_percentile_is_a_measured_value() -> None:
    values = [float(number) for number in range(1, 101)]
    assert percentile(values, 95) == 95.0
    assert percentile(values, 50) == 50.0
    assert percentile([3.0], 95) == 3.0


def test_json_has_the_promised_keys(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "bench.json"
    write_json([Result.of("api", "req/s", 600.0, 1000.0, Aim("ratio", "least", 0.6))], path)
    assert json.loads(path.read_text()) == [
        {
            "name": "api",
            "unit": "req/s",
            "ours": 600.0,
            "bare": 1000.0,
            "ratio": 0.6,
            "aim": "ratio >= 0.6",
            "met": True,
        }
    ]


@pytest.mark.parametrize(
    ("line", "mark"),
    [("mark paint 17", ("paint", 17)), ("mark paint", None), ("remark paint 17", None), ("", None)],
)
def test_marks_are_told_from_other_output(line: str, mark: tuple[str, int] | None) -> None:
    assert read_mark(line) == mark
