"""The lines of a file: what each becomes, and why those that don't are left out."""

from __future__ import annotations

from viewmodels.vendor.import_rows import PreviewRow
from views.kit.cell import Cell, ColumnLook


def _becomes(row: PreviewRow) -> Cell:
    return Cell(row.becomes_text, tone=row.tone, icon=row.icon, icon_tone=row.tone)


def _staff(row: PreviewRow) -> Cell:
    face = (row.staff_initials, row.staff_tint) if row.staff_initials else None
    return Cell(row.staff, tone="soft", avatar=face)


def _why(row: PreviewRow) -> Cell:
    return Cell(row.why, tone="bad" if row.tone == "bad" else "soft")


LOOKS = (
    ColumnLook("line", 84, right=True, tone="faint"),
    ColumnLook("title", 150, stretch=3, tone="ink", weight=500),
    ColumnLook("when", 196),
    ColumnLook("staff", 116, _staff),
    ColumnLook("listing", 120, stretch=1),
    ColumnLook("becomes", 128, _becomes),
    ColumnLook("why", 170, _why, stretch=5),
)
