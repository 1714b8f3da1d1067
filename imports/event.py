"""One VEVENT as plain values: wall times with their zone, rule, exceptions, words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from icalendar import Event
from icalendar.prop import vDDDLists
from icalendar.prop.broken import vBroken

from imports.lines import Component, property_name
from imports.rows import Reason, Refusal, shorten
from imports.zones import Zones

_TITLE_LENGTH = 200
_NOTE_LENGTH = 2_000
_NAME_LENGTH = 120
_TIMED = ("DTEND", "DURATION", "RDATE", "EXDATE", "RECURRENCE-ID")
_YEARS = range(1900, 2200)


class RefusedEventError(Exception):
    """The event gives no row."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Moment:
    """A wall time; `whole_day` where the file gives a date alone."""

    wall: datetime
    whole_day: bool


@dataclass(frozen=True, slots=True)
class PlainEvent:
    """An event (or one changed occurrence of it) in the wall time of `zone`."""

    line: int
    uid: str
    title: str
    note: str
    guest: str | None
    zone: tzinfo
    start: Moment
    length: timedelta
    rule: str | None
    added: tuple[Moment, ...]
    excepted: tuple[Moment, ...]
    replaces: Moment | None
    and_later: bool
    sequence: int
    cancelled: bool
    free: bool

    def instant(self, wall: datetime) -> datetime:
        """A wall time of this event as UTC; one that a clock change skips keeps the offset before it."""
        return wall.replace(tzinfo=self.zone).astimezone(UTC)

    def replaced_in(self, zone: tzinfo) -> datetime:
        """The wall time, in another event's zone, of the occurrence that this one replaces."""
        if self.replaces is None:
            raise ValueError("this event replaces no other")
        if self.replaces.whole_day:
            return self.replaces.wall
        return self.instant(self.replaces.wall).astimezone(zone).replace(tzinfo=None)


class EventReader:
    """Reads components with the zones of their file."""

    def __init__(self, zones: Zones) -> None:
        self._zones = zones

    def read(self, component: Component) -> PlainEvent:
        """The event, or `RefusedEventError` with the reason."""
        try:
            event = Event.from_ical(component.text)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise _refused(component, Reason.BROKEN, str(error)) from error
        if not isinstance(event, Event):
            raise _refused(component, Reason.BROKEN, component.name)
        return self._plain(component, event)

    def _plain(self, component: Component, event: Event) -> PlainEvent:
        title = shorten(_text(event, "SUMMARY"), _TITLE_LENGTH)
        entry = _first(event.get("DTSTART"))
        value = _value(entry)
        if not isinstance(value, date):
            broken = _raw(component, "DTSTART")
            raise _refused(component, Reason.NOT_A_DATE if broken else Reason.NO_START, broken or title)
        for name in _TIMED:
            if any(isinstance(part, vBroken) for part in _all(event.get(name))):
                raise _refused(component, Reason.BROKEN, f"{name} {_raw(component, name)}")
        zone = self._zone(component, entry, value)
        start = _moment(value, zone)
        if start.wall.year not in _YEARS:
            raise _refused(component, Reason.OUT_OF_RANGE, str(start.wall.date()))
        length = self._length(component, event, start, zone)
        replaced = _first(event.get("RECURRENCE-ID"))
        return PlainEvent(
            line=component.line,
            uid=_text(event, "UID").strip(),
            title=title,
            note=_note(event),
            guest=_guest(event),
            zone=zone,
            start=start,
            length=length,
            rule=_raw(component, "RRULE"),
            added=tuple(self._moments(event.get("RDATE"), zone)),
            excepted=tuple(self._moments(event.get("EXDATE"), zone)),
            replaces=next(iter(self._moments(replaced, zone)), None),
            and_later=_and_later(replaced),
            sequence=_number(event.get("SEQUENCE")),
            cancelled=_text(event, "STATUS").strip().upper() == "CANCELLED",
            free=_text(event, "TRANSP").strip().upper() == "TRANSPARENT",
        )

    def _zone(self, component: Component, entry: Any, value: date) -> tzinfo:
        if not isinstance(value, datetime):
            return self._zones.home
        tzid = str(entry.params.get("TZID", ""))
        if tzid:
            zone = self._zones.find(tzid)
            if zone is None:
                raise _refused(component, Reason.UNKNOWN_ZONE, tzid)
            return zone
        return UTC if value.tzinfo is not None else self._zones.home

    def _length(self, component: Component, event: Event, start: Moment, zone: tzinfo) -> timedelta:
        duration = _value(_first(event.get("DURATION")))
        end = next(iter(self._moments(event.get("DTEND"), zone)), None)
        if end is not None:
            length = end.wall - start.wall
            if not start.whole_day:
                instants = (moment.wall.replace(tzinfo=zone).astimezone(UTC) for moment in (start, end))
                first, last = instants
                length = last - first
        elif isinstance(duration, timedelta):
            length = duration
        else:
            length = timedelta(days=1) if start.whole_day else timedelta()
        if length < timedelta() or length > timedelta(days=3_660):
            reason = Reason.ENDS_FIRST if length < timedelta() else Reason.OUT_OF_RANGE
            raise _refused(component, reason, _raw(component, "DTEND") or _raw(component, "DURATION") or "")
        return length

    def _moments(self, entries: Any, zone: tzinfo) -> Iterable[Moment]:
        """Every date or time of a property that may stand several times with several values each."""
        for entry in _all(entries):
            tzid = str(entry.params.get("TZID", ""))
            own = self._zones.find(tzid) if tzid else None
            values = [item.dt for item in entry.dts] if isinstance(entry, vDDDLists) else [_value(entry)]
            for value in values:
                if isinstance(value, tuple):
                    value = value[0]  # a PERIOD: its start is what happens
                if isinstance(value, date) and value.year in _YEARS:
                    yield _moment(value, zone, own)


def _moment(value: date, zone: tzinfo, own: tzinfo | None = None) -> Moment:
    if not isinstance(value, datetime):
        return Moment(datetime.combine(value, time()), whole_day=True)
    source = own or value.tzinfo
    if source is not None and source is not zone:
        value = value.replace(tzinfo=source).astimezone(zone)
    return Moment(value.replace(tzinfo=None), whole_day=False)


def _value(entry: Any) -> Any:
    """The date, time or length of a property; None where it is missing or can't be read."""
    return None if isinstance(entry, vBroken) else getattr(entry, "dt", None)


def _all(entries: Any) -> list[Any]:
    if entries is None:
        return []
    return entries if isinstance(entries, list) else [entries]


def _first(entries: Any) -> Any:
    return next(iter(_all(entries)), None)


def _raw(component: Component, name: str) -> str | None:
    """A property's text as it stands in the file."""
    return next((line.partition(":")[2] for line in component.lines if property_name(line) == name), None)


def _text(event: Event, name: str) -> str:
    value = _first(event.get(name))
    return "" if value is None else str(value).replace("\x00", "")


def _note(event: Event) -> str:
    parts = (_text(event, "LOCATION").strip(), _text(event, "DESCRIPTION").strip())
    return "\n".join(part for part in parts if part)[:_NOTE_LENGTH]


def _guest(event: Event) -> str | None:
    """Whom the event is with, where it names somebody."""
    for attendee in _all(event.get("ATTENDEE")):
        name = str(attendee.params.get("CN", "")).strip()
        if name:
            return shorten(name, _NAME_LENGTH)
    return None


def _and_later(replaced: Any) -> bool:
    return replaced is not None and str(replaced.params.get("RANGE", "")).upper() == "THISANDFUTURE"


def _number(value: Any) -> int:
    try:
        return int(value) if value is not None and not isinstance(value, list) else 0
    except (TypeError, ValueError):
        return 0


def _refused(component: Component, reason: Reason, text: str) -> RefusedEventError:
    return RefusedEventError(Refusal(component.line, reason, shorten(text)))
