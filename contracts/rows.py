"""The same rows as plain dictionaries, as the client's cache keeps them.

A screen reads thousands of rows before its first paint, so that path builds no models: the cache hands
out the JSON documents themselves, and these types name their keys. A test holds them equal to the models.
Instants are RFC 3339 texts in UTC; `starts_at` and `ends_at` are whole minutes, so those sort as text.
"""

from typing import NotRequired, TypedDict

from contracts.cancellation import PolicyDoc


class MoneyDoc(TypedDict):
    """An amount in minor units."""

    amount: int
    currency: str


class PartyDoc(TypedDict):
    """Somebody by id and name."""

    id: str
    name: str


class GuestDoc(TypedDict):
    """Somebody without an account."""

    name: str
    phone: str


class ExtraChoiceDoc(TypedDict):
    """`contracts.bookings.ExtraChoice`."""

    id: str
    count: int


class PriceLineDoc(TypedDict):
    """`contracts.bookings.PriceLine`."""

    kind: str
    label: str
    count: int
    amount: int


class AnswerDoc(TypedDict):
    """`contracts.bookings.AnswerOut`."""

    question_id: str
    value: str
    label: str


class BookingDoc(TypedDict):
    """`contracts.bookings.BookingOut`."""

    id: str
    version: int
    reference: str
    status: str
    listing_id: str
    listing_title: str
    vendor_id: str
    staff_id: str
    customer: PartyDoc | None
    guest: GuestDoc | None
    starts_at: str
    ends_at: str
    zone: str
    price: MoneyDoc
    note: str | None
    created_at: str
    updated_at: str
    policy: NotRequired[PolicyDoc]
    """Not in a row that is only here yet; the same of all that follow."""
    fee: NotRequired[MoneyDoc | None]
    series_id: NotRequired[str | None]
    series_position: NotRequired[int | None]
    variant_id: NotRequired[str | None]
    extras: NotRequired[list[ExtraChoiceDoc]]
    lines: NotRequired[list[PriceLineDoc]]
    answers: NotRequired[list[AnswerDoc]]


class ProposalDoc(TypedDict):
    """`contracts.proposals.ProposalOut`."""

    id: str
    version: int
    booking_id: str
    vendor_id: str
    customer_id: str
    side: str
    status: str
    staff_id: str
    starts_at: str
    ends_at: str
    zone: str
    note: str | None
    creator: str
    expires_at: str
    created_at: str
    updated_at: str


class SeriesDoc(TypedDict):
    """`contracts.series.SeriesOut`."""

    id: str
    version: int
    listing_id: str
    listing_title: str
    vendor_id: str
    customer: PartyDoc | None
    guest_name: str | None
    frequency: str
    every: int
    count: int
    first_local: str
    zone: str
    note: str | None
    created_at: str
    updated_at: str


class WaitlistOfferDoc(TypedDict):
    """`contracts.waitlist.WaitlistOffer`."""

    hold_id: str | None
    staff_id: str
    starts_at: str
    ends_at: str
    expires_at: str


class WaitlistDoc(TypedDict):
    """`contracts.waitlist.WaitlistOut`."""

    id: str
    version: int
    listing_id: str
    listing_title: str
    vendor_id: str
    zone: str
    person: PartyDoc
    staff_id: str | None
    window_from: str
    window_until: str
    status: str
    offer: WaitlistOfferDoc | None
    created_at: str
    updated_at: str


class SlotDoc(TypedDict):
    """`contracts.catalogue.SlotOut`; `seats_left` only of classes."""

    starts_at: str
    ends_at: str
    staff_id: str
    seats_left: NotRequired[int | None]


class CategoryDoc(TypedDict):
    """`contracts.catalogue.CategoryOut`."""

    id: str
    version: int
    name: str
    art: str
    position: int
    vendor_count: int
    listing_count: int
    parent_id: NotRequired[str | None]


class ServiceAreaDoc(TypedDict):
    """`contracts.catalogue.ServiceArea`."""

    latitude: float
    longitude: float
    radius_m: int


class VariantDoc(TypedDict):
    """`contracts.catalogue.VariantOut`."""

    id: str
    name: str
    price: int
    duration_minutes: int


class ExtraDoc(TypedDict):
    """`contracts.catalogue.ExtraOut`."""

    id: str
    name: str
    price: int
    minutes: int
    max_count: int


class QuestionDoc(TypedDict):
    """`contracts.catalogue.QuestionOut`."""

    id: str
    kind: str
    label: str
    required: bool
    options: list[str]


class PhotoDoc(TypedDict):
    """`contracts.catalogue.PhotoOut`."""

    file_id: str
    alt: str


class ListingDoc(TypedDict):
    """`contracts.catalogue.ListingOut`."""

    id: str
    version: int
    title: str
    description: str
    included: list[str]
    policy: str
    category_id: str
    category_name: str
    vendor_id: str
    vendor_name: str
    zone: str
    city: str
    latitude: float
    longitude: float
    place: str
    price: MoneyDoc
    duration_minutes: int
    buffer_before_minutes: int
    buffer_after_minutes: int
    rating: float | None
    rating_count: int
    art: str
    staff: list[PartyDoc]
    places: NotRequired[list[str]]
    service_area: NotRequired[ServiceAreaDoc | None]
    deposit: NotRequired[MoneyDoc]
    cancellation: NotRequired[PolicyDoc]
    variants: NotRequired[list[VariantDoc]]
    extras: NotRequired[list[ExtraDoc]]
    questions: NotRequired[list[QuestionDoc]]
    photos: NotRequired[list[PhotoDoc]]
    distance_m: int | None
    next_free: list[SlotDoc] | None


class ListingContentDoc(TypedDict):
    """`contracts.listings.ListingContent`."""

    title: str
    description: str
    included: list[str]
    policy: str
    category_id: str
    places: list[str]
    service_area: ServiceAreaDoc | None
    currency: str
    price: int
    duration_minutes: int
    buffer_before_minutes: int
    buffer_after_minutes: int
    deposit: int
    cancellation: PolicyDoc | None
    variants: list[VariantDoc]
    extras: list[ExtraDoc]
    questions: list[QuestionDoc]
    photos: list[PhotoDoc]
    staff_ids: list[str]


class VendorListingDoc(TypedDict):
    """`contracts.listings.VendorListingOut`."""

    id: str
    version: int
    vendor_id: str
    vendor_name: str
    status: str
    draft_status: str | None
    reason: str | None
    content: ListingContentDoc
    published: ListingContentDoc | None
    submitted_at: str | None
    published_at: str | None
    created_at: str
    updated_at: str


class OpenHoursDoc(TypedDict):
    """`contracts.catalogue.OpenHours`."""

    weekday: int
    opens: str
    closes: str


class StaffDoc(TypedDict):
    """`contracts.catalogue.StaffOut`."""

    id: str
    version: int
    vendor_id: str
    name: str
    tint: int
    hours: list[OpenHoursDoc]
    listing_ids: list[str]


class VendorDoc(TypedDict):
    """`contracts.catalogue.VendorOut`."""

    id: str
    version: int
    name: str
    about: str
    zone: str
    street: str
    city: str
    latitude: float
    longitude: float
    answer_minutes: int
    rating: float | None
    rating_count: int


class BlockDoc(TypedDict):
    """`contracts.vendors.BlockOut`."""

    id: str
    version: int
    vendor_id: str
    staff_id: str | None
    starts_at: str
    ends_at: str
    zone: str
    title: str
    all_day: bool
    source_key: str | None


class AddressDoc(TypedDict):
    """`contracts.addresses.AddressOut`."""

    id: str
    version: int
    label: str
    street: str
    more: str
    postal_code: str
    city: str
    region: str
    country: str
    latitude: float | None
    longitude: float | None
    is_default: bool
    created_at: str


class ClientDoc(TypedDict):
    """`contracts.vendors.ClientOut`."""

    id: str
    version: int
    vendor_id: str
    name: str
    phone: str | None
    email: str | None
    note: str
    source_key: str | None


class CartItemDoc(TypedDict):
    """`contracts.checkout.CartItemOut`."""

    id: str
    version: int
    hold_id: str
    listing_id: str
    listing_title: str
    vendor_id: str
    vendor_name: str
    staff_id: str
    starts_at: str
    ends_at: str
    zone: str
    place: str
    art: str
    price: MoneyDoc
    held_until: str
    can_extend: bool
    created_at: str


class TaxDoc(TypedDict):
    """`contracts.checkout.TaxOut`."""

    basis_points: int
    gross: MoneyDoc
    net: MoneyDoc
    tax: MoneyDoc


class CouponOffDoc(TypedDict):
    """`contracts.checkout.CouponOff`."""

    code: str
    amount: MoneyDoc


class PriceDoc(TypedDict):
    """`contracts.checkout.PriceOut`."""

    subtotal: MoneyDoc
    coupons: list[CouponOffDoc]
    discount: MoneyDoc
    total: MoneyDoc
    taxes: list[TaxDoc]


class CheckoutLineDoc(TypedDict):
    """`contracts.checkout.CheckoutLineOut`."""

    booking_id: str
    listing_id: str
    title: str
    amount: MoneyDoc
    discount: MoneyDoc
    total: MoneyDoc


class CheckoutDoc(TypedDict):
    """`contracts.checkout.CheckoutOut`."""

    id: str
    version: int
    state: str
    method: str
    lines: list[CheckoutLineDoc]
    price: PriceDoc
    pay_by: str
    created_at: str


class CouponDoc(TypedDict):
    """`contracts.coupons.CouponOut`."""

    id: str
    version: int
    code: str
    vendor_id: str | None
    vendor_name: str | None
    kind: str
    basis_points: int | None
    amount: MoneyDoc | None
    first_booking: bool
    for_vendor_id: str | None
    for_vendor_name: str | None
    category_id: str | None
    category_name: str | None
    limit_total: int | None
    limit_per_person: int | None
    stacks: bool
    starts_at: str | None
    ends_at: str | None
    status: str
    used: int
    created_at: str


class NotificationDoc(TypedDict):
    """`contracts.notifications.NotificationOut`."""

    id: str
    version: int
    kind: str
    booking_id: str | None
    subject_entity: str | None
    subject_id: str | None
    listing_title: str
    counterpart: str
    starts_at: str | None
    zone: str
    amount: MoneyDoc | None
    created_at: str
    read_at: str | None
    alert_at: str | None
    listed: bool


class AnnouncementDoc(TypedDict):
    """`contracts.subscriptions.AnnouncementOut`."""

    id: str
    version: int
    subject: str
    body: str
    segment: str
    segment_value: str | None
    state: str
    send_at: str | None
    started_at: str | None
    finished_at: str | None
    recipients: int
    sent: int
    failed: int
    created_at: str
    updated_at: str


class QuietHoursDoc(TypedDict):
    """`contracts.notifications.QuietHours`."""

    from_minute: int
    to_minute: int


class NoticeSettingsDoc(TypedDict):
    """`contracts.notifications.NoticeSettingsOut`."""

    id: str
    version: int
    grid: dict[str, dict[str, bool]]
    quiet: QuietHoursDoc | None
    digest_minute: int | None
    reminder_minutes: list[int]
    zone: str | None
    language: str | None
    phone: str | None


class PersonDoc(TypedDict):
    """`contracts.people.PersonOut`."""

    id: str
    version: int
    name: str
    email: str
    roles: list[str]
    vendors: list[PartyDoc]
    status: str
    suspended_reason: str | None
    booking_count: int
    created_at: str
    last_seen_at: str | None


class PerSideDoc(TypedDict):
    """`contracts.conversations.PerSide`."""

    customer: int
    vendor: int
    support: int


class SupportInvitationDoc(TypedDict):
    """`contracts.conversations.SupportInvitation`."""

    at: str
    by: str
    side: str
    reason: str | None


class LastLineDoc(TypedDict):
    """`contracts.conversations.LastLine`."""

    id: str
    number: int
    side: str
    author: str
    text: str
    has_picture: bool
    at: str


class ConversationDoc(TypedDict):
    """`contracts.conversations.ConversationOut`."""

    id: str
    version: int
    subject: str
    booking_id: str | None
    listing_id: str
    title: str
    customer: PartyDoc
    vendor_id: str
    vendor_name: str
    support: SupportInvitationDoc | None
    message_count: int
    last: LastLineDoc | None
    last_at: str
    read: PerSideDoc
    unread: PerSideDoc
    created_at: str


class PictureDoc(TypedDict):
    """`contracts.conversations.PictureOut`."""

    id: str
    width: int
    height: int


class MessageDoc(TypedDict):
    """`contracts.conversations.MessageOut`."""

    id: str
    version: int
    conversation_id: str
    number: int
    side: str
    author: PartyDoc
    text: str
    picture: PictureDoc | None
    created_at: str


class AvailabilityDoc(TypedDict):
    """`contracts.availability.AvailabilityOut`."""

    id: str
    version: int
    vendor_id: str
    notice_minutes: int
    horizon_days: int
    travel_minutes: int
    travel_kmh: int | None
    holiday_country: str | None
    holiday_region: str | None


class OpenStretchDoc(TypedDict):
    """`contracts.availability.OpenStretch`."""

    opens: str
    closes: str


class ExceptionDoc(TypedDict):
    """`contracts.availability.ExceptionOut`."""

    id: str
    version: int
    vendor_id: str
    staff_id: str | None
    kind: str
    first_day: str
    last_day: str
    hours: list[OpenStretchDoc]
    title: str
    is_holiday: bool


class ResourceDoc(TypedDict):
    """`contracts.availability.ResourceOut`."""

    id: str
    version: int
    vendor_id: str
    kind: str
    name: str


class ListingSetupDoc(TypedDict):
    """`contracts.availability.ListingSetupOut`."""

    id: str
    version: int
    vendor_id: str
    capacity: int
    needs: list[str]


class PaymentDoc(TypedDict):
    """`contracts.payments.PaymentOut`."""

    id: str
    version: int
    state: str
    method: str
    amount: MoneyDoc
    refunded: MoneyDoc
    card: str | None
    action: str | None
    problem: str | None
    customer: str | None
    booking_ids: list[str]
    created_at: str
    captured_at: str | None
    pay_by: str


class BookingRefDoc(TypedDict):
    """`contracts.payments.BookingRef`."""

    id: str
    reference: str
    title: str


class PartItemDoc(TypedDict):
    """`contracts.payments.PartItem`."""

    label: str
    amount: int


class PartDoc(TypedDict):
    """`contracts.payments.PartOut`."""

    booking: BookingRefDoc
    vendor_id: str
    vendor_name: str
    total: int
    tax: int
    commission: int
    fee: int
    promotion: int
    refunded: int
    items: list[PartItemDoc]


class EntryDoc(TypedDict):
    """`contracts.payments.EntryOut`."""

    account: str
    party: str | None
    amount: int


class TransactionDoc(TypedDict):
    """`contracts.payments.TransactionOut`."""

    id: str
    number: int
    kind: str
    at: str
    currency: str
    entries: list[EntryDoc]
    sum: int


class EarningDoc(TypedDict):
    """`contracts.payments.EarningOut`."""

    id: str
    at: str
    kind: str
    booking: BookingRefDoc | None
    amount: MoneyDoc
    held: bool
    payout_id: str | None


class PayoutDoc(TypedDict):
    """`contracts.payments.PayoutOut`."""

    id: str
    version: int
    reference: str
    vendor_id: str
    vendor_name: str
    amount: MoneyDoc
    state: str
    since: str
    until: str
    line_count: int
    created_at: str


class BalanceDoc(TypedDict):
    """`contracts.payments.BalanceOut`."""

    currency: str
    debits: int
    credits: int
    difference: int
    held: int
    available: int
    paid_out: int


class DuePayoutDoc(TypedDict):
    """`contracts.payments.DuePayout`."""

    vendor_id: str
    vendor_name: str
    currency: str
    available: int
    held: int


class BookingReviewDoc(TypedDict):
    """`contracts.reviews.BookingReviewOut`."""

    id: str
    version: int
    booking_id: str
    listing_id: str
    listing_title: str
    vendor_id: str
    vendor_name: str
    customer: PartyDoc
    side: str
    author: str
    rating: int
    text: str
    state: str
    hidden_reason: str | None
    reply: str | None
    reply_at: str | None
    report_count: int
    created_at: str
    visible_at: str | None
