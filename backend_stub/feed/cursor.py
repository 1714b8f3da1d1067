"""The cursor that a reader carries: opaque to them, signed by us, and the same for the same place.

At the head it is a place in the feed and the scopes it holds for; while rows are being filled in (a first
pull, or grants that were gained) it also says how far that has come. Naming the scopes rather than a hash
of them is what lets a later pull name those that were lost.
"""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from backend_stub.errors import ProblemError
from backend_stub.feed.position import Position
from contracts.errors import ErrorCode
from contracts.vocabulary import Entity

_MAC_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Filling:
    """Scopes whose rows are being sent in full, besides the feed."""

    scopes: frozenset[str]
    since: Position
    """The feed speaks of these scopes from here on; what came before is in the rows as they are."""

    entity: Entity | None
    """Where to go on; None once all rows are sent and the feed has not yet passed `since`."""

    after: UUID | None


@dataclass(frozen=True, slots=True)
class Chain:
    """A catch-up in several pages: where it began, and where the head was then."""

    origin: Position
    head: Position


@dataclass(frozen=True, slots=True)
class Cursor:
    """Up to where a reader knows the rows of `held`."""

    epoch: UUID
    subject_id: UUID
    position: Position
    held: frozenset[str]
    filling: Filling | None = None
    chain: Chain | None = None

    @property
    def scopes(self) -> frozenset[str]:
        """All scopes of which the reader may have rows."""
        return self.held | self.filling.scopes if self.filling else self.held


class CursorCodec:
    """Writes cursors and reads back those that it wrote, for the reader it wrote them for."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def encode(self, cursor: Cursor) -> str:
        """The cursor's text; equal cursors have equal texts."""
        filling, chain = cursor.filling, cursor.chain
        fields = [
            cursor.epoch.hex,
            cursor.subject_id.hex,
            cursor.position,
            sorted(cursor.held),
            filling
            and [
                sorted(filling.scopes),
                filling.since,
                filling.entity,
                filling.after and filling.after.hex,
            ],
            chain and [chain.origin, chain.head],
        ]
        payload = json.dumps(fields, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(self._mac(payload) + payload).rstrip(b"=").decode()

    def decode(self, text: str, subject_id: UUID) -> Cursor:
        """A cursor that we gave to this reader; 422 for any other text."""
        try:
            signed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        except (binascii.Error, ValueError):
            raise _unknown() from None
        mac, payload = signed[:_MAC_BYTES], signed[_MAC_BYTES:]
        if not hmac.compare_digest(mac, self._mac(payload)):
            raise _unknown()
        epoch, subject, position, held, filling, chain = json.loads(payload)
        if UUID(subject) != subject_id:
            raise _unknown()
        return Cursor(
            epoch=UUID(epoch),
            subject_id=subject_id,
            position=Position(*position),
            held=frozenset(held),
            filling=filling and _filling(*filling),
            chain=chain and Chain(Position(*chain[0]), Position(*chain[1])),
        )

    def _mac(self, payload: bytes) -> bytes:
        return hmac.digest(self._key, payload, hashlib.sha256)[:_MAC_BYTES]


def _filling(scopes: list[str], since: list[int], entity: str | None, after: str | None) -> Filling:
    return Filling(
        scopes=frozenset(scopes),
        since=Position(*since),
        entity=Entity(entity) if entity else None,
        after=UUID(after) if after else None,
    )


def _unknown() -> ProblemError:
    detail = "This cursor was not given by this server to you; pull with a null cursor."
    return ProblemError(422, ErrorCode.INVALID_CURSOR, detail)
