"""What the town has on offer: categories, vendors with staff and hours, listings."""

import json
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from backend_stub.db.tables import (
    Category,
    Listing,
    ListingStaff,
    Staff,
    Vendor,
    VendorMember,
    WeeklyHours,
)
from backend_stub.demo.rows import Row
from backend_stub.demo.town import TOWN, FixedPeople, Resident, Town
from contracts.vocabulary import Role

_HERE = Path(__file__).parent
_SECOND_VENDOR = "Kessler Plumbing"
_ELSEWHERE = {
    "Moura Languages": ("Europe/Lisbon", "Lisbon", (38.7223, -9.1393)),
    "Hudson Online Tutors": ("America/New_York", "New York", (40.7128, -74.0060)),
    "Keynote Music School": ("Europe/Lisbon", "Lisbon", (38.7169, -9.1399)),
}
_WEEKS: tuple[tuple[range | tuple[int, ...], tuple[tuple[int, int], ...]], ...] = (
    (range(5), ((8, 12), (13, 17))),
    (range(6), ((9, 18),)),
    ((1, 2, 3, 4, 5), ((10, 14), (15, 19))),
    (range(7), ((8, 13), (14, 20))),
    (range(5), ((12, 21),)),
)
_ABOUT = (
    "A small firm from {street}, here since {year}.",
    "{count} people who like their trade. We say what it costs before we start.",
    "Family business in its second generation; we pick up the phone ourselves.",
    "On time, with a word when traffic says otherwise. Since {year}.",
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A vendor with what somebody who fills its diary has to know."""

    vendor: Row
    owner: Resident
    staff: list[Row]
    hours: dict[UUID, list[Row]]
    listings_of: dict[UUID, list[Row]]
    """The listings that each member of staff gives."""

    @property
    def listings(self) -> list[Row]:
        """Each listing once."""
        return list({row["id"]: row for rows in self.listings_of.values() for row in rows}.values())


class Marketplace:
    """Makes up vendors and what they offer."""

    def __init__(self, town: Town, fixed: FixedPeople) -> None:
        self._town, self._rows, self._dice, self._fixed = town, town.rows, town.dice, fixed
        self._services: dict[str, Any] = json.loads((_HERE / "services.json").read_text("utf-8"))
        self._categories = {
            art: self._rows.add(
                Category, id=self._dice.ident(), version=1, name=kind["name"], art=art, position=position
            )["id"]
            for position, (art, kind) in enumerate(self._services.items())
        }

    def open(self, vendors: int, listings: int) -> list[Offer]:
        """Northside Care and `vendors - 1` others with `listings` services between them."""
        offers = [self._northside()]
        kinds = list(self._services)
        left = max(listings - len(offers[0].listings), 0)
        for number in range(vendors - 1):
            share = -(-left // (vendors - 1 - number))
            left -= share
            offers.append(self._vendor(kinds[number % len(kinds)], number // len(kinds), share))
        return offers

    def _northside(self) -> Offer:
        plan = json.loads((_HERE / "northside.json").read_text("utf-8"))
        vendor = self._vendor_row(
            plan["name"], plan["about"], "Europe/Berlin", plan["answer_minutes"], street=plan["street"]
        )
        staff = [self._staff_row(vendor, person["name"], person["tint"]) for person in plan["staff"]]
        hours = {
            row["id"]: self._hours_rows(
                row, person["days"], [(_minute(a), _minute(b)) for a, b in person["hours"]]
            )
            for row, person in zip(staff, plan["staff"], strict=True)
        }
        listings_of: dict[UUID, list[Row]] = {row["id"]: [] for row in staff}
        for service in plan["listings"]:
            service |= {"place": "at_customer", "buffers": [15, 0]}
            row = self._listing_row(vendor, service["category"], service, plan["policy"])
            self._give(row, [staff[number] for number in service["staff"]], listings_of)
        return self._owned(Offer(vendor, self._fixed.vendor, staff, hours, listings_of))

    def _vendor(self, kind: str, number: int, listings: int) -> Offer:
        plan, dice = self._services[kind], self._dice
        names = plan["vendors"]
        name = names[number] if number < len(names) else f"{self._town.name().split()[-1]} {plan['name']}"
        people = dice.choice((1, 2, 2, 3, 3, 4))
        about = dice.choice(_ABOUT).format(
            street=self._town.street(),
            year=dice.randint(1961, 2024),
            count=("One", "Two", "Three", "Four")[people - 1],
        )
        zone, _, _ = _ELSEWHERE.get(name, ("Europe/Berlin", TOWN, None))
        vendor = self._vendor_row(name, about, zone, dice.choice((240, 720, 1440, 2880)))
        owner = (
            self._fixed.second_vendor
            if name == _SECOND_VENDOR
            else self._town.resident(self._town.name(), self._owner_roles())
        )
        names_of_staff = [owner.name, *(self._town.name() for _ in range(people - 1))]
        staff = [self._staff_row(vendor, each, dice.randrange(5)) for each in names_of_staff]
        hours = {}
        for row in staff:
            days, stretches = dice.choice(_WEEKS)
            hours[row["id"]] = self._hours_rows(row, days, [(a * 60, b * 60) for a, b in stretches])
        listings_of: dict[UUID, list[Row]] = {row["id"]: [] for row in staff}
        for service in self._services_for(plan["services"], listings):
            row = self._listing_row(vendor, kind, service, plan["policy"])
            givers = [person for person in staff if dice.chance(0.75)] or [dice.choice(staff)]
            self._give(row, givers, listings_of)
        return self._owned(Offer(vendor, owner, staff, hours, listings_of))

    def _owner_roles(self) -> list[Role]:
        return [Role.VENDOR, Role.CUSTOMER] if self._dice.chance(0.2) else [Role.VENDOR]

    def _owned(self, offer: Offer) -> Offer:
        self._rows.add(VendorMember, vendor_id=offer.vendor["id"], person_id=offer.owner.id, position="owner")
        return offer

    def _services_for(self, templates: list[dict[str, Any]], count: int) -> list[dict[str, Any]]:
        """So many different services of one trade, sizes of the same service beside each other."""
        sized = [
            template | {"title": title, "minutes": minutes, "price": price}
            for template in templates
            for title, minutes, price in _sizes(template)
        ]
        chosen = self._dice.sample(range(len(sized)), min(count, len(sized)))
        services = [sized[index] for index in sorted(chosen)]
        while len(services) < count:
            again = self._dice.choice(templates)
            services.append(again | {"title": f"{again['title']}, visit of {len(services)}"})
        return services

    def _vendor_row(
        self, name: str, about: str, zone: str, answer_minutes: int, *, street: str | None = None
    ) -> Row:
        _, city, spot = _ELSEWHERE.get(name, (zone, TOWN, None))
        latitude, longitude = spot or self._town.spot()
        return self._rows.add(
            Vendor,
            id=self._dice.ident(),
            version=1,
            name=name,
            about=about,
            zone=zone,
            street=street or self._town.street(),
            city=city,
            latitude=latitude,
            longitude=longitude,
            answer_minutes=answer_minutes,
            rating=None,
            rating_count=0,
            created_at=self._town.now - timedelta(days=self._dice.randint(100, 1500)),
        )

    def _staff_row(self, vendor: Row, name: str, tint: int) -> Row:
        return self._rows.add(
            Staff, id=self._dice.ident(), version=1, vendor_id=vendor["id"], name=name, tint=tint
        )

    def _hours_rows(
        self, staff: Row, days: range | tuple[int, ...] | list[int], stretches: list[tuple[int, int]]
    ) -> list[Row]:
        return [
            self._rows.add(WeeklyHours, staff_id=staff["id"], weekday=day, opens=opens, closes=closes)
            for day in days
            for opens, closes in stretches
        ]

    def _listing_row(self, vendor: Row, kind: str, service: dict[str, Any], policy: str) -> Row:
        price = service["price"]
        if vendor["name"] != "Northside Care":
            price *= self._dice.uniform(0.85, 1.25)
        since = vendor["created_at"] + timedelta(days=self._dice.randint(0, 90))
        return self._rows.add(
            Listing,
            id=self._dice.ident(),
            version=1,
            vendor_id=vendor["id"],
            category_id=self._categories[kind],
            title=service["title"],
            description=service["about"],
            included=service["included"],
            policy=policy,
            place=service["place"],
            price_amount=round(price / 100) * 100,
            price_currency="EUR",
            duration_minutes=service["minutes"],
            buffer_before_minutes=service["buffers"][0],
            buffer_after_minutes=service["buffers"][1],
            rating=None,
            rating_count=0,
            art=service["art"],
            created_at=since,
            updated_at=since,
        )

    def _give(self, listing: Row, givers: list[Row], listings_of: dict[UUID, list[Row]]) -> None:
        for person in givers:
            self._rows.add(ListingStaff, listing_id=listing["id"], staff_id=person["id"])
            listings_of[person["id"]].append(listing)


def _sizes(template: dict[str, Any]) -> list[tuple[str, int, int]]:
    """Title, minutes and price of each size in which a service is offered."""
    title = template["title"]
    plain = [(title, template["minutes"], template["price"])]
    return [(f"{title}, {size}", *rest) for size, *rest in template.get("variants", [])] or plain


def _minute(text: str) -> int:
    wall = time.fromisoformat(text)
    return wall.hour * 60 + wall.minute
