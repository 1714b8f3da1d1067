"""Where runs keep their files: in memory where the system has such a folder; nobody pulls its plug."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MEMORY = Path("/dev/shm")


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    parent = str(_MEMORY) if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="doorstep-sim-", dir=parent) as folder:
        yield Path(folder)
