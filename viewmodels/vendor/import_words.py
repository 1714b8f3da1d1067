"""Lines of a read file in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from imports.rows import BookingRow, ClientRow, EventRow, Refusal
from viewmodels.format import Format
from viewmodels.shell.booking_words import initials_of
from viewmodels.vendor.import_plan import Becomes, Planned
from viewmodels.vendor.import_rows import PreviewRow
from viewmodels.vendor.roster import Roster
from viewmodels.vendor.today_words import tint_letter

_LOOKS: dict[Becomes, tuple[str, str]] = {
    Becomes.BLOCK: ("calendar-off", "ink"),
    Becomes.BOOKING: ("calendar-check", "accent"),
    Becomes.CLIENT: ("user-plus", "accent"),
    Becomes.UNCHANGED: ("equal", "faint"),
    Becomes.LEFT_OUT: ("circle-minus", "faint"),
    Becomes.REFUSED: ("circle-alert", "bad"),
}


class ImportWords:
    """Turns planned lines, refusals and the server's answers into rows."""

    def __init__(self, formats: Format, roster: Roster) -> None:
        self._format = formats
        self._texts = formats.texts
        self._roster = roster

    def planned(self, planned: Planned, untitled: str) -> PreviewRow:
        """A line that was read."""
        row = planned.row
        title = row.name if isinstance(row, ClientRow) else ""
        if isinstance(row, BookingRow):
            title = row.name
        elif isinstance(row, EventRow):
            title = row.title or untitled
            if planned.becomes is Becomes.BOOKING and planned.guest:
                title = planned.guest
        listing = self._roster.listings.get(planned.listing_id)
        why = self._texts(f"vendor.import.why.{planned.why}") if planned.why else ""
        shows_staff = planned.becomes in {Becomes.BLOCK, Becomes.BOOKING} and not isinstance(row, ClientRow)
        return self._row(
            planned.becomes,
            id=row.key,
            line=row.line,
            title=title,
            when=self._when(row),
            starts_at="" if isinstance(row, ClientRow) else row.starts_at.isoformat(),
            staff_id=planned.staff_id,
            shows_staff=shows_staff,
            listing=listing["title"]
            if listing and planned.becomes is Becomes.BOOKING
            else self._contact(row),
            why=why,
            can_choose=planned.becomes is not Becomes.UNCHANGED and not isinstance(row, ClientRow),
        )

    def refusal(self, refusal: Refusal, place: int) -> PreviewRow:
        """A line that gives nothing."""
        why = self._texts(f"vendor.import.reason.{refusal.reason.value}")
        return self._row(
            Becomes.REFUSED,
            id=f"refused:{place}",
            line=refusal.line,
            title=refusal.text or self._texts("vendor.import.untitled"),
            why=why,
        )

    def recalled(self, line: Mapping[str, Any], place: int) -> PreviewRow:
        """A line that was handed over before the program was started again; its number is not known here."""
        kind = Becomes(str(line["kind"]))
        title = str(line.get("title") or line.get("guest_name") or line.get("name") or "")
        start = line.get("starts_at")
        when = self._format.day_time(str(start), self._roster.zone) if start else ""
        row = self._row(kind, id=str(line["key"]), line=place + 1, title=title, when=when)
        return replace(row, line_text="–")

    def answered(self, row: PreviewRow, result: Mapping[str, Any]) -> PreviewRow:
        """The same line with what the server made of it."""
        outcome = str(result["outcome"])
        if outcome == "created":
            icon, tone, why = "check", "good", ""
        elif outcome == "unchanged":
            icon, tone, why = "equal", "faint", ""
        else:
            icon, tone, why = "circle-alert", "bad", str(result.get("detail") or "")
        text = self._texts(f"vendor.import.result.{outcome}")
        becomes = row.becomes if outcome == "created" else Becomes(outcome)
        spoken = ", ".join(part for part in (row.line_text, row.title, text, why) if part)
        return replace(
            row,
            becomes=becomes,
            becomes_text=text,
            icon=icon,
            tone=tone,
            why=why,
            can_choose=False,
            spoken=spoken,
        )

    def _row(
        self,
        becomes: Becomes,
        *,
        id: str,
        line: int,
        title: str,
        when: str = "",
        starts_at: str = "",
        staff_id: str = "",
        shows_staff: bool = False,
        listing: str = "",
        why: str = "",
        can_choose: bool = False,
    ) -> PreviewRow:
        icon, tone = _LOOKS[becomes]
        line_text = self._texts("vendor.import.line", line=line)
        text = self._texts(f"vendor.import.becomes.{becomes.value}")
        staff = ""
        if shows_staff:
            nobody = "vendor.block.everybody" if becomes is Becomes.BLOCK else "vendor.new.anybody"
            staff = self._roster.first_name(staff_id) or self._texts(nobody)
        name = self._roster.staff_name(staff_id)
        return PreviewRow(
            id=id,
            line=line,
            line_text=str(line),
            title=title,
            when=when,
            starts_at=starts_at,
            staff=staff,
            staff_initials=initials_of(name) if name and staff else "",
            staff_tint=tint_letter(self._roster.tint(staff_id)),
            listing=listing,
            becomes=becomes,
            becomes_text=text,
            icon=icon,
            tone=tone,
            why=why,
            can_choose=can_choose,
            spoken=", ".join(part for part in (line_text, title, when, text, why) if part),
        )

    def _when(self, row: EventRow | BookingRow | ClientRow) -> str:
        if isinstance(row, ClientRow):
            return ""
        zone = self._roster.zone
        day = self._format.day(row.starts_at, zone)
        if isinstance(row, EventRow) and row.all_day:
            last = self._format.local(row.ends_at, row.zone).date()
            first = self._format.local(row.starts_at, row.zone).date()
            days = (last - first).days
            first_text = self._format.day(first)
            if days <= 1:
                return self._texts("vendor.import.all_day", day=first_text)
            return self._texts.count("vendor.import.all_days", days, day=first_text)
        if row.ends_at is None or row.ends_at <= row.starts_at:
            return f"{day}, {self._format.time(row.starts_at, zone)}"
        return f"{day}, {self._format.times(row.starts_at, row.ends_at, zone)}"

    def _contact(self, row: EventRow | BookingRow | ClientRow) -> str:
        if isinstance(row, ClientRow):
            return " · ".join(part for part in (row.phone, row.email) if part)
        return row.listing if isinstance(row, BookingRow) else ""
