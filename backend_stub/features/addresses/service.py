"""Keeps people's address books."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Address, Person, Vendor
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.errors import ConflictError, InvalidInputError, NotFoundError
from backend_stub.features.addresses import forms
from backend_stub.features.addresses.rows import WIRE_COLUMNS, address_document
from backend_stub.lists import PreparedList
from backend_stub.paging import Order, page_of
from backend_stub.ports.places import Coordinates, GazetteerPort
from backend_stub.security.caller import user_scope
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.addresses import MOST_ADDRESSES, AddressCreate, AddressPatch
from contracts.errors import ErrorCode
from contracts.permissions import Permission
from contracts.vocabulary import Entity

_ORDERS: Final = {"label": Order(Address.label, str, Address.id)}
_WHERE: Final = frozenset({"street", "postal_code", "city", "region", "country"})


class AddressService:
    """Everybody sees and changes their own addresses only."""

    def __init__(self, gazetteer: GazetteerPort) -> None:
        self._gazetteer = gazetteer
        self._list = PreparedList(_list_query, _ORDERS, address_document)

    async def page(
        self, reading: ReadingContext, sort: str, cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """One page of the caller's addresses."""
        reading.caller.require(Permission.ADDRESSES_MANAGE)
        return await self._list.page(reading.session, reading.caller.id, sort, cursor, limit)

    async def one(self, reading: ReadingContext, address_id: UUID) -> dict[str, Any]:
        """One of the caller's addresses."""
        row = await reading.session.get(Address, address_id)
        if row is None or row.person_id != reading.caller.id:
            raise NotFoundError
        reading.caller.require(Permission.ADDRESSES_MANAGE)
        return address_document(row)

    async def create(self, writing: WritingContext, wish: AddressCreate) -> dict[str, Any]:
        """A new address; 422 field by field where it can't be one of its country."""
        writing.caller.require(Permission.ADDRESSES_MANAGE)
        given = wish.model_dump(exclude={"is_default"})
        forms.check(given)
        mine = await _addresses(writing.session, writing.caller.id)
        if await writing.session.scalar(select(Address.id).where(Address.id == wish.id)) is not None:
            raise ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.")
        free = set(range(1, MOST_ADDRESSES + 1)).difference(row.place for row in mine)
        if not free:
            raise _full()
        spot = await self._locate(writing.session, given)
        if wish.is_default:
            await _take_off(writing.uow, mine)
        row = Address(
            **given,
            version=1,
            person_id=writing.caller.id,
            place=min(free),
            latitude=spot[0] if spot else None,
            longitude=spot[1] if spot else None,
            is_default=wish.is_default or not mine,
            created_at=writing.now,
            updated_at=writing.now,
        )
        try:
            async with writing.uow.savepoint():
                writing.session.add(row)
                await writing.session.flush()
        except IntegrityError as error:
            # Another of this person's devices was faster.
            raise _full() from error
        _tell(writing.uow, row, is_new=True)
        return address_document(row)

    async def update(self, writing: WritingContext, address_id: UUID, patch: AddressPatch) -> dict[str, Any]:
        """Change some fields."""
        changes = patch.model_dump(exclude_unset=True)
        for field, value in changes.items():
            if value is None:
                raise InvalidInputError.field(
                    field, "missing", "This can't be nothing; leave it out to keep it."
                )
        row, mine = await self._own(writing, address_id)
        writing.expect(row.version, lambda: address_document(row))
        becomes_default = changes.pop("is_default", None)
        if becomes_default is False and row.is_default:
            detail = "One address is always the default; make another one it."
            raise InvalidInputError.field("is_default", "needed", detail)
        given = {name: getattr(row, name) for name in _WHERE} | changes
        forms.check(given)
        if becomes_default and not row.is_default:
            await _take_off(writing.uow, mine)
            row.is_default = True
        for field, value in changes.items():
            setattr(row, field, value)
        if _WHERE.intersection(changes):
            spot = await self._locate(writing.session, given)
            row.latitude, row.longitude = spot or (None, None)
        row.version += 1
        row.updated_at = writing.now
        _tell(writing.uow, row)
        return address_document(row)

    async def delete(self, writing: WritingContext, address_id: UUID) -> None:
        """Take an address away; of a default's others the oldest becomes it."""
        row, mine = await self._own(writing, address_id)
        writing.expect(row.version, lambda: address_document(row))
        scopes = [user_scope(row.person_id)]
        writing.uow.record_change(Entity.ADDRESS, row.id, row.version + 1, before=scopes, op="delete")
        await writing.session.delete(row)
        await writing.session.flush()
        others = sorted((each for each in mine if each.id != row.id), key=lambda each: each.created_at)
        if row.is_default and others:
            others[0].is_default = True
            others[0].version += 1
            _tell(writing.uow, others[0])

    async def _own(self, writing: WritingContext, address_id: UUID) -> tuple[Address, Sequence[Address]]:
        mine = await _addresses(writing.session, writing.caller.id)
        row = next((each for each in mine if each.id == address_id), None)
        if row is None:
            raise NotFoundError
        writing.caller.require(Permission.ADDRESSES_MANAGE)
        return row, mine

    async def _locate(self, session: AsyncSession, given: dict[str, Any]) -> Coordinates | None:
        """The town's middle; a town that no gazetteer has may be known by the vendors who are there."""
        city = given["city"].strip()
        found = await self._gazetteer.find(given["country"], city)
        if found is not None or not city:
            return found
        query = select(func.avg(Vendor.latitude), func.avg(Vendor.longitude)).where(
            func.lower(Vendor.city) == city.lower()
        )
        latitude, longitude = (await session.execute(query)).one()
        return None if latitude is None else (float(latitude), float(longitude))


async def _addresses(session: AsyncSession, person_id: UUID) -> Sequence[Address]:
    # One change of a book after the other: rows that are not there yet could not be waited for.
    await session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    return (await session.scalars(select(Address).where(Address.person_id == person_id))).all()


async def _take_off(uow: UnitOfWork, mine: Sequence[Address]) -> None:
    for row in mine:
        if row.is_default:
            row.is_default = False
            row.version += 1
            _tell(uow, row)
    # Before another becomes it: the database lets no two be the default at once.
    await uow.session.flush()


def _tell(uow: UnitOfWork, row: Address, *, is_new: bool = False) -> None:
    scopes = [user_scope(row.person_id)]
    uow.record_change(Entity.ADDRESS, row.id, row.version, before=[] if is_new else scopes, after=scopes)


def _full() -> InvalidInputError:
    detail = f"You have {MOST_ADDRESSES} addresses; take one away before you add another."
    return InvalidInputError.field("id", "too_many", detail)


def _list_query(person_id: UUID, sort: str, cursor: str | None, limit: int) -> Select[*tuple[Any, ...]]:
    return page_of(select(*WIRE_COLUMNS).where(Address.person_id == person_id), _ORDERS, sort, cursor, limit)
