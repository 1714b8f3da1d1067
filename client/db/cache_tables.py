"""The cache's tables: a JSON document a row, beside it the few columns that screens filter and sort by."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from client.db.connection import Connection, SqlValue

VERSION = 14
"""Any other number in the file: drop it and pull again."""

Extract = Callable[[dict[str, Any]], SqlValue]


@dataclass(frozen=True, slots=True)
class Table:
    """One entity's table; `columns` are copied out of the document when it is written."""

    entity: str
    columns: dict[str, Extract]
    indexes: tuple[str, ...] = ()

    @property
    def upsert(self) -> str:
        """Writes (id, version, scopes, doc, *columns); an older version changes nothing."""
        names = ["version", "scopes", "doc", *self.columns]
        marks = ", ".join("?" * (len(names) + 1))
        sets = ", ".join(f"{name} = excluded.{name}" for name in names)
        return (
            f"INSERT INTO {self.entity} (id, {', '.join(names)}) VALUES ({marks}) "  # noqa: S608 - our names
            f"ON CONFLICT (id) DO UPDATE SET {sets} WHERE excluded.version >= {self.entity}.version"
        )

    def create(self, connection: Connection) -> None:
        """Make the table and its indexes."""
        columns = "".join(f", {name}" for name in self.columns)
        connection.execute(
            f"CREATE TABLE {self.entity} (id TEXT PRIMARY KEY, version INTEGER NOT NULL, "
            f"scopes TEXT NOT NULL, doc TEXT NOT NULL{columns})"
        )
        for number, columns in enumerate(self.indexes):
            connection.execute(f"CREATE INDEX {self.entity}_{number} ON {self.entity} ({columns})")


def _field(name: str) -> Extract:
    return lambda doc: doc.get(name)


def _fields(*names: str) -> dict[str, Extract]:
    return {name: _field(name) for name in names}


def _customer(doc: dict[str, Any]) -> SqlValue:
    customer = doc.get("customer")
    return customer.get("id") if customer else None


TABLES: dict[str, Table] = {
    table.entity: table
    for table in (
        Table(
            "booking",
            _fields("starts_at", "status", "vendor_id", "staff_id") | {"customer_id": _customer},
            # The last one holds all that the counts of a vendor's bookings need.
            ("starts_at", "status, starts_at", "vendor_id, status"),
        ),
        Table("availability", _fields("vendor_id")),
        Table("address", {}),
        Table("block", _fields("starts_at", "ends_at", "vendor_id", "staff_id"), ("starts_at",)),
        Table("cart_item", _fields("created_at"), ("created_at",)),
        Table("checkout", _fields("created_at"), ("created_at",)),
        Table("category", _fields("position")),
        Table("client", _fields("vendor_id", "name"), ("name",)),
        Table("coupon", _fields("vendor_id", "created_at"), ("created_at",)),
        Table("conversation", _fields("last_at"), ("last_at",)),
        Table("exception", _fields("vendor_id", "first_day", "last_day"), ("last_day",)),
        Table("listing", _fields("vendor_id", "category_id"), ("vendor_id", "category_id")),
        Table(
            "message",
            _fields("conversation_id", "number", "created_at"),
            ("conversation_id, number", "created_at"),
        ),
        Table("announcement", _fields("created_at"), ("created_at",)),
        Table("notice_settings", {}),
        Table("notification", _fields("created_at", "read_at"), ("created_at",)),
        Table("payment", _fields("state", "created_at"), ("created_at",)),
        Table("person", _fields("name", "status"), ("name",)),
        Table(
            "proposal",
            _fields("status", "booking_id", "expires_at"),
            ("status, expires_at", "booking_id"),
        ),
        Table("listing_setup", _fields("vendor_id")),
        Table("resource", _fields("vendor_id", "name"), ("vendor_id",)),
        Table("series", _fields("vendor_id")),
        Table("waitlist", _fields("status", "window_from"), ("status, window_from",)),
        Table("review", _fields("created_at", "state"), ("created_at",)),
        Table("staff", _fields("vendor_id"), ("vendor_id",)),
        Table("vendor", _fields("name")),
        Table("vendor_listing", _fields("vendor_id", "created_at"), ("created_at",)),
    )
}


def prepare(connection: Connection) -> None:
    """Make all tables in a new file; leave a current one alone.

    Raises `OutdatedCache` for a file of another version.
    """
    found = connection.execute("PRAGMA user_version").fetchone()
    if found == (VERSION,):
        return
    if found != (0,):
        raise OutdatedCache
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
    connection.execute(
        "CREATE TABLE page (key TEXT PRIMARY KEY, etag TEXT, body TEXT NOT NULL, fetched_at TEXT NOT NULL)"
    )
    for table in TABLES.values():
        table.create(connection)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


class OutdatedCache(Exception):  # noqa: N818 - a reason to rebuild, not a failure
    """The file was made by another version of the program."""
