"""Puts the day's figures together."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from backend_stub.features.overview import repository
from backend_stub.features.overview.repository import Made
from backend_stub.security.context import ReadingContext
from contracts.permissions import Permission
from contracts.vocabulary import BookingAction, BookingStatus, Pile
from contracts.wire import rfc3339

_CURRENCY: Final = "EUR"
_SHOWN: Final = 12
_SOON: Final = timedelta(hours=1)
_EVENTS: Final = {
    None: "booking.requested",
    str(BookingAction.ACCEPT): "booking.accepted",
    str(BookingAction.DECLINE): "booking.declined",
    str(BookingAction.CANCEL): "booking.cancelled",
    str(BookingAction.START): "booking.started",
    str(BookingAction.COMPLETE): "booking.completed",
    str(BookingAction.NO_SHOW): "booking.no_show",
    str(BookingAction.RESCHEDULE): "booking.rescheduled",
}


class OverviewService:
    """Today beside the same day of last week; a day is one of the zone asked for."""

    def __init__(self, connected: Callable[[], int]) -> None:
        self._connected = connected

    async def read(self, reading: ReadingContext, zone: str) -> dict[str, Any]:
        """`contracts.people.OverviewOut`."""
        reading.caller.require(Permission.OVERVIEW_VIEW)
        session, now = reading.session, reading.now
        local = now.astimezone(ZoneInfo(zone))
        midnight = datetime.combine(local.date(), time(), local.tzinfo)
        begun = datetime.combine(local.date() - timedelta(days=7), time(), local.tzinfo)
        so_far = begun + (now - midnight)
        whole = begun + timedelta(days=1)
        today = await repository.made(session, midnight, now + timedelta(seconds=1))
        last_week = await repository.made(session, begun, so_far)
        whole_last_week = await repository.made(session, begun, whole)
        return {
            "at": rfc3339(now),
            "zone": zone,
            "made_today": today.count,
            "made_last_week": last_week.count,
            "booked_value": _money(today.value),
            "booked_value_last_week": _money(last_week.value),
            "cancelled_today": await repository.cancelled(session, midnight, now + timedelta(seconds=1)),
            "cancelled_last_week": await repository.cancelled(session, begun, so_far),
            "overlaps": await repository.overlaps(session),
            "overlaps_refused": await repository.refused(session, midnight),
            "by_hour": _by_hour(today, whole_last_week),
            "waiting": await self._waiting(reading),
            "happening": [_happening(row) for row in await repository.latest(session, _SHOWN)],
            "connected_clients": self._connected(),
        }

    async def _waiting(self, reading: ReadingContext) -> list[dict[str, Any]]:
        requests = await repository.waiting(reading.session, BookingStatus.REQUESTED, None)
        late = await repository.waiting(reading.session, BookingStatus.CONFIRMED, reading.now)
        running = reading.now - timedelta(hours=12)
        unfinished = await repository.waiting(reading.session, BookingStatus.IN_PROGRESS, running)
        lapsing = await repository.lapsing(reading.session, reading.now + _SOON)
        piles = {
            Pile.LATE: late,
            Pile.LAPSING: lapsing,
            Pile.REQUESTS: requests,
            Pile.UNFINISHED: unfinished,
            Pile.SUSPENDED: (await repository.suspended(reading.session), None),
        }
        return [
            {"kind": str(kind), "count": count, "oldest_at": None if oldest is None else rfc3339(oldest)}
            for kind, (count, oldest) in piles.items()
        ]


def _by_hour(today: Made, last_week: Made) -> list[dict[str, int]]:
    return [
        {"hour": hour, "today": today.by_hour.get(hour, 0), "last_week": last_week.by_hour.get(hour, 0)}
        for hour in range(24)
    ]


def _money(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": _CURRENCY}


def _happening(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    event = _EVENTS[row.action]
    if row.action is None and row.status != BookingStatus.REQUESTED:
        # Lapsed by the clock, or written down as agreed.
        event = "booking.expired" if row.status == BookingStatus.EXPIRED else "booking.accepted"
    return {
        "at": rfc3339(row.updated_at),
        "event": event,
        "title": row.listing_title,
        "detail": f"{row.customer_name or row.guest_name}, {row.vendor_name}",
        "amount": {"amount": row.price_amount, "currency": row.price_currency},
        "booking_id": str(row.id),
    }
