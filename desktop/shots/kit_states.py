"""The five states that every screen has, as cards."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from views.kit.avatar import Avatar
from views.kit.bars import ErrorBar, StaleBar
from views.kit.card import Card, Divider
from views.kit.layouts import STRETCH, box, column, row
from views.kit.states import EmptyState, NoPermission, Skeleton
from views.kit.text import Text

_ROWS = (
    ("Amara Okafor", "a", "Deep clean", "today 10:00", "€118.00"),
    ("Jonas Weber", "b", "Tap repair", "today 13:00", "€64.00"),
    ("Hugo Lind", "d", "Oven and kitchen", "today 14:30", "€95.00"),
    ("Ruth Cole", "c", "Hedge cut", "today 15:30", "€86.00"),
    ("Tom Ellery", "e", "Weekly clean", "Wed 16:00", "€72.00"),
)


def _booking(name: str, tint: str, title: str, when: str, price: str) -> QWidget:
    words = column(Text(title, weight=500), Text(when, role="small", tone="faint"), spacing=0)
    return box(row(Avatar(name, tint=tint), words, STRETCH, Text(price), spacing=10, margins=(15, 6, 15, 6)))


def _card(*content: QWidget, count: str = "", title: str = "Bookings", fill: bool = False) -> Card:
    card = Card(title, count=count, divided=True)
    for number, widget in enumerate(content):
        card.body.addWidget(widget, 1 if fill else 0)
        if not fill and number < len(content) - 1 and not isinstance(widget, StaleBar | ErrorBar):
            card.body.addWidget(Divider())
    return card


def state_cards() -> list[tuple[str, Card]]:
    """Captions and cards."""
    rows = [_booking(*each) for each in _ROWS]
    kept = [_booking(*each) for each in _ROWS[:3]]
    problem = ErrorBar(
        retry="Retry",
        title="Newer bookings did not arrive",
        text="The server took too long. What you see is from 10:42, and your 2 changes are kept.",
    )
    empty = EmptyState(
        art="shop",
        title="No bookings yet",
        text="They come in here once a listing is live.",
        action="Publish a listing",
    )
    closed = NoPermission(
        title="Payouts are for owners", text="Rosa Meyer can give you access.", action="Ask Rosa"
    )
    return [
        ("Loading, drawn only after 150 ms", _card(Skeleton(), fill=True)),
        ("Empty, with the one thing to do", _card(empty, fill=True)),
        ("Stale, says since when", _card(StaleBar("Offline, as of 10:42"), *rows, count="42")),
        ("Error, says what was kept", _card(problem, *kept, count="42")),
        ("No permission, says who can help", _card(closed, title="Payouts", fill=True)),
    ]
