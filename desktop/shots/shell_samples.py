"""Sample rows for the shell's pictures."""

from __future__ import annotations

from viewmodels.shell.rows import (
    AlternativeRow,
    CheatRow,
    NotificationRow,
    OutboxRow,
    PaletteRow,
    ToastRow,
    Tone,
)

OUTBOX = (
    OutboxRow(
        id="1",
        heading="Need you, 2",
        icon="calendar-x",
        title="Book Windows for Marta Kovac, Tue 24 Nov, 10:00",
        detail="By phone, with Chiara, €56.00 · since 11:31",
        state="Slot taken",
        tone=Tone.BAD,
        explanation="It was booked online at 11:30. Marta is not booked yet. Free instead:",
        alternatives=(
            AlternativeRow("0", "Tue 24 Nov, 10:00", "Rosa", "RM", 0, "same time"),
            AlternativeRow("1", "Tue 24 Nov, 11:45", "Chiara", "CL", 2, "1 h 45 later"),
            AlternativeRow("2", "Wed 25 Nov, 10:00", "Chiara", "CL", 2, "next day"),
        ),
        can_edit=True,
        can_discard=True,
    ),
    OutboxRow(
        id="2",
        heading="",
        icon="ticket-percent",
        title="Take 10% off Garden tidy, Ruth Cole",
        detail="Coupon WELCOME10 · since 11:35",
        state="Refused",
        tone=Tone.BAD,
        quote="“Coupon WELCOME10 ended on 20 November 2026.”",
        can_edit=True,
        can_retry=True,
        can_discard=True,
    ),
    OutboxRow(
        id="3",
        heading="On their way, 3",
        icon="check",
        title="Accept Tap repair, Jonas Weber, today 13:00",
        detail="Goes first, it must arrive by 12:10 · since 11:34",
        state="Sending, try 2",
        tone=Tone.ACCENT,
        sending=True,
    ),
    OutboxRow(
        id="4",
        heading="",
        icon="message-square",
        title="Message to Amara Okafor",
        detail="“Thank you. Rosa takes it back to no. 12 at 12:30.” · since 11:33",
        state="Waiting for network",
        tone=Tone.WARN,
        can_edit=True,
        can_retry=True,
        can_discard=True,
    ),
    OutboxRow(
        id="5",
        heading="",
        icon="calendar-off",
        title="Close Chiara’s hours, Fri 27 Nov from 12:00",
        detail="Training · since 11:36",
        state="Waiting for network",
        tone=Tone.WARN,
        can_edit=True,
        can_retry=True,
        can_discard=True,
    ),
)

NOTIFICATIONS = (
    NotificationRow(
        "1", "calendar-plus", "Jonas Weber asks for Tap repair", "Today, 13:00", "2 min", True, "b1"
    ),
    NotificationRow(
        "2", "calendar-check", "Hugo Lind accepted the new time", "Today, 14:30", "18 min", True, "b2"
    ),
    NotificationRow(
        "3", "calendar-x", "Ove Holm cancelled Weekly clean", "Tue 24 Nov, 12:00", "1 h", False, "b3"
    ),
    NotificationRow(
        "4", "user-x", "Sam Ito did not come to Leak, urgent", "Sat 21 Nov, 11:15", "1 d", False, "b4"
    ),
)

_QUEUED = ("clock-arrow-up", "Queued offline")
_ONLINE = ("plug", "Needs network")
_WORKS = ("check", "Works offline")


def _row(
    id: str,
    heading: str,
    icon: str,
    title: str,
    detail: str,
    badge: tuple[str, str] = ("", ""),
    keys: tuple[str, ...] = (),
    tag: tuple[str, Tone] = ("", Tone.PLAIN),
) -> PaletteRow:
    at = title.lower().find("re")
    marks = ((at, 2),) if at >= 0 else ()
    return PaletteRow(id, heading, icon, title, detail, marks, badge[0], badge[1], tag[0], tag[1], keys)


PALETTE = (
    _row("1", "Actions", "reply", "Reply to #4187", "Dishwasher leaks since Thursday", _QUEUED, ("R",)),
    _row("2", "", "undo-2", "Refund a booking…", "", _ONLINE, ("Shift", "R")),
    _row("3", "", "list-checks", "Review the next listing", "6 wait", _QUEUED, ("N",)),
    _row("4", "", "rotate-ccw", "Replay dead letters", "3 wait", _ONLINE),
    _row("5", "Pages", "star", "Reviews", "5 reported", _WORKS, ("G", "V")),
    _row("6", "", "list-checks", "Listings to review", "6", _WORKS, ("G", "L")),
    _row(
        "7",
        "Bookings",
        "book-open-check",
        "Dishwasher repair",
        "B-20418, Lena Fox, Thu 19 Nov",
        tag=("Disputed", Tone.WARN),
    ),
    _row(
        "8",
        "",
        "book-open-check",
        "Roof repair",
        "B-20377, Sam Ito, Tue 24 Nov 08:00",
        tag=("Confirmed", Tone.ACCENT),
    ),
    _row("9", "People", "user", "Renate Vogel", "customer, 6 bookings"),
    _row("10", "", "user", "Marek Dorn", "Brightwater Windows", tag=("Suspended", Tone.BAD)),
)

CHEATS = (
    CheatRow("1", "Pages", "Today", ("G", "T"), *_WORKS),
    CheatRow("2", "", "Calendar", ("G", "C"), *_WORKS),
    CheatRow("3", "", "Bookings", ("G", "B"), *_WORKS),
    CheatRow("4", "Everywhere", "Search or jump to…", ("Ctrl", "K"), *_WORKS),
    CheatRow("5", "", "Show the keyboard shortcuts", ("?",), *_WORKS),
    CheatRow("6", "", "Open the outbox", ("Ctrl", "Shift", "O"), *_WORKS),
    CheatRow("7", "", "Synchronise now", ("Ctrl", "R"), *_ONLINE),
    CheatRow("8", "In lists", "Next row", ("J",), *_WORKS),
    CheatRow("9", "", "Previous row", ("K",), *_WORKS),
    CheatRow("10", "", "Select the row", ("X",), *_WORKS),
    CheatRow("11", "Bookings", "Accept the request", ("A",), *_QUEUED),
    CheatRow("12", "", "Decline the request", ("D",), *_QUEUED),
    CheatRow("13", "", "Move to another time", ("E",), *_QUEUED),
)

TOASTS = (
    ToastRow("1", "Moved to 14:30", Tone.GOOD, "circle-check", "Undo"),
    ToastRow("2", "Accepted, sends when you are back", Tone.WARN, "clock-arrow-up", "Undo"),
    ToastRow("3", "That time was just taken", Tone.BAD, "circle-alert"),
)
