"""The main job, step by step."""

from __future__ import annotations

import asyncio

from tour import desk, kiosk
from tour.kiosk import Guest
from tour.pilot import Pilot, PilotError
from tour.report import Report, hold
from tour.stage import Stage
from tour.traces import find_traces

VENDOR = "Northside Care"
WANTED = "Tap repair"
ALSO_WANTED = "Ironing"
CONTESTED = "Boiler service"
FIRST = Guest("Wilhelmina Quastenberg", "1512 3456781")
SECOND = Guest("Theobald Fünfkirchner", "1512 3456792")
IDLE_MS = 40_000


class Story:
    """Plays on a stage and tells its report."""

    def __init__(self, stage: Stage, report: Report) -> None:
        self._stage = stage
        self._report = report
        self._step = report.step
        self._everybody: list[Pilot] = []

    async def play(self) -> None:
        """All of it; a step that does not hold ends it."""
        async with self._step("server, keyring, a kiosk and three desks start", self._everybody):
            await self._stage.set_up()
            lobby, vendor, admin, customer = await asyncio.gather(
                self._stage.open_kiosk("kiosk"),
                self._stage.open_desk("vendor"),
                self._stage.open_desk("admin"),
                self._stage.open_desk("customer"),
            )
            self._everybody += [lobby.pilot, vendor.pilot, admin.pilot, customer.pilot]
        await self._sign_in(vendor.pilot, "vendor")
        await self._sign_in(admin.pilot, "admin")
        await self._sign_in(customer.pilot, "customer")
        at_kiosk = await self._book_at_the_kiosk(lobby.pilot, vendor.pilot)
        at_home = await self._book_at_home(customer.pilot, vendor.pilot)
        await self._accept_with_the_cable_cut(at_kiosk, at_home, admin.pilot)
        await self._everybody_sees_it(admin.pilot, customer.pilot, at_home)
        await self._race(lobby.pilot)
        await self._forget(lobby.pilot)

    async def _sign_in(self, pilot: Pilot, who: str) -> None:
        async with self._step(f"the {who} signs in", pilot):
            await desk.sign_in(pilot, who)

    # A customer books at the kiosk, and the vendor sees it.

    async def _book_at_the_kiosk(self, lobby: Pilot, vendor: Pilot) -> str:
        async with self._step("a customer searches at the kiosk with the keys on its screen", lobby):
            await kiosk.browse(lobby, "tap", WANTED, VENDOR)
        async with self._step("chooses a time, which is held for them", lobby):
            slots = await kiosk.choose_day(lobby)
            await lobby.click(slots[0])
            await lobby.do("wait", name="kiosk.time.continue", enabled=True)
        await lobby.click("kiosk.time.continue")
        async with self._step("types a name and a phone number", lobby):
            await kiosk.type_details(lobby, FIRST)
        known = await _requests(vendor)
        async with self._step("books, and gets a code to take away", lobby):
            await lobby.click("kiosk.details.book")
            await lobby.wait("kiosk.done.code")
        async with self._step("the vendor sees the request without refreshing", vendor):
            await vendor.do("which", prefix="vendor.today.request.", contains=[FIRST.name])
            new = await _requests(vendor) - known
            hold(len(new) == 1, f"{len(new)} new requests instead of one")
        await lobby.click("kiosk.done.finish")
        return new.pop()

    async def _book_at_home(self, customer: Pilot, vendor: Pilot) -> str:
        async with self._step("a customer with an account finds a time at home", customer):
            await desk.choose_time(customer, ALSO_WANTED, VENDOR)
        async with self._step("asks for it, and sees that it is not confirmed yet", customer):
            booking = await desk.confirm_time(customer, ALSO_WANTED)
        async with self._step("the vendor sees that request too", vendor):
            await vendor.wait(f"vendor.today.request.{booking}", ALSO_WANTED)
        return booking

    # The cable is cut.

    async def _accept_with_the_cable_cut(self, at_kiosk: str, at_home: str, admin: Pilot) -> None:
        program, cable = self._stage.programs["vendor"], self._stage.cables["vendor"]
        vendor = program.pilot
        async with self._step("the vendor's cable is cut", vendor):
            await cable.cut()
            await vendor.wait("shell.pill", "Offline")
        async with self._step("the vendor accepts, and it is kept: 1 waiting", vendor):
            await vendor.click(f"vendor.today.accept.{at_kiosk}")
            await vendor.wait("shell.pill", "1 waiting")
        async with self._step("the outbox says in words what waits", vendor):
            await vendor.click("shell.pill")
            await vendor.wait("shell.outbox", f"Accept {WANTED}, {FIRST.name}")
        async with self._step("the vendor's program is killed with -9", self._everybody):
            await program.kill()
        async with self._step("it starts again without a network, and the accept still waits", vendor):
            await program.open()
            await vendor.wait("shell.pill", "Offline, 1 waiting")
        async with self._step("the vendor accepts the other one as well: 2 waiting", vendor):
            await vendor.click(f"vendor.today.accept.{at_home}")
            await vendor.wait("shell.pill", "Offline, 2 waiting")
        async with self._step("the admin still sees a request", admin):
            await desk.find_in_palette(admin, FIRST.name, "Requested")
        async with self._step("the network returns, and everything is sent", vendor):
            await cable.plug_in()
            await vendor.wait("shell.pill", desk.SAVED)

    async def _everybody_sees_it(self, admin: Pilot, customer: Pilot, at_home: str) -> None:
        async with self._step("the customer sees it confirmed", customer):
            await customer.wait(f"customer.bookings.row.{at_home}", "Confirmed")
        async with self._step("the admin sees what was booked at the kiosk confirmed", admin):
            await desk.leave_palette(admin)
            await desk.find_in_palette(admin, FIRST.name, "Confirmed")
        await desk.leave_palette(admin)

    # Two kiosks want the same time.

    async def _race(self, first: Pilot) -> None:
        lobbies = [first]
        async with self._step("a second kiosk opens", lobbies):
            second = (await self._stage.open_kiosk("kiosk-2")).pilot
            lobbies.append(second)
            await second.wait("kiosk.attract.start")
        async with self._step("both show the free times of the same person", lobbies):
            await asyncio.gather(
                *(kiosk.browse(pilot, "boiler", CONTESTED, VENDOR) for pilot in (first, second))
            )
            slots = [await kiosk.choose_day(pilot) for pilot in (first, second)]
            slot = next((name for name in slots[0] if name in slots[1]), "")
            hold(bool(slot), "they show no common time")
        async with self._step("both touch one time at once: one holds it, one is offered others", lobbies):
            await asyncio.gather(first.click(slot), second.click(slot))
            winner, loser = await self._sort_out(first, second)
        async with self._step("the quicker one goes on", winner):
            await winner.do("wait", name="kiosk.time.continue", enabled=True)
        async with self._step("the other one takes an alternative", loser):
            other = await loser.do("which", prefix="kiosk.alternative.", contains=[])
            await loser.click(str(other["name"]))
            await loser.do("wait", name="kiosk.time.continue", enabled=True)

    async def _sort_out(self, first: Pilot, second: Pilot) -> tuple[Pilot, Pilot]:
        """Who holds the time, then who was offered others."""
        outcomes = await asyncio.gather(_was_offered_others(first), _was_offered_others(second))
        hold(outcomes.count(True) == 1, f"{outcomes.count(True)} of two were offered other times")
        return (second, first) if outcomes[0] else (first, second)

    # Somebody walks away.

    async def _forget(self, lobby: Pilot) -> None:
        async with self._step("somebody types their name at the kiosk and walks away", lobby):
            await lobby.do("wait", name="kiosk.time.continue", enabled=True)
            await lobby.click("kiosk.time.continue")
            await lobby.wait("kiosk.details.title")
            await kiosk.type_details(lobby, SECOND)
        async with self._step("the kiosk asks whether anybody is there", lobby):
            await lobby.do("idle")
            await lobby.wait("kiosk.idle.countdown")
        async with self._step("nobody answers, and it starts over", lobby):
            await lobby.do("wait", name="kiosk.attract.start", patience_ms=IDLE_MS)
        others = [pilot for pilot in self._everybody if pilot is not lobby]
        async with self._step("no word of either customer is left on its disk, running or ended", others):
            await self._look_for_traces()
            await self._stage.programs["kiosk"].aclose()
            await self._look_for_traces()

    async def _look_for_traces(self) -> None:
        program = self._stage.programs["kiosk"]
        words = FIRST.words + SECOND.words
        found = await asyncio.to_thread(find_traces, program.home, words)
        said = program.everything_said().casefold()
        found += [f"its log: {word}" for word in words if word.casefold() in said]
        hold(not found, "; ".join(found[:5]))


async def _requests(vendor: Pilot) -> set[str]:
    """Ids of the requests that the vendor's page shows."""
    prefix = "vendor.today.accept."
    return {name.removeprefix(prefix) for name in await vendor.names() if name.startswith(prefix)}


async def _was_offered_others(pilot: Pilot) -> bool:
    """Whether the touched time turned out to be somebody else's."""
    for _look in range(200):
        names = await pilot.names()
        if any(name.startswith("kiosk.alternative.") for name in names):
            return True
        try:
            await pilot.do("wait", name="kiosk.time.continue", enabled=True, patience_ms=50)
        except PilotError:
            continue
        return False
    raise PilotError("the kiosk says neither that the time is held nor that it is gone")
