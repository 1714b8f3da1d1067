"""`demo-data --data DIR --vendors N --bookings N --seed S`: a town of any size in a data folder."""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from backend_stub.adapters.clock import SystemClock
from backend_stub.adapters.folder_files import FolderFiles
from backend_stub.db.database import Database
from backend_stub.demo.load import BOOKINGS, SEED, VENDORS, fill
from backend_stub.security.passwords import Passwords
from backend_stub.settings import Settings


def main(argv: Sequence[str] | None = None) -> int:
    """Fill the folder; 1 if there is something in it already."""
    arguments = _parser().parse_args(argv)
    os.umask(0o077)
    data: Path = arguments.data
    begun = time.monotonic()
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        filled = asyncio.run(_fill(data, arguments.vendors, arguments.bookings, arguments.seed))
    except OSError as error:
        print(f"demo-data: {data} can't be used: {error.strerror}", file=sys.stderr)
        return 1
    except DatabaseError as error:
        print(f"demo-data: {data} can't be written: {error.orig}", file=sys.stderr)
        return 1
    if not filled:
        print(f"demo-data: {data} has data already, and was left as it is", file=sys.stderr)
        return 1
    print(
        f"Alderhaven has {arguments.vendors} vendors and {arguments.bookings} bookings "
        f"({time.monotonic() - begun:.1f} s). Try: ./run serve --data {data} --port 8000"
    )
    return 0


async def _fill(data: Path, vendors: int, bookings: int, seed: int) -> bool:
    clock = SystemClock()
    settings = Settings(data_dir=data)
    database = Database(settings.resolved_database_url, clock)
    passwords = Passwords()
    try:
        await database.migrate()
        files = FolderFiles(data / "files")
        return await fill(
            database, passwords, clock.now(), vendors=vendors, bookings=bookings, seed=seed, files=files
        )
    finally:
        passwords.close()
        await database.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="demo-data", description="Make up a town in an empty data folder.")
    parser.add_argument("--data", type=Path, required=True, help="folder for the database")
    parser.add_argument("--vendors", type=_positive, default=VENDORS, help=f"default {VENDORS}")
    parser.add_argument("--bookings", type=_positive, default=BOOKINGS, help=f"default {BOOKINGS}")
    parser.add_argument("--seed", type=int, default=SEED, help="the same seed makes the same town")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
