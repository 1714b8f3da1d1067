"""The booking state machine, one table for server, client reducers and screens."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from contracts.vocabulary import BookingAction, BookingStatus, Role


@dataclass(frozen=True, slots=True)
class Transition:
    """From which states an action is allowed, where it leads (None keeps the state), and for whom."""

    sources: frozenset[BookingStatus]
    target: BookingStatus | None
    roles: frozenset[Role]


_STAFF = frozenset({Role.VENDOR, Role.ADMIN})
_EITHER_SIDE = _STAFF | {Role.CUSTOMER}
_ASKED = frozenset({BookingStatus.REQUESTED})
_AGREED = frozenset({BookingStatus.CONFIRMED})
_OPEN = _ASKED | _AGREED

TRANSITIONS: dict[BookingAction, Transition] = {
    BookingAction.ACCEPT: Transition(_ASKED, BookingStatus.CONFIRMED, _STAFF),
    BookingAction.DECLINE: Transition(_ASKED, BookingStatus.DECLINED, _STAFF),
    BookingAction.START: Transition(_AGREED, BookingStatus.IN_PROGRESS, _STAFF),
    BookingAction.NO_SHOW: Transition(_AGREED, BookingStatus.NO_SHOW, _STAFF),
    BookingAction.COMPLETE: Transition(
        frozenset({BookingStatus.IN_PROGRESS}), BookingStatus.COMPLETED, _STAFF
    ),
    BookingAction.CANCEL: Transition(_OPEN, BookingStatus.CANCELLED, _EITHER_SIDE),
    BookingAction.RESCHEDULE: Transition(_OPEN, None, _EITHER_SIDE),
}


def allows(action: BookingAction, status: BookingStatus, roles: AbstractSet[Role]) -> bool:
    """Whether somebody with these roles may do this to a booking in this state."""
    transition = TRANSITIONS[action]
    return status in transition.sources and not transition.roles.isdisjoint(roles)
