"""Keeps a vendor's client book."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, func, or_, select
from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_duplicate
from backend_stub.db.tables import ClientCard, Vendor
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from backend_stub.features.clients.rows import WIRE_COLUMNS, client_document
from backend_stub.lists import PreparedList
from backend_stub.paging import Order, page_of
from backend_stub.ports.importing import ImportingVendor, Kept
from backend_stub.security.caller import vendor_scope
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.errors import ErrorCode
from contracts.permissions import Permission
from contracts.vendors import ClientCreate, ClientPatch, ImportedClient
from contracts.vocabulary import Entity, ImportKind

_ORDERS = {"name": Order(ClientCard.name, str, ClientCard.id)}


class ClientService:
    """Cards of the caller's vendors."""

    def __init__(self) -> None:
        self._list = PreparedList(_list_query, _ORDERS, client_document)

    async def page(
        self,
        reading: ReadingContext,
        vendor_id: UUID | None,
        q: str | None,
        sort: str,
        cursor: str | None,
        limit: int,
    ) -> dict[str, Any]:
        """One page of cards."""
        reading.caller.require(Permission.CLIENTS_MANAGE)
        wish = (reading.caller.vendor_ids, vendor_id, (q or "").strip().lower())
        return await self._list.page(reading.session, wish, sort, cursor, limit)

    async def one(self, reading: ReadingContext, client_id: UUID) -> dict[str, Any]:
        """A card of one's own vendor."""
        card = await reading.session.get(ClientCard, client_id)
        if card is None or card.vendor_id not in reading.caller.vendor_ids:
            raise NotFoundError
        reading.caller.require(Permission.CLIENTS_MANAGE)
        return client_document(card)

    async def create(self, writing: WritingContext, wish: ClientCreate) -> dict[str, Any]:
        """A new card."""
        vendor = await writing.session.scalar(select(Vendor.id).where(Vendor.id == wish.vendor_id))
        if vendor is None:
            raise NotFoundError
        writing.caller.require(Permission.CLIENTS_MANAGE)
        if wish.vendor_id not in writing.caller.vendor_ids:
            raise ForbiddenError
        card = ClientCard(
            **wish.model_dump(), version=1, source_key=None, created_at=writing.now, updated_at=writing.now
        )
        try:
            async with writing.uow.savepoint():
                await _keep(writing.uow, card)
        except IntegrityError as error:
            if is_duplicate(error):
                raise ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.") from error
            raise
        return client_document(card)

    async def update(self, writing: WritingContext, client_id: UUID, patch: ClientPatch) -> dict[str, Any]:
        """Change some fields of a card; a phone or email that is null is taken off."""
        changes = patch.model_dump(exclude_unset=True)
        for field in ("name", "note"):
            if field in changes and changes[field] is None:
                raise InvalidInputError.field(
                    field, "missing", "This can't be nothing; leave it out to keep it."
                )
        query = select(ClientCard).where(ClientCard.id == client_id).with_for_update()
        card = await writing.session.scalar(query)
        if card is None or card.vendor_id not in writing.caller.vendor_ids:
            raise NotFoundError
        writing.caller.require(Permission.CLIENTS_MANAGE)
        writing.expect(card.version, lambda: client_document(card))
        for field, value in changes.items():
            setattr(card, field, value)
        card.version += 1
        card.updated_at = writing.now
        scopes = [vendor_scope(card.vendor_id)]
        writing.uow.record_change(Entity.CLIENT, card.id, card.version, before=scopes, after=scopes)
        return client_document(card)


def _list_query(
    wish: tuple[frozenset[UUID], UUID | None, str], sort: str, cursor: str | None, limit: int
) -> Select[*tuple[Any, ...]]:
    vendor_ids, vendor_id, text = wish
    query = select(*WIRE_COLUMNS).where(ClientCard.vendor_id.in_(vendor_ids))
    if vendor_id is not None:
        query = query.where(ClientCard.vendor_id == vendor_id)
    if text:
        columns = (ClientCard.name, ClientCard.phone, ClientCard.email)
        query = query.where(or_(*(func.lower(column).contains(text, autoescape=True) for column in columns)))
    return page_of(query, _ORDERS, sort, cursor, limit)


class ClientSink:
    """Keeps imported client cards (`ports.importing.ImportSinkPort`)."""

    kind = ImportKind.CLIENT

    async def keep(
        self, uow: UnitOfWork, vendor: ImportingVendor, items: Sequence[ImportedClient]
    ) -> Sequence[Kept]:
        """Lines of a client list as cards."""
        cards = [
            ClientCard(
                id=uuid4(),
                version=1,
                vendor_id=vendor.vendor_id,
                name=item.name,
                phone=item.phone,
                email=item.email,
                note=item.note,
                source_key=item.key,
                created_at=uow.now,
                updated_at=uow.now,
            )
            for item in items
        ]
        await _keep(uow, *cards)
        return [card.id for card in cards]


async def _keep(uow: UnitOfWork, *cards: ClientCard) -> None:
    uow.session.add_all(cards)
    await uow.session.flush()
    for card in cards:
        uow.record_change(Entity.CLIENT, card.id, 1, after=[vendor_scope(card.vendor_id)])
