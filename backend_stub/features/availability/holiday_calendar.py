"""Public holidays of a country or region, from the `holidays` library, which is loaded when first asked."""

from collections.abc import Collection
from datetime import date

from backend_stub.errors import InvalidInputError


def check_calendar(country: str, region: str | None) -> None:
    """422 for a country or region whose holidays nobody knows."""
    from holidays import list_supported_countries

    regions = list_supported_countries().get(country)
    if regions is None:
        raise InvalidInputError.field("holiday_country", "unknown", "Nobody here knows its holidays.")
    if region is not None and region not in regions:
        known = ", ".join(regions) or "none"
        raise InvalidInputError.field("holiday_region", "unknown", f"Regions of this country: {known}.")


def public_holidays(country: str, region: str | None, years: Collection[int]) -> list[tuple[date, str]]:
    """Days with their names, in order."""
    from holidays import country_holidays

    found = country_holidays(country, subdiv=region, years=list(years), language="en_US")
    return sorted((day, name[:200]) for day, name in found.items())
