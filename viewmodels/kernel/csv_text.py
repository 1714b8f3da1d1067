"""A list as CSV that spreadsheets open as text: what looks like a formula is made inert."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.row_model import Column, Row
from viewmodels.text import Texts

R = TypeVar("R", bound=Row)

# Where a cell begins so, Excel, LibreOffice and Sheets calculate it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(text: str) -> str:
    """The text, led by an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def to_csv(columns: Sequence[Column[R]], rows: Iterable[R]) -> bytes:
    """UTF-8 with a byte order mark (Excel needs it), CRLF line ends (RFC 4180), titles in the first line."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([inert(column.title) for column in columns])
    writer.writerows([inert(column.text(row)) for column in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")


async def save_csv(path: Path, data: bytes, texts: Texts) -> None:
    """Write an export beside the window's thread; a disk that won't take it is said in words."""
    try:
        await asyncio.to_thread(path.write_bytes, data)
    except OSError as error:
        words = texts("problem.file_not_written", file=path.name, why=error.strerror or str(error))
        raise ShownError(Problem(words, retry=True)) from error
