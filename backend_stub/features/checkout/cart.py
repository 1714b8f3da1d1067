"""What somebody is about to book, kept on the server so that every device of theirs shows it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.conflict import is_duplicate
from backend_stub.db.occupying import release_holds
from backend_stub.db.tables import CartItem, Hold, Listing
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.errors import ConflictError, NotFoundError
from backend_stub.features.checkout.rows import EXTENSION, CartRows, can_extend, item_query
from backend_stub.ports.coupons import CouponsPort
from backend_stub.ports.holds import HoldsPort
from backend_stub.ports.pricing import Priced, PriceLine, PricingPort
from backend_stub.ports.quotes import QuotesPort, chosen_of
from backend_stub.ports.slots import SlotsPort
from backend_stub.security.caller import user_scope
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.checkout import MOST_ITEMS, CartItemCreate
from contracts.errors import ErrorCode
from contracts.events import EventName
from contracts.permissions import Permission
from contracts.vocabulary import CouponRefusal, Entity

Refusals = Sequence[tuple[str, CouponRefusal]]

_WORDS = {
    CouponRefusal.UNKNOWN: "There is no coupon with this code.",
    CouponRefusal.PAUSED: "This coupon is paused; it may come back.",
    CouponRefusal.TOO_EARLY: "This coupon can't be used yet.",
    CouponRefusal.OVER: "This coupon has ended.",
    CouponRefusal.USED_UP: "This coupon has been used as often as it may be.",
    CouponRefusal.USED_BY_YOU: "You have used this coupon already.",
    CouponRefusal.NOT_FIRST: "This coupon is for a first booking.",
    CouponRefusal.NOTHING_FITS: "This coupon fits nothing in the cart.",
    CouponRefusal.STANDS_ALONE: "This coupon can't be combined with the other one.",
    CouponRefusal.OTHER_CURRENCY: "This coupon is in another currency.",
}


def words_of(reason: CouponRefusal) -> str:
    """A refusal in a sentence."""
    return _WORDS[reason]


@dataclass(frozen=True, slots=True)
class CartLine:
    """An item with what it holds, as a checkout needs it."""

    item: CartItem
    hold: Hold
    title: str
    category_id: UUID

    @property
    def priced(self) -> PriceLine:
        """As the calculation takes it."""
        return PriceLine(self.item.id, self.hold.vendor_id, self.category_id, self.item.price_amount)

    def is_held(self, now: datetime) -> bool:
        """Whether its time is still kept."""
        return self.hold.state == "live" and self.hold.expires_at > now


class CartService:
    """The caller's own cart."""

    def __init__(
        self,
        slots: SlotsPort,
        quotes: QuotesPort,
        holds: HoldsPort,
        pricing: PricingPort,
        coupons: CouponsPort,
        lifetime: timedelta,
    ) -> None:
        self._slots = slots
        self._quotes = quotes
        self._holds = holds
        self._pricing = pricing
        self._coupons = coupons
        self._lifetime = lifetime
        self.rows = CartRows(lifetime)

    async def read(self, reading: ReadingContext, codes: Sequence[str]) -> dict[str, Any]:
        """All items, and the price of those whose time is still held."""
        reading.caller.require(Permission.CART_USE)
        session, person_id = reading.session, reading.caller.id
        query = item_query().where(CartItem.person_id == person_id).order_by(CartItem.created_at, CartItem.id)
        items = [self.rows.document(*row) for row in await session.execute(query)]
        lines = [line for line in await cart_lines(session, person_id) if line.is_held(reading.now)]
        currencies = {line.item.price_currency for line in lines}
        price: dict[str, Any] | None = None
        refusals: Refusals = ()
        if len(currencies) == 1:
            (currency,) = currencies
            priced, refusals = await self.quote(session, lines, codes, person_id, currency, reading.now)
            price = priced.document(currency)
        refused = [{"code": code, "reason": str(why), "detail": words_of(why)} for code, why in refusals]
        return {"items": items, "price": price, "refused_coupons": refused}

    async def quote(
        self,
        session: AsyncSession,
        lines: Sequence[CartLine],
        codes: Sequence[str],
        person_id: UUID,
        currency: str,
        now: datetime,
    ) -> tuple[Priced, Refusals]:
        """What these lines cost with these coupons."""
        wanted = [line.priced for line in lines]
        answer = await self._coupons.look_up(session, codes, person_id, wanted, currency, now)
        return await self._pricing.price(session, wanted, answer.offers), answer.refusals

    async def add(self, writing: WritingContext, wish: CartItemCreate) -> dict[str, Any]:
        """Put a held time into the cart, at its price of now."""
        session, caller = writing.session, writing.caller
        hold = await self._holds.find(session, wish.hold_id, caller.id, writing.now)
        terms = await self._slots.find_terms(session, hold.listing_id) if hold else None
        if hold is None or terms is None:
            raise NotFoundError("There is no such hold of yours.")
        caller.require(Permission.CART_USE)
        if not hold.is_live:
            raise ConflictError(ErrorCode.HOLD_EXPIRED, "This hold is over; choose a time again.")
        count = select(func.count()).select_from(CartItem).where(CartItem.person_id == caller.id)
        if (await session.scalar(count) or 0) >= MOST_ITEMS:
            raise ConflictError(ErrorCode.CART_FULL, f"A cart holds {MOST_ITEMS} bookings; book these first.")
        chosen = replace(chosen_of(hold.choice), answers=wish.answers)
        terms = (await self._quotes.quote(session, hold.listing_id, chosen)).terms(terms)
        item = CartItem(
            id=wish.id,
            version=1,
            person_id=caller.id,
            hold_id=wish.hold_id,
            price_amount=terms.price_amount,
            price_currency=terms.price_currency,
            answers=[answer.model_dump(mode="json") for answer in wish.answers],
            created_at=writing.now,
        )
        try:
            async with writing.uow.savepoint():
                session.add(item)
                await session.flush()
        except IntegrityError as error:
            if is_duplicate(error):
                detail = "This is in a cart already, or the id is in use."
                raise ConflictError(ErrorCode.ID_TAKEN, detail) from error
            raise
        writing.uow.record_change(Entity.CART_ITEM, item.id, 1, after=[user_scope(caller.id)])
        return await self._document(session, item.id)

    async def extend(self, writing: WritingContext, item_id: UUID) -> dict[str, Any]:
        """Keep its time five minutes longer, once."""
        item = await self._admit(writing, item_id)
        hold = await writing.session.get(Hold, item.hold_id, populate_existing=True)
        found = await self._holds.find(writing.session, item.hold_id, writing.caller.id, writing.now)
        if hold is None or found is None or not found.is_live:
            raise ConflictError(ErrorCode.HOLD_EXPIRED, "This hold is over; choose a time again.")
        if not can_extend(hold, self._lifetime):
            raise ConflictError(ErrorCode.INVALID_TRANSITION, "A time is kept longer once only.")
        await self._holds.extend(writing.session, found, hold.expires_at + EXTENSION)
        item.version += 1
        await writing.session.flush()
        scopes = [user_scope(item.person_id)]
        writing.uow.record_change(Entity.CART_ITEM, item.id, item.version, before=scopes, after=scopes)
        return await self._document(writing.session, item_id)

    async def remove(self, writing: WritingContext, item_id: UUID) -> None:
        """Take it out, and let its time go."""
        item = await self._admit(writing, item_id)
        await take_out(writing.uow, writing.caller.id, [item])
        await release_holds(writing.session, [item.hold_id])
        writing.uow.emit(EventName.HOLD_RELEASED, {"hold_id": str(item.hold_id)})

    async def _admit(self, writing: WritingContext, item_id: UUID) -> CartItem:
        query = select(CartItem).where(CartItem.id == item_id).with_for_update()
        item = await writing.session.scalar(query)
        if item is None or item.person_id != writing.caller.id:
            raise NotFoundError
        writing.caller.require(Permission.CART_USE)
        return item

    async def _document(self, session: AsyncSession, item_id: UUID) -> dict[str, Any]:
        return self.rows.document(*(await session.execute(item_query().where(CartItem.id == item_id))).one())


async def cart_lines(
    session: AsyncSession, person_id: UUID, item_ids: Collection[UUID] | None = None
) -> list[CartLine]:
    """Somebody's items, all or these; on PostgreSQL locked where they are named, for whoever takes them."""
    query = (
        select(CartItem, Hold, Listing.title, Listing.category_id)
        .join(Hold, Hold.id == CartItem.hold_id)
        .join(Listing, Listing.id == Hold.listing_id)
        .where(CartItem.person_id == person_id)
        .order_by(CartItem.created_at, CartItem.id)
        .execution_options(populate_existing=True)
    )
    if item_ids is not None:
        query = query.where(CartItem.id.in_(item_ids)).with_for_update(of=CartItem)
    return [CartLine(*row) for row in await session.execute(query)]


async def take_out(uow: UnitOfWork, person_id: UUID, items: Sequence[CartItem]) -> None:
    """These items are in the cart no more."""
    await uow.session.execute(delete(CartItem).where(CartItem.id.in_([item.id for item in items])))
    for item in items:
        scopes = [user_scope(person_id)]
        uow.record_change(Entity.CART_ITEM, item.id, item.version + 1, before=scopes, op="delete")
