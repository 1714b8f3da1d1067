"""Scrolls the bookings table and a bare one in turns, and marks the p95 frame of each: `ours` and `bare`.

A process of its own, which ends with its windows: what Qt made must not be left to whoever runs next.
"""

import sys
from datetime import timedelta

from PySide6.QtWidgets import QAbstractItemView, QApplication

from bench.bare.table import make_table
from bench.frames import scroll_frames, settle
from bench.marks import mark
from bench.result import percentile
from bench.rows import START, TITLES, make_bookings
from contracts.rows import BookingDoc
from viewmodels.kernel.row_model import RowModel
from viewmodels.text import Texts
from viewmodels.vendor.booking_columns import SHOWN_FIRST, make_columns
from viewmodels.vendor.booking_rows import BookingRow
from viewmodels.vendor.standing import Standing
from views.kit.table import DataTable
from views.kit.theme import apply_theme
from views.vendor.booking_table import LOOKS, MARK, group_of

ROWS = 100_000
ROUNDS = 3
SIZE = 1168, 760
STAFF = (("Mia Vogel", "MV", "a"), ("Jonas Reuter", "JR", "b"), ("Sofia Brandt", "SB", "c"))


def scroll() -> None:
    """Scroll both in turns."""
    application = QApplication(sys.argv[:1])
    apply_theme(application, "light")
    rows = [
        make_row(number, booking)
        for number, booking in enumerate(make_bookings(ROWS, vendor_id="v", staff_ids=("a", "b", "c")))
    ]
    model = RowModel(make_columns(Texts("en")), describe=lambda row: row.spoken)
    model.set_rows(rows)
    table = DataTable(
        [*(LOOKS[key] for key in SHOWN_FIRST), MARK],
        name="bookings",
        object_name="bench.table",
        checkable=True,
        group_of=group_of,
        sorts=False,
    )
    table.set_rows_model(model)
    bare = make_table([tuple(column.text(row) for column in model.columns[:7]) for row in rows])
    ours, plain = _frames(table), _frames(bare)
    for _round in range(ROUNDS - 1):
        ours += _frames(table)
        plain += _frames(bare)
    mark("ours", round(percentile(ours, 95) * 1e6))
    mark("bare", round(percentile(plain, 95) * 1e6))


def _frames(view: QAbstractItemView) -> list[float]:
    view.resize(*SIZE)
    view.show()
    settle()
    frames = scroll_frames(view)
    view.hide()
    settle()
    return frames


def make_row(number: int, booking: BookingDoc) -> BookingRow:
    """Answer a booking as the table shows it."""
    starts = START + timedelta(hours=number // len(STAFF))
    name, initials, tint = STAFF[number % len(STAFF)]
    client = booking["customer"]["name"] if booking["customer"] else ""
    return BookingRow(
        id=booking["id"],
        starts_at=booking["starts_at"],
        heading=f"{starts:%A %d %B}",
        heading_note="24 bookings",
        day=f"{starts:%d %b}",
        time=f"{starts:%H:%M}–{starts + timedelta(hours=1):%H:%M}",
        title=TITLES[number % len(TITLES)],
        client=client,
        client_key=client,
        phone="+49 30 5550100",
        staff_id=booking["staff_id"],
        staff=name,
        staff_initials=initials,
        staff_tint=tint,
        standing=Standing.CONFIRMED,
        status="Confirmed",
        status_icon="check",
        status_tone="good",
        length="60 min",
        minutes=60,
        price=f"€{booking['price']['amount'] / 100:.2f}",
        amount=booking["price"]["amount"],
        currency="EUR",
        reference=booking["reference"],
        note=booking["note"] or "",
        booked=f"{starts:%d %b}",
        created_at=booking["created_at"],
        pending=number % 50 == 0,
        found_by="",
        spoken="",
    )


if __name__ == "__main__":
    scroll()
