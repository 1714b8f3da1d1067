"""Typing, viewing, replying: from one socket to those of the others who take part, on all servers.

Frames: `{"type": "presence", "entity": "conversation", "id": …, "state": "typing"}`; others are told besides
`side`, `person` and for how many `seconds` it holds unless it is said again. Nothing is stored, nothing is
answered, and what can't be told (a place where one has no part, nonsense, too much at once) is passed over.
"""

import asyncio
import json
from collections.abc import Collection, Sequence
from typing import Any, Final, Protocol
from uuid import UUID, uuid4

from pydantic_core import to_json

from backend_stub.db.database import Database
from backend_stub.ports.presence import PresenceBusPort, RoomPort
from backend_stub.security.caller import Caller

HOLDS_SECONDS: Final = 6
_STATES: Final = frozenset({"typing", "viewing", "replying", "idle"})
_BURST: Final = 5.0
_PER_SECOND: Final = 1.0


class Speaker(Protocol):
    """The socket that says something."""

    caller: Caller


class Crowd(Protocol):
    """The sockets that may hear it."""

    def tell(self, scopes: Collection[str], frame: Any, *, but: UUID) -> None:
        """Offer a frame to the sockets of these scopes, but not to the person `but`."""
        ...


class Pace:
    """What one socket may say: a few notes at once, then one a second."""

    def __init__(self) -> None:
        self._left = _BURST
        self._at = asyncio.get_running_loop().time()

    def admits(self) -> bool:
        """Whether this one may pass."""
        now = asyncio.get_running_loop().time()
        self._left = min(_BURST, self._left + (now - self._at) * _PER_SECOND)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Presence:
    """Carries presence between sockets."""

    def __init__(
        self, database: Database, rooms: Sequence[RoomPort], bus: PresenceBusPort, crowd: Crowd
    ) -> None:
        self._database = database
        self._rooms = {room.entity: room for room in rooms}
        self._bus = bus
        self._crowd = crowd
        self._server = str(uuid4())

    async def hear(self, speaker: Speaker, frame: dict[str, Any]) -> None:
        """Tell the others what this socket said."""
        room, state = self._rooms.get(str(frame.get("entity"))), frame.get("state")
        if room is None or state not in _STATES:
            return
        try:
            id = UUID(str(frame.get("id")))
        except ValueError:
            return
        caller = speaker.caller
        async with self._database.read() as session:
            audience = await room.find_audience(session, caller, id)
        if audience is None:
            return
        told = {
            "type": "presence",
            "entity": room.entity,
            "id": str(id),
            "state": state,
            "side": audience.side,
            "person": {"id": str(caller.id), "name": caller.name},
            "seconds": HOLDS_SECONDS,
        }
        note = {"server": self._server, "scopes": sorted(audience.scopes), "frame": told}
        self._tell(note)
        await self._bus.publish(to_json(note))

    async def run(self) -> None:
        """Hear the other servers for ever."""
        await self._bus.run(self._hear_server)

    def _hear_server(self, data: bytes) -> None:
        note = json.loads(data)
        if note["server"] != self._server:
            self._tell(note)

    def _tell(self, note: dict[str, Any]) -> None:
        self._crowd.tell(note["scopes"], note["frame"], but=UUID(note["frame"]["person"]["id"]))
