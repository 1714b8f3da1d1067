"""Writing reviews, answering, reporting and judging them."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_duplicate
from backend_stub.db.database import Database
from backend_stub.db.tables import Booking, Person, Review, ReviewReportRow, Vendor
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from backend_stub.features.reviews.ratings import recount
from backend_stub.features.reviews.rows import review_document, scopes_of, seen_by, state_of
from backend_stub.paging import Order, page_of, write_cursor
from backend_stub.ports.clock import ClockPort
from backend_stub.security.caller import Caller
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.errors import ErrorCode
from contracts.events import EventName
from contracts.permissions import Permission
from contracts.reviews import ReviewCreate, ReviewPatch
from contracts.vocabulary import BookingStatus, Entity, ReviewSide, ReviewState

WAITS: Final = timedelta(days=7)
"""After so long a review is seen although the other side said nothing."""

_ORDERS: Final = {
    "created_at": Order(Review.created_at, datetime, Review.id),
    "rating": Order(Review.rating, int, Review.id),
}


class ReviewService:
    """Reviews of completed bookings."""

    async def page(
        self,
        reading: ReadingContext,
        vendor_id: UUID | None,
        booking_id: UUID | None,
        sort: str,
        cursor: str | None,
        limit: int,
    ) -> dict[str, Any]:
        """Those that the caller sees."""
        reading.caller.require(Permission.REVIEWS_USE)
        query = select(Review).where(seen_by(reading.caller.scopes))
        if vendor_id is not None:
            query = query.where(Review.vendor_id == vendor_id)
        if booking_id is not None:
            query = query.where(Review.booking_id == booking_id)
        rows = (await reading.session.scalars(page_of(query, _ORDERS, sort, cursor, limit))).all()
        shown, following = rows[:limit], None
        if len(rows) > limit:
            key = getattr(shown[-1], sort.removeprefix("-"))
            following = write_cursor(sort, (key, shown[-1].id))
        return {"items": [review_document(row) for row in shown], "next_cursor": following}

    async def one(self, reading: ReadingContext, review_id: UUID) -> dict[str, Any]:
        """One review."""
        row = await reading.session.get(Review, review_id)
        if row is None or reading.caller.scopes.isdisjoint(scopes_of(row)):
            raise NotFoundError
        reading.caller.require(Permission.REVIEWS_USE)
        return review_document(row)

    async def write(self, writing: WritingContext, booking_id: UUID, wish: ReviewCreate) -> dict[str, Any]:
        """What one side says of a booking that was completed: once."""
        # Both sides may write at once: the booking's row is their turn.
        query = select(Booking).where(Booking.id == booking_id).with_for_update()
        booking: Booking | None = await writing.session.scalar(query)
        side = None if booking is None else _side_of(writing.caller, booking)
        if booking is None or (side is None and not writing.caller.is_admin):
            raise NotFoundError("There is no such booking.")
        writing.caller.require(Permission.REVIEWS_USE)
        if side is None:
            raise ForbiddenError("Only those who met write reviews.")
        if booking.customer_id is None:
            detail = "A guest without an account can't be reviewed, nor write a review."
            raise InvalidInputError.field("booking_id", "no_account", detail)
        if booking.status != BookingStatus.COMPLETED:
            detail = "A review is written once the booking is completed."
            raise ConflictError(ErrorCode.INVALID_TRANSITION, detail)
        own = select(Review.id).where(Review.booking_id == booking.id, Review.side == str(side))
        if await writing.session.scalar(own) is not None:
            detail = "This booking has your review already; it can be edited until it is visible."
            raise ConflictError(ErrorCode.ALREADY_REVIEWED, detail)
        row = await self._new(writing, booking, booking.customer_id, side, wish)
        other = select(Review).where(
            Review.booking_id == booking.id, Review.side != str(side), Review.waits.is_(True)
        )
        waiting: Review | None = await writing.session.scalar(other.with_for_update())
        answered = select(Review.id).where(Review.booking_id == booking.id, Review.side != str(side))
        if await writing.session.scalar(answered) is not None:
            await _publish(writing.uow, row)
        writing.uow.record_change(Entity.REVIEW, row.id, row.version, after=scopes_of(row))
        if waiting is not None:
            before = scopes_of(waiting)
            await _publish(writing.uow, waiting)
            waiting.version += 1
            _tell(writing.uow, waiting, before)
        return review_document(row)

    async def _new(
        self,
        writing: WritingContext,
        booking: Booking,
        customer_id: UUID,
        side: ReviewSide,
        wish: ReviewCreate,
    ) -> Review:
        customer = await writing.session.get_one(Person, customer_id)
        vendor = await writing.session.get_one(Vendor, booking.vendor_id)
        row = Review(
            id=wish.id,
            version=1,
            listing_id=booking.listing_id,
            listing_title=booking.listing_title,
            booking_id=booking.id,
            vendor_id=booking.vendor_id,
            vendor_name=vendor.name,
            customer_id=customer_id,
            customer_name=customer.name,
            side=str(side),
            author=customer.name if side is ReviewSide.CUSTOMER else vendor.name,
            author_id=writing.caller.id,
            rating=wish.rating,
            text=wish.text.strip(),
            waits=True,
            report_count=0,
            created_at=writing.now,
        )
        try:
            async with writing.uow.savepoint():
                writing.session.add(row)
                await writing.session.flush()
        except IntegrityError as error:
            if is_duplicate(error):
                raise ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.") from error
            raise
        return row

    async def edit(self, writing: WritingContext, review_id: UUID, patch: ReviewPatch) -> dict[str, Any]:
        """Other words, as long as nobody else sees them."""
        row = await self._admit(writing, review_id)
        self._require_own(writing.caller, row)
        writing.expect(row.version, lambda: review_document(row))
        if state_of(row) is not ReviewState.WAITING:
            detail = "The other side has read it by now, so it stays as it is."
            raise ConflictError(ErrorCode.INVALID_TRANSITION, detail)
        if patch.rating is not None:
            row.rating = patch.rating
        if patch.text is not None:
            row.text = patch.text.strip()
        row.version += 1
        _tell(writing.uow, row, scopes_of(row))
        return review_document(row)

    async def reply(self, writing: WritingContext, review_id: UUID, text: str) -> dict[str, Any]:
        """The vendor's one answer."""
        row = await self._admit(writing, review_id)
        if row.vendor_id not in writing.caller.vendor_ids:
            raise ForbiddenError("The vendor answers its reviews.")
        if row.side != ReviewSide.CUSTOMER or state_of(row) is not ReviewState.VISIBLE:
            detail = "Only a customer's review that everybody sees is answered."
            raise ConflictError(ErrorCode.INVALID_TRANSITION, detail)
        if row.reply is not None:
            raise ConflictError(ErrorCode.INVALID_TRANSITION, "This review has its one answer already.")
        row.reply, row.reply_at = text.strip(), writing.now
        row.version += 1
        _tell(writing.uow, row, scopes_of(row))
        self._emit(writing.uow, EventName.REVIEW_REPLIED, row, writing.caller)
        return review_document(row)

    async def report(self, writing: WritingContext, review_id: UUID, reason: str) -> dict[str, Any]:
        """Have moderators look at a review; once for each person."""
        row = await self._admit(writing, review_id)
        if state_of(row) is not ReviewState.VISIBLE:
            raise ConflictError(ErrorCode.INVALID_TRANSITION, "Only what is visible can be reported.")
        key = (row.id, writing.caller.id)
        if await writing.session.get(ReviewReportRow, key) is None:
            before = scopes_of(row)
            report = ReviewReportRow(
                review_id=row.id, person_id=writing.caller.id, reason=reason.strip(), created_at=writing.now
            )
            writing.session.add(report)
            row.report_count += 1
            row.version += 1
            _tell(writing.uow, row, before)
            self._emit(writing.uow, EventName.REVIEW_REPORTED, row, writing.caller)
        return review_document(row)

    async def hide(self, writing: WritingContext, review_id: UUID, reason: str) -> dict[str, Any]:
        """A moderator takes a review out of sight; its author is told why."""
        return await self._judge(writing, review_id, reason)

    async def restore(self, writing: WritingContext, review_id: UUID) -> dict[str, Any]:
        """A moderator lets a review stand again."""
        return await self._judge(writing, review_id, None)

    async def _judge(self, writing: WritingContext, review_id: UUID, reason: str | None) -> dict[str, Any]:
        row = await self._admit(writing, review_id)
        writing.caller.require(Permission.REVIEWS_MODERATE)
        writing.expect(row.version, lambda: review_document(row))
        if (reason is None) != (row.hidden_at is not None):
            raise ConflictError(ErrorCode.INVALID_TRANSITION, "It is so already.")
        before, was = scopes_of(row), _judged(row)
        row.hidden_at = None if reason is None else writing.now
        row.hidden_reason = None if reason is None else reason.strip()
        if reason is None:
            row.report_count = 0  # judged: moderators need no longer have it in sight
        row.version += 1
        if row.side == ReviewSide.CUSTOMER and row.vendor_id is not None:
            await recount(writing.uow, row.listing_id, row.vendor_id)
        _tell(writing.uow, row, before)
        name = "review.restored" if reason is None else "review.hidden"
        writing.audit(name, "review", row.id, before=was, after=_judged(row))
        event = EventName.REVIEW_RESTORED if reason is None else EventName.REVIEW_HIDDEN
        self._emit(writing.uow, event, row, writing.caller)
        return review_document(row)

    async def _admit(self, writing: WritingContext, review_id: UUID) -> Review:
        query = select(Review).where(Review.id == review_id).with_for_update()
        row: Review | None = await writing.session.scalar(query)
        if row is None or writing.caller.scopes.isdisjoint(scopes_of(row)):
            raise NotFoundError
        writing.caller.require(Permission.REVIEWS_USE)
        return row

    def _require_own(self, caller: Caller, row: Review) -> None:
        own = row.customer_id == caller.id if row.side == ReviewSide.CUSTOMER else False
        if not own and not (row.side == ReviewSide.VENDOR and row.vendor_id in caller.vendor_ids):
            raise ForbiddenError("This is the other side's review.")

    def _emit(self, uow: UnitOfWork, name: EventName, row: Review, caller: Caller) -> None:
        uow.emit(name, {"review_id": str(row.id), "actor_id": str(caller.id)})


class ReviewOpening:
    """Shows reviews that have waited long enough (`ports.job.JobPort`)."""

    name = "reviews.opening"
    seconds = 30.0

    def __init__(self, database: Database, clock: ClockPort) -> None:
        self._database = database
        self._clock = clock

    async def run(self) -> None:
        """One sweep; looks before it takes the write lock."""
        async with self._database.read() as session:
            due = select(Review.id).where(
                Review.waits.is_(True), Review.created_at <= self._clock.now() - WAITS
            )
            ids = list(await session.scalars(due.order_by(Review.created_at).limit(100)))
        for id in ids:
            async with self._database.write() as uow:
                query = select(Review).where(Review.id == id, Review.waits.is_(True)).with_for_update()
                row: Review | None = await uow.session.scalar(query)
                if row is not None:
                    before = scopes_of(row)
                    await _publish(uow, row)
                    row.version += 1
                    _tell(uow, row, before)


async def _publish(uow: UnitOfWork, row: Review) -> None:
    """From now on it is seen, and a customer's counts."""
    row.waits, row.visible_at = False, uow.now
    if row.side == ReviewSide.CUSTOMER and row.vendor_id is not None:
        await recount(uow, row.listing_id, row.vendor_id)
    uow.emit(EventName.REVIEW_PUBLISHED, {"review_id": str(row.id), "actor_id": None})


def _tell(uow: UnitOfWork, row: Review, before: frozenset[str]) -> None:
    uow.record_change(Entity.REVIEW, row.id, row.version, before=before, after=scopes_of(row))


def _side_of(caller: Caller, booking: Booking) -> ReviewSide | None:
    if booking.customer_id == caller.id:
        return ReviewSide.CUSTOMER
    return ReviewSide.VENDOR if booking.vendor_id in caller.vendor_ids else None


def _judged(row: Review) -> dict[str, Any]:
    return {"hidden": row.hidden_at is not None, "reason": row.hidden_reason, "reports": row.report_count}
