"""A CSV file as cells: encoding, delimiter and header found by looking."""

import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from imports.rows import FileProblem, Reason, Refusal, UnreadableFileError, Watch, shorten
from imports.text import check, decode, sniff

LINE_LIMIT = 50_000
COLUMN_LIMIT = 100
CELL_LIMIT = 10_000
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One record with the number of the line it begins on."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table; `titles` are the header's cells, or empty texts where the file has no header."""

    titles: tuple[str, ...]
    lines: tuple[Line, ...]
    refusals: tuple[Refusal, ...]
    delimiter: str
    encoding: str


def read_sheet(data: bytes, watch: Watch) -> Sheet:
    """The cells of a CSV file. Raises `UnreadableFileError`, or what `watch` raises."""
    watch(0.0)
    check(data)
    encoding = sniff(data)
    text = decode(data, encoding).replace("\x00", "")
    delimiter = _sniff_delimiter(text)
    refusals: list[Refusal] = []
    lines = list(_records(text, delimiter, refusals, watch))
    if not lines:
        raise UnreadableFileError(FileProblem.NO_LINES)
    width = min(COLUMN_LIMIT, max(len(line.cells) for line in lines))
    titles = ("",) * width
    if _is_header(lines):
        titles = (lines[0].cells + titles)[:width]
        lines = lines[1:]
    if not lines:
        raise UnreadableFileError(FileProblem.NO_LINES)
    return Sheet(titles, tuple(lines), tuple(refusals), delimiter, encoding)


def _records(text: str, delimiter: str, refusals: list[Refusal], watch: Watch) -> Iterator[Line]:
    total = max(1, text.count("\n"))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    given = 0
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            refusals.append(Refusal(number, Reason.BROKEN, shorten(str(error))))
            continue
        if cells is None:
            return
        if number % 500 == 0:
            watch(min(0.5, 0.5 * number / total))
        if not any(cell.strip() for cell in cells):
            continue
        if any(len(cell) > CELL_LIMIT for cell in cells) or len(cells) > COLUMN_LIMIT:
            refusals.append(Refusal(number, Reason.TOO_LONG, shorten(" ".join(cells[:3]))))
            continue
        if given >= LINE_LIMIT:
            refusals.append(Refusal(number, Reason.TOO_MANY, shorten(" ".join(cells[:3]))))
            return
        given += 1
        yield Line(number, tuple(cell.strip() for cell in cells))


def _sniff_delimiter(text: str) -> str:
    """The delimiter that gives the most columns most steadily; quoted ones don't count."""
    sample = text[:50_000]
    first = sample.splitlines()[0].strip().lower() if sample.strip() else ""
    if first.startswith("sep=") and len(first) == len("sep=;"):
        return first[-1]

    def score(delimiter: str) -> tuple[float, int]:
        try:
            reader = csv.reader(io.StringIO(sample), delimiter=delimiter)
            counts = [len(cells) for cells in itertools.islice(reader, _SAMPLE)]
        except csv.Error:
            return (0.0, 0)
        counts = [count for count in counts if count]
        usual = max(set(counts), key=counts.count, default=1)
        return (counts.count(usual) / len(counts), usual) if usual > 1 else (0.0, 1)

    return max(_DELIMITERS, key=score)


def _is_header(lines: list[Line]) -> bool:
    """A first line without a single figure or address above lines of the same kind."""
    first = lines[0].cells
    plain = all(not any(letter.isdigit() or letter == "@" for letter in cell) for cell in first)
    return plain and len(lines) > 1 and sum(1 for cell in first if cell) >= max(1, len(first) // 2)
