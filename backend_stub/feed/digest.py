"""Count and hash of a scope's rows, by which a client knows whether its cache is whole."""

import hashlib
from collections import OrderedDict
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.feed.position import START, Position
from backend_stub.feed.readers import RowReaders

_REMEMBERED: Final = 4_096


class Digests:
    """Computes digests. A scope's rows only change with the feed, so each place in it is computed once."""

    def __init__(self, readers: RowReaders) -> None:
        self._readers = readers
        self._known: OrderedDict[tuple[UUID, str, Position], dict[str, Any]] = OrderedDict()

    async def of(
        self, session: AsyncSession, epoch: UUID, scopes: frozenset[str], last: dict[str, Position]
    ) -> dict[str, dict[str, Any]]:
        """`{scope: {count, sha256}}`; `last` has the newest change of each scope in this snapshot."""
        answer = {}
        for scope in sorted(scopes):
            key = (epoch, scope, last.get(scope, START))
            known = self._known.get(key)
            if known is None:
                known = await self._compute(session, scope)
                if key[2] != START:
                    self._known[key] = known
                if len(self._known) > _REMEMBERED:
                    self._known.popitem(last=False)
            answer[scope] = known
        return answer

    async def _compute(self, session: AsyncSession, scope: str) -> dict[str, Any]:
        lines: list[bytes] = []
        for entity in self._readers.entities:
            heads = await self._readers.of(entity).heads(session, scope)
            lines.extend(f"{entity}:{id}:{version}\n".encode() for id, version in heads)
        lines.sort()
        return {"count": len(lines), "sha256": hashlib.sha256(b"".join(lines)).hexdigest()}
