"""A demo town in a data folder, made without a word."""

import io
from contextlib import redirect_stdout
from pathlib import Path

from backend_stub.demo.__main__ import main


def make_town(data: Path, bookings: int) -> None:
    """Three vendors and so many bookings, the same in every run; RuntimeError where it can't be made."""
    size = ["--vendors", "3", "--bookings", str(bookings), "--seed", "1"]
    with redirect_stdout(io.StringIO()):
        code = main(["--data", str(data), *size])
    if code != 0:
        raise RuntimeError(f"no town could be made in {data}")
