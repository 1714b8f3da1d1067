"""Instants, strictness and the two ways to name a booking's time."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from contracts.bookings import BookingCreate, Guest
from contracts.idents import uuid7
from contracts.wire import Instant

INSTANT: TypeAdapter[datetime] = TypeAdapter(Instant)
ID = "0190a8e5-7c1b-7000-8000-000000000001"


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-01T00:00:00",
        "1767225600",
        "1767225600.5",
        "2026-01-01",
        "2026-01-01 00:00:00Z",
        "2026-01-01T00:00Z",
        "2026-01-01T00:00:00+0100",
        "2026-01-01T00:00:00Z\n",
        "",
        "soon",
    ],
)
def test_an_instant_without_offset_or_made_of_digits_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        INSTANT.validate_python(text)


@pytest.mark.parametrize("number", [0, 1767225600, 1.5, True])
def test_a_number_is_no_instant(number: object) -> None:
    with pytest.raises(ValidationError):
        INSTANT.validate_python(number)


@given(st.datetimes(timezones=st.timezones()))
def test_an_instant_survives_the_wire(moment: datetime) -> None:
    try:
        expected = moment.astimezone(UTC)
    except OverflowError:
        return
    written = INSTANT.dump_json(INSTANT.validate_python(expected))
    assert INSTANT.validate_json(written) == expected
    assert written.endswith(b'Z"')


def test_a_booking_names_its_time_in_exactly_one_way() -> None:
    assert BookingCreate.model_validate({"id": ID, "hold_id": ID}).hold_id == UUID(ID)
    direct = {"id": ID, "listing_id": ID, "starts_at": "2026-12-01T09:00:00+01:00"}
    assert BookingCreate.model_validate(direct).starts_at == datetime(2026, 12, 1, 8, tzinfo=UTC)
    for wrong in ({"id": ID}, {"id": ID, "listing_id": ID}, {**direct, "hold_id": ID}):
        with pytest.raises(ValidationError):
            BookingCreate.model_validate(wrong)


@pytest.mark.parametrize("phone", ["+352 20 915 44", "(030) 901820", "01234"])
def test_phones_as_people_write_them(phone: str) -> None:
    assert Guest(name="Ada", phone=phone).phone == phone


@pytest.mark.parametrize("phone", ["", "12", "call me", "+352 ten", "1" * 40])
def test_what_is_no_phone_is_refused(phone: str) -> None:
    with pytest.raises(ValidationError):
        Guest(name="Ada", phone=phone)


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**74 - 1))
def test_uuid7_carries_its_time_version_and_variant(milliseconds: int, random_bits: int) -> None:
    made = uuid7(milliseconds, random_bits)
    assert made.int >> 80 == milliseconds
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"


def test_uuid7_sorts_by_time() -> None:
    assert uuid7(1, 2**74 - 1) < uuid7(2, 0)
