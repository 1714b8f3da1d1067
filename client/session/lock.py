"""One at a time across processes: an advisory lock on a file, freed by the system when its holder dies."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from client.db.connection import translated

_POLL = 0.05


@asynccontextmanager
async def exclusive(path: Path | None) -> AsyncIterator[None]:
    """Hold the lock around the block; without a path there is nobody to share with."""
    if path is None:
        yield
        return
    with translated():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        while not _try(handle):  # noqa: ASYNC110 - another process frees it, which sends us no event
            await asyncio.sleep(_POLL)
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
