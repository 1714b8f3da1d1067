"""Imports hold up others as little as possible, and decide as the database would."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import event, select

from backend_stub.db.database import Database
from backend_stub.db.tables import Block, Booking, BookingHistory, Occupancy
from tests.backend_stub.features.world import DAY, Stage, stamp

MORNING = (datetime.now(UTC) + 20 * DAY).replace(hour=6, minute=0, second=0, microsecond=0)


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements of writes."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        statements.append(sql)

    engine = database.writes.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def lines(stage: Stage, kind: str, count: int, prefix: str) -> list[dict[str, Any]]:
    """So many lines of one kind, an hour and a half apart."""
    made = []
    for number in range(count):
        moment = MORNING + number * DAY / 16
        times = {"starts_at": stamp(moment), "ends_at": stamp(moment + DAY / 24)}
        fields = {
            "booking": {**times, "listing_id": str(stage.world.windows), "guest_name": "Ida"},
            "block": {**times, "zone": "Europe/Berlin", "title": "Dentist"},
            "client": {"name": "Ida"},
        }[kind]
        made.append({"kind": kind, "key": f"{prefix}{number}", **fields})
    return made


async def run(stage: Stage, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Import lines as the vendor; what became of them."""
    answer = await stage["vendor"].post(
        f"/vendors/{stage.world.north}/imports", {"id": str(uuid4()), "items": items}
    )
    assert answer.status_code == 200, answer.text
    results: list[dict[str, Any]] = answer.json()["items"]
    return results


async def test_more_lines_are_not_more_statements(stage: Stage) -> None:
    """The relay writes beside us, so only the import's own tables are looked at."""
    own = ("booking", "booking_history", "block", "client_card", "occupancy", "import_record", "change")
    for kind in ("booking", "block", "client"):
        counts = []
        for count in (2, 40):
            with counted(stage.running.server.database) as statements:
                results = await run(stage, lines(stage, kind, count, f"{kind}-{count}-"))
            assert {line["outcome"] for line in results} <= {"created", "refused"}
            assert any(line["outcome"] == "created" for line in results)
            counts.append(Counter(table for sql in statements for table in own if f"INTO {table} " in sql))
        assert sum(counts[0].values()) >= 3
        assert counts[1] == counts[0], kind


async def test_lines_of_one_batch_take_each_others_time(stage: Stage) -> None:
    """As many at one time as there are people; the others are refused, and later ones are kept again."""
    people = (await stage["vendor"].get(f"/vendors/{stage.world.north}/staff")).json()["items"]
    able = [person for person in people if str(stage.world.deep_clean) in person["listing_ids"]]
    (one,) = lines(stage, "booking", 1, "x")
    one["listing_id"] = str(stage.world.deep_clean)
    later = {**one, "starts_at": stamp(MORNING + 5 * DAY), "ends_at": stamp(MORNING + 5 * DAY + DAY / 24)}
    crowd = [{**one, "key": f"c{number}"} for number in range(len(able) + 2)]
    results = await run(
        stage, [*crowd, {**later, "key": "later"}, {**one, "key": "done", "status": "completed"}]
    )
    codes = [line["code"] for line in results]
    assert codes == [None] * len(able) + ["slot_taken"] * 2 + [None, None]
    async with stage.running.server.database.read() as session:
        kept = (await session.execute(select(Booking.id, Booking.staff_id, Booking.status))).all()
        steps = set(await session.scalars(select(BookingHistory.booking_id)))
        occupied = set(await session.scalars(select(Occupancy.source_id)))
    assert {str(row.id) for row in kept} == {line["id"] for line in results if line["id"]}
    assert steps == {row.id for row in kept}
    assert occupied == {row.id for row in kept if row.status != "completed"}
    assert len({row.staff_id for row in kept}) == 3


async def test_a_block_over_a_booking_is_kept_as_a_note(stage: Stage) -> None:
    (booking,) = lines(stage, "booking", 1, "booking")
    (block,) = lines(stage, "block", 1, "block")
    twice = {**block, "key": "again"}
    results = await run(stage, [booking, block, twice])
    assert [line["outcome"] for line in results] == ["created"] * 3
    async with stage.running.server.database.read() as session:
        blocks = set(await session.scalars(select(Block.id)))
        rows = (await session.execute(select(Occupancy).order_by(Occupancy.resource_id))).scalars().all()
    busy = {row.resource_id for row in rows if row.source == "booking"}
    assert len(blocks) == 2
    for row in rows:
        if row.source == "block":
            assert row.source_id in blocks
            assert row.occupies == (row.resource_id not in busy)
