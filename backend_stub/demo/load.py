"""Puts the town into an empty database, in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Table, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.adapters.fts5 import Fts5Search
from backend_stub.adapters.postgresql_search import PostgresqlSearch
from backend_stub.db.base import Base
from backend_stub.db.database import Database
from backend_stub.db.tables import Booking, Person
from backend_stub.demo.agreements import agree
from backend_stub.demo.coupons import issue
from backend_stub.demo.diary import Diary
from backend_stub.demo.homes import settle
from backend_stub.demo.money import keep_books
from backend_stub.demo.offer import Marketplace
from backend_stub.demo.pictures import DemoPicture, draw_pictures
from backend_stub.demo.planning import Planning
from backend_stub.demo.post import deliver
from backend_stub.demo.praise import link
from backend_stub.demo.rows import Dice, Row, Rows
from backend_stub.demo.showcase import show
from backend_stub.demo.talks import write
from backend_stub.demo.town import Town
from backend_stub.demo.voices import Voices
from backend_stub.features.catalogue.repository import search_documents
from backend_stub.ports.files import FilesPort
from backend_stub.security.passwords import Passwords

PASSWORD: Final = "doorstep-demo"  # noqa: S105 - everybody may know it; only `--demo` makes accounts with it
VENDORS: Final = 60
LISTINGS: Final = 400
BOOKINGS: Final = 6000
SEED: Final = 20261122
_CHUNK: Final = 5000


async def fill(
    database: Database,
    passwords: Passwords,
    now: datetime,
    *,
    vendors: int = VENDORS,
    bookings: int = BOOKINGS,
    seed: int = SEED,
    files: FilesPort | None = None,
) -> bool:
    """Fill an empty database; False, and nothing done, if anybody is in it already.

    Photos are kept in `files`; without it there are none.
    """
    async with database.read() as session:
        if not await _is_empty(session):
            return False
    password_hash = await passwords.hash(PASSWORD)
    pictures = await draw_pictures(files) if files is not None else []
    rows = make_up(now, password_hash, vendors=vendors, bookings=bookings, seed=seed, pictures=pictures)
    # Not a unit of work: nobody is told of it, and a large town takes longer than a request may.
    async with database.writes.begin() as connection:
        if database.is_postgresql:
            await connection.execute(text("LOCK TABLE person IN SHARE ROW EXCLUSIVE MODE"))
        async with AsyncSession(connection) as session:
            if not await _is_empty(session):
                return False
            for table, found in _in_order(rows):
                for begin in range(0, len(found), _CHUNK):
                    # Past the mapper, which would cut the rows up by what is null.
                    await connection.execute(insert(table), found[begin : begin + _CHUNK])
            search = PostgresqlSearch() if database.is_postgresql else Fts5Search()
            await search.put(session, await search_documents(session))
    return True


async def _is_empty(session: AsyncSession) -> bool:
    return await session.scalar(select(Person.id).limit(1)) is None


def make_up(
    now: datetime,
    password_hash: str,
    *,
    vendors: int,
    bookings: int,
    seed: int,
    pictures: Sequence[DemoPicture] = (),
) -> Rows:
    """All rows of the town; the same for the same arguments."""
    rows, dice = Rows(), Dice(seed)
    now = now.replace(microsecond=0)
    town = Town(rows, dice, now, password_hash)
    fixed = town.fixed_people()
    customers = town.customers(max(40, min(bookings // 15, 5000)))
    offers = Marketplace(town, fixed).open(vendors, round(vendors * LISTINGS / VENDORS))
    Diary(town, offers, [*customers, fixed.customer]).fill(bookings)
    Planning(town, offers).plan()
    voices = Voices(town, offers, customers)
    voices.review()
    voices.note_clients(rows.of(Booking))
    voices.close_days()
    voices.tell(fixed, rows.of(Booking))
    issue(rows, town)
    write(town, fixed)
    link(town, fixed)
    agree(rows, town, fixed.customer, offers)
    keep_books(rows, town, fixed.customer, [offer.vendor["id"] for offer in offers[:2]])
    show(rows, town, pictures)
    settle(town, fixed.customer)
    deliver(rows, town)
    return rows


def _in_order(rows: Rows) -> list[tuple[Table, list[Row]]]:
    """Tables before those that refer to them."""
    by_name = {table.__tablename__: found for table, found in rows}
    return [(table, by_name[table.name]) for table in Base.metadata.sorted_tables if table.name in by_name]
