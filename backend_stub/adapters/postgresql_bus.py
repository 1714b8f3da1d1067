"""Servers on one PostgreSQL tell each other what need not be kept, by NOTIFY."""

import asyncio
import base64
import logging
from collections.abc import Callable
from typing import Final

from sqlalchemy import text

from backend_stub.db.database import Database

log = logging.getLogger(__name__)

_CHANNEL: Final = "doorstep_presence"
_RETRY_SECONDS: Final = 1.0


class PostgresqlBus:
    """Implements `ports.presence.PresenceBusPort`; one's own notes come back too, known by their id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def publish(self, note: bytes) -> None:
        """Tell the others."""
        words = base64.b64encode(note).decode()
        async with self._database.write() as uow:
            statement = text("SELECT pg_notify(:channel, :words)")
            await uow.session.execute(statement, {"channel": _CHANNEL, "words": words})

    async def run(self, deliver: Callable[[bytes], None]) -> None:
        """Hear the others for ever."""
        import psycopg  # a third of a second that an embedded server need not spend

        url = self._database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {_CHANNEL}")
                    async for told in connection.notifies():
                        deliver(base64.b64decode(told.payload))
            except (psycopg.Error, ValueError) as error:
                log.warning("not listening for presence: %s", error)
                await asyncio.sleep(_RETRY_SECONDS)
