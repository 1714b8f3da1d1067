"""The closed sets of words that appear on the wire."""

from enum import IntEnum, StrEnum


class Role(StrEnum):
    """What a signed-in party may be; one person may hold several."""

    CUSTOMER = "customer"
    VENDOR = "vendor"
    ADMIN = "admin"
    KIOSK = "kiosk"


class BookingStatus(StrEnum):
    """States of a booking; `contracts.transitions` says how they follow each other."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    NO_SHOW = "no_show"
    EXPIRED = "expired"


OCCUPYING = frozenset({BookingStatus.REQUESTED, BookingStatus.CONFIRMED, BookingStatus.IN_PROGRESS})
"""Statuses in which a booking keeps its time from everybody else."""


class BookingAction(StrEnum):
    """What can be done to a booking: the last path segment of its call, with `-` for `_`."""

    ACCEPT = "accept"
    DECLINE = "decline"
    CANCEL = "cancel"
    START = "start"
    COMPLETE = "complete"
    NO_SHOW = "no_show"
    RESCHEDULE = "reschedule"


class FeeReason(StrEnum):
    """Why cancelling costs what it costs."""

    POLICY = "policy"
    NOT_CONFIRMED = "not_confirmed"
    BY_VENDOR = "by_vendor"


class SeriesFrequency(StrEnum):
    """How a series repeats."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


class SeriesScope(StrEnum):
    """How much of a series a change means."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


class SeriesTakes(StrEnum):
    """What is taken where not every occurrence can be had: all or nothing, or those that can."""

    ALL = "all"
    BOOKABLE = "bookable"


class WaitlistStatus(StrEnum):
    """How somebody stands who waits for a time: `missed` let their offer pass, `over` had no luck."""

    WAITING = "waiting"
    OFFERED = "offered"
    BOOKED = "booked"
    MISSED = "missed"
    LEFT = "left"
    OVER = "over"


class ProposalSide(StrEnum):
    """Who proposed another time."""

    CUSTOMER = "customer"
    VENDOR = "vendor"


class ProposalStatus(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class ProposalAnswer(StrEnum):
    """What can be said to an open proposal: the last path segment of its call."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


class Entity(StrEnum):
    """Kinds of row that the change feed speaks of."""

    ANNOUNCEMENT = "announcement"
    AVAILABILITY = "availability"
    ADDRESS = "address"
    BOOKING = "booking"
    BLOCK = "block"
    CART_ITEM = "cart_item"
    CATEGORY = "category"
    CHECKOUT = "checkout"
    CLIENT = "client"
    COUPON = "coupon"
    CONVERSATION = "conversation"
    EXCEPTION = "exception"
    LISTING = "listing"
    LISTING_SETUP = "listing_setup"
    MESSAGE = "message"
    NOTICE_SETTINGS = "notice_settings"
    NOTIFICATION = "notification"
    PAYMENT = "payment"
    PERSON = "person"
    REVIEW = "review"
    PROPOSAL = "proposal"
    RESOURCE = "resource"
    SERIES = "series"
    STAFF = "staff"
    VENDOR = "vendor"
    WAITLIST = "waitlist"
    VENDOR_LISTING = "vendor_listing"


class PersonStatus(StrEnum):
    """Whether a person may sign in."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


class NotificationKind(StrEnum):
    """What a notification tells; the text is made by the reader's program in the reader's language."""

    BOOKING_REQUESTED = "booking_requested"
    BOOKING_ACCEPTED = "booking_accepted"
    BOOKING_DECLINED = "booking_declined"
    BOOKING_CANCELLED = "booking_cancelled"
    BOOKING_RESCHEDULED = "booking_rescheduled"
    BOOKING_EXPIRED = "booking_expired"
    BOOKING_NO_SHOW = "booking_no_show"
    BOOKING_REMINDER = "booking_reminder"
    MESSAGE = "message"
    PAYMENT_REFUNDED = "payment_refunded"
    PAYMENT_DECLINED = "payment_declined"
    PAYOUT_SENT = "payout_sent"
    PROPOSAL_MADE = "proposal_made"
    PROPOSAL_ACCEPTED = "proposal_accepted"
    PROPOSAL_DECLINED = "proposal_declined"
    WAITLIST_OFFERED = "waitlist_offered"
    WAITLIST_MISSED = "waitlist_missed"
    LISTING_SUBMITTED = "listing_submitted"
    LISTING_APPROVED = "listing_approved"
    LISTING_REJECTED = "listing_rejected"
    REVIEW_PUBLISHED = "review_published"
    REVIEW_REPLIED = "review_replied"
    REVIEW_REPORTED = "review_reported"
    REVIEW_HIDDEN = "review_hidden"
    SUPPORT_INVITED = "support_invited"
    ACCOUNT_CHANGED = "account_changed"
    ACCOUNT_SUSPENDED = "account_suspended"
    ACCOUNT_RESTORED = "account_restored"


class ConversationSide(StrEnum):
    """As whom somebody speaks in a conversation."""

    CUSTOMER = "customer"
    VENDOR = "vendor"
    SUPPORT = "support"


class ConversationSubject(StrEnum):
    """What a conversation is about."""

    BOOKING = "booking"
    LISTING = "listing"


class ReviewSide(StrEnum):
    """Who says it: the customer of a service, or the vendor of a customer."""

    CUSTOMER = "customer"
    VENDOR = "vendor"


class ReviewState(StrEnum):
    """Whether a review is seen: not yet, by everybody, or no more."""

    WAITING = "waiting"
    VISIBLE = "visible"
    HIDDEN = "hidden"


class ImportKind(StrEnum):
    """What one imported line becomes."""

    BLOCK = "block"
    BOOKING = "booking"
    CLIENT = "client"


class ImportOutcome(StrEnum):
    """What became of one imported line."""

    CREATED = "created"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class Pile(StrEnum):
    """Work that waits for somebody, as an admin's overview counts it; the most pressing first."""

    LATE = "late"
    LAPSING = "lapsing"
    REQUESTS = "requests"
    UNFINISHED = "unfinished"
    SUSPENDED = "suspended"


class ListingPlace(StrEnum):
    """Where a service happens."""

    AT_VENDOR = "at_vendor"
    AT_CUSTOMER = "at_customer"
    REMOTE = "remote"


class PaymentMethod(StrEnum):
    """How something is paid."""

    CARD = "card"
    ON_SITE = "on_site"


class PaymentState(StrEnum):
    """How far a payment is; on site it is due until its booking is completed."""

    PENDING = "pending"
    ACTION_NEEDED = "action_needed"
    DECLINED = "declined"
    DUE = "due"
    CAPTURED = "captured"
    CANCELLED = "cancelled"


class RefundState(StrEnum):
    """Whether money that is to go back has gone back."""

    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"
    VOID = "void"


class PayoutState(StrEnum):
    """How far a payout to a vendor is."""

    SENT = "sent"
    RETURNED = "returned"


class LedgerAccount(StrEnum):
    """Accounts of the double-entry ledger; debits are positive."""

    CARD_CLEARING = "card_clearing"
    CASH_ON_SITE = "cash_on_site"
    BANK = "bank"
    CUSTOMER_RECEIVABLE = "customer_receivable"
    VENDOR_PAYABLE = "vendor_payable"
    TAX_PAYABLE = "tax_payable"
    COMMISSION = "commission"
    BOOKING_FEE = "booking_fee"
    PROMOTION = "promotion"
    CARD_FEES = "card_fees"


class LedgerKind(StrEnum):
    """What a ledger transaction records."""

    CAPTURE = "capture"
    CARD_FEE = "card_fee"
    SETTLEMENT = "settlement"
    REFUND = "refund"
    ON_SITE = "on_site"
    KEPT_ON_SITE = "kept_on_site"
    PENALTY = "penalty"
    PAYOUT = "payout"
    REVERSAL = "reversal"


class CouponKind(StrEnum):
    """How a coupon takes something off: basis points of it, or minor units."""

    PERCENT = "percent"
    AMOUNT = "amount"


class CouponStatus(StrEnum):
    """Whether a coupon can be used just now, as far as its owner has a say in it."""

    ACTIVE = "active"
    PAUSED = "paused"


class CouponRefusal(StrEnum):
    """Why a coupon takes nothing off this cart."""

    UNKNOWN = "unknown"
    PAUSED = "paused"
    TOO_EARLY = "too_early"
    OVER = "over"
    USED_UP = "used_up"
    USED_BY_YOU = "used_by_you"
    NOT_FIRST = "not_first"
    NOTHING_FITS = "nothing_fits"
    STANDS_ALONE = "stands_alone"
    OTHER_CURRENCY = "other_currency"


class CheckoutState(StrEnum):
    """How far a checkout is: everything is booked and being paid, or paid, or nothing of it stands."""

    PAYING = "paying"
    DONE = "done"
    UNDONE = "undone"


class QuestionKind(StrEnum):
    """How a question before a booking is answered."""

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    YES_NO = "yes_no"


class CloseCode(IntEnum):
    """Why the server closed a socket: up to 3499 reconnect, from 3500 on do not."""

    TOKEN_EXPIRED = 3000
    GRANTS_CHANGED = 3001
    SLOW_READER = 3002
    DRAINING = 3003
    PONG_MISSING = 3004
    SIGNED_OUT = 3501
