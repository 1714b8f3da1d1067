"""`apply`: rows a second from pages of the feed into the encrypted cache.

Ours writes what the client writes: the parsed page with its scopes, hot columns, indexes and cursor, a
transaction a page. Bare is `executemany` of tuples that stand ready, into the same columns of an encrypted
file with the same settings and no index.
"""

import json
import secrets
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, cast

from bench.result import Aim, Result
from bench.rows import make_bookings
from client.db.cache_tables import TABLES, prepare
from client.db.connection import Connection, connect, transaction
from client.documents import Document
from client.sync.apply import Changes, apply

ROWS = 10_000
PAGE = 1_000
ROUNDS = 5
SCOPES = ["vendor:0f8fad5b-d9cb-469f-a165-70867728950e"]


def measure() -> Sequence[Result]:
    """Measure both in turns and take the medians."""
    rows = cast(list[Document], make_bookings(ROWS, vendor_id=SCOPES[0][7:], staff_ids=("a", "b", "c")))
    pages = [rows[at : at + PAGE] for at in range(0, ROWS, PAGE)]
    changes = [_changes(number, page) for number, page in enumerate(pages)]
    tuples = [[_tuple(row) for row in page] for page in pages]
    ours, bare = [], []
    for _round in range(ROUNDS):
        ours.append(_rate(lambda connection, number: apply(connection, changes[number]), prepare, len(pages)))
        bare.append(_rate(lambda connection, number: _insert(connection, tuples[number]), _make, len(pages)))
    aim = Aim("ratio", "least", 0.4)
    return [Result.of("apply", "rows/s", median(ours), median(bare), aim)]


def _rate(
    write: Callable[[Connection, int], object], make: Callable[[Connection], object], pages: int
) -> float:
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        connection = connect(Path(folder, "rows.db"), secrets.token_bytes(32), durable=False)
        make(connection)
        started = time.perf_counter()
        for number in range(pages):
            with transaction(connection):
                write(connection, number)
        took = time.perf_counter() - started
        connection.close()
    return ROWS / took


def _changes(number: int, page: list[Document]) -> Changes:
    return Changes(
        cursor=f"cursor-{number}",
        upserts={"booking": page},
        scopes={"booking": [SCOPES for _row in page]},
        gone=[],
        meta={"epoch": "bench"},
    )


def _tuple(row: Document) -> tuple[Any, ...]:
    columns = [extract(row) for extract in TABLES["booking"].columns.values()]
    return (row["id"], row["version"], SCOPES[0], json.dumps(row), *columns)


def _make(connection: Connection) -> None:
    columns = ", ".join(TABLES["booking"].columns)
    connection.execute(
        f"CREATE TABLE row (id TEXT PRIMARY KEY, version INTEGER, scopes TEXT, doc TEXT, {columns})"
    )


def _insert(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    marks = ", ".join("?" * len(rows[0]))
    connection.executemany(f"INSERT INTO row VALUES ({marks})", rows)  # noqa: S608 - marks alone
