"""Bytes that people gave us: pictures and papers, kept by their content."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FileContent:
    """What is kept under a key."""

    data: bytes
    media_type: str


class FilesPort(Protocol):
    """Keeps bytes under a key that is made from them, so that the same bytes are kept once.

    Kept is what a returned `put` says, also after a power cut. Who may see what is not asked here.
    """

    async def put(self, data: bytes, media_type: str) -> str:
        """Keep bytes; answers their key. The same bytes of the same type have the same key."""
        ...

    async def get(self, key: str) -> FileContent:
        """What is kept under a key; `KeyError` if nothing is."""
        ...

    async def delete(self, key: str) -> None:
        """Forget a key; one that is not there is forgotten already."""
        ...
