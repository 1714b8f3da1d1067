"""Books all of a cart, or nothing (ADR 24).

One transaction makes every booking from its hold, uses the coupons, writes the payment down and empties the
cart. The payments feature asks the gateway after that commit, so nothing is ever charged for what is not
booked; where it comes to nothing, `consumers` takes the bookings back.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Checkout, CheckoutLine
from backend_stub.errors import ConflictError, InvalidInputError, NotFoundError
from backend_stub.features.checkout.cart import CartLine, CartService, cart_lines, take_out, words_of
from backend_stub.features.checkout.rows import checkout_documents
from backend_stub.paging import Order, page_of, write_cursor
from backend_stub.ports.bookings import BookingsPort
from backend_stub.ports.coupons import CouponsPort
from backend_stub.ports.payments import PaidItem, PaymentPart, PaymentsPort, PaymentView, PaymentWish
from backend_stub.ports.pricing import Priced, PricedLine
from backend_stub.security.caller import user_scope
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.bookings import AnswerIn, BookingCreate
from contracts.checkout import CheckoutCreate
from contracts.errors import ErrorCode
from contracts.permissions import Permission
from contracts.vocabulary import CheckoutState, CouponRefusal, Entity, PaymentMethod, PaymentState

PAY_WITHIN: Final = timedelta(minutes=15)
"""How long a card payment may take, the bank's question included, before the times are given back."""

_ORDERS = {"created_at": Order(Checkout.created_at, datetime, Checkout.id)}


class CheckoutService:
    """The caller's own checkouts."""

    def __init__(
        self, cart: CartService, bookings: BookingsPort, coupons: CouponsPort, payments: PaymentsPort
    ) -> None:
        self._cart = cart
        self._bookings = bookings
        self._coupons = coupons
        self._payments = payments

    async def page(
        self, reading: ReadingContext, sort: str, cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """The caller's checkouts."""
        query = page_of(select(Checkout), _ORDERS, sort, cursor, limit)
        reading.caller.require(Permission.CART_USE)
        query = query.where(Checkout.person_id == reading.caller.id)
        rows = (await reading.session.scalars(query)).all()
        shown = rows[:limit]
        more = len(rows) > limit
        following = write_cursor(sort, (shown[-1].created_at, shown[-1].id)) if more else None
        return {"items": await checkout_documents(reading.session, shown), "next_cursor": following}

    async def one(self, reading: ReadingContext, checkout_id: UUID) -> dict[str, Any]:
        """One checkout; asking again is how one that was cut off is resolved."""
        checkout = await reading.session.get(Checkout, checkout_id)
        if checkout is None or checkout.person_id != reading.caller.id:
            raise NotFoundError
        return (await checkout_documents(reading.session, [checkout]))[0]

    async def create(self, writing: WritingContext, wish: CheckoutCreate) -> dict[str, Any]:
        """All of it, or a refusal that leaves everything as it was."""
        session, caller = writing.session, writing.caller
        lines = await cart_lines(session, caller.id, wish.item_ids)
        if {line.item.id for line in lines} != set(wish.item_ids):
            if await self._is_made(session, wish, caller.id):
                raise ConflictError(ErrorCode.ID_TAKEN, "This checkout was made already; ask for it by id.")
            raise NotFoundError("Some of these items are not in your cart any more.")
        caller.require(Permission.CART_USE)
        if await session.get(Checkout, wish.id) is not None:
            raise ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.")
        self._check_notes(wish)
        if any(not line.is_held(writing.now) for line in lines):
            lapsed = [str(line.item.id) for line in lines if not line.is_held(writing.now)]
            detail = "A time in this cart is not held any more; choose it again. Nothing was charged."
            raise ConflictError(ErrorCode.HOLD_EXPIRED, detail, item_ids=lapsed)
        priced, currency = await self._price(writing, wish, lines)
        bookings = {line.item.id: uuid4() for line in lines}
        for line in sorted(lines, key=lambda line: (str(line.hold.staff_id), line.hold.starts_at)):
            await self._book(writing, wish, line, bookings[line.item.id])
        await self._redeem(writing, wish, priced)
        payment = await self._begin(writing, wish, lines, priced, currency, bookings)
        await take_out(writing.uow, caller.id, [line.item for line in lines])
        state = CheckoutState.PAYING if payment.state is PaymentState.PENDING else CheckoutState.DONE
        checkout = Checkout(
            id=wish.id,
            version=1,
            person_id=caller.id,
            state=str(state),
            method=str(wish.method),
            total_amount=priced.total,
            currency=currency,
            price=priced.document(currency),
            pay_by=writing.now + PAY_WITHIN,
            created_at=writing.now,
            updated_at=writing.now,
        )
        session.add(checkout)
        await session.flush()
        session.add_all(
            _line_row(checkout.id, place, line, priced.lines[place], bookings)
            for place, line in enumerate(lines)
        )
        await session.flush()
        writing.uow.record_change(Entity.CHECKOUT, checkout.id, 1, after=[user_scope(caller.id)])
        return (await checkout_documents(session, [checkout]))[0]

    async def cancel(self, writing: WritingContext, checkout_id: UUID) -> dict[str, Any]:
        """Give up paying: nothing stays booked, nothing is charged. Done or undone it stays as it is."""
        query = select(Checkout).where(Checkout.id == checkout_id).with_for_update()
        checkout = await writing.session.scalar(query)
        if checkout is None or checkout.person_id != writing.caller.id:
            raise NotFoundError
        if checkout.state == CheckoutState.PAYING:
            await self._payments.give_up(writing.uow, checkout.id)
        return (await checkout_documents(writing.session, [checkout]))[0]

    async def _is_made(self, session: AsyncSession, wish: CheckoutCreate, person_id: UUID) -> bool:
        made = await session.get(Checkout, wish.id)
        return made is not None and made.person_id == person_id

    def _check_notes(self, wish: CheckoutCreate) -> None:
        strange = {note.item_id for note in wish.notes} - set(wish.item_ids)
        if strange:
            raise InvalidInputError.field("notes", "unknown", "A note is for an item of this checkout.")

    async def _price(
        self, writing: WritingContext, wish: CheckoutCreate, lines: Sequence[CartLine]
    ) -> tuple[Priced, str]:
        currencies = {line.item.price_currency for line in lines}
        if len(currencies) > 1:
            detail = "These are priced in different currencies; book them one after the other."
            raise ConflictError(ErrorCode.MIXED_CURRENCIES, detail)
        (currency,) = currencies
        priced, refusals = await self._cart.quote(
            writing.session, lines, wish.coupons, writing.caller.id, currency, writing.now
        )
        if refusals:
            raise _refused(*refusals[0])
        if (priced.total, currency) != (wish.total.amount, wish.total.currency):
            detail = "The price has changed since you looked; nothing was charged."
            raise ConflictError(ErrorCode.PRICE_CHANGED, detail, price=priced.document(currency))
        return priced, currency

    async def _book(
        self, writing: WritingContext, wish: CheckoutCreate, line: CartLine, booking_id: UUID
    ) -> None:
        note = next((note.note for note in wish.notes if note.item_id == line.item.id), "")
        booking = await self._bookings.create(
            writing,
            BookingCreate(
                id=booking_id,
                hold_id=line.hold.id,
                address_id=wish.address_id,
                note=note or None,
                answers=[AnswerIn.model_validate(answer) for answer in line.item.answers],
            ),
        )
        if booking["price"] != {"amount": line.item.price_amount, "currency": line.item.price_currency}:
            detail = (
                f"The price of {line.title} has changed; put it into the cart again, nothing was charged."
            )
            raise ConflictError(ErrorCode.PRICE_CHANGED, detail, item_ids=[str(line.item.id)])

    async def _redeem(self, writing: WritingContext, wish: CheckoutCreate, priced: Priced) -> None:
        refused = await self._coupons.redeem(writing.uow, wish.id, writing.caller.id, priced)
        if refused is not None:
            raise _refused(*refused)

    async def _begin(
        self,
        writing: WritingContext,
        wish: CheckoutCreate,
        lines: Sequence[CartLine],
        priced: Priced,
        currency: str,
        bookings: dict[UUID, UUID],
    ) -> PaymentView:
        await writing.session.flush()
        parts = [
            _part(line, of, bookings[line.item.id]) for line, of in zip(lines, priced.lines, strict=True)
        ]
        return await self._payments.begin(
            writing.uow,
            PaymentWish(
                id=wish.id,
                customer_id=writing.caller.id,
                # What coupons pay for in full, no card is asked for.
                method=wish.method if priced.total else PaymentMethod.ON_SITE,
                currency=currency,
                parts=parts,
                pay_by=writing.now + PAY_WITHIN,
                token=wish.token,
            ),
        )


def _refused(code: str, reason: CouponRefusal) -> ConflictError:
    detail = f"{code}: {words_of(reason)} Nothing was charged."
    return ConflictError(ErrorCode.COUPON_REFUSED, detail, coupon=code, reason=str(reason))


def _part(line: CartLine, of: PricedLine, booking_id: UUID) -> PaymentPart:
    items = [PaidItem(line.title, of.line.amount)]
    discount = of.by_vendor + of.by_platform
    if discount:
        items.append(PaidItem("Coupon", -discount))
    return PaymentPart(
        booking_id=booking_id,
        vendor_id=line.hold.vendor_id,
        total=of.total,
        tax=of.tax,
        commission=of.commission,
        promotion=of.by_platform,
        items=items,
    )


def _line_row(
    checkout_id: UUID, place: int, line: CartLine, of: PricedLine, bookings: dict[UUID, UUID]
) -> CheckoutLine:
    return CheckoutLine(
        booking_id=bookings[line.item.id],
        checkout_id=checkout_id,
        position=place,
        listing_id=line.hold.listing_id,
        title=line.title,
        amount=of.line.amount,
        by_vendor=of.by_vendor,
        by_platform=of.by_platform,
        total=of.total,
        tax_rate=of.tax_rate,
        tax=of.tax,
        commission=of.commission,
    )
