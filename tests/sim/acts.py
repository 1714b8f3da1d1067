"""What the people of a run do: whatever their screens would offer them now."""

from datetime import timedelta
from random import Random

from client.clock import from_wire, to_wire
from client.engine import Engine
from client.outbox.operation import Operation
from client.outbox.operations import block, booking, client_card, notification
from client.stores.booking import BookingList
from client.stores.catalogue import ListingList
from client.stores.notification import NotificationList
from client.stores.vendor import BlockList, ClientList
from contracts.rows import BookingDoc
from tests.sim.clock import START
from tests.sim.template import STAFF_IDS, VENDOR_ID

_FOREVER = ("2000-01-01T00:00:00Z", "2100-01-01T00:00:00Z")
_VENDOR_ACTS = {
    "requested": (booking.accept, booking.accept, booking.decline, booking.cancel),
    "confirmed": (booking.start, booking.no_show, booking.cancel),
    "in_progress": (booking.complete,),
}


async def choose(engine: Engine, random: Random) -> Operation | None:
    """Something that this person could do on what they see; None where there is nothing."""
    if engine.session.can("bookings:manage"):
        return await _vendor(engine, random)
    return await _customer(engine, random)


async def _customer(engine: Engine, random: Random) -> Operation | None:
    bookings = await engine.bookings.read(BookingList())
    mine = [item.row for item in bookings if item.row["status"] in {"requested", "confirmed"}]
    dice = random.random()
    if mine and dice < 0.2:
        return booking.cancel(random.choice(mine), "other plans")
    if mine and dice < 0.35:
        return booking.reschedule(random.choice(mine), _time(random))
    listings = await engine.catalogue.read(ListingList())
    if not listings:
        return None
    listing = random.choice(listings)
    staff = str(random.choice(STAFF_IDS)) if random.random() < 0.5 else None
    person = engine.session.person
    return booking.create_booking(
        engine.bookings.new_id(),
        listing,
        _time(random),
        staff_id=staff,
        note="ring twice",
        customer=None if person is None else person.party,
    )


async def _vendor(engine: Engine, random: Random) -> Operation | None:
    dice = random.random()
    if dice < 0.6:
        found = await _vendor_booking(engine, random)
        if found is not None:
            return found
    if dice < 0.75:
        return await _vendor_block(engine, random)
    if dice < 0.9:
        return await _vendor_card(engine, random)
    notes = await engine.notifications.read(NotificationList())
    return notification.read_up_to(random.choice(notes).row) if notes else None


async def _vendor_booking(engine: Engine, random: Random) -> Operation | None:
    bookings = [item.row for item in await engine.bookings.read(BookingList())]
    able: list[BookingDoc] = [row for row in bookings if row["status"] in _VENDOR_ACTS]
    if not able:
        return None
    row = random.choice(able)
    if row["status"] != "in_progress" and random.random() < 0.15:
        return booking.reschedule(row, _time(random))
    return random.choice(_VENDOR_ACTS[row["status"]])(row)


async def _vendor_block(engine: Engine, random: Random) -> Operation:
    blocks = await engine.vendor.read(BlockList(str(VENDOR_ID), *_FOREVER))
    if blocks and random.random() < 0.4:
        return block.delete_block(random.choice(blocks).row)
    start = _time(random)
    return block.create_block(
        engine.vendor.new_id(),
        str(VENDOR_ID),
        start,
        to_wire(from_wire(start) + timedelta(hours=2)),
        zone="Europe/Berlin",
        title="Closed",
        staff_id=str(random.choice(STAFF_IDS)),
    )


async def _vendor_card(engine: Engine, random: Random) -> Operation:
    cards = await engine.vendor.read(ClientList(str(VENDOR_ID)))
    if cards and random.random() < 0.5:
        return client_card.update_client(random.choice(cards).row, note=f"note {random.randint(1, 99)}")
    return client_card.create_client(
        engine.vendor.new_id(), str(VENDOR_ID), f"Client {random.randint(1, 99)}"
    )


def _time(random: Random) -> str:
    """A whole hour of the next two days: few enough that people get into each other's way."""
    return to_wire(START + timedelta(hours=random.randint(1, 40)))
