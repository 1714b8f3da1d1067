"""Whether an address can be one of its country; the server decides again."""

from __future__ import annotations

import re
from collections.abc import Mapping

from client.stores.address import AddressForm
from viewmodels.text import Texts

_ALWAYS = ("label", "street")
_MOST = {"label": 40, "street": 200, "more": 200, "postal_code": 16, "city": 120, "region": 80}


def errors_of(values: Mapping[str, str], form: AddressForm | None, texts: Texts) -> dict[str, str]:
    """What is wrong, by field; without the country's form only what every address needs."""
    needed = {*_ALWAYS, *(form.required if form else ())}
    errors = {name: texts(f"addresses.missing.{name}") for name in needed if not values.get(name, "").strip()}
    for name, most in _MOST.items():
        if len(values.get(name, "")) > most:
            errors[name] = texts("addresses.too_long", most=most)
    code = values.get("postal_code", "").strip().upper()
    if form and code and form.postal_pattern and not re.fullmatch(form.postal_pattern, code):
        errors["postal_code"] = texts("addresses.postal_code", example=form.postal_example)
    return errors
