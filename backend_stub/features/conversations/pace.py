"""How much one person may write: counted in the database, so that it is one bound for all servers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from backend_stub.errors import ProblemError
from contracts.errors import ErrorCode


@dataclass(frozen=True, slots=True)
class Pace:
    """At most `most` rows of one person in any `window`."""

    person: InstrumentedAttribute[Any]
    at: InstrumentedAttribute[datetime]
    most: int
    window: timedelta

    async def admit(self, session: AsyncSession, person_id: UUID, now: datetime) -> None:
        """One more; 429 with Retry-After where that is too many."""
        query = (
            select(self.at)
            .where(self.person == person_id, self.at > now - self.window)
            .order_by(self.at.desc())
            .offset(self.most - 1)
            .limit(1)
        )
        first = await session.scalar(query)
        if first is None:
            return
        seconds = max(1, ceil((first + self.window - now).total_seconds()))
        raise ProblemError(
            429,
            ErrorCode.RATE_LIMITED,
            f"That is a lot at once; it goes on in {seconds} s.",
            headers={"Retry-After": str(seconds)},
        )
