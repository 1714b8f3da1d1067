"""A keyring in a file, for tests that outlive a process."""

import base64
import json
from pathlib import Path

from client.ports import Secrets


class FileVault:
    """Replaces its file as a whole, so that a kill leaves the old or the new secrets."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def load(self, account: str) -> Secrets | None:
        """What was kept."""
        kept = self._read().get(account)
        return None if kept is None else Secrets(base64.b64decode(kept[0] or ""), kept[1])

    async def save(self, account: str, secrets: Secrets) -> None:
        """Keep these."""
        entry = [base64.b64encode(secrets.key).decode(), secrets.refresh_token]
        self._write({**self._read(), account: entry})

    async def erase(self, account: str) -> None:
        """Keep nothing."""
        self._write({key: value for key, value in self._read().items() if key != account})

    def _read(self) -> dict[str, list[str | None]]:
        try:
            found: dict[str, list[str | None]] = json.loads(self._path.read_text())
        except FileNotFoundError:
            return {}
        return found

    def _write(self, entries: dict[str, list[str | None]]) -> None:
        draft = self._path.with_suffix(".new")
        draft.write_text(json.dumps(entries))
        draft.replace(self._path)
