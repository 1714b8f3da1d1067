"""Who is just doing something where others would like to know: typing, viewing, replying. Never stored."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.security.caller import Caller


@dataclass(frozen=True, slots=True)
class Audience:
    """Who hears what somebody does somewhere: these scopes; `side` is as whom they do it there."""

    scopes: frozenset[str]
    side: str


class RoomPort(Protocol):
    """Knows where the rows of one entity are worked on together."""

    @property
    def entity(self) -> str:
        """Which rows, as frames name them."""
        ...

    async def find_audience(self, session: AsyncSession, caller: Caller, id: UUID) -> Audience | None:
        """Who hears of what the caller does at this row; None where the caller has no part in it."""
        ...


class PresenceBusPort(Protocol):
    """Carries what sockets here say to the other servers, as well as it can; nobody waits for it."""

    async def publish(self, note: bytes) -> None:
        """Tell the others; a note is small (at most 4 KiB) and may get lost."""
        ...

    async def run(self, deliver: Callable[[bytes], None]) -> None:
        """Hear the others for ever."""
        ...
