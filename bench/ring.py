"""A keyring for the bench, which has to run where there is none: a file that the environment names.

Chosen by keyring's own `PYTHON_KEYRING_BACKEND`. Never use it for anything real: it keeps plain text.
"""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend


class FileRing(KeyringBackend):
    """Keeps passwords in the file that `DOORSTEP_BENCH_RING` names."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        """Answer what was kept."""
        return self._read().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self._write({**self._read(), f"{service}/{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        self._write({name: kept for name, kept in self._read().items() if name != f"{service}/{username}"})

    def _read(self) -> dict[str, str]:
        path = Path(os.environ["DOORSTEP_BENCH_RING"])
        return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}

    def _write(self, kept: dict[str, str]) -> None:
        Path(os.environ["DOORSTEP_BENCH_RING"]).write_text(json.dumps(kept), encoding="utf-8")
