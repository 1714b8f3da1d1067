"""Who may do what to a booking, and when: the state machine of `contracts.transitions` with its clock."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend_stub.errors import ConflictError, ForbiddenError
from backend_stub.security.caller import Caller
from contracts.cancellation import DEFAULT_POLICY, PolicyDoc
from contracts.errors import ErrorCode
from contracts.permissions import Permission
from contracts.transitions import TRANSITIONS
from contracts.vocabulary import BookingAction, BookingStatus, Role


@dataclass(frozen=True, slots=True)
class BookingState:
    """What decides about a booking."""

    id: UUID
    version: int
    status: BookingStatus
    vendor_id: UUID
    customer_id: UUID | None
    starts_at: datetime
    answer_by: datetime
    policy: PolicyDoc
    price_amount: int
    price_currency: str
    series_id: UUID | None = None

    @classmethod
    def of_series(
        cls, id: UUID, version: int, vendor_id: UUID, customer_id: UUID | None, at: datetime
    ) -> "BookingState":
        """What decides about a whole series, as far as sides go."""
        status, nothing = BookingStatus.CONFIRMED, DEFAULT_POLICY
        return cls(id, version, status, vendor_id, customer_id, at, at, nothing, 0, "XXX", id)

    def overdue(self, now: datetime) -> bool:
        """Whether the answer is too late, although nobody has written that down yet."""
        return self.status is BookingStatus.REQUESTED and self.answer_by <= now


def sees(caller: Caller, vendor_id: UUID, customer_id: UUID | None) -> bool:
    """Whether a booking exists for the caller."""
    return caller.is_admin or vendor_id in caller.vendor_ids or customer_id == caller.id


def hats(caller: Caller, state: BookingState) -> frozenset[Role]:
    """As what the caller stands before this very booking; a vendor is only a customer elsewhere."""
    worn = set()
    if caller.is_admin and caller.may(Permission.BOOKINGS_MANAGE):
        worn.add(Role.ADMIN)
    if state.vendor_id in caller.vendor_ids and caller.may(Permission.BOOKINGS_MANAGE):
        worn.add(Role.VENDOR)
    if state.customer_id == caller.id and caller.may(Permission.BOOKINGS_CHANGE_OWN):
        worn.add(Role.CUSTOMER)
    return frozenset(worn)


def require_right(action: BookingAction, caller: Caller, state: BookingState) -> None:
    """403 unless one of the caller's hats may ever do this."""
    if TRANSITIONS[action].roles.isdisjoint(hats(caller, state)):
        raise ForbiddenError


def require_possible(action: BookingAction, state: BookingState, now: datetime) -> BookingStatus:
    """The status that the action leads to; 409 where the present state, or the clock, does not allow it."""
    transition = TRANSITIONS[action]
    if state.status not in transition.sources:
        raise _invalid(f"A booking that is {state.status.replace('_', ' ')} can't be changed like this.")
    if state.overdue(now):
        raise _invalid("This request was not answered in time and lapses.")
    if action is BookingAction.NO_SHOW and now < state.starts_at:
        raise ConflictError(ErrorCode.TOO_EARLY, "Nobody can be missing before the booking begins.")
    return transition.target or state.status


def _invalid(detail: str) -> ConflictError:
    return ConflictError(ErrorCode.INVALID_TRANSITION, detail)
