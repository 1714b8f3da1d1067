"""A SQLite file with a marketplace in which very many bookings stand, made by the database itself."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Template
from typing import Final
from uuid import UUID

from backend_stub.db.base import sqlite_instant
from backend_stub.db.database import Database

STAFF: Final = 10
"""People of each vendor; all of them give its one service."""
A_DAY: Final = 3
"""Bookings of each of them, every day."""
AHEAD: Final = 30
"""Days that are booked ahead; everything else is past."""

NOW: Final = datetime(2027, 3, 1, 6, tzinfo=UTC)


class _Clock:
    def now(self) -> datetime:
        """Always the same."""
        return NOW


@dataclass(frozen=True, slots=True)
class Crowd:
    """The file, and one listing of it to ask about."""

    database: Database
    listing_id: UUID
    bookings: int


_FILL: Final = Template(
    """
    INSERT INTO category (id, version, name, art, position) VALUES ($category, 1, 'Care', 'cleaning', 0);

    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $vendors)
    INSERT INTO vendor (id, version, name, about, zone, street, city, latitude, longitude, answer_minutes,
        rating_count, created_at)
    SELECT 'aaaaaaaa-$rest' || printf('%012x', i), 1, 'Vendor ' || i, '', 'Europe/Berlin', '', '', 54, 10, 60,
        0, '$since'
    FROM n;

    INSERT INTO listing (id, version, vendor_id, category_id, title, description, included, policy, place,
        price_amount, price_currency, duration_minutes, buffer_before_minutes, buffer_after_minutes,
        rating_count, art, created_at, updated_at)
    SELECT 'bbbbbbbb' || substr(id, 9), 1, id, $category, 'Visit', '', '[]', '', 'at_vendor', 5000, 'EUR', 60,
        0, 15, 0, 'cleaning', '$since', '$since'
    FROM vendor;

    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $staff)
    INSERT INTO staff (id, version, vendor_id, name, tint)
    SELECT printf('dddd%04x', i) || substr(vendor.id, 9), 1, vendor.id, 'Person ' || i, 0
    FROM vendor CROSS JOIN n;

    INSERT INTO listing_staff (listing_id, staff_id) SELECT 'bbbbbbbb' || substr(id, 9), id FROM staff;

    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 6)
    INSERT INTO weekly_hours (staff_id, weekday, opens, closes)
    SELECT staff.id, i, 480, 1080 FROM staff CROSS JOIN n;

    -- Somebody's k-th booking lies k / $a_day days before the last day, at 8, 11 or 14 o'clock.
    WITH RECURSIVE n (k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM n WHERE k + 1 < $each),
        b AS (
            SELECT staff.id AS staff_id, printf('eeeeeeee-%012x', staff.rowid * 65536 + k) AS id,
                strftime('%Y-%m-%dT%H:%M:%S', '$last', '-' || (k / $a_day) || ' days',
                    '+' || (8 + 3 * (k % $a_day)) || ' hours') AS start
            FROM staff CROSS JOIN n
        )
    INSERT INTO occupancy (source, source_id, resource_id, lane, starts_at, ends_at, occupies)
    SELECT 'booking', substr(id, 1, 13) || '-4000-8000-' || substr(id, 10), staff_id, id,
        start || '.000000Z', strftime('%Y-%m-%dT%H:%M:%S.000000Z', start, '+75 minutes'), 1
    FROM b;

    INSERT INTO booking (id, version, reference, status, listing_id, listing_title, vendor_id, staff_id,
        guest_name, creator_id, starts_at, ends_at, zone, price_amount, price_currency, answer_by, created_at,
        updated_at)
    SELECT o.source_id, 2, 'R' || o.rowid,
        CASE WHEN o.starts_at < '$now' THEN 'completed' ELSE 'confirmed' END,
        'bbbbbbbb' || substr(s.id, 9), 'Visit', s.vendor_id, s.id, 'Guest', s.id, o.starts_at, o.ends_at,
        'Europe/Berlin', 5000, 'EUR', o.starts_at, o.starts_at, o.starts_at
    FROM occupancy o JOIN staff s ON s.id = o.resource_id;
    """
)


async def make_crowd(path: Path, vendors: int, bookings: int) -> Crowd:
    """So many vendors, with as many bookings for each of their people; what is ahead is alike in each."""
    database = Database(f"sqlite:///{path}", _Clock())
    await database.migrate()
    given = {
        "vendors": vendors,
        "staff": STAFF,
        "each": bookings // (vendors * STAFF),
        "a_day": A_DAY,
        "last": (NOW + timedelta(days=AHEAD)).date(),
        "now": sqlite_instant(NOW),
        "since": sqlite_instant(NOW - timedelta(days=2000)),
        "rest": "aaaa-4000-8000-",
        "category": "'cccccccc-cccc-4000-8000-000000000001'",
    }
    with sqlite3.connect(path) as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'occupancy'"
        ).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.executescript(_FILL.substitute(given))
        for _, sql in triggers:
            connection.execute(sql)
        [(made,)] = connection.execute("SELECT count(*) FROM booking").fetchall()
    connection.close()
    return Crowd(database, UUID("bbbbbbbb-aaaa-4000-8000-000000000001"), made)
