"""Pull and realtime: how rows travel to clients."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from contracts.vocabulary import Entity
from contracts.wire import WholeNumber, Wire


class PullRequest(Wire):
    """`cursor` null starts from nothing."""

    client_id: UUID
    cursor: Annotated[str | None, Field(max_length=4096)] = None
    limit: Annotated[WholeNumber, Field(ge=1, le=1000)] = 500


class RowRef(Wire):
    """A row by kind and id."""

    entity: Entity
    id: UUID


class ScopeDigest(Wire):
    """Count and hash over the sorted lines `entity:id:version` of one scope, each ended by a line feed."""

    count: int
    sha256: str


class PullPage(Wire):
    """What changed after the cursor, from one snapshot; `digest` only at the head.

    `scopes` stands beside `upserts`: for each row, in the same order, which scopes of the reader it is in.
    A client needs them to drop rows with `purge_scopes` and to check `digest`; a row itself never names them.
    """

    epoch: str
    cursor: str
    upserts: dict[Entity, list[dict[str, Any]]]
    scopes: dict[Entity, list[list[str]]]
    forgets: list[RowRef]
    tombstones: list[RowRef]
    purge_scopes: list[str]
    grants_revision: str
    has_more: bool
    digest: dict[str, ScopeDigest] | None = None


class ChangesFrame(Wire):
    """Rows that changed between two cursors; applied only if `prev` is the client's cursor."""

    type: Literal["changes"] = "changes"
    prev: str
    next: str
    upserts: dict[Entity, list[dict[str, Any]]]
    scopes: dict[Entity, list[list[str]]]
    forgets: list[RowRef]
    tombstones: list[RowRef]


class PingFrame(Wire):
    """Sent by the server every 25 s, answered by a pong within 8 s."""

    type: Literal["ping"] = "ping"
    cursor: str


class PongFrame(Wire):
    """The client's answer to a ping."""

    type: Literal["pong"] = "pong"
