"""What is on offer: categories, vendors with their staff and hours, listings, reviews, free slots."""

from datetime import time
from typing import Annotated
from uuid import UUID

from pydantic import Field, Strict

from contracts.bookings import CancellationPolicy
from contracts.vocabulary import ListingPlace, QuestionKind
from contracts.wire import Instant, Money, Name, Note, Title, Version, WholeNumber, Wire, YesNo, Zone

ShortName = Annotated[str, Field(min_length=1, max_length=80, pattern=r"\S")]
Latitude = Annotated[float, Strict(), Field(ge=-90, le=90)]
Longitude = Annotated[float, Strict(), Field(ge=-180, le=180)]


class ServiceArea(Wire):
    """Where a vendor comes to: so far around a point."""

    latitude: Latitude
    longitude: Longitude
    radius_m: Annotated[WholeNumber, Field(ge=100, le=300_000)]


class VariantOut(Wire):
    """One size of a service; `price` in minor units of the listing's currency."""

    id: UUID
    name: ShortName
    price: Annotated[WholeNumber, Field(ge=0, le=10**9)]
    duration_minutes: Annotated[WholeNumber, Field(ge=5, le=24 * 60)]


class ExtraOut(Wire):
    """Something that can be added, each time for its price and minutes."""

    id: UUID
    name: ShortName
    price: Annotated[WholeNumber, Field(ge=0, le=10**9)]
    minutes: Annotated[WholeNumber, Field(ge=0, le=8 * 60)]
    max_count: Annotated[WholeNumber, Field(ge=1, le=20)] = 1


class QuestionOut(Wire):
    """What a vendor wants to know before coming; `options` are those of a `choice`."""

    id: UUID
    kind: QuestionKind
    label: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
    required: YesNo = False
    options: Annotated[list[ShortName], Field(max_length=12)] = Field(default_factory=list)


class PhotoOut(Wire):
    """A photo of a listing by the id of its file (`GET /files/{id}`); `alt` says what it shows."""

    file_id: UUID
    alt: Annotated[str, Field(max_length=200)] = ""


class CategoryOut(Wire):
    """A kind of service, perhaps within another; `art` names the drawn picture."""

    id: UUID
    version: Version
    name: Name
    art: str
    position: int
    vendor_count: int
    listing_count: int
    parent_id: UUID | None


class StaffRef(Wire):
    """A person who gives a service, by id and name."""

    id: UUID
    name: Name


class OpenHours(Wire):
    """An open stretch of a week day (0 is Monday) in the vendor's zone; `closes` 00:00 is midnight."""

    weekday: Annotated[int, Field(ge=0, le=6)]
    opens: time
    closes: time


class StaffOut(Wire):
    """A person who gives services, with weekly hours; `tint` is 0-4, the colour of their initials."""

    id: UUID
    version: Version
    vendor_id: UUID
    name: Name
    tint: int
    hours: list[OpenHours]
    listing_ids: list[UUID]


class VendorOut(Wire):
    """A vendor; `answer_minutes` is the time they have to answer a request."""

    id: UUID
    version: Version
    name: Name
    about: Note
    zone: Zone
    street: str
    city: str
    latitude: Latitude
    longitude: Longitude
    answer_minutes: Annotated[int, Field(ge=1)]
    rating: float | None
    rating_count: int


class SlotOut(Wire):
    """A free time with the person who would come; `seats_left` stands where it is a class for several."""

    starts_at: Instant
    ends_at: Instant
    staff_id: UUID
    seats_left: Annotated[int, Field(ge=0)] | None = None


class ListingOut(Wire):
    """A service on offer. `distance_m` stands only in answers to `near`, `next_free` where asked for."""

    id: UUID
    version: Version
    title: Title
    description: Note
    included: list[str]
    policy: Note
    category_id: UUID
    category_name: str
    vendor_id: UUID
    vendor_name: str
    zone: Zone
    city: str
    latitude: Latitude
    longitude: Longitude
    place: ListingPlace
    price: Money
    duration_minutes: Annotated[int, Field(ge=5)]
    buffer_before_minutes: Annotated[int, Field(ge=0)]
    buffer_after_minutes: Annotated[int, Field(ge=0)]
    rating: float | None
    rating_count: int
    art: str
    staff: list[StaffRef]
    places: list[ListingPlace]
    service_area: ServiceArea | None
    deposit: Money
    cancellation: CancellationPolicy
    variants: list[VariantOut]
    """Without a choice the cheapest one is booked; its price and duration are the listing's."""
    extras: list[ExtraOut]
    questions: list[QuestionOut]
    photos: list[PhotoOut]
    """The first one is the cover."""
    distance_m: int | None = None
    next_free: list[SlotOut] | None = None


class SlotList(Wire):
    """Free slots in order of time, one for each person who is free then: a time may stand several times.

    Nothing follows, as at most 31 days are asked for.
    """

    items: list[SlotOut]
    next_cursor: None = None


class FacetCount(Wire):
    """How many listings one value of a facet would leave; its own filter is not counted in.

    Values by facet: `category` an id; `price` the lower bound of a band of 1,000 minor units (the last one is
    open); `rating` 4.0, 4.5, 4.8 (and up); `distance` 1000, 2000, 5000, 10000 (metres, within), only with
    `near`; `available_on` each of the next 7 days, YYYY-MM-DD, told only where at most 500 listings match
    the words. A category counts what is within it too.
    """

    value: str
    label: str
    count: int


class ListingPage(Wire):
    """A page of listings; `facets` only where asked for, `did_you_mean` where nothing matched as typed."""

    items: list[ListingOut]
    next_cursor: str | None = None
    total: int | None = None
    facets: dict[str, list[FacetCount]] | None = None
    did_you_mean: str | None = None


class ReviewOut(Wire):
    """What a customer said of a listing."""

    id: UUID
    listing_id: UUID
    author: str
    rating: Annotated[int, Field(ge=1, le=5)]
    text: Note
    created_at: Instant
    reply: Note | None = None
    reply_at: Instant | None = None
