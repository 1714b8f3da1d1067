"""Making bookings: requests of customers and kiosks, and what vendors write down on the phone."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_duplicate, is_overlap
from backend_stub.db.occupying import occupy_slot
from backend_stub.db.tables import OccupancySource
from backend_stub.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from backend_stub.features.bookings import repository
from backend_stub.features.bookings.record import BookingRecord, Party, record_booking
from backend_stub.ports.holds import HeldTime, HoldsPort
from backend_stub.ports.places import AddressBookPort
from backend_stub.ports.quotes import Chosen, QuotesPort, chosen_of
from backend_stub.ports.slots import OfferTerms, Slot, SlotsPort, Spot, Wanted
from backend_stub.security.caller import Caller
from backend_stub.security.context import WritingContext
from contracts.bookings import BookingCreate
from contracts.errors import ErrorCode
from contracts.permissions import Permission
from contracts.vocabulary import BookingStatus, Role


class BookingCreation:
    """Turns a hold, or a listing and a time, into a booking."""

    def __init__(
        self, slots: SlotsPort, holds: HoldsPort, quotes: QuotesPort, addresses: AddressBookPort
    ) -> None:
        self._slots = slots
        self._holds = holds
        self._quotes = quotes
        self._addresses = addresses

    async def create(
        self, writing: WritingContext, wish: BookingCreate, member: tuple[UUID, int] | None = None
    ) -> dict[str, Any]:
        """The new booking; 409 `slot_taken` with alternatives where the time is gone.

        A `member` of a series comes with the series' id and its position there.
        """
        caller, session = writing.caller, writing.session
        check_guest(caller, wish)
        hold = await self._find_hold(writing, wish.hold_id) if wish.hold_id else None
        listing_id = hold.listing_id if hold else wish.listing_id
        terms = await self._slots.find_terms(session, listing_id) if listing_id else None
        if terms is None or (wish.staff_id is not None and wish.staff_id not in terms.staff_ids):
            raise NotFoundError
        caller.require(Permission.BOOKINGS_CREATE)
        is_own_book = wish.guest is not None and Role.KIOSK not in caller.roles
        if is_own_book and terms.vendor_id not in caller.vendor_ids:
            raise ForbiddenError("Vendors write down bookings for their own services only.")
        if await repository.is_taken(session, wish.id):
            raise _id_taken()
        spot = None
        if wish.address_id is not None:
            spot = await self._addresses.check(session, caller.id, wish.address_id, terms.listing_id)
        status = BookingStatus.CONFIRMED if is_own_book else BookingStatus.REQUESTED
        chosen = chosen_of(hold.choice) if hold else Chosen(wish.variant_id, wish.extras)
        chosen = replace(chosen, answers=wish.answers)
        # Who books for a guest, on the phone or at a kiosk, need not have asked everything.
        quoted = await self._quotes.quote(session, terms.listing_id, chosen, asks=wish.guest is None)
        terms, choice = quoted.terms(terms), quoted.frozen()
        if hold:
            record = self._record(writing, wish, terms, hold.starts_at, hold.ends_at, hold.staff_id, status)
            return await self._from_hold(writing, hold, replace(record, choice=choice), spot)
        return await self._from_time(writing, wish, terms, status, choice, member, spot)

    async def _find_hold(self, writing: WritingContext, hold_id: UUID) -> HeldTime:
        hold = await self._holds.find(writing.session, hold_id, writing.caller.id, writing.now)
        if hold is None:
            raise NotFoundError("There is no such hold of yours.")
        return hold

    async def _from_hold(
        self, writing: WritingContext, hold: HeldTime, record: BookingRecord, spot: Spot | None
    ) -> dict[str, Any]:
        if not (hold.is_live and await self._holds.use(writing.session, hold, record.id)):
            raise ConflictError(ErrorCode.HOLD_EXPIRED, "This hold is over; choose a time again.")
        if hold.starts_at <= writing.now:
            raise ConflictError(ErrorCode.HOLD_EXPIRED, "The time that was held has begun; choose another.")
        if spot is not None:
            # Nobody knew the way when the time was held.
            wanted = Wanted(record.terms, record.starts_at, record.staff_id, frozenset({record.id}), spot)
            if not await self._slots.settle_at(writing.session, wanted, writing.now):
                raise await self._slots.refuse_taken(writing.session, wanted, writing.now)
        return await self._keep(writing, record)

    async def _from_time(
        self,
        writing: WritingContext,
        wish: BookingCreate,
        terms: OfferTerms,
        status: BookingStatus,
        choice: str | None,
        member: tuple[UUID, int] | None,
        spot: Spot | None,
    ) -> dict[str, Any]:
        if wish.starts_at is None:
            raise InvalidInputError.field("starts_at", "missing", "Say when it should begin.")
        wanted = Wanted(terms, wish.starts_at, wish.staff_id, spot=spot)
        slot = await self._slots.take(writing.session, wanted, writing.now)
        record = self._record(writing, wish, terms, slot.starts_at, slot.ends_at, slot.staff_id, status)
        try:
            async with writing.uow.savepoint():
                await _occupy(writing, record.id, slot)
        except IntegrityError as error:
            if is_overlap(error):
                raise await self._slots.refuse_taken(writing.session, wanted, writing.now) from error
            raise
        series_id, position = member or (None, None)
        record = replace(record, choice=choice, series_id=series_id, series_position=position)
        return await self._keep(writing, record)

    async def _keep(self, writing: WritingContext, record: BookingRecord) -> dict[str, Any]:
        try:
            async with writing.uow.savepoint():
                return await record_booking(writing.uow, record, (writing.caller.id, writing.caller.name))
        except IntegrityError as error:
            if is_duplicate(error):
                raise _id_taken() from error
            raise

    def _record(
        self,
        writing: WritingContext,
        wish: BookingCreate,
        terms: OfferTerms,
        starts_at: datetime,
        ends_at: datetime,
        staff_id: UUID,
        status: BookingStatus,
    ) -> BookingRecord:
        caller = writing.caller
        if wish.guest:
            party = Party(guest_name=wish.guest.name, guest_phone=wish.guest.phone)
        else:
            party = Party(customer_id=caller.id, customer_name=caller.name)
        return BookingRecord(
            id=wish.id,
            terms=terms,
            staff_id=staff_id,
            starts_at=starts_at,
            ends_at=ends_at,
            status=status,
            party=party,
            creator_id=caller.id,
            note=wish.note,
            address_id=wish.address_id,
        )


def check_guest(caller: Caller, wish: BookingCreate) -> None:
    """Kiosks and vendors book for guests, customers for themselves; 422 where that does not fit."""
    if not caller.may(Permission.BOOKINGS_CREATE):
        return
    if wish.guest is None and Role.CUSTOMER not in caller.roles:
        raise InvalidInputError.field("guest", "missing", "Give the guest's name and phone number.")
    if wish.guest is not None and caller.roles.isdisjoint({Role.KIOSK, Role.VENDOR}):
        detail = "Only kiosks and vendors book for guests; leave this out to book for yourself."
        raise InvalidInputError.field("guest", "not_allowed", detail)


async def _occupy(writing: WritingContext, booking_id: UUID, slot: Slot) -> None:
    await occupy_slot(writing.session, OccupancySource.BOOKING, booking_id, slot)


def _id_taken() -> ConflictError:
    return ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.")
