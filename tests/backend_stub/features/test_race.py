"""500 clients at a barrier for one slot, against two server processes on one database."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select

from backend_stub.db.database import Database
from backend_stub.db.tables import Booking, Occupancy
from backend_stub.features.overview.repository import overlaps
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.features.crowd import Shout, all_at_once
from tests.backend_stub.features.world import DAY, KIOSK_CODE, World, build_world, pick, stamp
from tests.backend_stub.support.people import PASSWORD
from tests.backend_stub.support.running import API, server_process

CLIENTS = 500
RACERS = ("customer", "stranger", "both", "kiosk")


@pytest.mark.slow
@pytest.mark.serial
@pytest.mark.parametrize("call", ["/bookings", "/holds"])
async def test_one_slot_and_500_clients(
    tmp_path: Path, database_url: str, clock: MovableClock, call: str
) -> None:
    database = Database(database_url, clock)
    world = await build_world(database)
    with server_process(tmp_path, database_url) as one, server_process(tmp_path, database_url) as two:
        answers = await all_at_once(await _shouts([one.url, two.url], world, call))
    counted = Counter(answer.status for answer in answers)
    assert counted == {201: 1, 409: CLIENTS - 1}, counted
    for answer in answers:
        if answer.status == 409:
            assert answer.document["code"] == "slot_taken"
            assert len(answer.document["alternatives"]) == 3
    async with database.read() as session:
        assert await overlaps(session) == 0
        assert len((await session.scalars(select(Occupancy.source_id))).all()) == 1
        booked = len((await session.scalars(select(Booking.id))).all())
        assert booked == (1 if call == "/bookings" else 0)
    await database.close()


async def _shouts(urls: list[str], world: World, call: str) -> list[Shout]:
    """The same slot, wanted by several people and a kiosk, at either server."""
    async with httpx.AsyncClient(base_url=f"{urls[0]}{API}") as http:
        tokens = {name: await _token(http, world, name) for name in RACERS}
        now = datetime.now(UTC)
        query = f"from={stamp(now)}&to={stamp(now + 7 * DAY)}"
        slots = (await http.get(f"/listings/{world.deep_clean}/slots?{query}")).json()["items"]
    shouts = []
    for number in range(CLIENTS):
        racer = RACERS[number // len(urls) % len(RACERS)]
        wish = {"id": str(uuid4()), "listing_id": str(world.deep_clean), **pick(slots[20])}
        if racer == "kiosk" and call == "/bookings":
            wish["guest"] = {"name": "Gwen", "phone": "+49 30 123456"}
        shouts.append(Shout(urls[number % len(urls)], tokens[racer], call, wish))
    return shouts


async def _token(http: httpx.AsyncClient, world: World, name: str) -> str:
    if name == "kiosk":
        grant = {"grant_type": "kiosk", "enrolment_code": KIOSK_CODE}
    else:
        sign_in = {"email": world.email(name), "password": PASSWORD, "device_name": "race"}
        grant = {"grant_type": "password", **sign_in}
    token: str = (await http.post("/auth/token", json=grant)).json()["access_token"]
    return token
