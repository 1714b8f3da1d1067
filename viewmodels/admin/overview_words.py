"""The server's figures in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts.vocabulary import Pile
from viewmodels.admin.overview_rows import FigureRow, HappeningRow, HourChart, HourRow, WaitingRow
from viewmodels.format import Format
from viewmodels.text import Texts

_WAITING: dict[str, tuple[str, str, str, str]] = {
    Pile.LATE: ("alarm-clock", "admin.bookings", "late", "bad"),
    Pile.LAPSING: ("timer", "admin.bookings", "waiting", "warn"),
    Pile.REQUESTS: ("hourglass", "admin.bookings", "waiting", "soft"),
    Pile.UNFINISHED: ("circle-play", "admin.bookings", "all", "soft"),
    Pile.SUSPENDED: ("user-x", "admin.people", "suspended", "soft"),
}
"""Icon, the page and its tab where it is done, tone."""

_UNKNOWN_WAITING = ("inbox", "admin.overview", "", "soft")
_MORE, _LESS = "arrow-up", "arrow-down"

Body = Mapping[str, Any]


class OverviewWords:
    """Turns `contracts.people.OverviewOut` documents into rows."""

    def __init__(self, texts: Texts, formats: Format) -> None:
        self._texts, self._format = texts, formats

    def figures(self, body: Body) -> tuple[FigureRow, ...]:
        """The four figures, each against the same day of last week."""
        day = self._format.weekday_long(body["at"], body["zone"])
        value = body["booked_value"]
        made = int(body["made_today"])
        each = {**value, "amount": round(value["amount"] / made)} if made else None
        share = int(body["cancelled_today"]) / made if made else 0.0
        return (
            self._counted(
                "made", made, int(body["made_last_week"]), self._texts("admin.figure.than", day=day)
            ),
            self._valued(
                value["amount"],
                body["booked_value_last_week"]["amount"],
                self._format.money(value),
                self._texts("admin.figure.each", price=self._format.money(each)) if each else "",
            ),
            self._counted(
                "cancelled",
                int(body["cancelled_today"]),
                int(body["cancelled_last_week"]),
                self._texts("admin.figure.cancelled_share", share=self._format.percent(share)),
                more_is_good=False,
            ),
            FigureRow(
                "overlaps",
                self._texts("admin.figure.overlaps"),
                self._format.number(body["overlaps"]),
                detail=self._texts.count("admin.figure.refused", int(body["overlaps_refused"])),
                tone="bad" if body["overlaps"] else "soft",
            ),
        )

    def _counted(
        self, id: str, now: int, before: int, detail: str, *, more_is_good: bool = True
    ) -> FigureRow:
        moved = now - before
        return FigureRow(
            id,
            self._texts(f"admin.figure.{id}"),
            self._format.number(now),
            change=self._texts(f"admin.figure.{'more' if moved > 0 else 'less'}", count=abs(moved))
            if moved
            else "",
            detail=detail,
            icon=_direction(moved),
            tone=_tone(moved, more_is_good=more_is_good),
        )

    def _valued(self, now: int, before: int, shown: str, detail: str) -> FigureRow:
        moved = now - before
        change = self._format.percent(abs(moved) / before) if before and moved else ""
        key = "more" if moved > 0 else "less"
        return FigureRow(
            "value",
            self._texts("admin.figure.value"),
            shown,
            change=self._texts(f"admin.figure.{key}", count=change) if change else "",
            detail=detail,
            icon=_direction(moved) if change else "",
            tone=_tone(moved, more_is_good=True),
        )

    def chart(self, body: Body) -> HourChart:
        """Bars by the hour; hours that have not begun carry no bar of today."""
        running = self._format.local(body["at"], body["zone"]).hour
        hours = tuple(
            HourRow(
                hour=item["hour"],
                label=f"{item['hour']:02}",
                today=item["today"] if item["hour"] <= running else None,
                last_week=item["last_week"],
                running=item["hour"] == running,
            )
            for item in body["by_hour"]
        )
        busiest = max(hours, key=lambda hour: hour.today or 0, default=None)
        day = self._format.weekday_long(body["at"], body["zone"])
        return HourChart(
            hours,
            today=self._texts("admin.chart.today"),
            last_week=self._texts("admin.chart.last_week", day=day),
            spoken=self._texts(
                "admin.chart.spoken",
                total=body["made_today"],
                busiest=f"{busiest.label}:00" if busiest else "",
                last_week=body["made_last_week"],
            ),
        )

    def waiting(self, item: Body) -> WaitingRow:
        """A pile of work and the age of its oldest piece."""
        kind = str(item["kind"])
        icon, route, tab, tone = _WAITING.get(kind, _UNKNOWN_WAITING)
        title, detail = f"admin.waiting.{kind}", f"admin.waiting.{kind}.detail"
        oldest = item["oldest_at"]
        return WaitingRow(
            id=kind,
            icon=icon,
            count=self._format.number(item["count"]),
            title=self._texts(title) if self._texts.has(title) else kind,
            detail=self._texts(detail) if self._texts.has(detail) else "",
            age=self._format.age(oldest) if oldest else "",
            route=route,
            tab=tab,
            tone=tone if item["count"] else "soft",
        )

    def happening(self, place: int, item: Body) -> HappeningRow:
        """One line of the live list; an event that we have no words for shows the server's title."""
        key = f"admin.happening.{item['event']}"
        title = self._texts(key, title=item["title"]) if self._texts.has(key) else item["title"]
        amount = item["amount"]
        return HappeningRow(
            id=f"{item['at']} {place}",
            time=self._format.time(item["at"]),
            title=title,
            detail=item["detail"],
            amount=self._format.money(amount) if amount else "",
            booking_id=item.get("booking_id") or "",
        )


def _direction(moved: int) -> str:
    return "" if not moved else _MORE if moved > 0 else _LESS


def _tone(moved: int, *, more_is_good: bool) -> str:
    if not moved:
        return "soft"
    return "good" if (moved > 0) == more_is_good else "bad"
