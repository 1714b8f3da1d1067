"""Imported bookings: what a vendor agreed elsewhere, so hours and notice don't bind it."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_overlap
from backend_stub.db.occupying import claim, occupy
from backend_stub.db.tables import OccupancySource
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.errors import ConflictError, InvalidInputError, NotFoundError
from backend_stub.features.bookings.record import BookingRecord, Party, record_booking
from backend_stub.instants import check_instant
from backend_stub.ports.importing import ImportingVendor
from backend_stub.ports.slots import OfferTerms, SlotsPort
from contracts.errors import ErrorCode
from contracts.vendors import ImportedBooking
from contracts.vocabulary import OCCUPYING, BookingStatus, ImportKind


class BookingSink:
    """Keeps imported bookings (`ports.importing.ImportSinkPort`)."""

    kind = ImportKind.BOOKING

    def __init__(self, slots: SlotsPort) -> None:
        self._slots = slots

    async def keep(self, uow: UnitOfWork, vendor: ImportingVendor, item: ImportedBooking) -> UUID:
        """One booking with a guest; refused where its person is busy."""
        terms = await self._slots.find_terms(uow.session, item.listing_id)
        if terms is None or terms.vendor_id != vendor.vendor_id:
            raise NotFoundError("There is no such service of yours.")
        check_instant("starts_at", item.starts_at)
        check_instant("ends_at", item.ends_at or item.starts_at)
        booking_id = uuid4()
        ends_at = item.ends_at or item.starts_at + timedelta(minutes=terms.duration_minutes)
        if ends_at <= item.starts_at:
            raise InvalidInputError.field("ends_at", "range", "This has to be after the start.")
        if item.status is BookingStatus.REQUESTED and item.starts_at <= uow.now:
            raise InvalidInputError.field("status", "past", "What is over can't be asked for any more.")
        staff_id = await self._place(uow, booking_id, terms, item, ends_at - item.starts_at)
        record = BookingRecord(
            id=booking_id,
            terms=terms,
            staff_id=staff_id,
            starts_at=item.starts_at,
            ends_at=ends_at,
            status=item.status,
            party=Party(guest_name=item.guest_name, guest_phone=item.guest_phone),
            creator_id=vendor.actor_id,
            note=item.note,
        )
        await record_booking(uow, record, (vendor.actor_id, vendor.actor_name))
        return booking_id

    async def _place(
        self, uow: UnitOfWork, booking_id: UUID, terms: OfferTerms, item: ImportedBooking, length: timedelta
    ) -> UUID:
        """Who comes; their time is kept where the status keeps it."""
        staff = terms.staff_ids if item.staff_id is None else (item.staff_id,)
        if item.staff_id is not None and item.staff_id not in terms.staff_ids:
            raise NotFoundError("Nobody of that id gives this service.")
        if not staff:
            raise InvalidInputError.field("staff_id", "missing", "Nobody gives this service yet.")
        if item.status not in OCCUPYING:
            return staff[0]
        busy_from = item.starts_at - timedelta(minutes=terms.buffer_before_minutes)
        busy_until = item.starts_at + length + timedelta(minutes=terms.buffer_after_minutes)
        await claim(uow.session, staff, uow.now)
        for staff_id in staff:
            try:
                async with uow.savepoint():
                    await occupy(
                        uow.session, OccupancySource.BOOKING, booking_id, staff_id, busy_from, busy_until
                    )
                return staff_id
            except IntegrityError as error:
                if not is_overlap(error):
                    raise
        detail = "At this time everybody who could come is busy."
        raise ConflictError(ErrorCode.SLOT_TAKEN, detail)
