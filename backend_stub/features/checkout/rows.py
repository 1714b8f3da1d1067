"""Cart items and checkouts as their owners see them."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import CartItem, Checkout, CheckoutLine, Hold, Listing, Vendor
from backend_stub.ports.rows import SyncRow
from backend_stub.security.caller import user_scope
from contracts.vocabulary import Entity
from contracts.wire import rfc3339

EXTENSION: Final = timedelta(minutes=5)
"""By how much a held time is kept longer, once."""


def item_query() -> Select[*tuple[Any, ...]]:
    """Cart items with what they hold, of whom."""
    return (
        select(CartItem, Hold, Listing.title, Listing.place, Listing.art, Vendor.name, Vendor.zone)
        .join(Hold, Hold.id == CartItem.hold_id)
        .join(Listing, Listing.id == Hold.listing_id)
        .join(Vendor, Vendor.id == Hold.vendor_id)
        .execution_options(populate_existing=True)
    )


def can_extend(hold: Hold, lifetime: timedelta) -> bool:
    """Whether it was not kept longer yet."""
    return hold.state == "live" and hold.expires_at <= hold.created_at + lifetime


class CartRows:
    """Makes documents of cart items; `lifetime` is how long holds last by themselves."""

    def __init__(self, lifetime: timedelta) -> None:
        self._lifetime = lifetime

    def document(
        self, item: CartItem, hold: Hold, title: str, place: str, art: str, vendor: str, zone: str
    ) -> dict[str, Any]:
        """`contracts.checkout.CartItemOut`."""
        return {
            "id": str(item.id),
            "version": item.version,
            "hold_id": str(hold.id),
            "listing_id": str(hold.listing_id),
            "listing_title": title,
            "vendor_id": str(hold.vendor_id),
            "vendor_name": vendor,
            "staff_id": str(hold.staff_id),
            "starts_at": rfc3339(hold.starts_at),
            "ends_at": rfc3339(hold.ends_at),
            "zone": zone,
            "place": place,
            "art": art,
            "price": {"amount": item.price_amount, "currency": item.price_currency},
            "held_until": rfc3339(hold.expires_at if hold.state == "live" else hold.created_at),
            "can_extend": can_extend(hold, self._lifetime),
            "created_at": rfc3339(item.created_at),
        }


class CartItemReader:
    """Shows cart items to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.CART_ITEM

    def __init__(self, rows: CartRows) -> None:
        self._rows = rows

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These items as they are now."""
        found = await session.execute(item_query().where(CartItem.id.in_(ids)))
        return [self._sync_row(row) for row in found]

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next items of these people."""
        query = item_query().where(CartItem.person_id.in_(people_of(scopes)))
        if after is not None:
            query = query.where(CartItem.id > after)
        return [
            self._sync_row(row) for row in await session.execute(query.order_by(CartItem.id).limit(limit))
        ]

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every item of somebody."""
        query = select(CartItem.id, CartItem.version).where(CartItem.person_id.in_(people_of([scope])))
        return [(id, version) for id, version in await session.execute(query)]

    def _sync_row(self, row: Any) -> SyncRow:
        document = self._rows.document(*row)
        scopes = frozenset({user_scope(row[0].person_id)})
        return SyncRow(row[0].id, row[0].version, scopes, lambda _shared: document)


async def checkout_documents(session: AsyncSession, checkouts: Sequence[Checkout]) -> list[dict[str, Any]]:
    """`contracts.checkout.CheckoutOut` of each."""
    query = (
        select(CheckoutLine)
        .where(CheckoutLine.checkout_id.in_([checkout.id for checkout in checkouts]))
        .order_by(CheckoutLine.checkout_id, CheckoutLine.position)
    )
    lines: dict[UUID, list[CheckoutLine]] = {}
    for line in await session.scalars(query):
        lines.setdefault(line.checkout_id, []).append(line)
    return [_checkout_document(checkout, lines.get(checkout.id, [])) for checkout in checkouts]


def _checkout_document(checkout: Checkout, lines: Sequence[CheckoutLine]) -> dict[str, Any]:
    def money(amount: int) -> dict[str, Any]:
        return {"amount": amount, "currency": checkout.currency}

    return {
        "id": str(checkout.id),
        "version": checkout.version,
        "state": checkout.state,
        "method": checkout.method,
        "lines": [
            {
                "booking_id": str(line.booking_id),
                "listing_id": str(line.listing_id),
                "title": line.title,
                "amount": money(line.amount),
                "discount": money(line.by_vendor + line.by_platform),
                "total": money(line.total),
            }
            for line in lines
        ],
        "price": checkout.price,
        "pay_by": rfc3339(checkout.pay_by),
        "created_at": rfc3339(checkout.created_at),
    }


class CheckoutReader:
    """Shows checkouts to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.CHECKOUT

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These checkouts as they are now."""
        found = (await session.scalars(select(Checkout).where(Checkout.id.in_(ids)))).all()
        return await _sync_rows(session, found)

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next checkouts of these people."""
        query = select(Checkout).where(Checkout.person_id.in_(people_of(scopes)))
        if after is not None:
            query = query.where(Checkout.id > after)
        return await _sync_rows(
            session, (await session.scalars(query.order_by(Checkout.id).limit(limit))).all()
        )

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every checkout of somebody."""
        query = select(Checkout.id, Checkout.version).where(Checkout.person_id.in_(people_of([scope])))
        return [(id, version) for id, version in await session.execute(query)]


async def _sync_rows(session: AsyncSession, checkouts: Sequence[Checkout]) -> list[SyncRow]:
    documents = await checkout_documents(session, checkouts)
    return [_sync_row(checkout, document) for checkout, document in zip(checkouts, documents, strict=True)]


def _sync_row(checkout: Checkout, document: dict[str, Any]) -> SyncRow:
    scopes = frozenset({user_scope(checkout.person_id)})
    return SyncRow(checkout.id, checkout.version, scopes, lambda _shared: document)


def people_of(scopes: Collection[str]) -> list[UUID]:
    """Whose own rows these scopes see."""
    return [UUID(scope.removeprefix("user:")) for scope in scopes if scope.startswith("user:")]
