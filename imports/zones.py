"""Which zone a TZID means: an IANA name, a Windows name, or the file's own VTIMEZONE."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from imports.lines import Component, property_name

_RULES_LIMIT = 200


def find_zone(name: str) -> ZoneInfo | None:
    """The IANA zone of that name, also behind a path such as `/mozilla.org/20050126_1/Europe/Berlin`."""
    parts = name.strip().strip('"').split("/")
    for length in (len(parts), 3, 2):
        candidate = "/".join(parts[-length:]) if length <= len(parts) else ""
        if not candidate or len(candidate) > 64:
            continue
        try:
            return ZoneInfo(candidate)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None


class Zones:
    """Looks a calendar's TZIDs up; `home` is the zone of floating times."""

    def __init__(self, components: list[Component], home: ZoneInfo) -> None:
        self.home = home
        self._components = {_tzid(component): component for component in components}
        self._known: dict[str, tzinfo | None] = {}

    def find(self, tzid: str) -> tzinfo | None:
        """The zone that `tzid` names, or None."""
        if tzid not in self._known:
            self._known[tzid] = self._find(tzid)
        return self._known[tzid]

    def name(self, zone: tzinfo) -> str:
        """The IANA name to keep beside an instant; a zone of the file's own is shown in `home`."""
        if isinstance(zone, ZoneInfo) and zone.key:
            return zone.key
        return "UTC" if zone is UTC else self.home.key

    def _find(self, tzid: str) -> tzinfo | None:
        known = find_zone(tzid) or find_zone(WINDOWS_TO_OLSON.get(tzid.strip().strip('"'), ""))
        if known is not None:
            return known
        component = self._components.get(tzid)
        return _own_zone(component) if component is not None else None


def _tzid(component: Component) -> str:
    line = next((line for line in component.lines if property_name(line) == "TZID"), "")
    return line.partition(":")[2].strip()


def _own_zone(component: Component) -> tzinfo | None:
    """The zone a VTIMEZONE describes. Only yearly rules are followed: nothing else moves a clock."""
    rules = [line.upper() for line in component.lines if property_name(line) == "RRULE"]
    if len(rules) > _RULES_LIMIT or any("FREQ=YEARLY" not in rule for rule in rules):
        return None
    if any(part in rule for rule in rules for part in ("BYHOUR", "BYMINUTE", "BYSECOND", "BYYEARDAY")):
        return None
    try:
        parsed = Timezone.from_ical(component.text)
        if not isinstance(parsed, Timezone):
            return None
        zone = parsed.to_tz(lookup_tzid=False)
        zone.utcoffset(datetime(2026, 7, 1))  # noqa: DTZ001 - a wall time is what a zone is asked about
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError):
        return None
    return zone if isinstance(zone, tzinfo) else None
