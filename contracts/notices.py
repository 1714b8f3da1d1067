"""What people can be told of, by which channels, and what holds until they say otherwise: the one table.

Both sides read it: the server to decide, the client to show settings that nobody has changed yet. A new kind
of notification is one line in a topic's `kinds`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from contracts.vocabulary import NotificationKind, Role


class Channel(StrEnum):
    """How somebody is told."""

    IN_APP = "in_app"
    DESKTOP = "desktop"
    MAIL = "mail"
    SMS = "sms"


class Topic(StrEnum):
    """The rows of everybody's grid."""

    REQUEST = "request"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REMINDER = "reminder"
    WAITLIST = "waitlist"
    MESSAGE = "message"
    REVIEW = "review"
    PAYMENT = "payment"
    LISTING = "listing"
    SUPPORT = "support"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class TopicRule:
    """What a topic takes in, whom it concerns, and where it goes."""

    kinds: frozenset[NotificationKind]
    roles: frozenset[Role]
    on: frozenset[Channel]
    """Until the person says otherwise."""

    fixed: frozenset[Channel] = frozenset()
    """Always on: nobody may miss it."""

    is_urgent: bool = False
    """Waits for nothing: neither for the end of quiet hours nor for a digest."""


_APP: Final = frozenset({Channel.IN_APP, Channel.DESKTOP})
_ALL_BUT_SMS: Final = _APP | {Channel.MAIL}
_CUSTOMER: Final = frozenset({Role.CUSTOMER})
_VENDOR: Final = frozenset({Role.VENDOR})
_BOTH: Final = _CUSTOMER | _VENDOR
_EVERYBODY: Final = _BOTH | {Role.ADMIN}
_Kind: Final = NotificationKind

TOPICS: Final[Mapping[Topic, TopicRule]] = {
    Topic.REQUEST: TopicRule(frozenset({_Kind.BOOKING_REQUESTED}), _VENDOR, _ALL_BUT_SMS),
    Topic.CONFIRMED: TopicRule(frozenset({_Kind.BOOKING_ACCEPTED}), _BOTH, _ALL_BUT_SMS),
    Topic.DECLINED: TopicRule(
        frozenset({_Kind.BOOKING_DECLINED, _Kind.BOOKING_EXPIRED}), _BOTH, _ALL_BUT_SMS
    ),
    Topic.MOVED: TopicRule(
        frozenset(
            {
                _Kind.BOOKING_RESCHEDULED,
                _Kind.PROPOSAL_MADE,
                _Kind.PROPOSAL_ACCEPTED,
                _Kind.PROPOSAL_DECLINED,
            }
        ),
        _BOTH,
        _ALL_BUT_SMS,
    ),
    Topic.CANCELLED: TopicRule(
        frozenset({_Kind.BOOKING_CANCELLED, _Kind.BOOKING_NO_SHOW}), _BOTH, _ALL_BUT_SMS
    ),
    Topic.REMINDER: TopicRule(frozenset({_Kind.BOOKING_REMINDER}), _CUSTOMER, _ALL_BUT_SMS),
    Topic.WAITLIST: TopicRule(
        frozenset({_Kind.WAITLIST_OFFERED, _Kind.WAITLIST_MISSED}), _CUSTOMER, _ALL_BUT_SMS, is_urgent=True
    ),
    Topic.MESSAGE: TopicRule(frozenset({_Kind.MESSAGE}), _EVERYBODY, _APP),
    Topic.REVIEW: TopicRule(
        frozenset({_Kind.REVIEW_PUBLISHED, _Kind.REVIEW_REPLIED, _Kind.REVIEW_REPORTED, _Kind.REVIEW_HIDDEN}),
        _EVERYBODY,
        _ALL_BUT_SMS,
    ),
    Topic.PAYMENT: TopicRule(
        frozenset({_Kind.PAYMENT_REFUNDED, _Kind.PAYMENT_DECLINED, _Kind.PAYOUT_SENT}), _BOTH, _ALL_BUT_SMS
    ),
    Topic.LISTING: TopicRule(
        frozenset({_Kind.LISTING_SUBMITTED, _Kind.LISTING_APPROVED, _Kind.LISTING_REJECTED}),
        frozenset({Role.VENDOR, Role.ADMIN}),
        _ALL_BUT_SMS,
    ),
    Topic.SUPPORT: TopicRule(frozenset({_Kind.SUPPORT_INVITED}), frozenset({Role.ADMIN}), _APP),
    Topic.ACCOUNT: TopicRule(
        frozenset({_Kind.ACCOUNT_CHANGED, _Kind.ACCOUNT_SUSPENDED, _Kind.ACCOUNT_RESTORED}),
        _EVERYBODY,
        _ALL_BUT_SMS,
        fixed=frozenset({Channel.IN_APP, Channel.MAIL}),
        is_urgent=True,
    ),
}

TOPIC_OF: Final[Mapping[NotificationKind, Topic]] = {
    kind: topic for topic, rule in TOPICS.items() for kind in rule.kinds
}

REMINDER_MINUTES: Final = (1440, 120)
"""How long before a booking its customer is reminded, unless set otherwise."""

MOST_REMINDERS: Final = 4
LANGUAGES: Final = ("en", "de")
"""Languages that letters are written in; others get the first."""

Grid = Mapping[str, Mapping[str, bool]]


def is_on(topic: Topic, channel: Channel, chosen: Grid) -> bool:
    """Whether a topic goes by a channel, where `chosen` is what a person has set."""
    rule = TOPICS[topic]
    if channel in rule.fixed:
        return True
    return bool(chosen.get(topic, {}).get(channel, channel in rule.on))


def whole_grid(chosen: Grid) -> dict[str, dict[str, bool]]:
    """Each topic and channel, as it holds."""
    return {str(topic): {str(each): is_on(topic, each, chosen) for each in Channel} for topic in TOPICS}


def untouched(person_id: str) -> dict[str, Any]:
    """The settings of somebody who has changed none (`contracts.notifications.NoticeSettingsOut`)."""
    return {
        "id": person_id,
        "version": 0,
        "grid": whole_grid({}),
        "quiet": None,
        "digest_minute": None,
        "reminder_minutes": list(REMINDER_MINUTES),
        "zone": None,
        "language": None,
        "phone": None,
    }
