"""How the town's vendors plan: rules, days that are otherwise, rooms, and a class for eight."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from backend_stub.db.tables import (
    AvailabilityException,
    AvailabilityRules,
    ListingNeed,
    ListingSetup,
    Resource,
)
from backend_stub.demo.offer import Offer
from backend_stub.demo.rows import Row
from backend_stub.demo.town import Town
from contracts.availability_words import ExceptionKind
from contracts.vocabulary import ListingPlace

_HORIZON: Final = 730
"""Days; the first vendor has slots for 400 at least."""

_CLASS: Final = 8
_RULES: Final = ((120, 15, None), (240, 0, None), (60, 10, 30), (1440, 20, 25), (0, 0, None))
"""Notice, minutes on the way, and its speed in km/h."""


class Planning:
    """Makes up what vendors plan with; the first one's services stay as free as they were."""

    def __init__(self, town: Town, offers: Sequence[Offer]) -> None:
        self._rows, self._dice, self._offers = town.rows, town.dice, offers
        self._now, self._today = town.now, town.now.date()

    def plan(self) -> None:
        """All of it."""
        first, *others = self._offers
        self._rule(first.vendor, _HORIZON, 0, 0, None)
        chiara, mikael, rosa = (self._named(first, name) for name in ("Chiara", "Mikael", "Rosa"))
        self._except(first, "Training", ExceptionKind.CLOSED, 5, 5, ((720, 1440),), chiara)
        self._except(first, "School", ExceptionKind.CLOSED, 8, 8, ((0, 600),), rosa)
        self._except(first, "Extra hours", ExceptionKind.OPEN, 13, 13, ((1140, 1260),), rosa)
        self._except(first, "Holiday", ExceptionKind.CLOSED, 36, 40, (), mikael)
        self._except(first, "Stocktaking", ExceptionKind.CLOSED, 47, 47, ((780, 1440),), None)
        for number, offer in enumerate(others):
            notice, minutes, speed = _RULES[number % len(_RULES)]
            self._rule(offer.vendor, 180, notice, minutes, speed)
            if number % 6 == 0:
                self._except(offer, "Company outing", ExceptionKind.CLOSED, 20 + number % 5, None, (), None)
        self._class(others)

    def _class(self, offers: Sequence[Offer]) -> None:
        """The first service that people come to becomes a class for eight, in a room."""
        for offer in offers:
            for listing in offer.listings:
                if listing["place"] == ListingPlace.AT_VENDOR:
                    self._rows.add(ListingSetup, listing_id=listing["id"], version=2, capacity=_CLASS)
                    self._rows.add(ListingNeed, listing_id=listing["id"], kind="Room")
                    for name in ("Blue room", "Garden room"):
                        vendor_id = offer.vendor["id"]
                        ident = self._dice.ident()
                        self._rows.add(
                            Resource, id=ident, version=1, vendor_id=vendor_id, kind="Room", name=name
                        )
                    return

    def _named(self, offer: Offer, name: str) -> Row | None:
        return next((person for person in offer.staff if person["name"].startswith(name)), None)

    def _rule(self, vendor: Row, horizon: int, notice: int, minutes: int, speed: int | None) -> None:
        self._rows.add(
            AvailabilityRules,
            vendor_id=vendor["id"],
            version=1,
            notice_minutes=notice,
            horizon_days=horizon,
            travel_minutes=minutes,
            travel_kmh=speed,
            holiday_country=None,
            holiday_region=None,
            holidays_through=None,
        )

    def _except(
        self,
        offer: Offer,
        title: str,
        kind: ExceptionKind,
        first: int,
        last: int | None,
        hours: Sequence[tuple[int, int]],
        person: Row | None,
    ) -> None:
        self._rows.add(
            AvailabilityException,
            id=self._dice.ident(),
            version=1,
            vendor_id=offer.vendor["id"],
            staff_id=None if person is None else person["id"],
            kind=str(kind),
            first_day=self._day(first),
            last_day=self._day(first if last is None else last),
            hours=[list(stretch) for stretch in hours],
            title=title,
            is_holiday=False,
            created_at=self._now - timedelta(days=3),
        )

    def _day(self, ahead: int) -> date:
        return self._today + timedelta(days=ahead)
