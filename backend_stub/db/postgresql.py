"""PostgreSQL as the scaled-out server uses it.

Every transaction has a timeout: a pull reads only below the oldest running transaction, so one that
never ends would hold the feed back for everybody.
"""

from typing import Final

from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

CHANNEL: Final = "doorstep_changes"
"""NOTIFY channel on which a commit wakes the other servers."""

_SETTINGS = {
    "statement_timeout": "15s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "15s",
    "timezone": "UTC",
}


def postgresql_engine(url: URL, *, pool_size: int, pool_timeout: float) -> AsyncEngine:
    """One pool for reads and writes."""
    return create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=pool_timeout,
        pool_pre_ping=True,
        connect_args={"options": " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())},
    )
