"""The town's post: who wants news, what was announced, and reminders of what is coming up."""

from datetime import timedelta
from typing import Any, Final

from backend_stub.db.tables import Announcement, Booking, Person, Reminder, Subscriber
from backend_stub.demo.rows import Rows
from backend_stub.demo.town import Town
from contracts.notices import REMINDER_MINUTES
from contracts.vocabulary import BookingStatus

_SUBSCRIBERS: Final = 24
# Subject, text, for whom, state, days ago.
_ANNOUNCEMENTS: Final = (
    ("Welcome to Doorstep", "Doorstep is open.\n\nFind who helps at home, near you.", "all", "sent", 60),
    ("Autumn cleaning", "Windows and gutters, before the leaves fall.", "customers", "sent", 20),
    ("Winter hours", "Most vendors begin at nine from December on.", "all", "draft", 1),
)


def deliver(rows: Rows, town: Town) -> None:
    """Subscribers among the town's people, announcements, reminders."""
    people = rows.of(Person)[:_SUBSCRIBERS]
    for number, person in enumerate(people):
        since = town.now - timedelta(days=70 - number)
        state = ("active", "active", "active", "pending", "active", "ended")[number % 6]
        rows.add(
            Subscriber,
            id=town.dice.ident_at(since),
            email=person["email"],
            language="en",
            state=state,
            asked_from="",
            asked_at=since,
            mailed_at=since,
            confirmed_at=None if state == "pending" else since,
            ended_at=town.now if state == "ended" else None,
            created_at=since,
        )
    author = next(person["id"] for person in rows.of(Person) if person["email"] == "admin@demo.test")
    for subject, body, segment, state, days in _ANNOUNCEMENTS:
        at = town.now - timedelta(days=days)
        is_sent = state == "sent"
        reached = 16 if is_sent else 0
        values: dict[str, Any] = {"recipients": reached, "sent": reached, "failed": 0, "reached": None}
        rows.add(
            Announcement,
            id=town.dice.ident_at(at),
            version=1,
            subject=subject,
            body=body,
            segment=segment,
            segment_value=None,
            state=state,
            send_at=at if is_sent else None,
            started_at=at if is_sent else None,
            finished_at=at if is_sent else None,
            created_by=author,
            created_at=at,
            updated_at=at,
            **values,
        )
    for booking in rows.of(Booking):
        if booking["status"] != BookingStatus.CONFIRMED or booking["customer_id"] is None:
            continue
        for minutes in REMINDER_MINUTES:
            fire_at = booking["starts_at"] - timedelta(minutes=minutes)
            if fire_at > town.now:
                rows.add(
                    Reminder,
                    booking_id=booking["id"],
                    person_id=booking["customer_id"],
                    starts_at=booking["starts_at"],
                    minutes=minutes,
                    fire_at=fire_at,
                    state="waiting",
                )
