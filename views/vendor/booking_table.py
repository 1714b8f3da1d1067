"""How the columns of the bookings table look."""

from __future__ import annotations

from viewmodels.vendor.booking_rows import BookingRow
from views.kit.cell import PENDING_MARK, Cell, ColumnLook


def _time(row: BookingRow) -> Cell:
    return Cell(row.time, tone="soft")


def _dated(row: BookingRow) -> Cell:
    return Cell(f"{row.day}, {row.time}", tone="soft")


DATED = ColumnLook("time", 214, _dated)
"""The time with its day, where no header above says it."""


def _staff(row: BookingRow) -> Cell:
    return Cell(avatar=(row.staff_initials, row.staff_tint))


def _status(row: BookingRow) -> Cell:
    alarming = row.status_tone in {"bad", "warn"}
    return Cell(
        row.status,
        tone=row.status_tone if alarming else "soft",
        icon=row.status_icon,
        icon_tone=row.status_tone,
    )


def _price(row: BookingRow) -> Cell:
    return Cell(row.price, weight=500)


def _mark(row: BookingRow) -> Cell:
    return Cell(mark=PENDING_MARK if row.pending else "")


MARK = ColumnLook("mark", 42, _mark, sortable=False)
"""What is not sent yet, at the end of every row."""

LOOKS: dict[str, ColumnLook] = {
    look.key: look
    for look in (
        ColumnLook("time", 138, _time),
        ColumnLook("title", 150, stretch=4, tone="ink", weight=500),
        ColumnLook("client", 110, stretch=3, tone="ink"),
        ColumnLook("staff", 58, _staff, spare=1),
        ColumnLook("status", 126, _status, stretch=1),
        ColumnLook("length", 72, right=True, spare=2),
        ColumnLook("phone", 120, spare=3),
        ColumnLook("reference", 84, spare=4),
        ColumnLook("booked", 108, spare=5),
        ColumnLook("note", 140, stretch=2, spare=6),
        ColumnLook("price", 88, _price, right=True),
    )
}


def group_of(row: BookingRow) -> tuple[str, str]:
    """The day header over a row."""
    return row.heading, row.heading_note
