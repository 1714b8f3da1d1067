"""Exports: what a spreadsheet reads back, and formulas that stay words."""

import csv
import io
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewmodels.kernel.csv_text import inert, to_csv
from viewmodels.kernel.row_model import Column


@dataclass(frozen=True, slots=True)
class Line:
    id: str
    name: str
    note: str


COLUMNS: tuple[Column[Line], ...] = (
    Column("name", "Name", lambda line: line.name),
    Column("note", "Note", lambda line: line.note),
)


def read_back(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_first_line_names_the_columns_and_a_mark_names_the_encoding() -> None:
    data = to_csv(COLUMNS, [Line("1", "Zoë \U0001f9f9", 'says "hi", twice')])
    assert data.startswith(b"\xef\xbb\xbf")
    assert read_back(data) == [["Name", "Note"], ["Zoë \U0001f9f9", 'says "hi", twice']]


@pytest.mark.parametrize("text", ["=1+1", "+49 30 1", "-2", "@SUM(A1)", "\t=1", "  =1", "＝1"])
def test_what_looks_like_a_formula_is_led_by_an_apostrophe(text: str) -> None:
    assert inert(text) == f"'{text}"


@given(st.lists(st.tuples(st.text(), st.text())))
def test_no_cell_starts_as_a_formula_and_no_row_is_lost(cells: list[tuple[str, str]]) -> None:
    lines = [Line(str(place), *pair) for place, pair in enumerate(cells)]
    rows = read_back(to_csv(COLUMNS, lines))
    assert len(rows) == len(lines) + 1
    for row, line in zip(rows[1:], lines, strict=True):
        assert row == [inert(line.name), inert(line.note)]
        assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@")) for cell in row)
