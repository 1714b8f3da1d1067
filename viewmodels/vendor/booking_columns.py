"""The columns of the bookings table."""

from __future__ import annotations

from viewmodels.kernel.row_model import Column
from viewmodels.text import Texts
from viewmodels.vendor.booking_rows import BookingRow

COLUMNS = (
    "time",
    "title",
    "client",
    "staff",
    "status",
    "length",
    "phone",
    "reference",
    "booked",
    "note",
    "price",
)
ALWAYS = ("time", "title")
SHOWN_FIRST = ("time", "title", "client", "staff", "status", "price")


def make_columns(texts: Texts) -> list[Column[BookingRow]]:
    """Every column with its title; the day stands in exports, where no header carries it."""

    def title(key: str) -> str:
        return texts(f"vendor.bookings.column.{key}")

    return [
        Column("time", title("time"), lambda row: row.time, lambda row: (row.starts_at, row.id)),
        Column("title", title("title"), lambda row: row.title, lambda row: row.title.casefold()),
        Column("client", title("client"), lambda row: row.client, lambda row: row.client.casefold()),
        Column("staff", title("staff"), lambda row: row.staff, lambda row: row.staff.casefold()),
        Column(
            "status", title("status"), lambda row: row.status, lambda row: (row.standing.value, row.starts_at)
        ),
        Column("length", title("length"), lambda row: row.length, lambda row: row.minutes, right=True),
        Column("phone", title("phone"), lambda row: row.phone),
        Column("reference", title("reference"), lambda row: row.reference),
        Column("booked", title("booked"), lambda row: row.booked, lambda row: row.created_at),
        Column("note", title("note"), lambda row: row.note),
        Column(
            "price", title("price"), lambda row: row.price, lambda row: (row.currency, row.amount), right=True
        ),
        Column("mark", "", lambda row: ""),
        Column("day", title("day"), lambda row: row.day, lambda row: row.starts_at),
    ]
