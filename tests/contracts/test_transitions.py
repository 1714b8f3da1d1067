"""The booking state machine's table is closed and leaves final states alone."""

from contracts.permissions import MATRIX, Permission, permissions_of
from contracts.transitions import TRANSITIONS, allows
from contracts.vocabulary import BookingAction, BookingStatus, Role

FINAL = {
    BookingStatus.DECLINED,
    BookingStatus.CANCELLED,
    BookingStatus.COMPLETED,
    BookingStatus.NO_SHOW,
    BookingStatus.EXPIRED,
}


def test_every_action_has_a_transition() -> None:
    assert set(TRANSITIONS) == set(BookingAction)


def test_nothing_leaves_a_final_state() -> None:
    for action in BookingAction:
        for status in FINAL:
            assert not allows(action, status, set(Role))


def test_a_customer_may_only_cancel_and_reschedule_and_a_kiosk_nothing() -> None:
    own = {action for action in BookingAction if Role.CUSTOMER in TRANSITIONS[action].roles}
    assert own == {BookingAction.CANCEL, BookingAction.RESCHEDULE}
    assert all(Role.KIOSK not in transition.roles for transition in TRANSITIONS.values())


def test_several_roles_add_up() -> None:
    both = permissions_of([Role.CUSTOMER, Role.VENDOR])
    assert both == MATRIX[Role.CUSTOMER] | MATRIX[Role.VENDOR]
    assert Permission.PEOPLE_SUSPEND not in both
