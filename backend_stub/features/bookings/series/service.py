"""Making series, and changing this, this and the following, or all of their bookings."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_duplicate, is_overlap
from backend_stub.db.occupying import occupy_slot, vacate
from backend_stub.db.tables import BookingSeries, OccupancySource
from backend_stub.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from backend_stub.features.bookings import repository as bookings
from backend_stub.features.bookings.creation import BookingCreation, check_guest
from backend_stub.features.bookings.fees import cancellation_charge, quote_cancellation
from backend_stub.features.bookings.policies import (
    BookingState,
    hats,
    require_possible,
    require_right,
    sees,
)
from backend_stub.features.bookings.proposals.repository import withdraw_open
from backend_stub.features.bookings.rows import scopes_of
from backend_stub.features.bookings.series import repository
from backend_stub.features.bookings.series.dates import MOST, count_until, instant_on, occurrence_day
from backend_stub.features.bookings.series.rows import series_document
from backend_stub.features.bookings.transitions import BookingTransitions, carry_out, own_terms
from backend_stub.instants import check_instant
from backend_stub.lists import PreparedList
from backend_stub.ports.slots import OfferTerms, SlotsPort, Wanted
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.bookings import BookingCreate
from contracts.errors import ErrorCode
from contracts.events import EventName
from contracts.permissions import Permission
from contracts.series import SeriesCancel, SeriesCreate, SeriesReschedule
from contracts.vocabulary import BookingAction, Entity, Role, SeriesScope, SeriesTakes
from contracts.wire import rfc3339

_GONE: Final = frozenset({ErrorCode.SLOT_TAKEN, ErrorCode.SLOT_UNAVAILABLE})
_STAFF: Final = frozenset({Role.VENDOR, Role.ADMIN})


class SeriesService:
    """Series of the caller and of their vendor."""

    def __init__(self, slots: SlotsPort, creation: BookingCreation, transitions: BookingTransitions) -> None:
        self._slots, self._creation, self._transitions = slots, creation, transitions
        self._list = PreparedList(repository.list_query, repository.ORDERS, series_document)

    async def page(
        self, reading: ReadingContext, sort: str, cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """One page of what the caller may see."""
        reading.caller.require(Permission.BOOKINGS_VIEW)
        return await self._list.page(reading.session, reading.caller.scopes, sort, cursor, limit)

    async def one(self, reading: ReadingContext, series_id: UUID) -> dict[str, Any]:
        """A series; 404 for what is not there or not the caller's."""
        series = await repository.find(reading.session, series_id, locks=False)
        if series is None or not sees(reading.caller, series.vendor_id, series.customer_id):
            raise NotFoundError
        reading.caller.require(Permission.BOOKINGS_VIEW)
        return await repository.document_of(reading.session, series_id)

    # Making one

    async def create(self, writing: WritingContext, wish: SeriesCreate) -> dict[str, Any]:
        """All occurrences, or those that can be booked; what can't be is named either way."""
        check_guest(writing.caller, BookingCreate(id=wish.id, **_single(wish), starts_at=wish.starts_at))
        check_instant("starts_at", wish.starts_at)
        terms = await self._slots.find_terms(writing.session, wish.listing_id)
        if terms is None:
            raise NotFoundError
        writing.caller.require(Permission.BOOKINGS_CREATE)
        if writing.caller.roles.isdisjoint({Role.CUSTOMER, Role.VENDOR}):
            raise ForbiddenError("A series needs somebody who comes again: book it with an account.")
        if wish.guest is not None and terms.vendor_id not in writing.caller.vendor_ids:
            raise ForbiddenError("Vendors write down bookings for their own services only.")
        local = wish.starts_at.astimezone(ZoneInfo(terms.zone))
        count = _count(wish, local)
        if await repository.find(writing.session, wish.id, locks=False) is not None:
            raise _id_taken()
        made, lost = [], []
        for number in range(count):
            day = occurrence_day(local.date(), wish.frequency, wish.every, number)
            start = instant_on(day, local.time(), terms.zone)
            if start is None:
                lost.append(_lost(number + 1, datetime.combine(day, local.time(), UTC), "no_such_time"))
                continue
            try:
                booking = await self._occurrence(writing, wish, number + 1, start)
            except ConflictError as refused:
                if refused.code not in _GONE:
                    raise
                lost.append(_lost(number + 1, start, refused.code))
            else:
                made.append(booking)
        if not made or (lost and wish.takes is SeriesTakes.ALL):
            raise _unavailable(lost)
        document = await self._keep(writing, wish, terms, count, local, made[0])
        return {**document, "bookings": made, "unavailable": lost}

    async def _occurrence(
        self, writing: WritingContext, wish: SeriesCreate, position: int, start: datetime
    ) -> dict[str, Any]:
        single = BookingCreate(id=occurrence_id(wish.id, position), **_single(wish), starts_at=start)
        async with writing.uow.savepoint():
            return await self._creation.create(writing, single, (wish.id, position))

    async def _keep(
        self,
        writing: WritingContext,
        wish: SeriesCreate,
        terms: OfferTerms,
        count: int,
        local: datetime,
        first: dict[str, Any],
    ) -> dict[str, Any]:
        customer, guest = first["customer"], first["guest"]
        series = BookingSeries(
            id=wish.id,
            version=1,
            listing_id=terms.listing_id,
            listing_title=terms.title,
            vendor_id=terms.vendor_id,
            customer_id=UUID(customer["id"]) if customer else None,
            customer_name=customer["name"] if customer else None,
            guest_name=guest["name"] if guest else None,
            frequency=str(wish.frequency),
            every=wish.every,
            count=count,
            first_local=local.strftime("%Y-%m-%dT%H:%M"),
            zone=terms.zone,
            note=wish.note,
            creator_id=writing.caller.id,
            created_at=writing.now,
            updated_at=writing.now,
        )
        try:
            async with writing.uow.savepoint():
                writing.session.add(series)
        except IntegrityError as error:
            if is_duplicate(error):
                raise _id_taken() from error
            raise
        _tell(writing, series, EventName.SERIES_CREATED, is_new=True)
        return await repository.document_of(writing.session, wish.id)

    # Changing one

    async def quote(
        self, reading: ReadingContext, series_id: UUID, scope: SeriesScope, position: int
    ) -> dict[str, Any]:
        """What cancelling would cost the caller now, in all and for each."""
        series = await repository.find(reading.session, series_id, locks=False)
        if series is None or not sees(reading.caller, series.vendor_id, series.customer_id):
            raise NotFoundError
        members = await repository.open_members(reading.session, series_id, scope, position)
        quotes = []
        for id, _position in members:
            state = await bookings.find_state(reading.session, id, locks=False)
            if state is not None and not state.overdue(reading.now):
                quotes.append(quote_cancellation(reading.caller, state, reading.now))
        if not quotes:
            raise _nothing_open()
        currency = quotes[0]["price"]["currency"]
        sums = {name: sum(quote[name]["amount"] for quote in quotes) for name in ("price", "fee", "refund")}
        return {
            "series_id": str(series_id),
            "version": series.version,
            "now": rfc3339(reading.now),
            **{name: {"amount": amount, "currency": currency} for name, amount in sums.items()},
            "bookings": quotes,
        }

    async def cancel(self, writing: WritingContext, series_id: UUID, wish: SeriesCancel) -> dict[str, Any]:
        """Call off what of the scope still can be."""
        series, states = await self._admit(writing, series_id, BookingAction.CANCEL, wish)
        due = sum(cancellation_charge(writing.caller, state, writing.now).fee for _, state in states)
        if wish.agreed_fee is not None and due > wish.agreed_fee:
            detail = "Cancelling costs more by now than what was agreed to; nothing was cancelled."
            raise ConflictError(ErrorCode.FEE_CHANGED, detail, fee=due)
        changed = [
            await carry_out(writing, state, BookingAction.CANCEL, wish.reason, follows=place > 0)
            for place, (_position, state) in enumerate(states)
        ]
        return await self._changed(writing, series, EventName.SERIES_CANCELLED, changed, [])

    async def reschedule(
        self, writing: WritingContext, series_id: UUID, wish: SeriesReschedule
    ) -> dict[str, Any]:
        """Move the scope: each by as many days as the named one, to the same time of day."""
        check_instant("starts_at", wish.starts_at)
        series, states = await self._admit(writing, series_id, BookingAction.RESCHEDULE, wish)
        terms = await self._slots.find_terms(writing.session, series.listing_id)
        named = next((state for position, state in states if position == wish.position), None)
        if terms is None or (wish.staff_id is not None and wish.staff_id not in terms.staff_ids):
            raise NotFoundError
        if named is None:
            raise _nothing_open()
        zone = ZoneInfo(series.zone)
        target, present = wish.starts_at.astimezone(zone), named.starts_at.astimezone(zone)
        days = target.date() - present.date()
        ignoring = frozenset(state.id for _, state in states)
        planned, lost = [], []
        for position, state in states:
            start = instant_on(state.starts_at.astimezone(zone).date() + days, target.time(), series.zone)
            wanted, code = await self._plan(writing, state, terms, start, wish.staff_id, ignoring)
            if wanted is None:
                lost.append(_lost(position, start or state.starts_at + timedelta(days=days.days), code))
            else:
                planned.append((position, state, wanted))
        if not planned or (lost and wish.takes is SeriesTakes.ALL):
            raise _unavailable(lost)
        changed = await self._move(writing, planned)
        return await self._changed(writing, series, EventName.SERIES_CHANGED, changed, lost)

    async def _plan(
        self,
        writing: WritingContext,
        state: BookingState,
        terms: OfferTerms,
        start: datetime | None,
        staff_id: UUID | None,
        ignoring: frozenset[UUID],
    ) -> tuple[Wanted | None, str]:
        """Where a booking would go, if it can; its person stays if they are free."""
        if start is None:
            return None, "no_such_time"
        is_customer = hats(writing.caller, state).isdisjoint(_STAFF)
        if is_customer and cancellation_charge(writing.caller, state, writing.now).fee:
            return None, "consent_needed"
        row = await bookings.find_row(writing.session, state.id)
        if row is None:
            return None, ErrorCode.SLOT_TAKEN
        terms, own = own_terms(terms, row), row.staff_id if row.staff_id in terms.staff_ids else None
        for who in (staff_id,) if staff_id else (own, None):
            wanted = Wanted(terms, start, who, ignoring)
            if await self._slots.is_free(writing.session, wanted, writing.now):
                return wanted, ""
        return None, ErrorCode.SLOT_TAKEN

    async def _move(
        self, writing: WritingContext, planned: Sequence[tuple[int, BookingState, Wanted]]
    ) -> list[dict[str, Any]]:
        # All give their time back first: the second may go where the third one is.
        for _position, state, _wanted in planned:
            await withdraw_open(writing.uow, state.id, writing.caller.id)
            await vacate(writing.session, OccupancySource.BOOKING, state.id)
        changed = []
        for place, (position, state, wanted) in enumerate(planned):
            try:
                slot = await self._slots.take(
                    writing.session, replace(wanted, ignoring=frozenset()), writing.now
                )
                async with writing.uow.savepoint():
                    await occupy_slot(writing.session, OccupancySource.BOOKING, state.id, slot)
            except ConflictError as refused:
                raise _unavailable([_lost(position, wanted.starts_at, refused.code)]) from refused
            except IntegrityError as error:
                if is_overlap(error):
                    lost = _lost(position, wanted.starts_at, ErrorCode.SLOT_TAKEN)
                    raise _unavailable([lost]) from error
                raise
            times = (slot.staff_id, slot.starts_at, slot.ends_at)
            changed.append(await self._transitions.note_move(writing, state.id, *times, follows=place > 0))
        return changed

    async def _admit(
        self,
        writing: WritingContext,
        series_id: UUID,
        action: BookingAction,
        wish: SeriesCancel | SeriesReschedule,
    ) -> tuple[BookingSeries, list[tuple[int, BookingState]]]:
        """404, 403, 428, 412, and 409 where nothing of the scope can be changed any more."""
        series = await repository.find(writing.session, series_id, locks=True)
        if series is None or not sees(writing.caller, series.vendor_id, series.customer_id):
            raise NotFoundError
        sides = (series.vendor_id, series.customer_id)
        stand_in = BookingState.of_series(series.id, series.version, *sides, writing.now)
        require_right(action, writing.caller, stand_in)
        current = await repository.document_of(writing.session, series_id)
        writing.expect(series.version, lambda: current)
        members = await repository.open_members(writing.session, series_id, wish.scope, wish.position)
        states = []
        for id, position in members:
            state = await bookings.find_state(writing.session, id)
            if state is not None and not state.overdue(writing.now):
                require_possible(action, state, writing.now)
                states.append((position, state))
        if not states:
            raise _nothing_open()
        return series, states

    async def _changed(
        self,
        writing: WritingContext,
        series: BookingSeries,
        event: EventName,
        changed: list[dict[str, Any]],
        lost: list[dict[str, Any]],
    ) -> dict[str, Any]:
        series.version += 1
        series.updated_at = writing.now
        await writing.session.flush()
        _tell(writing, series, event)
        document = await repository.document_of(writing.session, series.id)
        return {**document, "bookings": changed, "unavailable": lost}


def occurrence_id(series_id: UUID, position: int) -> UUID:
    """The id of an occurrence, which follows from its series: what is sent twice is made once."""
    return uuid5(series_id, str(position))


def _single(wish: SeriesCreate) -> dict[str, Any]:
    names = ("listing_id", "staff_id", "note", "guest", "variant_id", "extras", "answers", "address_id")
    return {name: getattr(wish, name) for name in names}


def _count(wish: SeriesCreate, local: datetime) -> int:
    if wish.until is None:
        return wish.count or 1
    count = count_until(local.date(), wish.frequency, wish.every, wish.until)
    if not 2 <= count <= MOST:
        detail = f"A series has 2 to {MOST} occurrences; until then there are {count or 'none'}."
        raise InvalidInputError.field("until", "range", detail)
    return count


def _lost(position: int, starts_at: datetime, code: str) -> dict[str, Any]:
    return {"position": position, "starts_at": rfc3339(starts_at), "code": str(code)}


def _unavailable(lost: Sequence[dict[str, Any]]) -> ConflictError:
    detail = "Not all of these times can be booked; those that can't are in unavailable. Nothing was changed."
    return ConflictError(ErrorCode.SERIES_UNAVAILABLE, detail, unavailable=list(lost))


def _nothing_open() -> ConflictError:
    detail = "Nothing of this can be changed any more."
    return ConflictError(ErrorCode.INVALID_TRANSITION, detail)


def _id_taken() -> ConflictError:
    return ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.")


def _tell(writing: WritingContext, series: BookingSeries, event: EventName, *, is_new: bool = False) -> None:
    scopes = scopes_of(series.vendor_id, series.customer_id)
    before = () if is_new else scopes
    writing.uow.record_change(Entity.SERIES, series.id, series.version, before=before, after=scopes)
    writing.uow.emit(event, {"series_id": str(series.id), "actor_id": str(writing.caller.id)})
