"""The audit log as admins read it."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from contracts.wire import Instant, Name, Wire


class AuditActor(Wire):
    """Who did it; `name` is null once the person is removed."""

    id: UUID
    name: Name | None


class AuditEntryOut(Wire):
    """One act; no `actor` for the clock's own. `erased`: `before` and `after` were removed for good."""

    seq: Annotated[int, Field(ge=1)]
    at: Instant
    actor: AuditActor | None
    action: Annotated[str, Field(max_length=64)]
    entity: Annotated[str, Field(max_length=32)]
    entity_id: UUID
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    erased: bool
    hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
