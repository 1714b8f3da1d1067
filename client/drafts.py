"""What somebody has half written: on disk with every pause of the keys, also after a kill -9."""

import asyncio
from typing import Protocol


class DraftFile(Protocol):
    """Where drafts lie."""

    async def load_drafts(self) -> dict[str, str]:
        """All of them."""
        ...

    async def put_draft(self, key: str, text: str) -> None:
        """Keep one; on disk when this returns."""
        ...


class Drafts:
    """One account's drafts. While one is written down, only the newest of later texts with its key counts."""

    def __init__(self, file: DraftFile) -> None:
        self._file = file
        self._newest: dict[str, str] = {}
        self._turn = asyncio.Lock()

    async def load(self) -> dict[str, str]:
        """All of them, by key."""
        return await self._file.load_drafts() | self._newest

    async def keep(self, key: str, text: str) -> None:
        """Keep a text; '' takes it away. On disk when this returns. Raises `LocalError`."""
        self._newest[key] = text
        async with self._turn:
            newest = self._newest.pop(key, None)
            if newest is None:
                return  # a newer one took this one's place and is on disk already
            await self._file.put_draft(key, newest)
