"""Where Alderhaven lies, its streets, and who lives there."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from faker import Faker

from backend_stub.db.tables import Kiosk, Person, RoleGrant
from backend_stub.demo.rows import Dice, Rows
from backend_stub.features.auth.service import digest_of
from contracts.vocabulary import Role

TOWN = "Alderhaven"
CENTRE = (54.0925, 10.7710)
"""Latitude and longitude of the market square."""

KIOSK_CODE = "DEMO-KIOSK"

_KM_PER_DEGREE = 111.2
_STREETS = (
    "Harbour St", "Linden Row", "Mill Lane", "Quay Street", "Orchard Way", "Station Road", "Market Square",
    "Park View", "Canal Street", "Chapel Hill", "Weaver's Yard", "Ropewalk", "Alder Bank", "Library Row",
    "Saltmarsh Road", "Bakery Lane", "Lighthouse Path", "Kiln Street", "Fernhill", "Northside Quay",
)  # fmt: skip
_LOCALES = ("en_GB", "de_DE", "pt_PT", "tr_TR", "pl_PL", "fr_FR")
_KNOWN_FACES = (
    "Jonas Weber", "Tom Ellery", "Amara Okafor", "Ove Holm", "Ruth Cole", "Sam Ito", "Hugo Lind",
    "Nadia Haddad", "Elena Petrov", "Lena Fox", "Ida Berg", "Karl Lowe", "Anna Doyle", "Marta Kovac",
    "Nils Aho", "Viktor Lange",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody of the town."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class FixedPeople:
    """The people of PROTOCOL 9, whom other programs sign in as."""

    customer: Resident
    vendor: Resident
    second_vendor: Resident
    admin: Resident
    kiosk: Resident


class Town:
    """Makes up people and places; all from the same dice."""

    def __init__(self, rows: Rows, dice: Dice, now: datetime, password_hash: str) -> None:
        self.rows = rows
        self.dice = dice
        self.now = now
        self._password_hash = password_hash
        self._taken: set[str] = set()
        self._fakers = [Faker(locale) for locale in _LOCALES]
        for faker in self._fakers:
            faker.seed_instance(dice.getrandbits(32))

    def name(self) -> str:
        """A person's name."""
        faker = self.dice.choice(self._fakers)
        return f"{faker.first_name()} {faker.last_name()}"

    def street(self) -> str:
        """A house in the town."""
        return f"{self.dice.randint(1, 64)} {self.dice.choice(_STREETS)}"

    def spot(self) -> tuple[float, float]:
        """A place in the town, denser towards its middle, at most some 6 km away."""
        away, angle = 6 * self.dice.random() ** 1.4, self.dice.random() * math.tau
        north, east = away * math.sin(angle), away * math.cos(angle)
        latitude = CENTRE[0] + north / _KM_PER_DEGREE
        longitude = CENTRE[1] + east / (_KM_PER_DEGREE * math.cos(math.radians(CENTRE[0])))
        return round(latitude, 6), round(longitude, 6)

    def resident(self, name: str, roles: Sequence[Role], *, email: str | None = None) -> Resident:
        """Somebody with an account; only those with a given address can sign in."""
        since = self.now - timedelta(days=self.dice.randint(30, 1500), minutes=self.dice.randint(0, 1439))
        seen = self.now - timedelta(minutes=int(self.dice.paretovariate(0.4)) % 60_000 + 1)
        person = self.rows.add(
            Person,
            id=self.dice.ident(),
            version=1,
            name=name,
            email=email or self._address(name),
            password_hash=self._password_hash if email else None,
            status="active",
            suspended_reason=None,
            created_at=since,
            last_seen_at=max(since, seen),
        )
        for role in roles:
            self.rows.add(RoleGrant, person_id=person["id"], role=str(role), granted_at=since)
        return Resident(person["id"], name)

    def fixed_people(self) -> FixedPeople:
        """The accounts that the sign-in screen offers in demo mode, and the kiosk in the lobby."""
        kiosk = self.rows.add(
            Kiosk,
            id=self.dice.ident(),
            name="Harbour lobby",
            enrolment_digest=digest_of(KIOSK_CODE),
            created_at=self.now - timedelta(days=90),
            disabled_at=None,
        )
        return FixedPeople(
            customer=self.resident("Priya Nair", [Role.CUSTOMER], email="customer@demo.test"),
            vendor=self.resident("Rosa Meyer", [Role.VENDOR], email="vendor@demo.test"),
            second_vendor=self.resident("Jonas Kessler", [Role.VENDOR], email="vendor2@demo.test"),
            admin=self.resident("Mara Holt", [Role.ADMIN], email="admin@demo.test"),
            kiosk=Resident(kiosk["id"], kiosk["name"]),
        )

    def customers(self, count: int) -> list[Resident]:
        """People who book."""
        names = [*_KNOWN_FACES, *(self.name() for _ in range(count))][:count]
        return [self.resident(name, [Role.CUSTOMER]) for name in names]

    def phone(self) -> str:
        """A number that nobody has."""
        return f"+49 4502 555 {self.dice.randint(0, 9999):04d}"

    def _address(self, name: str) -> str:
        """An unused e-mail address that can't be delivered."""
        letters = "".join(c if c.isascii() and c.isalnum() else "." for c in name.lower()).strip(".")
        address, number = f"{letters}@example.org", 2
        while address in self._taken:
            address, number = f"{letters}{number}@example.org", number + 1
        self._taken.add(address)
        return address
