"""Money, times, durations and distances as people read them.

Instants come as RFC 3339 texts (as rows hold them) or aware datetimes. A zone's offset is asked of `zoneinfo`
for each instant, and differences are taken between instants, so nothing is an hour off where clocks change.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale

from client.clock import Clock
from viewmodels.text import Texts

LOCALES = {"en": "en_GB", "de": "de_DE", "fr": "fr_FR", "tr": "tr_TR", "pl": "pl_PL", "pt": "pt_PT"}
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "PLN": "zł", "TRY": "₺", "CHF": "CHF", "JPY": "¥"}
# ISO 4217 minor units where they are not two digits.
MINOR_DIGITS = dict.fromkeys(("JPY", "KRW", "ISK", "CLP", "VND"), 0) | dict.fromkeys(("KWD", "BHD", "TND"), 3)

_HOUR, _DAY = 60, 24 * 60
_WEEK = 7
_KILOMETRE, _FAR = 1000, 10_000

Instant = str | datetime


@lru_cache(maxsize=4096)
def _parsed(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def to_instant(value: Instant) -> datetime:
    """The instant in UTC; a text is RFC 3339."""
    return _parsed(value) if isinstance(value, str) else value.astimezone(UTC)


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """The zone with this IANA name; an unknown one raises ZoneInfoNotFoundError."""
    return ZoneInfo(name)


class Format:
    """Formats in one language; `zone` is where the reader is, other zones are named by argument."""

    def __init__(self, texts: Texts, clock: Clock, zone: str = "UTC") -> None:
        self.texts = texts
        self.zone = zone
        self._clock = clock
        self._locale = QLocale(LOCALES[texts.language])

    # Money and numbers.

    def money(self, price: Mapping[str, Any]) -> str:
        """`{"amount": 6400, "currency": "EUR"}` as €64.00; a minus is an en dash."""
        amount, currency = int(price["amount"]), str(price["currency"])
        digits = MINOR_DIGITS.get(currency, 2)
        text = self._locale.toCurrencyString(
            abs(amount) / 10**digits, SYMBOLS.get(currency, f"{currency} "), digits
        )
        return f"–{text}" if amount < 0 else text

    def money_short(self, price: Mapping[str, Any]) -> str:
        """The same without minor units where they are zero: €20 for a bound, never for what is charged."""
        amount, currency = int(price["amount"]), str(price["currency"])
        unit = 10 ** MINOR_DIGITS.get(currency, 2)
        if amount % unit:
            return self.money(price)
        text = self._locale.toCurrencyString(abs(amount) // unit, SYMBOLS.get(currency, f"{currency} "))
        return f"–{text}" if amount < 0 else text

    def number(self, value: int) -> str:
        """A whole number with the language's grouping; a minus is an en dash."""
        text = self._locale.toString(abs(value))
        return f"–{text}" if value < 0 else text

    def decimal(self, value: float, digits: int = 1) -> str:
        """A number with so many decimals, such as a rating."""
        return self._locale.toString(value, "f", digits)

    def percent(self, share: float) -> str:
        """A share (0.061) as `6.1%`."""
        return f"{self.decimal(share * 100)}{self._locale.percent()}"

    def distance(self, metres: int) -> str:
        """Metres in steps of 10, then kilometres."""
        if metres < _KILOMETRE:
            return self.texts("format.metres", count=round(metres, -1))
        whole = metres >= _FAR or metres % _KILOMETRE == 0
        digits = 0 if whole else 1
        return self.texts("format.kilometres", count=self.decimal(metres / _KILOMETRE, digits))

    def duration(self, minutes: int) -> str:
        """`45 min`, `2 h`, `1 h 30`."""
        hours, rest = divmod(minutes, _HOUR)
        if not hours:
            return self.texts("format.minutes", count=minutes)
        if not rest:
            return self.texts("format.hours", count=hours)
        return self.texts("format.hours_minutes", hours=hours, minutes=f"{rest:02}")

    # Days and times.

    def now(self) -> datetime:
        """The instant now, in UTC."""
        return self._clock.now()

    def local(self, instant: Instant, zone: str = "") -> datetime:
        """The instant on the clock of a zone."""
        return to_instant(instant).astimezone(zone_of(zone or self.zone))

    def today(self, zone: str = "") -> date:
        """Today's date there."""
        return self.local(self.now(), zone).date()

    def time(self, instant: Instant, zone: str = "") -> str:
        """`09:30`."""
        return self.local(instant, zone).strftime("%H:%M")

    def times(self, start: Instant, end: Instant, zone: str = "") -> str:
        """`09:30 – 11:00`."""
        return f"{self.time(start, zone)} – {self.time(end, zone)}"

    def day(self, instant: Instant | date, zone: str = "") -> str:
        """`Tue 24 Nov`, with the year where it is another."""
        day = self._date(instant, zone)
        key = "format.day" if day.year == self.today(zone).year else "format.day.year"
        return self._pattern(day, key)

    def day_short(self, instant: Instant | date, zone: str = "") -> str:
        """`24 Nov`."""
        return self._pattern(self._date(instant, zone), "format.day.short")

    def since_day(self, instant: Instant | date, zone: str = "") -> str:
        """`24 Nov`, with the year where it is another: a day so far back that its weekday says nothing."""
        day = self._date(instant, zone)
        key = "format.day.short" if day.year == self.today(zone).year else "format.day.short.year"
        return self._pattern(day, key)

    def day_long(self, instant: Instant | date, zone: str = "") -> str:
        """`Sunday, 22 November`."""
        return self._pattern(self._date(instant, zone), "format.day.long")

    def near_day(self, instant: Instant | date, zone: str = "") -> str:
        """`today`, `tomorrow`, `yesterday`, otherwise the short day."""
        day = self._date(instant, zone)
        word = {0: "format.today", 1: "format.tomorrow", -1: "format.yesterday"}.get(
            (day - self.today(zone)).days
        )
        return self.texts(word) if word else self.day(day, zone)

    def day_time(self, instant: Instant, zone: str = "") -> str:
        """`today 13:00`, `Tue 24 Nov, 10:00`."""
        day, near = self._date(instant, zone), self.near_day(instant, zone)
        key = "format.day_time" if near == self.day(day, zone) else "format.near_day_time"
        return self.texts(key, day=near, time=self.time(instant, zone))

    def near_time(self, instant: Instant, zone: str = "") -> str:
        """`13:00` where it is today, else as `day_time`."""
        today = self._is_today(instant, zone)
        return self.time(instant, zone) if today else self.day_time(instant, zone)

    def weekday_time(self, instant: Instant, zone: str = "") -> str:
        """`today 13:00`, `Mon 08:00` within the week, `1 Dec, 08:00` after it: short enough for a chip."""
        day = self._date(instant, zone)
        ahead = (day - self.today(zone)).days
        if ahead == 0:
            name, key = self.texts("format.today"), "format.near_day_time"
        elif 0 < ahead < _WEEK:
            name, key = self.weekday(day), "format.near_day_time"
        else:
            name, key = self._pattern(day, "format.day.short"), "format.day_time"
        return self.texts(key, day=name, time=self.time(instant, zone))

    def month(self, day: date) -> str:
        """`November 2026`."""
        return self._pattern(day, "format.month")

    def weekday(self, day: date) -> str:
        """`Tue`."""
        return self._pattern(day, "format.weekday")

    def weekday_long(self, instant: Instant | date, zone: str = "") -> str:
        """`Tuesday`."""
        return self._pattern(self._date(instant, zone), "format.weekday.long")

    def age(self, instant: Instant) -> str:
        """How long ago, without words around it: `12 min`, `4 h 12`, `2 days`; never negative."""
        minutes = max(0, int((self.now() - to_instant(instant)).total_seconds()) // 60)
        return self.duration(minutes) if minutes < _DAY else self.texts.count("format.days", minutes // _DAY)

    def since(self, instant: Instant, zone: str = "") -> str:
        """`11:34` for today, with the day before."""
        return self.time(instant, zone) if self._is_today(instant, zone) else self.day_time(instant, zone)

    def relative(self, instant: Instant) -> str:
        """`now`, `5 min ago`, `in 2 h`, `3 days ago`."""
        away = to_instant(instant) - self.now()
        past, size = away < timedelta(0), abs(away)
        minutes = int(size.total_seconds()) // 60
        if minutes == 0:
            return self.texts("format.now")
        if minutes < _DAY:
            text = self.duration(minutes if minutes < _HOUR else minutes // _HOUR * _HOUR)
        else:
            text = self.texts.count("format.days", minutes // _DAY)
        return self.texts("format.ago" if past else "format.in", span=text)

    def zone_offset(self, instant: Instant, zone: str) -> str:
        """A zone's name then, such as `CET`; where it has none, its offset."""
        return self.local(instant, zone).strftime("%Z")

    def zone_city(self, zone: str) -> str:
        """`Berlin` of `Europe/Berlin`."""
        return zone.rpartition("/")[2].replace("_", " ")

    def zone_difference(self, instant: Instant, zone: str) -> str:
        """How that zone's clock stands to the reader's then: `1 h earlier`, `5 h 30 later`."""
        here, there = self.local(instant).utcoffset(), self.local(instant, zone).utcoffset()
        minutes = int(((there or timedelta(0)) - (here or timedelta(0))).total_seconds()) // 60
        return self.texts(
            "format.earlier" if minutes < 0 else "format.later", span=self.duration(abs(minutes))
        )

    def same_clock(self, instant: Instant, zone: str) -> bool:
        """Whether the reader's clock shows the same then, so that no zone need be named."""
        return self.local(instant).utcoffset() == self.local(instant, zone).utcoffset()

    def _is_today(self, instant: Instant, zone: str) -> bool:
        return self.local(instant, zone).date() == self.today(zone)

    def _date(self, instant: Instant | date, zone: str) -> date:
        if isinstance(instant, date) and not isinstance(instant, datetime):
            return instant
        return self.local(instant, zone).date()

    def _pattern(self, day: date, key: str) -> str:
        return self._locale.toString(QDate(day.year, day.month, day.day), self.texts(key))
