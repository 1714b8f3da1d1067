"""`search`: p95 of a search with facets over 100,000 listings, beside a raw FTS5 top-20 of the same words.

Both are asked over HTTP, one question at a time and in turns, by the same words. The raw table has the same
four columns and SQLite's own stemmer, so that both find about the same listings.
"""

import sqlite3
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import httpx
from sqlcipher3 import dbapi2

from backend_stub.ports.search import SearchDocument
from bench.bare.search import SCHEMA
from bench.catalogue import QUERIES, make_catalogue
from bench.result import Aim, Result, percentile
from bench.server import free_port, running

ROUNDS = 8


def measure() -> Sequence[Result]:
    """Measure both in turns and take the 95th percentiles."""
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as name:
        folder = Path(name)
        data, raw = folder / "data", folder / "raw.db"
        data.mkdir()
        _fill_raw(raw, make_catalogue(data))
        ours_port, bare_port = free_port(), free_port()
        ours, bare = f"http://127.0.0.1:{ours_port}", f"http://127.0.0.1:{bare_port}"
        arguments = ["--port", str(ours_port), "--data", str(data)]
        with (
            running("backend_stub.serve", arguments, f"{ours}/readyz", folder / "ours.log"),
            running("bench.bare.search", [str(raw), str(bare_port)], f"{bare}/bare", folder / "bare.log"),
        ):
            times = _ask_both(f"{ours}/api/v1/listings?facets=true&limit=20", f"{bare}/bare")
    p95 = [percentile(found, 95) for found in times]
    return [Result.of("search", "ms", p95[0], p95[1], Aim("ratio", "most", 2.5))]


def _fill_raw(path: Path, documents: Sequence[SearchDocument]) -> None:
    connection: sqlite3.Connection = dbapi2.connect(str(path))
    connection.execute(SCHEMA)
    connection.executemany(
        "INSERT INTO raw (title, category, vendor, body) VALUES (?, ?, ?, ?)",
        ((each.title, each.category, each.vendor, each.body) for each in documents),
    )
    connection.commit()
    connection.close()


def _ask_both(ours: str, bare: str) -> tuple[list[float], list[float]]:
    times: tuple[list[float], list[float]] = ([], [])
    with httpx.Client(trust_env=False, timeout=30) as client:
        for warm in (True, *[False] * ROUNDS):
            for words in QUERIES:
                for url, found in zip((ours, bare), times, strict=True):
                    started = time.perf_counter()
                    answer = client.get(httpx.URL(url).copy_merge_params({"q": words}))
                    elapsed = (time.perf_counter() - started) * 1000
                    answer.raise_for_status()
                    if not warm:
                        found.append(elapsed)
    return times
