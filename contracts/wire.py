"""The manners of every wire model: strict input, UTC instants, pages."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    Strict,
)
from pydantic_core import PydanticCustomError

T = TypeVar("T")


class Wire(BaseModel):
    """Base of everything on the wire: unknown fields are refused, values don't change once made."""

    model_config = ConfigDict(extra="forbid", frozen=True)


_RFC3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})?"
)


def _check_rfc3339(value: Any) -> Any:
    """Only this form; whether it has an offset is asked afterwards, for an answer of its own."""
    digits_only = isinstance(value, str) and value.strip().lstrip("+-").replace(".", "", 1).isdigit()
    if isinstance(value, int | float) or digits_only:
        raise PydanticCustomError("instant_number", "must be an RFC 3339 text, not a number")
    if isinstance(value, str) and not _RFC3339.fullmatch(value):
        raise PydanticCustomError("instant_form", "must be an RFC 3339 text, such as 2026-11-22T09:30:00Z")
    return value


def to_utc(value: datetime) -> datetime:
    """The same instant with offset zero; the first and last hours of the calendar may have none."""
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("instant_range", "must be between the years 1 and 9999 in UTC") from None


def rfc3339(value: datetime) -> str:
    """An instant as the wire writes it: UTC, `Z`, microseconds only where there are any."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


Instant = Annotated[
    AwareDatetime,
    BeforeValidator(_check_rfc3339),
    AfterValidator(to_utc),
    PlainSerializer(rfc3339, return_type=str, when_used="json"),
]
"""RFC 3339 with an offset; kept and written in UTC. Naive values and numbers are refused."""

Name = Annotated[str, Field(min_length=1, max_length=120, pattern=r"\S")]
"""A person's, vendor's or thing's name."""

Title = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
Note = Annotated[str, Field(max_length=2000)]
"""Free text; always shown as plain text."""

Reason = Annotated[str, Field(max_length=500)]
Phone = Annotated[str, Field(min_length=5, max_length=32, pattern=r"^[+(]?[0-9][0-9 ()./-]{3,29}[0-9]$")]
"""A phone number as people write it: digits, blanks, brackets, one leading plus."""

Email = Annotated[str, Field(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")]
Zone = Annotated[str, Field(min_length=1, max_length=64, description="IANA time zone, such as Europe/Berlin")]
Version = Annotated[int, Field(ge=1)]
YesNo = Annotated[bool, Strict()]
"""Of a body: true or false, not 1 or "yes"."""

WholeNumber = Annotated[int, Strict()]
"""Of a body: a JSON number, not true or "1"."""


class Page(Wire, Generic[T]):
    """One page of a list; `next_cursor` is opaque and null on the last page."""

    items: list[T]
    next_cursor: str | None = None


class Money(Wire):
    """An amount in minor units (cents) of an ISO 4217 currency."""

    amount: Annotated[WholeNumber, Field(ge=-(10**12), le=10**12)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
