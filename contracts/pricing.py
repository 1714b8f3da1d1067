"""Rates: tax in prices, and what the platform keeps."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator

from contracts.wire import Name, Version, WholeNumber, Wire

RatePoints = Annotated[WholeNumber, Field(ge=0, le=5000)]
"""1/100 of a percent, up to a half."""


class CommissionRuleCreate(Wire):
    """A rule of its own for one vendor or one category."""

    id: UUID
    vendor_id: UUID | None = None
    category_id: UUID | None = None
    basis_points: RatePoints

    @model_validator(mode="after")
    def _one_thing(self) -> "CommissionRuleCreate":
        if (self.vendor_id is None) == (self.category_id is None):
            raise ValueError("give vendor_id or category_id")
        return self


class RatePatch(Wire):
    """Another rate, for what is booked from now on."""

    basis_points: RatePoints


class CommissionRuleOut(Wire):
    """What the platform keeps: of a vendor, else of a category, else (neither is named) of everything."""

    id: UUID
    version: Version
    vendor_id: UUID | None
    vendor_name: Name | None
    category_id: UUID | None
    category_name: str | None
    basis_points: int


class TaxRateOut(Wire):
    """Tax on top of net in a country (ISO 3166), and there of one category where it differs."""

    id: UUID
    version: Version
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    category_id: UUID | None
    basis_points: int
