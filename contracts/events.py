"""Names of what happens on the server, in the past tense; they travel through the event outbox."""

from enum import StrEnum


class EventName(StrEnum):
    """Routing keys of domain events."""

    BOOKING_REQUESTED = "booking.requested"
    BOOKING_ACCEPTED = "booking.accepted"
    BOOKING_DECLINED = "booking.declined"
    BOOKING_CANCELLED = "booking.cancelled"
    BOOKING_STARTED = "booking.started"
    BOOKING_COMPLETED = "booking.completed"
    BOOKING_NO_SHOW = "booking.no_show"
    BOOKING_RESCHEDULED = "booking.rescheduled"
    BOOKING_EXPIRED = "booking.expired"
    HOLD_CREATED = "hold.created"
    HOLD_RELEASED = "hold.released"
    LISTING_CHANGED = "listing.changed"
    MESSAGE_SENT = "message.sent"
    SUPPORT_INVITED = "conversation.support_invited"
    PERSON_GRANTED = "person.granted"
    PERSON_SUSPENDED = "person.suspended"
    PERSON_RESTORED = "person.restored"
    PAYMENT_CAPTURED = "payment.captured"
    PAYMENT_DECLINED = "payment.declined"
    PAYMENT_ACTION_NEEDED = "payment.action_needed"
    PAYMENT_CANCELLED = "payment.cancelled"
    PAYMENT_REFUNDED = "payment.refunded"
    PAYOUT_SENT = "payout.sent"
