"""Where the people of the town live: their address books."""

from datetime import timedelta

from backend_stub.db.tables import Address
from backend_stub.demo.town import TOWN, Resident, Town

_HOMES = (
    ("Home", "31 Harbour St", "2nd floor, ring at Nair", (54.0918, 10.7745)),
    ("Work", "4 Quay Street", "", (54.0956, 10.7682)),
)
"""Of the customer whom everybody may sign in as."""


def settle(town: Town, customer: Resident) -> None:
    """Give the demo's customer a home and a place of work."""
    for place, (label, street, more, (latitude, longitude)) in enumerate(_HOMES, 1):
        since = town.now - timedelta(days=60 - place)
        town.rows.add(
            Address,
            id=town.dice.ident(),
            version=1,
            person_id=customer.id,
            place=place,
            label=label,
            street=street,
            more=more,
            postal_code="23730",
            city=TOWN,
            region="",
            country="DE",
            latitude=latitude,
            longitude=longitude,
            is_default=place == 1,
            created_at=since,
            updated_at=since,
        )
