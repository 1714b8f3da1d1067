"""One page of what changed for a reader, from one snapshot (PROTOCOL 2)."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.database import Database
from backend_stub.errors import ProblemError, UnauthenticatedError
from backend_stub.feed.bundle import Bundle, by_row, shared
from backend_stub.feed.cursor import Chain, Cursor, CursorCodec, Filling
from backend_stub.feed.digest import Digests
from backend_stub.feed.log import ChangeLog, LoggedChange
from backend_stub.feed.position import START, Position
from backend_stub.feed.readers import RowReaders
from backend_stub.ports.clock import ClockPort
from backend_stub.security.caller import Caller
from backend_stub.security.directory import load_callers
from contracts.errors import ErrorCode
from contracts.permissions import Permission


class PullService:
    """Answers pulls."""

    def __init__(self, database: Database, readers: RowReaders, codec: CursorCodec, clock: ClockPort) -> None:
        self._database = database
        self._readers = readers
        self._codec = codec
        self._clock = clock
        self._digests = Digests(readers)

    async def pull(self, session_id: UUID, cursor: str | None, limit: int) -> dict[str, Any]:
        """The page after `cursor` with at most `limit` rows; grants are those of the same snapshot."""
        async with self._database.read() as session:
            caller = (await load_callers(session, [session_id], self._clock.now())).get(session_id)
            if caller is None:
                raise UnauthenticatedError(detail="This session has ended; sign in again.")
            caller.require(Permission.SYNC_PULL)
            log = await ChangeLog.open(session)
            return await _Page(session, log, self._readers, caller, limit).answer(
                self._codec, self._digests, cursor
            )


class _Page:
    """One pull at work."""

    def __init__(
        self, session: AsyncSession, log: ChangeLog, readers: RowReaders, caller: Caller, limit: int
    ) -> None:
        self._session = session
        self._log = log
        self._readers = readers
        self._caller = caller
        self._room = limit
        self._bundle = Bundle()

    async def answer(self, codec: CursorCodec, digests: Digests, given: str | None) -> dict[str, Any]:
        epoch = await self._log.epoch()
        start = codec.decode(given, self._caller.id) if given is not None else None
        lost = sorted(start.scopes - self._caller.scopes) if start else []
        cursor = await self._resume(epoch, start)
        if cursor.filling and cursor.filling.entity:
            cursor = replace(cursor, filling=await self._fill(cursor.filling))
        has_more = cursor.filling is not None and cursor.filling.entity is not None
        if not has_more:
            cursor, has_more = await self._follow(cursor)
        document: dict[str, Any] = {
            "epoch": str(epoch),
            "cursor": "",
            **self._bundle.members(),
            "purge_scopes": lost,
            "grants_revision": grants_revision(self._caller),
            "has_more": has_more,
        }
        if not has_more:
            last = await self._log.last(self._caller.scopes)
            cursor = head_cursor(epoch, self._caller, last)
            if await self._log.is_settled():
                document["digest"] = await digests.of(self._session, epoch, self._caller.scopes, last)
        document["cursor"] = codec.encode(cursor)
        return document

    async def _resume(self, epoch: UUID, start: Cursor | None) -> Cursor:
        """The given cursor under today's grants: lost scopes are out, gained ones are to be filled in."""
        scopes = self._caller.scopes
        last = max((await self._log.last(scopes)).values(), default=START)
        if start is None:
            first = Cursor(epoch, self._caller.id, last, frozenset())
            return replace(first, filling=self._start_filling(scopes, last))
        if start.epoch != epoch or await self._is_expired(start):
            detail = "This cursor is too old; pull with a null cursor to start anew."
            raise ProblemError(410, ErrorCode.CURSOR_EXPIRED, detail)
        kept = replace(start, held=start.held & scopes)
        gained = scopes - start.scopes
        if kept.filling:
            kept = replace(kept, filling=replace(kept.filling, scopes=kept.filling.scopes & scopes))
        if gained:
            unfinished = kept.filling.scopes if kept.filling else frozenset[str]()
            kept = replace(kept, filling=self._start_filling(gained | unfinished, last))
        if kept.chain is None:
            kept = replace(kept, chain=Chain(kept.position, await self._log.head()))
        return kept

    def _start_filling(self, scopes: frozenset[str], since: Position) -> Filling:
        return Filling(scopes, since, next(iter(self._readers.entities), None), None)

    async def _is_expired(self, start: Cursor) -> bool:
        floors = await self._log.floors(start.scopes)
        since = start.filling.since if start.filling else START
        return any(
            floor > (start.position if scope in start.held else max(start.position, since))
            for scope, floor in floors.items()
        )

    async def _fill(self, filling: Filling) -> Filling:
        """Send rows of the filled scopes in order of entity and id, as many as there is room for."""
        entities = self._readers.entities
        entity, after = filling.entity, filling.after
        while entity is not None and self._room > 0:
            rows = await self._readers.of(entity).page(self._session, filling.scopes, after, self._room)
            for row in rows:
                self._bundle.add(entity, row, row.scopes & self._caller.scopes)
            is_full = len(rows) == self._room
            self._room -= len(rows)
            if is_full:
                after = rows[-1].id
            else:
                following = entities.index(entity) + 1
                entity, after = (entities[following] if following < len(entities) else None), None
        return replace(filling, entity=entity, after=after)

    async def _follow(self, cursor: Cursor) -> tuple[Cursor, bool]:
        """Send what changed after the cursor, as far as there is room; answers whether more is left."""
        changes = await self._log.seen_by(cursor.scopes, cursor.position, self._room + 1)
        has_more = len(changes) > self._room
        changes = changes[: self._room]
        relevant = [change for change in changes if change.concerns(_known_at(cursor, change))]
        groups = by_row(relevant)
        rows = await self._readers.load(self._session, groups)
        for key, group in groups.items():
            via = shared(rows, key, self._caller.scopes)
            if via:
                self._bundle.add(key[0], rows[key], via)
            elif await self._had_seen(cursor, group):
                self._bundle.drop(group[-1])
        if changes:
            cursor = replace(cursor, position=changes[-1].position)
        return cursor, has_more

    async def _had_seen(self, cursor: Cursor, group: Sequence[LoggedChange]) -> bool:
        """Whether the reader may have a row that they can't see now.

        In the middle of a catch-up the row may have come and gone before the first page: then no page
        had it, although this page's first change says that it was visible before.
        """
        first, chain = group[0], cursor.chain
        if _known_at(cursor, first).isdisjoint(first.before):
            return False
        if chain is None or chain.origin == cursor.position:
            return True
        earliest = await self._log.first_of(first.entity, first.id, chain.origin) or first
        if not _known_at(cursor, earliest).isdisjoint(earliest.before):
            return True
        return group[-1].position > chain.head


def _known_at(cursor: Cursor, change: LoggedChange) -> frozenset[str]:
    """The scopes that counted for the reader at this change; filled ones count from where filling began."""
    filling = cursor.filling
    if filling is not None and change.position > filling.since:
        return cursor.held | filling.scopes
    return cursor.held


def head_cursor(epoch: UUID, caller: Caller, last: dict[str, Position]) -> Cursor:
    """Where a reader stands who knows all: at the last change that they can see, wherever the feed's end is.

    A pull at the head and the realtime hub both use it, so that they speak of one cursor.
    """
    return Cursor(epoch, caller.id, max(last.values(), default=START), caller.scopes)


def grants_revision(caller: Caller) -> str:
    """Changes exactly when what the caller may do or see does."""
    grants = [*sorted(caller.roles), *sorted(caller.permissions), *sorted(caller.scopes)]
    return hashlib.sha256("\n".join(grants).encode()).hexdigest()[:16]
