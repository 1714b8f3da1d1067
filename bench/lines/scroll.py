"""`scroll`: the p95 frame over 100,000 rows, scrolled as people do.

Ours is the bookings table with its model, day headers, marks, icons and avatars; bare is a QTableView
over as many columns of plain text. Both in one process, in turns.
"""

import sys
from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtWidgets import QAbstractItemView, QApplication

from bench.bare.table import make_table
from bench.frames import scroll_frames, settle
from bench.result import Aim, Result, percentile
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


def measure() -> Sequence[Result]:
    """Scroll both in turns."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
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
    aim = Aim("ours", "most", 8.0)
    return [Result.of("scroll", "ms", percentile(ours, 95), percentile(plain, 95), aim)]


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
