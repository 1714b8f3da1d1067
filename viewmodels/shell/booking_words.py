"""A booking in words and tones, alike on every screen."""

from __future__ import annotations

from contracts.rows import BookingDoc
from contracts.vocabulary import BookingStatus
from viewmodels.format import Format
from viewmodels.shell.rows import Tone
from viewmodels.text import Texts

TONES: dict[str, Tone] = {
    BookingStatus.REQUESTED: Tone.WARN,
    BookingStatus.CONFIRMED: Tone.ACCENT,
    BookingStatus.IN_PROGRESS: Tone.INFO,
    BookingStatus.COMPLETED: Tone.GOOD,
    BookingStatus.DECLINED: Tone.BAD,
    BookingStatus.CANCELLED: Tone.PLAIN,
    BookingStatus.NO_SHOW: Tone.BAD,
    BookingStatus.EXPIRED: Tone.PLAIN,
}


def who_of(booking: BookingDoc, texts: Texts) -> str:
    """The customer's or the guest's name."""
    if booking["customer"] is not None:
        return booking["customer"]["name"]
    if booking["guest"] is not None:
        return booking["guest"]["name"]
    return texts("shell.guest")


def initials_of(name: str) -> str:
    """First letters of the first and the last word, such as RM."""
    words = name.split()
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def tint_of(id: str) -> int:
    """One of five tints, the same for one id at all times."""
    return sum(id.encode()) % 5


def about_booking(booking: BookingDoc, formats: Format) -> str:
    """`Tap repair, Jonas Weber, today 13:00`, on the booking's own clock."""
    return formats.texts(
        "shell.outbox.about",
        what=booking["listing_title"],
        who=who_of(booking, formats.texts),
        when=formats.day_time(booking["starts_at"], booking["zone"]),
    )


def status_words(status: str, texts: Texts) -> str:
    """`Confirmed`."""
    return texts(f"shell.status.{status}")
