"""What a customer does at a kiosk."""

from __future__ import annotations

from dataclasses import dataclass

from tour.pilot import Pilot, PilotError

_DAY, _SLOT = "kiosk.time.day.", "kiosk.time.slot."
_STRIPS = 8
_SOON_MS = 1500


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who books without an account; the words that must not stay behind."""

    name: str
    phone: str

    @property
    def words(self) -> list[str]:
        """What to look for on the disk afterwards: each part of the name, and the number's end."""
        return [*self.name.split(), self.phone.replace(" ", "")[-8:]]


async def browse(pilot: Pilot, words: str, service: str, vendor: str) -> str:
    """Touch the screen, search with the keys on it, and choose a service; answers its listing's id."""
    await pilot.click("kiosk.attract.start")
    await pilot.click("kiosk.find.search")
    for letter in words:
        await pilot.click(f"kiosk.key.{'space' if letter == ' ' else letter}")
    name = await _card(pilot, service, vendor)
    await pilot.click(name)
    await pilot.wait("kiosk.time.title")
    return name.removeprefix("kiosk.find.listing.")


async def _card(pilot: Pilot, service: str, vendor: str) -> str:
    """The name of the card that speaks of this service and vendor, as soon as it is there."""
    answer = await pilot.do("which", prefix="kiosk.find.listing.", contains=[service, vendor])
    return str(answer["name"])


async def choose_day(pilot: Pilot) -> list[str]:
    """Show the free times of the first day after today that has any; answers the names of their buttons."""
    await pilot.wait("kiosk.time.title")
    today = str((await pilot.do("which", prefix=_DAY, contains=[]))["name"])
    for _strip in range(_STRIPS):
        for day in [name for name in await pilot.names() if name.startswith(_DAY) and name != today]:
            try:
                await pilot.click(day, patience_ms=_SOON_MS)
                await pilot.do("which", _SOON_MS, prefix=_SLOT + day.removeprefix(_DAY), contains=[])
            except PilotError:
                continue  # fully booked
            return [name for name in await pilot.names() if name.startswith(_SLOT)]
        await pilot.click("kiosk.time.more")
    raise PilotError(f"no free day in {_STRIPS} strips of days")


async def take_slot(pilot: Pilot, slot: str) -> None:
    """Touch a time and go on with it once it is held."""
    await pilot.click(slot)
    await pilot.do("wait", name="kiosk.time.continue", enabled=True)
    await pilot.click("kiosk.time.continue")
    await pilot.wait("kiosk.details.title")


async def type_details(pilot: Pilot, guest: Guest) -> None:
    """Type the name on a keyboard, and touch the phone number's digits on the screen."""
    await pilot.click("kiosk.details.name")
    await pilot.type(guest.name)
    await pilot.click("kiosk.key.next")
    for digit in guest.phone.replace(" ", ""):
        await pilot.click(f"kiosk.key.{digit}")
    await pilot.click("kiosk.key.next")
