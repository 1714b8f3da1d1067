"""A bare FastAPI route over a bare FTS5 table: the best twenty rows for the words, and nothing else.

`python -m bench.bare.search FILE PORT`; FILE is a SQLite file with the table `raw`.
"""

import sys

import aiosqlite
import uvicorn
from fastapi import FastAPI
from sqlcipher3 import dbapi2

SCHEMA = "CREATE VIRTUAL TABLE raw USING fts5(title, category, vendor, body, tokenize = 'porter unicode61')"
_BEST = "SELECT rowid, title, category, vendor, body FROM raw WHERE raw MATCH ? ORDER BY rank LIMIT 20"


def make_app(file: str) -> FastAPI:
    """Answer the application with its one route."""
    app = FastAPI()
    connections: list[aiosqlite.Connection] = []

    @app.get("/bare")
    async def answer(q: str = "window") -> list[tuple[int | str, ...]]:
        if not connections:
            connections.append(await aiosqlite.Connection(lambda: dbapi2.connect(file), 64))
            await connections[0].execute("PRAGMA mmap_size = 268435456")
        words = " ".join(f'"{word}"' for word in q.split())
        async with connections[0].execute(_BEST, (words,)) as cursor:
            return [tuple(row) for row in await cursor.fetchall()]

    return app


if __name__ == "__main__":
    uvicorn.run(make_app(sys.argv[1]), host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")
