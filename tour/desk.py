"""What people do at a desk: sign in, find a booking, book for themselves."""

from __future__ import annotations

from tour.pilot import Pilot

PASSWORD = "doorstep-demo"  # noqa: S105 - the demo's, printed on its sign-in screen
SAVED = "All saved"


async def sign_in(pilot: Pilot, who: str) -> None:
    """Type address and password, press Return, and wait for the shell."""
    await pilot.click("sign_in.mail")
    await pilot.type(f"{who}@demo.test")
    await pilot.key("Tab")
    await pilot.click("sign_in.password")
    await pilot.type(PASSWORD)
    await pilot.key("Return")
    await pilot.wait("shell.pill", SAVED)


async def find_in_palette(pilot: Pilot, words: str, says: str) -> str:
    """Open the palette, type, and wait until a booking says this; answers the list's text."""
    await pilot.key("Ctrl+K")
    await pilot.wait("shell.palette.input")
    await pilot.type(words)
    return await pilot.wait("shell.palette.list", says)


async def leave_palette(pilot: Pilot) -> None:
    """Close it."""
    await pilot.key("Escape")
    await pilot.gone("shell.palette.input")


async def choose_time(pilot: Pilot, service: str, vendor: str) -> None:
    """As a signed-in customer: search a service, open its times, and choose the first free one."""
    await pilot.click("customer.search.words")
    await pilot.type(service)
    await pilot.key("Return")
    card = await pilot.do("which", prefix="customer.results.row.", contains=[service, vendor])
    listing = str(card["name"]).removeprefix("customer.results.row.")
    await pilot.click(f"customer.results.times.{listing}")
    slot = await pilot.do("which", prefix="customer.time.slot.", contains=[])
    await pilot.click(str(slot["name"]))
    await pilot.do("wait", name="customer.time.confirm", enabled=True)


async def confirm_time(pilot: Pilot, service: str) -> str:
    """Book it; answers the booking's id."""
    await pilot.click("customer.time.confirm")
    row = await pilot.do("which", prefix="customer.bookings.row.", contains=[service, "Not confirmed yet"])
    return str(row["name"]).removeprefix("customer.bookings.row.")
