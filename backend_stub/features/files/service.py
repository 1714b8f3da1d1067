"""Keeps uploads, and shows them to those who may see them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_duplicate
from backend_stub.db.database import Database
from backend_stub.db.tables import File
from backend_stub.errors import ConflictError, NotFoundError, ProblemError
from backend_stub.features.files.uploads import file_document
from backend_stub.ports.clock import ClockPort
from backend_stub.ports.files import FileContent, FilesPort
from backend_stub.ports.pictures import Picture, PicturesPort
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.errors import ErrorCode
from contracts.files import FileSize

MOST_LOOSE: Final = 100
"""So many uploads that are part of nothing yet somebody may have."""

_LOOSE_LIFETIME: Final = timedelta(days=1)
_SWEPT_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture whose bytes are kept already."""

    picture: Picture
    content_key: str
    thumb_key: str


@dataclass(frozen=True, slots=True)
class ShownFile:
    """The bytes that somebody may see, and the key under which they are kept."""

    content: FileContent
    key: str


class FileService:
    """Uploads belong to who sent them until they become part of something (`ports.uploads`)."""

    def __init__(self, files: FilesPort, pictures: PicturesPort) -> None:
        self._files = files
        self._pictures = pictures

    async def take(self, data: bytes, said: str) -> KeptPicture:
        """Before the transaction: the picture in these bytes, drawn anew and kept."""
        picture = await self._pictures.make(data, said)
        return await self._keep(picture)

    async def create(self, writing: WritingContext, file_id: UUID, kept: KeptPicture) -> dict[str, Any]:
        """The new file."""
        loose = select(func.count()).where(File.owner_id == writing.caller.id, File.thing_id.is_(None))
        if (await writing.session.scalar(loose) or 0) >= MOST_LOOSE:
            detail = "Too many pictures of yours are part of nothing yet; use or wait a day."
            raise ProblemError(429, ErrorCode.RATE_LIMITED, detail, headers={"Retry-After": "3600"})
        # Once more, as a sweep may just have removed the same bytes; kept ones are only looked for.
        kept = await self._keep(kept.picture)
        picture = kept.picture
        file = File(
            id=file_id,
            owner_id=writing.caller.id,
            thing_id=None,
            scopes=[],
            content_key=kept.content_key,
            thumb_key=kept.thumb_key,
            media_type=picture.media_type,
            width=picture.width,
            height=picture.height,
            size=len(picture.data),
            created_at=writing.now,
        )
        try:
            async with writing.uow.savepoint():
                writing.session.add(file)
                await writing.session.flush()
        except IntegrityError as error:
            if is_duplicate(error):
                raise ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.") from error
            raise
        return file_document(file)

    async def show(self, reading: ReadingContext, file_id: UUID, size: FileSize) -> ShownFile:
        """The bytes of a file; 404 for what is not there or not for the caller's eyes."""
        file, caller = await reading.session.get(File, file_id), reading.caller
        if file is None or (file.owner_id != caller.id and caller.scopes.isdisjoint(file.scopes)):
            raise NotFoundError
        key = file.thumb_key if size is FileSize.THUMB else file.content_key
        try:
            return ShownFile(await self._files.get(key), key)
        except KeyError:
            raise NotFoundError from None

    async def _keep(self, picture: Picture) -> KeptPicture:
        content_key = await self._files.put(picture.data, picture.media_type)
        thumb_key = await self._files.put(picture.thumb, picture.media_type)
        return KeptPicture(picture, content_key, thumb_key)


class LooseFileSweeper:
    """Removes uploads that a day later are part of nothing, and their bytes (`ports.job.JobPort`)."""

    name = "files.sweeper"
    seconds = 600.0

    def __init__(self, database: Database, files: FilesPort, clock: ClockPort) -> None:
        self._database = database
        self._files = files
        self._clock = clock

    async def run(self) -> None:
        """One sweep; looks before it takes the write lock."""
        overdue = (
            select(File)
            .where(File.thing_id.is_(None), File.created_at < self._clock.now() - _LOOSE_LIFETIME)
            .limit(_SWEPT_AT_ONCE)
        )
        async with self._database.read() as session:
            if (await session.scalars(overdue)).first() is None:
                return
        async with self._database.write() as uow:
            keys: set[str] = set()
            for file in await uow.session.scalars(overdue):
                keys |= {file.content_key, file.thumb_key}
                await uow.session.delete(file)
            await uow.session.flush()
            for column in (File.content_key, File.thumb_key):
                keys -= set(await uow.session.scalars(select(column).where(column.in_(keys))))
            for key in sorted(keys):
                await self._files.delete(key)
