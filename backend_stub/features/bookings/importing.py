"""Imported bookings: what a vendor agreed elsewhere, so hours and notice don't bind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.busy_times import BusyTimes, load_busy_times
from backend_stub.db.occupying import claim, occupy_all
from backend_stub.db.tables import OccupancySource
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.errors import ConflictError, InvalidInputError, NotFoundError, ProblemError
from backend_stub.features.bookings.record import BookingRecord, Party, record_bookings
from backend_stub.instants import check_instant
from backend_stub.ports.importing import ImportingVendor, Kept
from backend_stub.ports.slots import OfferTerms, SlotsPort
from contracts.errors import ErrorCode
from contracts.vendors import ImportedBooking
from contracts.vocabulary import OCCUPYING, BookingStatus, ImportKind


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is good in itself; whether somebody has the time for it is another question."""

    item: ImportedBooking
    terms: OfferTerms
    staff_ids: tuple[UUID, ...]
    ends_at: datetime

    @property
    def occupies(self) -> bool:
        """Whether its status keeps its time from others."""
        return self.item.status in OCCUPYING

    @property
    def busy(self) -> tuple[datetime, datetime]:
        """Its time with the buffers around it."""
        before, after = self.terms.buffer_before_minutes, self.terms.buffer_after_minutes
        return self.item.starts_at - timedelta(minutes=before), self.ends_at + timedelta(minutes=after)


class BookingSink:
    """Keeps imported bookings (`ports.importing.ImportSinkPort`)."""

    kind = ImportKind.BOOKING

    def __init__(self, slots: SlotsPort) -> None:
        self._slots = slots

    async def keep(
        self, uow: UnitOfWork, vendor: ImportingVendor, items: Sequence[ImportedBooking]
    ) -> Sequence[Kept]:
        """Bookings with a guest; refused where their people are busy, if only by a line before."""
        listing_ids = {item.listing_id for item in items}
        terms = {id: await self._slots.find_terms(uow.session, id) for id in listing_ids}
        lines = [_read(item, terms[item.listing_id], vendor.vendor_id, uow.now) for item in items]
        busy = await _claim(uow.session, [line for line in lines if isinstance(line, _Line)], uow.now)
        placed = [_place(line, busy, vendor.actor_id) if isinstance(line, _Line) else line for line in lines]
        records = [record for record in placed if isinstance(record, BookingRecord)]
        if records:
            await record_bookings(uow, records, (vendor.actor_id, vendor.actor_name))
        times = [
            (record.id, record.staff_id, *line.busy)
            for line, record in zip(lines, placed, strict=True)
            if isinstance(line, _Line) and isinstance(record, BookingRecord) and line.occupies
        ]
        if times:
            await occupy_all(uow.session, OccupancySource.BOOKING, times)
        return [outcome.id if isinstance(outcome, BookingRecord) else outcome for outcome in placed]


def _read(
    item: ImportedBooking, terms: OfferTerms | None, vendor_id: UUID, now: datetime
) -> _Line | ProblemError:
    try:
        return _check(item, terms, vendor_id, now)
    except ProblemError as problem:
        return problem


def _check(item: ImportedBooking, terms: OfferTerms | None, vendor_id: UUID, now: datetime) -> _Line:
    if terms is None or terms.vendor_id != vendor_id:
        raise NotFoundError("There is no such service of yours.")
    check_instant("starts_at", item.starts_at)
    check_instant("ends_at", item.ends_at or item.starts_at)
    ends_at = item.ends_at or item.starts_at + timedelta(minutes=terms.duration_minutes)
    if ends_at <= item.starts_at:
        raise InvalidInputError.field("ends_at", "range", "This has to be after the start.")
    if item.status is BookingStatus.REQUESTED and item.starts_at <= now:
        raise InvalidInputError.field("status", "past", "What is over can't be asked for any more.")
    if item.staff_id is not None and item.staff_id not in terms.staff_ids:
        raise NotFoundError("Nobody of that id gives this service.")
    staff_ids = terms.staff_ids if item.staff_id is None else (item.staff_id,)
    if not staff_ids:
        raise InvalidInputError.field("staff_id", "missing", "Nobody gives this service yet.")
    return _Line(item, terms, staff_ids, ends_at)


async def _claim(session: AsyncSession, lines: Sequence[_Line], now: datetime) -> BusyTimes:
    """When those who may come are busy; nobody else gives out their time until this transaction ends."""
    occupying = [line for line in lines if line.occupies]
    people = {staff_id for line in occupying for staff_id in line.staff_ids}
    if people:
        await claim(session, people, now)
    return await load_busy_times(session, people, [line.busy for line in occupying])


def _place(line: _Line, busy: BusyTimes, creator_id: UUID) -> BookingRecord | ProblemError:
    """The booking of a line with the first of its people who has time, which is theirs no more."""
    staff_id = line.staff_ids[0]
    if line.occupies:
        free = (staff_id for staff_id in line.staff_ids if busy.is_free(staff_id, *line.busy))
        found = next(free, None)
        if found is None:
            return ConflictError(ErrorCode.SLOT_TAKEN, "At this time everybody who could come is busy.")
        staff_id = found
        busy.add(staff_id, *line.busy)
    item = line.item
    return BookingRecord(
        id=uuid4(),
        terms=line.terms,
        staff_id=staff_id,
        starts_at=item.starts_at,
        ends_at=line.ends_at,
        status=item.status,
        party=Party(guest_name=item.guest_name, guest_phone=item.guest_phone),
        creator_id=creator_id,
        note=item.note,
    )
