"""Texts that are half written, in the outbox's file: it is encrypted, and never dropped."""

from client.db.connection import Connection


def load(connection: Connection) -> dict[str, str]:
    """All drafts by key."""
    return {str(key): str(text) for key, text in connection.execute("SELECT key, text FROM draft")}


def put(connection: Connection, key: str, text: str) -> None:
    """Keep a draft; '' takes it away."""
    if text:
        connection.execute("INSERT OR REPLACE INTO draft VALUES (?, ?)", (key, text))
    else:
        connection.execute("DELETE FROM draft WHERE key = ?", (key,))
