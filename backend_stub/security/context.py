"""What a route is handed by the door: the caller, the transaction, and the versions they saw."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.audit_chain import Act
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.errors import PreconditionRequiredError, StaleVersionError
from backend_stub.security.caller import Caller
from backend_stub.security.preconditions import Precondition


@dataclass(frozen=True, slots=True)
class PublicContext:
    """A read that anybody may do; `address` is path and query as they were asked."""

    session: AsyncSession
    now: datetime
    address: str = ""


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """A read by a signed-in caller; `session` sees one snapshot, `address` is path and query as asked."""

    caller: Caller
    session: AsyncSession
    now: datetime
    address: str = ""


@dataclass(frozen=True, slots=True)
class WritingContext:
    """A write: everything done through `uow` is committed with the answer, or not at all."""

    caller: Caller
    uow: UnitOfWork
    precondition: Precondition | None

    @property
    def session(self) -> AsyncSession:
        """The session of the unit of work."""
        return self.uow.session

    @property
    def now(self) -> datetime:
        """When all of this happens."""
        return self.uow.now

    def audit(
        self,
        action: str,
        entity: str,
        id: UUID,
        *,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        """Enter in the audit log what the caller does: `listing.published` of a `listing`, from what to what.

        `before` and `after` are JSON with the fields that matter, not whole rows.
        """
        self.uow.audit(Act(action, entity, id, self.caller.id, before, after))

    def expect(self, version: int, current: Callable[[], Mapping[str, Any]]) -> None:
        """Refuse with 428 without If-Match, with 412 and the row as it is if `version` was not the one seen.

        Comes after visibility (404) and right (403), before conflicts (409).
        """
        if self.precondition is None:
            raise PreconditionRequiredError
        if not self.precondition.admits(version):
            raise StaleVersionError(current())


async def handed_context(request: Request) -> Any:
    """What the door made for this request."""
    return request.state.context


async def handed_upload(request: Request) -> Any:
    """What was made of the request's bytes before its transaction began."""
    return request.state.upload


SignedIn = Annotated[Caller, Depends(handed_context)]
"""First parameter of a route of `door.plain_router` that is not open."""

Public = Annotated[PublicContext, Depends(handed_context)]
"""First parameter of a route of `door.public_router`."""

Reading = Annotated[ReadingContext, Depends(handed_context)]
"""First parameter of a GET route."""

Writing = Annotated[WritingContext, Depends(handed_context)]
"""First parameter of a POST, PUT, PATCH or DELETE route."""
