"""Tells open sockets what changed (PROTOCOL 3). Sockets read the feed; wakes only say when to look.

Each socket's `position` is the last change that its reader could see, so the cursor of a pull at the head is
the `prev` of the next frame, whichever server answered the pull; what a reader may not see moves neither.
"""

import asyncio
import random
from collections import defaultdict
from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.websockets import WebSocket

from backend_stub.db.database import Database
from backend_stub.db.unit_of_work import Committed
from backend_stub.errors import UnauthenticatedError
from backend_stub.feed.bundle import Bundle, by_row, shared
from backend_stub.feed.cursor import Cursor, CursorCodec
from backend_stub.feed.log import ChangeLog, LoggedChange
from backend_stub.feed.position import START, Position
from backend_stub.feed.pull import head_cursor
from backend_stub.feed.readers import RowKey, RowReaders
from backend_stub.ports.clock import ClockPort
from backend_stub.ports.rows import SyncRow
from backend_stub.realtime.socket import Hear, ReaderSocket
from backend_stub.security.authenticator import Admission
from backend_stub.security.directory import CallerDirectory, load_callers
from contracts.vocabulary import CloseCode

_BATCH: Final = 200
_LOOK_AGAIN: Final = 1.0
_UNSETTLED_LOOK: Final = 0.02
_CHECK_EVERY: Final = 1.0
_SPREAD_SECONDS: Final = 5.0
_LEAVE_SECONDS: Final = 4.0


class Hub:
    """All sockets of this process."""

    def __init__(
        self,
        database: Database,
        readers: RowReaders,
        codec: CursorCodec,
        directory: CallerDirectory,
        clock: ClockPort,
        *,
        ping_seconds: float,
        pong_seconds: float,
    ) -> None:
        self._database = database
        self._readers = readers
        self._codec = codec
        self._directory = directory
        self._clock = clock
        self._ping_seconds = ping_seconds
        self._pong_seconds = pong_seconds
        self._sockets: set[ReaderSocket] = set()
        self._by_scope: dict[str, set[ReaderSocket]] = defaultdict(set)
        self._position: Position | None = None
        self._epoch: UUID | None = None
        self._looking = asyncio.Lock()
        self._wake = asyncio.Event()
        self._check = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()
        self.is_draining = False
        self.hear: Hear = _hear_nothing
        """What becomes of presence that sockets say."""
        database.on_commit(self._hear)

    @property
    def connected(self) -> int:
        """How many sockets are open here."""
        return len(self._sockets)

    def wake(self) -> None:
        """Something may have changed: look now."""
        self._wake.set()

    async def serve(self, websocket: WebSocket, admission: Admission) -> None:
        """Keep an admitted reader's socket, which is not accepted yet, until it ends."""
        socket = await self._register(websocket, admission)
        try:
            await websocket.accept()
            await socket.serve(self._ping_seconds, self._pong_seconds, lambda: self._ping(socket), self.hear)
        finally:
            self._sockets.discard(socket)
            for scope in socket.caller.scopes:
                self._by_scope[scope].discard(socket)
                if not self._by_scope[scope]:
                    del self._by_scope[scope]
            if not self._sockets:
                self._empty.set()

    async def run(self) -> None:
        """Look at the feed whenever woken."""
        while True:
            self._wake.clear()
            pause = await self.look()
            if pause:
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._wake.wait()

    async def look(self) -> float:
        """Send what is new; answers after how many seconds to look again unless woken."""
        async with self._looking, self._database.read() as session:
            log = await ChangeLog.open(session)
            if self._position is None or not self._sockets:
                self._position = await log.head()
                return _LOOK_AGAIN
            changes = await log.everything(self._position, _BATCH)
            if changes:
                await self._send(session, changes)
                self._position = changes[-1].position
            if len(changes) == _BATCH:
                return 0.0
            return _LOOK_AGAIN if await log.is_settled() else _UNSETTLED_LOOK

    async def check_sessions(self) -> None:
        """End the sockets whose session, token or grants ended: each second, and when grants change here."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_CHECK_EVERY):
                await self._check.wait()
        self._check.clear()
        sockets = list(self._sockets)
        if not sockets:
            return
        now = self._clock.now()
        running = await self._directory.find_fresh({socket.caller.session_id for socket in sockets})
        for socket in sockets:
            caller = running.get(socket.caller.session_id)
            if caller is None:
                socket.end(CloseCode.SIGNED_OUT)
            elif (caller.roles, caller.scopes) != (socket.caller.roles, socket.caller.scopes):
                socket.end(CloseCode.GRANTS_CHANGED)
            elif socket.expires_at <= now:
                socket.end(CloseCode.TOKEN_EXPIRED)

    def tell(self, scopes: Collection[str], frame: Any, *, but: UUID) -> None:
        """Offer a frame that is kept nowhere to the sockets of these scopes, but not to the person `but`."""
        for socket in {each for scope in scopes for each in self._by_scope.get(scope, ())}:
            if socket.caller.id != but:
                socket.offer(frame)

    def drain(self) -> None:
        """Let all readers go, each told another moment to come back at."""
        self.is_draining = True
        for socket in self._sockets:
            seconds = random.uniform(0.5, _SPREAD_SECONDS)
            socket.offer({"type": "draining", "retry_after": round(seconds, 2)})
            socket.end(CloseCode.DRAINING, f"retry-after={seconds:.2f}")

    async def wait_empty(self) -> None:
        """Wait until all sockets are gone, but not long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_LEAVE_SECONDS):
                await self._empty.wait()

    def _hear(self, committed: Committed) -> None:
        if committed.changes:
            self._wake.set()
        if committed.subjects:
            self._check.set()

    async def _register(self, websocket: WebSocket, admission: Admission) -> ReaderSocket:
        """Start at the head. No look runs meanwhile, so nothing falls between here and the first frame."""
        async with self._looking, self._database.read() as session:
            session_id = admission.caller.session_id
            caller = (await load_callers(session, [session_id], self._clock.now())).get(session_id)
            if caller is None:
                raise UnauthenticatedError(detail="This session has ended; sign in again.")
            log = await ChangeLog.open(session)
            self._epoch = await log.epoch()
            if not self._sockets:
                self._position = await log.head()
            last = await log.last(caller.scopes)
            position = head_cursor(self._epoch, caller, last).position
            socket = ReaderSocket(websocket, caller, admission.expires_at, position)
            self._sockets.add(socket)
            self._empty.clear()
            for scope in caller.scopes:
                self._by_scope[scope].add(socket)
            return socket

    async def _send(self, session: AsyncSession, changes: Sequence[LoggedChange]) -> None:
        concerned: dict[ReaderSocket, list[LoggedChange]] = defaultdict(list)
        for change in changes:
            readers = {
                socket for scope in change.before | change.after for socket in self._by_scope.get(scope, ())
            }
            for socket in readers:
                if change.position > socket.position:
                    concerned[socket].append(change)
        keys = {(change.entity, change.id) for group in concerned.values() for change in group}
        rows = await self._readers.load(session, keys)
        for socket, group in concerned.items():
            socket.offer(self._frame(socket, group, rows))
            socket.position = group[-1].position

    def _frame(
        self, socket: ReaderSocket, changes: list[LoggedChange], rows: dict[RowKey, SyncRow]
    ) -> dict[str, Any]:
        scopes = socket.caller.scopes
        bundle = Bundle()
        for key, group in by_row(changes).items():
            via = shared(rows, key, scopes)
            if via:
                bundle.add(key[0], rows[key], via)
            elif not scopes.isdisjoint(group[0].before):
                bundle.drop(group[-1])
        return {
            "type": "changes",
            "prev": self._cursor(socket, socket.position),
            "next": self._cursor(socket, changes[-1].position),
            **bundle.members(),
        }

    def _ping(self, socket: ReaderSocket) -> dict[str, str]:
        return {"type": "ping", "cursor": self._cursor(socket, socket.position)}

    def _cursor(self, socket: ReaderSocket, position: Position) -> str:
        epoch = self._epoch or UUID(int=START.seq)
        return self._codec.encode(Cursor(epoch, socket.caller.id, position, socket.caller.scopes))


async def _hear_nothing(_socket: ReaderSocket, _frame: dict[str, Any]) -> None:
    """Where nobody listens."""
