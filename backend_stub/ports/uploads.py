"""Uploaded files, as the features that show them use them."""

from collections.abc import Collection, Sequence
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.security.caller import Caller


class UploadsPort(Protocol):
    """Turns uploads, which only their uploader sees, into parts of something, which others see too.

    What is part of nothing is removed after a day. A file belongs to one thing.
    """

    async def attach(
        self,
        session: AsyncSession,
        caller: Caller,
        file_ids: Sequence[UUID],
        scopes: Collection[str],
        thing: UUID,
    ) -> None:
        """Make files part of a thing that these scopes see.

        422 `unknown_file` for one that is neither a fresh upload of the caller's nor part of that
        thing. `catalogue` among the scopes means everybody.
        """
        ...

    async def share(self, session: AsyncSession, thing: UUID, scopes: Collection[str]) -> None:
        """From now on these scopes see the files of a thing, and no others."""
        ...

    async def detach(self, session: AsyncSession, thing: UUID, kept: Collection[UUID]) -> None:
        """Let go of all files of a thing but the kept ones."""
        ...

    async def documents(
        self, session: AsyncSession, file_ids: Collection[UUID]
    ) -> dict[UUID, dict[str, Any]]:
        """`contracts.files.FileOut`s by id."""
        ...
