"""Kill -9 at random moments while somebody acts: what was shown as saved is on the server exactly once."""

import asyncio
import contextlib
import random
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from tour import desk
from tour.pilot import Pilot, PilotError
from tour.stage import Stage

pytestmark = pytest.mark.slow

KILLS = 200
DESKS = ("vendor", "vendor2")
WAITING = 5
EARLY, CUT = 0.2, 0.3
ACCEPT = "vendor.today.accept."
API = "/api/v1"


class _Customer:
    """Asks for times over the API, so that vendors have something to accept."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self._tokens: dict[str, dict[str, str]] = {}
        self._free: dict[str, AsyncIterator[dict[str, Any]]] = {}

    async def sign_in(self, who: str) -> dict[str, str]:
        if who in self._tokens:
            return self._tokens[who]
        body = {"grant_type": "password", "email": f"{who}@demo.test", "password": desk.PASSWORD}
        answer = await self._http.post(f"{API}/auth/token", json=body | {"device_name": "test"})
        answer.raise_for_status()
        self._tokens[who] = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        return self._tokens[who]

    async def get(self, who: str, path: str, **query: str) -> Any:
        """Read as somebody; signs in anew when the token has run out."""
        answer = await self._http.get(f"{API}{path}", params=query, headers=await self.sign_in(who))
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            del self._tokens[who]
            return await self.get(who, path, **query)
        answer.raise_for_status()
        return answer.json()

    async def top_up(self, who: str) -> None:
        """See that the vendor has a handful of requests to answer."""
        vendor_id = (await self.get(who, "/me"))["vendors"][0]["id"]
        waiting = await self.get(who, "/bookings", status="requested", vendor_id=vendor_id)
        for _number in range(WAITING - len(waiting["items"])):
            await self._ask(vendor_id)

    async def _ask(self, vendor_id: str) -> None:
        if vendor_id not in self._free:
            self._free[vendor_id] = self._slots(vendor_id)
        async for slot in self._free[vendor_id]:
            body = {"id": str(uuid.uuid4()), **slot}
            headers = {**await self.sign_in("customer"), "Idempotency-Key": str(uuid.uuid4())}
            answer = await self._http.post(f"{API}/bookings", json=body, headers=headers)
            if answer.status_code == httpx.codes.UNAUTHORIZED:
                del self._tokens["customer"]
            if answer.status_code == httpx.codes.CREATED:
                return

    async def _slots(self, vendor_id: str) -> AsyncIterator[dict[str, Any]]:
        """Free times of the vendor's listings, week by week, none that overlaps another for one person."""
        listings = await self._listings(vendor_id)
        for week in range(1, 50):
            start = datetime.now(UTC).replace(microsecond=0) + timedelta(weeks=week)
            span = {"from": start.isoformat(), "to": (start + timedelta(days=7)).isoformat()}
            for listing in listings:
                answer = await self._http.get(f"{API}/listings/{listing}/slots", params=span)
                for slot in answer.json()["items"][::6]:
                    yield {
                        "listing_id": listing,
                        "starts_at": slot["starts_at"],
                        "staff_id": slot["staff_id"],
                    }

    async def _listings(self, vendor_id: str) -> list[str]:
        found: list[str] = []
        cursor: str | None = None
        while True:
            params = {"limit": "200"} | ({"cursor": cursor} if cursor else {})
            page = (await self._http.get(f"{API}/listings", params=params)).json()
            found += [item["id"] for item in page["items"] if item["vendor_id"] == vendor_id]
            cursor = page["next_cursor"]
            if cursor is None:
                return found


class _Desk:
    """A vendor who accepts requests while their program is killed again and again."""

    def __init__(self, stage: Stage, who: str, customer: _Customer) -> None:
        self._stage, self._who, self._customer = stage, who, customer
        self._chance = random.Random(who)
        self.shown: set[str] = set()
        self.kills = 0

    async def begin(self) -> None:
        self._program = await self._stage.open_desk(self._who)
        await desk.sign_in(self._program.pilot, self._who)

    async def play(self, kills: int) -> None:
        while self.kills < kills:
            await self._customer.top_up(self._who)
            if self._chance.random() < CUT:
                await self._stage.cables[self._who].cut()
            await self._live_and_die()
            await self._stage.cables[self._who].plug_in()
            await self._program.start()

    async def _live_and_die(self) -> None:
        pilot = self._program.pilot
        pilot.close()
        ready = asyncio.Event()
        acting = asyncio.ensure_future(self._act(pilot, ready))
        # Some die while they start, most between the first press and well after the last answer.
        if self._chance.random() < EARLY:
            await asyncio.sleep(self._chance.uniform(0.05, 1.0))
        else:
            waiting = asyncio.ensure_future(ready.wait())
            await asyncio.wait({acting, waiting}, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            if acting.done():
                # It never came so far as to be killed.
                acting.result()
            await asyncio.sleep(self._chance.uniform(0.0, 1.5))
        await self._program.kill()
        self.kills += 1
        acting.cancel()
        with contextlib.suppress(asyncio.CancelledError, PilotError, OSError):
            await acting

    async def _act(self, pilot: Pilot, ready: asyncio.Event) -> None:
        await pilot.connect()
        await self._enter(pilot)
        await pilot.wait("vendor.today")
        with contextlib.suppress(PilotError):
            # With the cable cut there may be nothing to accept.
            await pilot.do("which", prefix=ACCEPT, contains=[], patience_ms=4000)
        ready.set()
        while True:
            found = await pilot.do("which", prefix=ACCEPT, contains=[])
            button = str(found["name"])
            await pilot.click(button)
            await pilot.gone(button)
            # From here on the person believes it.
            self.shown.add(button.removeprefix(ACCEPT))

    async def _enter(self, pilot: Pilot) -> None:
        """Sign in again where that is asked for.

        A refresh token whose answer was lost is good for another minute; a machine that is slower than that
        ends the session. What is unsent waits for it.
        """
        for _look in range(2000):
            names = await pilot.names()
            if "vendor.today" in names:
                return
            if "sign_in.mail" in names:
                await desk.sign_in(pilot, self._who)
            await asyncio.sleep(0.01)

    async def finish(self) -> None:
        """Live long enough for everything to be sent."""
        self._program.pilot.close()
        pilot = self._program.pilot
        await pilot.connect()
        async with asyncio.timeout(120):
            while True:
                await self._enter(pilot)
                with contextlib.suppress(PilotError):
                    await pilot.wait("shell.pill", desk.SAVED, patience_ms=5000)
                    return

    async def accepts(self, booking: str) -> int:
        """How many times the server has this booking accepted."""
        history = await self._customer.get(self._who, f"/bookings/{booking}/history")
        return sum(1 for step in history["items"] if step["action"] == "accept")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    made = Stage(tmp_path)
    await made.set_up()
    yield made
    await made.aclose()


async def test_what_was_shown_as_saved_survives_every_kill_exactly_once(stage: Stage) -> None:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{stage.server.port}", timeout=30) as http:
        customer = _Customer(http)
        desks = [_Desk(stage, who, customer) for who in DESKS]
        await asyncio.gather(*(one.begin() for one in desks))
        await asyncio.gather(*(one.play(KILLS // len(DESKS)) for one in desks))
        await asyncio.gather(*(one.finish() for one in desks))
        counts = {booking: await one.accepts(booking) for one in desks for booking in sorted(one.shown)}
    assert sum(one.kills for one in desks) == KILLS
    assert len(counts) > KILLS // 4
    assert [booking for booking, count in counts.items() if count != 1] == []
