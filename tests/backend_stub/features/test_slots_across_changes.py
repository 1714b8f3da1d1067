"""Two days around both changes of the clock in six zones: each slot, its row and its wall time."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, insert, select, update

from backend_stub.db.database import Database
from backend_stub.db.occupying import occupy_slot, vacate
from backend_stub.db.tables import Occupancy, OccupancySource, Vendor, WeeklyHours
from backend_stub.features.availability.service import Availability
from backend_stub.ports.slots import Wanted
from contracts.wire import rfc3339
from tests.backend_stub.features.world import DAY, build_world

# By an hour at night, by half an hour, at midnight, and south of the equator.
ZONES = (
    "Europe/Berlin",
    "Europe/Lisbon",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "America/Santiago",
)
SHIFTS = ((0, 345), (600, 690), (1320, 1440))
"""Minutes of the wall clock: over the night in which clocks change, some of the day, and until midnight."""

MINUTES = 45
"""What the window cleaning takes."""


def changes_of(zone: ZoneInfo) -> list[date]:
    """The days of 2027 on which the clock changes."""
    days = (date(2027, 1, 1) + timedelta(days=n) for n in range(365))
    return [day for day in days if _noon(day, zone).utcoffset() != _noon(day - DAY, zone).utcoffset()]


def _noon(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(12), zone)


def is_open(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock on the wall shows a time within the hours."""
    local = moment.astimezone(zone)
    shown = local.hour * 60 + local.minute
    return any(opens <= shown < closes for opens, closes in SHIFTS)


@pytest.mark.slow
@pytest.mark.parametrize("name", ZONES)
async def test_each_slot_its_row_and_its_wall_time(database: Database, name: str) -> None:
    world, zone, availability = await build_world(database), ZoneInfo(name), Availability()
    days = changes_of(zone)
    assert len(days) == 2
    async with database.write() as uow:
        await uow.session.execute(update(Vendor).values(zone=name))
        await uow.session.execute(delete(WeeklyHours).where(WeeklyHours.staff_id == world.rosa))
        hours = [
            {"staff_id": world.rosa, "weekday": day, "opens": opens, "closes": closes}
            for day in range(7)
            for opens, closes in SHIFTS
        ]
        await uow.session.execute(insert(WeeklyHours), hours)
    for day in days:
        since, until = _noon(day, zone).astimezone(UTC) - 2 * DAY, _noon(day, zone).astimezone(UTC) + 2 * DAY
        now = since - DAY
        async with database.write() as uow:
            diary = await availability.find_diary(uow.session, world.windows, since, until, now)
            assert diary is not None
            slots = diary.slots(diary.terms)
            quarters = (since + timedelta(minutes=15 * n) for n in range(4 * 24 * 4))
            assert [slot.starts_at for slot in slots] == [
                start
                for start in quarters
                if all(is_open(start + timedelta(minutes=n), zone) for n in range(MINUTES))
            ]
            for slot in slots:
                source = uuid4()
                wanted = Wanted(diary.terms, slot.starts_at, world.rosa)
                taken = await availability.take(uow.session, wanted, now)
                assert rfc3339(taken.starts_at) == slot.document()["starts_at"]
                await occupy_slot(uow.session, OccupancySource.BOOKING, source, taken)
                row = await uow.session.scalar(select(Occupancy).where(Occupancy.source_id == source))
                assert row is not None
                assert (row.starts_at, row.ends_at) == (slot.starts_at, slot.ends_at)
                assert row.ends_at - row.starts_at == timedelta(minutes=MINUTES)
                assert is_open(row.starts_at, zone)
                await vacate(uow.session, OccupancySource.BOOKING, source)
