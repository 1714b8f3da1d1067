"""A calendar file (RFC 5545) as event rows, each occurrence of a repeating event one row."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from imports.event import EventReader, Moment, PlainEvent, RefusedEventError
from imports.lines import CalendarLines
from imports.recurrence import BadRuleError, TooOftenError, Window, endless, occurrences, read_rule
from imports.rows import (
    EventRow,
    FileProblem,
    Reading,
    Reason,
    Refusal,
    UnreadableFileError,
    Watch,
    content_key,
    shorten,
    source_key,
)
from imports.zones import Zones

ROW_LIMIT = 20_000
WINDOW_DAYS = 400
_STRIDE = 25


def read_calendar(data: bytes, home: ZoneInfo, now: datetime, watch: Watch) -> Reading:
    """The events of a calendar file.

    `home` is the zone of floating times and whole days. Single events come whenever they are; repeating ones
    from the start of today to 400 days on. Raises `UnreadableFileError`, or what `watch` raises.
    """
    watch(0.0)
    lines = CalendarLines(data)
    if not lines.events and not lines.refusals:
        raise UnreadableFileError(FileProblem.NO_EVENTS)
    today = datetime.combine(now.astimezone(home).date(), time())
    reader = EventReader(Zones(lines.zones, home))
    refusals = list(lines.refusals)
    events: list[PlainEvent] = []
    for count, component in enumerate(lines.events):
        if count % _STRIDE == 0:
            watch(0.05 + 0.75 * count / len(lines.events))
        try:
            events.append(reader.read(component))
        except RefusedEventError as refused:
            refusals.append(refused.refusal)
    unfolding = _Unfolding(Window(today, today + timedelta(days=WINDOW_DAYS)), Zones([], home), refusals)
    rows = unfolding.rows(_newest(events, refusals), watch)
    refusals.sort(key=lambda refusal: refusal.line)
    watch(1.0)
    return Reading(tuple(rows), tuple(refusals), lines.encoding, unfolding.cut_series)


def _newest(events: list[PlainEvent], refusals: list[Refusal]) -> list[PlainEvent]:
    """One event per UID and occurrence: the one with the highest SEQUENCE, of equals the later."""
    best: dict[tuple[str, Moment | None], PlainEvent] = {}
    for event in events:
        identity = (event.uid or _nameless(event), event.replaces)
        other = best.get(identity)
        if other is not None and other.sequence > event.sequence:
            event, other = other, event
        if other is not None:
            refusals.append(Refusal(other.line, Reason.DUPLICATE, other.title))
        best[identity] = event
    return sorted(best.values(), key=lambda event: event.line)


def _nameless(event: PlainEvent) -> str:
    return content_key("event", event.title, event.start.wall.isoformat(), str(event.length))


class _Unfolding:
    """Turns events with rules and exceptions into rows."""

    def __init__(self, window: Window, zones: Zones, refusals: list[Refusal]) -> None:
        self.cut_series = 0
        self._window = window
        self._zones = zones
        self._refusals = refusals

    def rows(self, events: list[PlainEvent], watch: Watch) -> list[EventRow]:
        changed: dict[str, list[PlainEvent]] = {}
        for event in events:
            if event.replaces is not None:
                changed.setdefault(event.uid, []).append(event)
        rows: list[EventRow] = []
        for count, event in enumerate(events):
            if count % _STRIDE == 0:
                watch(0.8 + 0.2 * count / len(events))
            if event.cancelled:
                self._refuse(event, Reason.CANCELLED)
                continue
            rows.extend(self._occurrences(event, changed.get(event.uid, [])))
            if len(rows) > ROW_LIMIT:
                self._refuse(event, Reason.TOO_MANY)
                break
        return rows[:ROW_LIMIT]

    def _occurrences(self, event: PlainEvent, changed: list[PlainEvent]) -> Iterator[EventRow]:
        if event.replaces is not None:
            yield self._row(event, event.start.wall, _identity(event, event.replaces))
        elif event.rule is None and not event.added:
            yield self._row(event, event.start.wall, None)
        else:
            try:
                yield from list(self._series(event, changed))
            except BadRuleError:
                self._refuse(event, Reason.UNREADABLE_RULE, event.rule or "")
            except TooOftenError:
                self._refuse(event, Reason.TOO_OFTEN, event.rule or "")

    def _series(self, event: PlainEvent, changed: list[PlainEvent]) -> Iterator[EventRow]:
        later = {other.replaced_in(event.zone): other for other in changed if other.and_later}
        gone = {other.replaced_in(event.zone) for other in changed}
        gone.update(moment.wall for moment in event.excepted if not moment.whole_day or event.start.whole_day)
        days = {moment.wall.date() for moment in event.excepted if moment.whole_day}
        reach = self._reach(event)
        for wall in sorted(self._walls(event)):
            if wall in gone or wall.date() in days or not reach.start <= wall < reach.end:
                continue
            identity = _identity(event, Moment(wall, event.start.whole_day))
            since = max((start for start in later if start <= wall), default=None)
            if since is None:
                yield self._row(event, wall, identity)
            elif not later[since].cancelled:
                yield self._row(later[since], wall + (later[since].start.wall - since), identity)

    def _walls(self, event: PlainEvent) -> set[datetime]:
        """Every time that the event itself says; DTSTART is the first, also where its rule misses it."""
        walls = {event.start.wall, *(moment.wall for moment in event.added)}
        if event.rule is not None:
            parts = read_rule(event.rule)
            self.cut_series += endless(parts)
            until = _until(event, parts.get("UNTIL"))
            walls.update(occurrences(parts, event.start.wall, until, self._reach(event)))
        return walls

    def _reach(self, event: PlainEvent) -> Window:
        """The window, earlier by the event's length: what began yesterday may still go on."""
        return Window(self._window.start - event.length, self._window.end)

    def _row(self, event: PlainEvent, wall: datetime, identity: str | None) -> EventRow:
        starts_at, ends_at = event.instant(wall), event.instant(wall) + event.length
        if event.start.whole_day:
            ends_at = event.instant(wall + event.length)
        uid = event.uid or _nameless(event)
        return EventRow(
            line=event.line,
            key=source_key("ics", uid) if identity is None else source_key("ics", uid, identity),
            title=event.title,
            starts_at=starts_at.replace(second=0, microsecond=0),
            ends_at=ends_at.replace(second=0, microsecond=0),
            zone=self._zones.name(event.zone),
            all_day=event.start.whole_day,
            note=event.note,
            guest=event.guest,
            free=event.free,
            repeats=identity is not None,
        )

    def _refuse(self, event: PlainEvent, reason: Reason, text: str = "") -> None:
        self._refusals.append(Refusal(event.line, reason, shorten(text or event.title)))


def _identity(event: PlainEvent, moment: Moment) -> str:
    """Names one occurrence of a series the same, from whichever zone it is looked at."""
    return f"{moment.wall:%Y%m%d}" if moment.whole_day else f"{event.instant(moment.wall):%Y%m%dT%H%M%SZ}"


def _until(event: PlainEvent, text: str | None) -> datetime | None:
    """A rule's UNTIL as the event's wall time; a date alone holds to the end of its day."""
    if text is None:
        return None
    try:
        if len(text) == len("YYYYMMDD"):
            day = datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - a day alone has no zone
            return datetime.combine(day, time(23, 59, 59))
        wall = datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007 - a zone follows
    except ValueError as error:
        raise BadRuleError(text) from error
    if event.start.whole_day:
        return datetime.combine(wall.date(), time(23, 59, 59))
    if not text.endswith("Z"):
        return wall
    return wall.replace(tzinfo=UTC).astimezone(event.zone).replace(tzinfo=None)
