"""A calendar's content lines: unfolded, numbered, grouped into components.

Folding may cut a character in two, so lines are joined as bytes and decoded afterwards.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from imports.rows import Reason, Refusal, shorten
from imports.text import check, decode, sniff

LINE_LIMIT = 64_000
_LINES_LIMIT = 20_000
_EVENT_NAMES = frozenset(
    {
        "UID", "DTSTART", "DTEND", "DURATION", "SUMMARY", "DESCRIPTION", "LOCATION", "RRULE", "RDATE",
        "EXDATE", "RECURRENCE-ID", "STATUS", "TRANSP", "SEQUENCE", "ATTENDEE",
    }
)  # fmt: skip
"""What an event is read for. The rest (attachments of megabytes, alarms) is never looked at."""

_FOLD = re.compile(rb"\r?\n[ \t]")
_READ = frozenset({"VEVENT", "VTIMEZONE"})


@dataclass(slots=True)
class Component:
    """One VEVENT or VTIMEZONE as its content lines, with the number of its first line in the file."""

    name: str
    line: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The component as a calendar library reads it."""
        return "\r\n".join((f"BEGIN:{self.name}", *self.lines, f"END:{self.name}", ""))


def unfold(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Logical lines with the number of the physical line that each begins on; cut at a sane length."""
    number, parts, size = 0, list[bytes](), 0
    for count, line in enumerate(data.splitlines(), 1):
        if line[:1] in (b" ", b"\t") and parts:
            if size < LINE_LIMIT:
                parts.append(line[1:])
                size += len(line)
            continue
        if parts:
            yield number, b"".join(parts)[:LINE_LIMIT]
        number, parts, size = count, [line], len(line)
    if parts:
        yield number, b"".join(parts)[:LINE_LIMIT]


def property_name(line: str) -> str:
    """The name before the first `:` or `;`, in capitals."""
    end = min((place for place in (line.find(":"), line.find(";")) if place >= 0), default=len(line))
    return line[:end].strip().upper()


class CalendarLines:
    """The events and time zones of a calendar file, and its structural faults."""

    def __init__(self, data: bytes) -> None:
        check(data)
        self.encoding = sniff(_FOLD.sub(b"", data))
        self.events: list[Component] = []
        self.zones: list[Component] = []
        self.refusals: list[Refusal] = []
        self._open: Component | None = None
        self._depth: list[str] = []
        if self.encoding.startswith(("utf-16", "utf-32", "utf-8-sig")):
            data = decode(data, self.encoding).encode()
        inner = "latin" if self.encoding == "latin" else "utf-8"
        for number, raw in unfold(data):
            self._take(number, decode(raw, inner).rstrip("\x00 \t"))
        self._refuse_open()

    def _take(self, number: int, line: str) -> None:
        name = property_name(line)
        if name == "BEGIN":
            self._begin(number, line.partition(":")[2].strip().upper())
        elif name == "END":
            self._end(line.partition(":")[2].strip().upper())
        elif self._open is not None:
            self._add(name, line)

    def _begin(self, number: int, kind: str) -> None:
        if kind in _READ:
            self._refuse_open()  # two BEGINs without an END between: the first was cut off
            self._open = Component(kind, number)
        elif self._open is not None:
            self._depth.append(kind)
            if self._open.name == "VTIMEZONE":
                self._open.lines.append(f"BEGIN:{kind}")

    def _end(self, kind: str) -> None:
        if self._open is None:
            return
        if self._depth and kind != self._open.name:
            if kind == self._depth[-1]:
                self._depth.pop()
            if self._open.name == "VTIMEZONE":
                self._open.lines.append(f"END:{kind}")
        elif kind == self._open.name:
            (self.events if kind == "VEVENT" else self.zones).append(self._open)
            self._open = None
            self._depth.clear()
        elif kind == "VCALENDAR":
            self._refuse_open()

    def _add(self, name: str, line: str) -> None:
        if self._open is None or len(self._open.lines) >= _LINES_LIMIT:
            return
        wanted = not self._depth and name in _EVENT_NAMES if self._open.name == "VEVENT" else True
        if wanted:
            self._open.lines.append(line)

    def _refuse_open(self) -> None:
        if self._open is not None and self._open.name == "VEVENT":
            text = next((line for line in self._open.lines if line.upper().startswith("SUMMARY")), "")
            title = shorten(text.partition(":")[2])
            self.refusals.append(Refusal(self._open.line, Reason.UNFINISHED, title))
        self._open = None
        self._depth.clear()
