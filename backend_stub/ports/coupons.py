"""Coupons, as carts and checkouts ask for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.ports.pricing import CouponOffer, Priced, PriceLine
from contracts.vocabulary import CouponRefusal


@dataclass(frozen=True, slots=True)
class CouponAnswer:
    """Which of the codes take something off, and why the others don't, in the order of the codes."""

    offers: Sequence[CouponOffer]
    refusals: Sequence[tuple[str, CouponRefusal]]


class CouponsPort(Protocol):
    """Looks codes up, uses them within their limits, and takes uses back."""

    async def look_up(
        self,
        session: AsyncSession,
        codes: Sequence[str],
        person_id: UUID,
        lines: Sequence[PriceLine],
        currency: str,
        now: datetime,
    ) -> CouponAnswer:
        """What these codes would do for this cart, before any limit is claimed."""
        ...

    async def redeem(
        self, uow: UnitOfWork, checkout_id: UUID, person_id: UUID, priced: Priced
    ) -> tuple[str, CouponRefusal] | None:
        """Use all coupons of a priced cart. The first one whose limit is reached, and then nothing may stand:
        the caller raises, so that its transaction is undone.
        """
        ...

    async def release(self, uow: UnitOfWork, checkout_ids: Collection[UUID]) -> None:
        """Take back what checkouts used; again does nothing."""
        ...
