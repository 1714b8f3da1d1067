"""How a vendor says when they can be booked: hours, rules, exceptions, resources, seats."""

from datetime import date, time
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, Strict, model_validator
from pydantic_core import PydanticCustomError

from contracts.availability_words import ExceptionKind
from contracts.catalogue import SlotOut
from contracts.wire import Name, Title, Version, WholeNumber, Wire, Zone


def _read_day(value: Any) -> Any:
    """A day is a text such as 2026-11-22, and no number."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise PydanticCustomError("day", "must be a day such as 2026-11-22") from None


def _read_clock(value: Any) -> Any:
    """A time of the wall clock is a text such as 09:30, and no number."""
    try:
        return time.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise PydanticCustomError("clock", "must be a time such as 09:30") from None


Clock = Annotated[time, Strict(), BeforeValidator(_read_clock)]


class OpenStretch(Wire):
    """From one time of the wall clock until another; `closes` 00:00 is midnight."""

    opens: Clock
    closes: Clock

    @property
    def minutes(self) -> tuple[int, int]:
        """Minutes after midnight."""
        closes = self.closes.hour * 60 + self.closes.minute
        return self.opens.hour * 60 + self.opens.minute, closes or 24 * 60


def _check_stretches(stretches: list[OpenStretch]) -> list[OpenStretch]:
    """In order, of whole minutes, apart from each other."""
    end = -1
    for each in sorted(stretches, key=lambda stretch: stretch.minutes):
        opens, closes = each.minutes
        if any(clock.second or clock.microsecond or clock.tzinfo for clock in (each.opens, each.closes)):
            raise PydanticCustomError("clock_time", "must be whole minutes, without an offset")
        if opens >= closes:
            raise PydanticCustomError("stretch", "must close after it opens")
        if opens < end:
            raise PydanticCustomError("overlap", "must not overlap another stretch of the day")
        end = closes
    return sorted(stretches, key=lambda stretch: stretch.minutes)


Stretches = Annotated[list[OpenStretch], Field(max_length=12), AfterValidator(_check_stretches)]
"""The open stretches of a day: none is closed, several are split shifts."""


class DayHours(Wire):
    """All hours of one week day (0 is Monday)."""

    weekday: Annotated[WholeNumber, Field(ge=0, le=6)]
    hours: Stretches


def _check_days(days: list[DayHours]) -> list[DayHours]:
    if len({day.weekday for day in days}) < len(days):
        raise PydanticCustomError("repeated", "must name each week day once")
    return days


class StaffHoursPatch(Wire):
    """New hours of the week days that are named; the others stay as they are."""

    days: Annotated[list[DayHours], Field(min_length=1, max_length=7), AfterValidator(_check_days)]


Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1, such as DE")]
Region = Annotated[
    str, Field(pattern=r"^[A-Z0-9]{1,4}$", description="ISO 3166-2 without the country, such as SH")
]
NoticeMinutes = Annotated[WholeNumber, Field(ge=0, le=60 * 24 * 60)]
HorizonDays = Annotated[WholeNumber, Field(ge=1, le=1098)]
TravelMinutes = Annotated[WholeNumber, Field(ge=0, le=480)]
TravelSpeed = Annotated[WholeNumber, Field(ge=1, le=300)]


class AvailabilityOut(Wire):
    """A vendor's rules for everyone; `id` is the vendor's.

    Nothing is offered sooner than the notice or later than the horizon. Between two visits at customers lie
    `travel_minutes`, or with `travel_kmh` as long as the straight way takes where both places are known.
    """

    id: UUID
    version: Version
    vendor_id: UUID
    notice_minutes: NoticeMinutes
    horizon_days: HorizonDays
    travel_minutes: TravelMinutes
    travel_kmh: TravelSpeed | None
    holiday_country: Country | None
    holiday_region: Region | None


class AvailabilityPatch(Wire):
    """Changed rules; a country makes its public holidays exceptions, null takes them away."""

    notice_minutes: NoticeMinutes | None = None
    horizon_days: HorizonDays | None = None
    travel_minutes: TravelMinutes | None = None
    travel_kmh: TravelSpeed | None = None
    holiday_country: Country | None = None
    holiday_region: Region | None = None


class _Days(Wire):
    @model_validator(mode="after")
    def _forwards(self) -> Any:
        first, last = getattr(self, "first_day", None), getattr(self, "last_day", None)
        if first is not None and last is not None and not 0 <= (last - first).days <= 731:
            raise ValueError("last_day must not be before first_day, nor more than two years after it")
        return self


Day = Annotated[date, Strict(), BeforeValidator(_read_day), Field(ge=date(1970, 1, 2), le=date(2999, 12, 30))]


class ExceptionCreate(_Days):
    """Days that are otherwise; without `staff_id` for everyone.

    closed: those hours (none: the whole day) are closed; open: those are open besides; hours: those are open
    instead of the usual ones.
    """

    id: UUID
    vendor_id: UUID
    staff_id: UUID | None = None
    kind: ExceptionKind
    first_day: Day
    last_day: Day
    hours: Annotated[Stretches, Field(default_factory=list)]
    title: Annotated[str, Field(max_length=200)] = ""

    @model_validator(mode="after")
    def _says_when(self) -> "ExceptionCreate":
        if self.kind is ExceptionKind.OPEN and not self.hours:
            raise ValueError("hours must say from when until when it is open")
        return self


class ExceptionPatch(Wire):
    """Changed fields of an exception."""

    kind: ExceptionKind | None = None
    first_day: Day | None = None
    last_day: Day | None = None
    hours: Stretches | None = None
    title: Annotated[str, Field(max_length=200)] | None = None


class ExceptionOut(Wire):
    """Days of a vendor that are otherwise; `is_holiday` came from the public holidays of their country."""

    id: UUID
    version: Version
    vendor_id: UUID
    staff_id: UUID | None
    kind: ExceptionKind
    first_day: date
    last_day: date
    hours: list[OpenStretch]
    title: str
    is_holiday: bool


ResourceKind = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^\S(.*\S)?$")]
"""What a resource is, in the vendor's words: Room, Van, Steam cleaner."""


class ResourceCreate(Wire):
    """A room, van or machine that services need beside a person."""

    id: UUID
    vendor_id: UUID
    kind: ResourceKind
    name: Name


class ResourcePatch(Wire):
    """Changed fields of a resource."""

    kind: ResourceKind | None = None
    name: Name | None = None


class ResourceOut(Wire):
    """A room, van or machine."""

    id: UUID
    version: Version
    vendor_id: UUID
    kind: ResourceKind
    name: Name


Capacity = Annotated[WholeNumber, Field(ge=1, le=500)]


class ListingSetupPut(Wire):
    """How many can book one time, and the kinds of resource of which each booking keeps one."""

    capacity: Capacity
    needs: Annotated[list[ResourceKind], Field(max_length=8)]


class ListingSetupOut(Wire):
    """What a listing needs to take place; `id` is the listing's."""

    id: UUID
    version: Version
    vendor_id: UUID
    capacity: Capacity
    needs: list[ResourceKind]


class FirstFreeOut(Wire):
    """The first free time of a vendor."""

    vendor_id: UUID
    vendor_name: Name
    listing_id: UUID
    listing_title: Title
    zone: Zone
    slot: SlotOut


class FirstFreeList(Wire):
    """One for each vendor that has a free time, soonest first."""

    items: list[FirstFreeOut]
    next_cursor: None = None
