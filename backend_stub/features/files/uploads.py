"""Uploads that become part of something."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import File
from backend_stub.errors import InvalidInputError
from backend_stub.security.caller import Caller
from contracts.wire import rfc3339


def file_document(file: File) -> dict[str, Any]:
    """`contracts.files.FileOut`."""
    return {
        "id": str(file.id),
        "media_type": file.media_type,
        "width": file.width,
        "height": file.height,
        "size": file.size,
        "created_at": rfc3339(file.created_at),
    }


class UploadBook:
    """Implements `ports.uploads.UploadsPort`."""

    async def attach(
        self,
        session: AsyncSession,
        caller: Caller,
        file_ids: Sequence[UUID],
        scopes: Collection[str],
        thing: UUID,
    ) -> None:
        """Make files part of a thing that these scopes see."""
        query = select(File).where(File.id.in_(file_ids)).with_for_update()
        found = {file.id: file for file in await session.scalars(query)}
        for file_id in file_ids:
            file = found.get(file_id)
            is_fresh = file is not None and file.thing_id is None and file.owner_id == caller.id
            if file is None or not (is_fresh or file.thing_id == thing):
                detail = f"There is no fresh upload of yours with the id {file_id}."
                raise InvalidInputError.field("file_id", "unknown_file", detail)
            file.thing_id = thing
            file.scopes = sorted(scopes)
        await session.flush()

    async def share(self, session: AsyncSession, thing: UUID, scopes: Collection[str]) -> None:
        """From now on these scopes see the files of a thing, and no others."""
        await session.execute(update(File).where(File.thing_id == thing).values(scopes=sorted(scopes)))

    async def detach(self, session: AsyncSession, thing: UUID, kept: Collection[UUID]) -> None:
        """Let go of all files of a thing but the kept ones; their bytes go with the next sweep."""
        gone = update(File).where(File.thing_id == thing, File.id.not_in(kept))
        await session.execute(gone.values(thing_id=None, scopes=[]))

    async def documents(
        self, session: AsyncSession, file_ids: Collection[UUID]
    ) -> dict[UUID, dict[str, Any]]:
        """`contracts.files.FileOut`s by id."""
        files = await session.scalars(select(File).where(File.id.in_(file_ids)))
        return {file.id: file_document(file) for file in files}
