"""A person's address book, and what an address needs in each country."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from contracts.wire import Instant, Version, Wire, YesNo

MOST_ADDRESSES = 20
"""Addresses that one person may keep."""

Label = Annotated[str, Field(min_length=1, max_length=40, pattern=r"\S")]
"""What its owner calls it: Home, Mother's."""

Street = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
More = Annotated[str, Field(max_length=200)]
"""Floor, doorbell, the code of the gate."""

PostalCode = Annotated[str, Field(max_length=16)]
City = Annotated[str, Field(max_length=120)]
Region = Annotated[str, Field(max_length=80)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1, two letters")]


class AddressCreate(Wire):
    """A new address; the first one, and one with `is_default`, becomes the default."""

    id: UUID
    label: Label
    street: Street
    more: More = ""
    postal_code: PostalCode = ""
    city: City = ""
    region: Region = ""
    country: Country
    is_default: YesNo = False


class AddressPatch(Wire):
    """Changed fields of an address; `is_default` can only be set, by another one it is taken off."""

    label: Label | None = None
    street: Street | None = None
    more: More | None = None
    postal_code: PostalCode | None = None
    city: City | None = None
    region: Region | None = None
    country: Country | None = None
    is_default: YesNo | None = None


class AddressOut(Wire):
    """An address; `latitude` and `longitude` are its town's, null where the town is not known."""

    id: UUID
    version: Version
    label: Label
    street: Street
    more: More
    postal_code: PostalCode
    city: City
    region: Region
    country: Country
    latitude: float | None
    longitude: float | None
    is_default: bool
    created_at: Instant


class AddressForm(Wire):
    """What an address needs in one country: required fields, and the form of its postal code.

    `regions` are the codes or names that `region` may be, empty for any.
    """

    country: Country
    required: list[str]
    postal_pattern: str | None
    postal_example: str | None
    regions: list[str]
