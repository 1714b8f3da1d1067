"""All tables, so that metadata is whole whoever imports it."""

from backend_stub.db.tables.account import Kiosk, Person, RoleGrant
from backend_stub.db.tables.address import Address
from backend_stub.db.tables.agreement import BookingProposal, BookingSeries, WaitlistEntry
from backend_stub.db.tables.audit import AuditEntry
from backend_stub.db.tables.availability import (
    AvailabilityException,
    AvailabilityRules,
    ClassSession,
    ListingNeed,
    ListingSetup,
    Resource,
    Seat,
)
from backend_stub.db.tables.booking import Booking, BookingHistory, Hold
from backend_stub.db.tables.catalogue import Category, Listing, ListingStaff, Review, ReviewReportRow
from backend_stub.db.tables.chat import Conversation, Message
from backend_stub.db.tables.checkout import CartItem, Checkout, CheckoutLine
from backend_stub.db.tables.coupon import Coupon, CouponRedemption, CouponTally
from backend_stub.db.tables.event import ConsumedEvent, EventOutbox
from backend_stub.db.tables.feed import Change, ChangeFloor, ChangeScope, FeedEpoch
from backend_stub.db.tables.file import File
from backend_stub.db.tables.idempotency import IdempotencyRecord
from backend_stub.db.tables.ledger import LedgerEntry, LedgerSeal, LedgerTransaction, Payout, PayoutLine
from backend_stub.db.tables.letter import Letter, Suppression
from backend_stub.db.tables.notification import NoticeSettings, Notification, Reminder
from backend_stub.db.tables.occupancy import BLOCK_LANE, Occupancy, OccupancySource
from backend_stub.db.tables.payment import GatewayEvent, Payment, PaymentPartRow, Refund, SandboxCharge
from backend_stub.db.tables.pricing import CommissionRule, TaxRate
from backend_stub.db.tables.search import ListingIndex, ListingTerms, SearchCategory, SearchWord
from backend_stub.db.tables.session import RefreshToken, Session
from backend_stub.db.tables.subscription import Announcement, Subscriber
from backend_stub.db.tables.vendor import Staff, Vendor, VendorMember, WeeklyHours
from backend_stub.db.tables.workspace import Block, ClientCard, ImportRecord

__all__ = [
    "BLOCK_LANE",
    "Address",
    "Announcement",
    "AuditEntry",
    "AvailabilityException",
    "AvailabilityRules",
    "Block",
    "Booking",
    "BookingHistory",
    "BookingProposal",
    "BookingSeries",
    "CartItem",
    "Category",
    "Change",
    "ChangeFloor",
    "ChangeScope",
    "Checkout",
    "CheckoutLine",
    "ClassSession",
    "ClientCard",
    "CommissionRule",
    "ConsumedEvent",
    "Conversation",
    "Coupon",
    "CouponRedemption",
    "CouponTally",
    "EventOutbox",
    "FeedEpoch",
    "File",
    "GatewayEvent",
    "Hold",
    "IdempotencyRecord",
    "ImportRecord",
    "Kiosk",
    "LedgerEntry",
    "LedgerSeal",
    "LedgerTransaction",
    "Letter",
    "Listing",
    "ListingIndex",
    "ListingNeed",
    "ListingSetup",
    "ListingStaff",
    "ListingTerms",
    "Message",
    "NoticeSettings",
    "Notification",
    "Occupancy",
    "OccupancySource",
    "Payment",
    "PaymentPartRow",
    "Payout",
    "PayoutLine",
    "Person",
    "RefreshToken",
    "Refund",
    "Reminder",
    "Resource",
    "Review",
    "ReviewReportRow",
    "RoleGrant",
    "SandboxCharge",
    "SearchCategory",
    "SearchWord",
    "Seat",
    "Session",
    "Staff",
    "Subscriber",
    "Suppression",
    "TaxRate",
    "Vendor",
    "VendorMember",
    "WaitlistEntry",
    "WeeklyHours",
]
