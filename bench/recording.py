"""What one list-bookings request runs and answers, for the bare route to do the same."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx

from backend_stub.db.short_errands import ShortCursor
from backend_stub.main import Server
from backend_stub.settings import Settings


async def record(data: Path, target: str, headers: Mapping[str, str]) -> str:
    """Ask our own server in this process; answer, as JSON, the SQL of one of many requests, and its answer.

    The first request fills caches; the second is the one that a busy server runs all day.
    """
    server = Server(Settings(data_dir=data))
    statements: list[tuple[str, tuple[Any, ...]]] = []

    execute = ShortCursor.execute

    async def note(cursor: ShortCursor, sql: str, parameters: Any = None) -> ShortCursor:
        statements.append((sql, tuple(parameters or ())))
        return await execute(cursor, sql, parameters)

    transport = httpx.ASGITransport(app=server.app)
    try:
        # Whatever our engines run passes through their cursors, lists past SQLAlchemy's events.
        with patch.object(ShortCursor, "execute", note):
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                (await client.get(target, headers=dict(headers))).raise_for_status()
                statements.clear()
                answer = (await client.get(target, headers=dict(headers))).raise_for_status()
    finally:
        server.passwords.close()
        await server.database.close()
    return json.dumps(
        {
            "database": str(server.database.path),
            "statements": statements,
            "body": answer.text,
        }
    )
