"""Small JSON files of a profile, replaced as a whole so that a crash leaves the old or the new one."""

import contextlib
import json
import os
from pathlib import Path
from typing import Any

from client.db.connection import translated
from client.documents import Document


class ProfileFile:
    """One JSON object in one file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> Document | None:
        """What is in it; None where there is none or it is not a JSON object."""
        try:
            value: Any = json.loads(self.path.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return value if isinstance(value, dict) else None

    def save(self, value: Document) -> None:
        """Write it, and have it on the disk when this returns. Raises `LocalError`."""
        draft = self.path.with_name(self.path.name + ".new")
        with translated():
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                with draft.open("w", encoding="utf-8") as file:
                    json.dump(value, file, ensure_ascii=False)
                    file.flush()
                    os.fsync(file.fileno())
                draft.replace(self.path)
            except OSError:
                # Half a draft is of no use to anybody, and may hold what should not lie about.
                with contextlib.suppress(OSError):
                    draft.unlink(missing_ok=True)
                raise

    def erase(self) -> None:
        """Remove it; none is fine. Raises `LocalError`."""
        with translated():
            self.path.unlink(missing_ok=True)
