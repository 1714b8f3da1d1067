"""A mapped table as rows: each line a client, a booking, or refused with the reason."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from imports.dates import read_date, read_minutes, read_moment, read_time
from imports.mapping import Mapping, Meaning, Target
from imports.rows import (
    BookingRow,
    ClientRow,
    Reading,
    Reason,
    Refusal,
    Row,
    Watch,
    content_key,
    shorten,
    source_key,
)
from imports.sheet import Line, Sheet

_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+$")
_PHONE = re.compile(r"^[+(]?[0-9][0-9 ()./-]{3,29}[0-9]$")
_NAME_LENGTH = 120
_NOTE_LENGTH = 2_000


class _RefusedError(Exception):
    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.text = text


def read_table(sheet: Sheet, mapping: Mapping, home: ZoneInfo, watch: Watch) -> Reading:
    """The lines of a sheet under a mapping; local times are in `home`. Raises what `watch` raises."""
    rows: list[Row] = []
    refusals = list(sheet.refusals)
    seen: dict[str, int] = {}
    for count, line in enumerate(sheet.lines):
        if count % 500 == 0:
            watch(0.5 + 0.5 * count / len(sheet.lines))
        cells = _Cells(line, mapping)
        try:
            row = _row(cells, mapping, home)
        except _RefusedError as refused:
            refusals.append(Refusal(line.number, refused.reason, shorten(refused.text)))
            continue
        if row.key in seen:
            refusals.append(Refusal(line.number, Reason.DUPLICATE, shorten(row.name)))
            continue
        seen[row.key] = line.number
        rows.append(row)
    refusals.sort(key=lambda refusal: refusal.line)
    watch(1.0)
    return Reading(tuple(rows), tuple(refusals), sheet.encoding)


class _Cells:
    """One line's cells by meaning."""

    def __init__(self, line: Line, mapping: Mapping) -> None:
        self.line = line
        self._mapping = mapping

    def get(self, meaning: Meaning) -> str:
        column = self._mapping.column(meaning)
        return self.line.cells[column] if column is not None and column < len(self.line.cells) else ""

    @property
    def name(self) -> str:
        name = " ".join(part for part in (self.get(Meaning.NAME), self.get(Meaning.SURNAME)) if part)
        if not name:
            raise _RefusedError(Reason.NO_NAME, " ".join(self.line.cells[:3]))
        if len(name) > _NAME_LENGTH:
            raise _RefusedError(Reason.TOO_LONG, name)
        return name

    @property
    def phone(self) -> str | None:
        text = re.sub(r"[\s\u00a0]+", " ", self.get(Meaning.PHONE))
        if text and not _PHONE.match(text):
            raise _RefusedError(Reason.NOT_A_PHONE, text)
        return text or None

    @property
    def email(self) -> str | None:
        text = self.get(Meaning.EMAIL)
        if text and (len(text) > 254 or not _EMAIL.match(text)):
            raise _RefusedError(Reason.NOT_AN_EMAIL, text)
        return text or None

    @property
    def note(self) -> str:
        return self.get(Meaning.NOTE)[:_NOTE_LENGTH]


def _row(cells: _Cells, mapping: Mapping, home: ZoneInfo) -> ClientRow | BookingRow:
    dated = bool(cells.get(Meaning.START) or cells.get(Meaning.DATE))
    reference = cells.get(Meaning.REFERENCE)
    row: ClientRow | BookingRow
    if mapping.target is Target.CLIENTS or (mapping.target is Target.BY_LINE and not dated):
        row = ClientRow(cells.line.number, "", cells.name, cells.phone, cells.email, cells.note)
        key = content_key("client", row.name, row.phone or "", row.email or "")
        return replace(row, key=source_key("csv", "client", reference) if reference else key)
    if not dated:
        raise _RefusedError(Reason.NO_START, cells.name)
    start = _start(cells, mapping, home)
    row = BookingRow(
        line=cells.line.number,
        key="",
        name=cells.name,
        phone=cells.phone,
        starts_at=start,
        ends_at=_end(cells, mapping, home, start),
        listing=cells.get(Meaning.LISTING),
        staff=cells.get(Meaning.STAFF),
        status=cells.get(Meaning.STATUS),
        note=cells.note,
    )
    key = content_key("booking", row.name, start.isoformat(), row.listing, row.staff)
    return replace(row, key=source_key("csv", "booking", reference) if reference else key)


def _start(cells: _Cells, mapping: Mapping, home: ZoneInfo) -> datetime:
    text = cells.get(Meaning.START)
    moment = read_moment(text, mapping.order) if text else None
    if moment is None:
        date_text = text or cells.get(Meaning.DATE)
        moment = read_moment(date_text, mapping.order)
        day = read_date(date_text, mapping.order)
        if moment is None and day is None:
            raise _RefusedError(Reason.NOT_A_DATE, date_text)
        if moment is None and day is not None:
            clock = read_time(cells.get(Meaning.TIME))
            if clock is None:
                raise _RefusedError(Reason.NOT_A_TIME, cells.get(Meaning.TIME) or date_text)
            moment = datetime.combine(day, clock)
    if moment is None:
        raise _RefusedError(Reason.NOT_A_DATE, text)
    return _instant(moment, home)


def _end(cells: _Cells, mapping: Mapping, home: ZoneInfo, start: datetime) -> datetime | None:
    text, length = cells.get(Meaning.END), cells.get(Meaning.LENGTH)
    if text:
        clock = read_time(text)
        local = start.astimezone(home)
        moment = datetime.combine(local.date(), clock) if clock else read_moment(text, mapping.order)
        if moment is None:
            raise _RefusedError(Reason.NOT_A_TIME, text)
        end = _instant(moment, home)
        if clock and end <= start:
            end = _instant(datetime.combine(local.date() + timedelta(days=1), clock), home)
        if end <= start or end - start > timedelta(days=31):
            raise _RefusedError(Reason.ENDS_FIRST, text)
        return end
    if not length:
        return None
    minutes = read_minutes(length)
    if not minutes:
        raise _RefusedError(Reason.NOT_A_TIME, length)
    return start + timedelta(minutes=minutes)


def _instant(moment: datetime, home: ZoneInfo) -> datetime:
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=home)
    return aware.astimezone(ZoneInfo("UTC")).replace(second=0, microsecond=0)
