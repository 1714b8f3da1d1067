"""Files in a folder of the data folder: `files/ab/ab….jpg`, named by the SHA-256 of type and content."""

import asyncio
import hashlib
import os
import re
import secrets
from pathlib import Path
from typing import Final

from backend_stub.ports.files import FileContent

_ENDINGS: Final = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/pdf": "pdf",
    "text/csv": "csv",
    "text/calendar": "ics",
}
_TYPES: Final = {ending: media_type for media_type, ending in _ENDINGS.items()}
_KEY: Final = re.compile(r"([0-9a-f]{64})\.([a-z]{3})")


class FolderFiles:
    """Implements `ports.files.FilesPort`; servers may share a folder. Disks are asked in threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, data: bytes, media_type: str) -> str:
        """Keep bytes; answers their key."""
        ending = _ENDINGS.get(media_type)
        if ending is None:
            raise ValueError(f"files of type {media_type} are not kept here")
        return await asyncio.to_thread(self._put, data, media_type, ending)

    async def get(self, key: str) -> FileContent:
        """What is kept under a key; `KeyError` if nothing is."""
        path = self._path(key)
        try:
            data = await asyncio.to_thread(path.read_bytes)
        except FileNotFoundError:
            raise KeyError(key) from None
        return FileContent(data, _TYPES[key.rpartition(".")[2]])

    async def delete(self, key: str) -> None:
        """Forget a key."""
        path = self._path(key)
        await asyncio.to_thread(path.unlink, missing_ok=True)

    def _path(self, key: str) -> Path:
        match = _KEY.fullmatch(key)
        if match is None or match[2] not in _TYPES:
            raise KeyError(key)
        return self._folder / key[:2] / key

    def _put(self, data: bytes, media_type: str, ending: str) -> str:
        digest = hashlib.sha256(media_type.encode() + b"\0" + data).hexdigest()
        key = f"{digest}.{ending}"
        path = self._path(key)
        if path.exists():
            return key
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Written beside and moved, so that nobody ever reads half a file under its name.
        draft = path.parent / f".{key}.{secrets.token_hex(4)}"
        try:
            with draft.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        return key
