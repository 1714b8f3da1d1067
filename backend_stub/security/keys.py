"""The server's secret: made once per data folder, readable by its owner alone; there is no default."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Final

_FILE: Final = "server.key"
_BYTES: Final = 32


def load_secret(folder: Path) -> bytes:
    """The secret of this data folder; of two servers starting at once, one makes it and both get it."""
    path = folder / _FILE
    if not path.exists():
        draft = folder / f".{_FILE}.{os.getpid()}.{secrets.token_hex(4)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # fails if another server was faster; then its secret counts
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    secret = path.read_bytes()
    if len(secret) != _BYTES:
        raise ValueError(f"{path} is damaged; remove it, and everybody has to sign in again")
    return secret


def derive(secret: bytes, purpose: str) -> bytes:
    """A key for one purpose, so that no two share one."""
    return hmac.digest(secret, purpose.encode(), hashlib.sha256)
