"""What codes do for a cart, and their use within limits that the database holds."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.conflict import is_beyond, is_duplicate
from backend_stub.db.kinds import load_kinds
from backend_stub.db.tables import Booking, Coupon, CouponRedemption, CouponTally
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.features.coupons.rows import scopes_of
from backend_stub.ports.coupons import CouponAnswer
from backend_stub.ports.pricing import CouponOffer, Priced, PriceLine
from contracts.vocabulary import BookingStatus, CouponKind, CouponRefusal, CouponStatus, Entity

_CAME_TO_NOTHING = (BookingStatus.DECLINED, BookingStatus.CANCELLED, BookingStatus.EXPIRED)


class CouponBook:
    """Implements `ports.coupons.CouponsPort`."""

    async def look_up(
        self,
        session: AsyncSession,
        codes: Sequence[str],
        person_id: UUID,
        lines: Sequence[PriceLine],
        currency: str,
        now: datetime,
    ) -> CouponAnswer:
        """The offers of these codes; earlier codes go before later ones where they can't stand together."""
        if not codes:
            return CouponAnswer((), ())
        query = select(Coupon).where(Coupon.code.in_(codes)).execution_options(populate_existing=True)
        known = {coupon.code: coupon for coupon in await session.scalars(query)}
        offers: list[CouponOffer] = []
        refusals: list[tuple[str, CouponRefusal]] = []
        stacking: list[bool] = []
        for code in codes:
            coupon = known.get(code)
            if coupon is None:
                refusals.append((code, CouponRefusal.UNKNOWN))
                continue
            offer = await _offer(session, coupon)
            reason = await _refusal(session, coupon, offer, person_id, lines, currency, now)
            if reason is None and stacking and not (coupon.stacks and all(stacking)):
                reason = CouponRefusal.STANDS_ALONE
            if reason is None:
                offers.append(offer)
                stacking.append(coupon.stacks)
            else:
                refusals.append((code, reason))
        return CouponAnswer(offers, refusals)

    async def redeem(
        self, uow: UnitOfWork, checkout_id: UUID, person_id: UUID, priced: Priced
    ) -> tuple[str, CouponRefusal] | None:
        """Count each coupon up, always in the same order, so that two checkouts can't wait for each other."""
        for offer, amount in sorted(priced.coupons, key=lambda taken: taken[0].id):
            reason = await _use(uow, offer.id, checkout_id, person_id, amount)
            if reason is not None:
                return offer.code, reason
        return None

    async def release(self, uow: UnitOfWork, checkout_ids: Collection[UUID]) -> None:
        """Count down what these checkouts counted up."""
        released = (
            update(CouponRedemption)
            .where(CouponRedemption.checkout_id.in_(checkout_ids), CouponRedemption.state == "used")
            .values(state="released")
            .returning(CouponRedemption.coupon_id, CouponRedemption.person_id)
        )
        for coupon_id, person_id in sorted((await uow.session.execute(released)).all()):
            await _count(uow, coupon_id, -1)
            await uow.session.execute(
                update(CouponTally)
                .where(CouponTally.coupon_id == coupon_id, CouponTally.person_id == person_id)
                .values(used=CouponTally.used - 1)
            )


async def _offer(session: AsyncSession, coupon: Coupon) -> CouponOffer:
    below: frozenset[UUID] = frozenset()
    if coupon.category_id is not None:
        below = (await load_kinds(session)).with_below(coupon.category_id)
    return CouponOffer(
        id=coupon.id,
        code=coupon.code,
        kind=CouponKind(coupon.kind),
        value=coupon.value,
        payer_id=coupon.vendor_id,
        vendor_id=coupon.for_vendor_id,
        category_ids=below,
    )


async def _refusal(
    session: AsyncSession,
    coupon: Coupon,
    offer: CouponOffer,
    person_id: UUID,
    lines: Sequence[PriceLine],
    currency: str,
    now: datetime,
) -> CouponRefusal | None:
    if coupon.status != CouponStatus.ACTIVE:
        return CouponRefusal.PAUSED
    if coupon.starts_at is not None and now < coupon.starts_at:
        return CouponRefusal.TOO_EARLY
    if coupon.ends_at is not None and now >= coupon.ends_at:
        return CouponRefusal.OVER
    if coupon.limit_total is not None and coupon.used >= coupon.limit_total:
        return CouponRefusal.USED_UP
    if coupon.currency not in (None, currency):
        return CouponRefusal.OTHER_CURRENCY
    if not any(offer.fits(line) for line in lines):
        return CouponRefusal.NOTHING_FITS
    if coupon.limit_per_person is not None:
        used = select(CouponTally.used).where(
            CouponTally.coupon_id == coupon.id, CouponTally.person_id == person_id
        )
        if (await session.scalar(used) or 0) >= coupon.limit_per_person:
            return CouponRefusal.USED_BY_YOU
    if coupon.first_booking and await _has_booked(session, person_id):
        return CouponRefusal.NOT_FIRST
    return None


async def _has_booked(session: AsyncSession, person_id: UUID) -> bool:
    came = exists().where(Booking.customer_id == person_id, Booking.status.not_in(_CAME_TO_NOTHING))
    return bool(await session.scalar(select(came)))


async def _use(
    uow: UnitOfWork, coupon_id: UUID, checkout_id: UUID, person_id: UUID, amount: int
) -> CouponRefusal | None:
    try:
        async with uow.savepoint():
            await _count(uow, coupon_id, 1)
    except IntegrityError as error:
        if is_beyond(error):
            return CouponRefusal.USED_UP
        raise
    limits = select(Coupon.limit_per_person, Coupon.first_booking).where(Coupon.id == coupon_id)
    allowed, first = (await uow.session.execute(limits)).one()
    try:
        async with uow.savepoint():
            await _count_person(uow, coupon_id, person_id, allowed)
    except IntegrityError as error:
        if is_beyond(error):
            return CouponRefusal.USED_BY_YOU
        raise
    row = {
        "coupon_id": coupon_id,
        "checkout_id": checkout_id,
        "person_id": person_id,
        "first_booking": first,
        "amount": amount,
        "state": "used",
        "at": uow.now,
    }
    try:
        async with uow.savepoint():
            await uow.session.execute(insert(CouponRedemption), [row])
    except IntegrityError as error:
        if is_duplicate(error):
            return CouponRefusal.NOT_FIRST
        raise
    return None


async def _count(uow: UnitOfWork, coupon_id: UUID, step: int) -> None:
    """One use more or less; everybody who looks at the coupon sees it."""
    counted = (
        update(Coupon)
        .where(Coupon.id == coupon_id)
        .values(used=Coupon.used + step, version=Coupon.version + 1)
        .returning(Coupon.version, Coupon.vendor_id)
    )
    version, vendor_id = (await uow.session.execute(counted)).one()
    scopes = scopes_of(vendor_id)
    uow.record_change(Entity.COUPON, coupon_id, version, before=scopes, after=scopes)


async def _count_person(uow: UnitOfWork, coupon_id: UUID, person_id: UUID, allowed: int | None) -> None:
    dialect = postgresql if uow.is_postgresql else sqlite
    row = dialect.insert(CouponTally).values(
        coupon_id=coupon_id, person_id=person_id, used=1, allowed=allowed
    )
    await uow.session.execute(
        row.on_conflict_do_update(
            index_elements=[CouponTally.coupon_id, CouponTally.person_id],
            set_={"used": CouponTally.used + 1, "allowed": allowed},
        )
    )
