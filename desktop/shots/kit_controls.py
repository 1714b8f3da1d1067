"""Buttons, tags, dates and times in all their states."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, QTimer
from PySide6.QtWidgets import QGridLayout

from views.kit.button import Button
from views.kit.button_colors import Kind
from views.kit.card import Card
from views.kit.date_picker import DatePicker, MonthPanel
from views.kit.field import Field
from views.kit.hint import Hint
from views.kit.layouts import STRETCH, Flow, box, column, row
from views.kit.month import Month
from views.kit.step_field import DurationField, TimeField
from views.kit.tag import Tag
from views.kit.text import Text

_KINDS: tuple[tuple[str, Kind, str, str], ...] = (
    ("Primary", "primary", "Accept", "Sending"),
    ("Default", "default", "Move", "Moving"),
    ("Quiet", "quiet", "Decline", "Sending"),
    ("Danger", "danger", "Cancel", "Sending"),
)
_STATES = ("Rest", "Hover", "Pressed", "Focus", "Disabled", "Running")
TODAY = date(2026, 11, 22)


def _caption(text: str) -> Text:
    return Text(text, role="small", tone="faint")


def _button(kind: Kind, text: str, running: str, state: str) -> Button:
    button = Button(
        running if state == "Running" else text, kind=kind, icon="x" if state == "Running" else None
    )
    button.force_state(hover=state == "Hover", pressed=state == "Pressed")
    if state == "Disabled":
        button.set_enabled(False, "The day is closed")
    elif state == "Running":
        button.set_running(True)
    elif state == "Focus":
        QTimer.singleShot(0, button, button.show_ring)
    return button


def buttons_card() -> Card:
    """Four kinds in six states."""
    card = Card("Buttons")
    grid = QGridLayout()
    grid.setContentsMargins(16, 0, 16, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(12)
    for at, state in enumerate(_STATES):
        grid.addWidget(_caption(state), 0, at + 1)
        grid.setColumnMinimumWidth(at + 1, 73)
    for line, (title, kind, text, running) in enumerate(_KINDS, 1):
        grid.addWidget(_caption(title), line, 0)
        for at, state in enumerate(_STATES):
            grid.addWidget(_button(kind, text, running, state), line, at + 1, Qt.AlignmentFlag.AlignLeft)
    card.body.addLayout(grid)
    says = _caption("A disabled button says why, on hover and to screen readers")
    hint = Hint("Needs the network", "plug")
    card.body.addLayout(row(STRETCH, says, hint, STRETCH, spacing=8, margins=(0, 12, 0, 0)))
    return card


_TAGS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Booking",
        (
            ("Draft", "draft"),
            ("Held 9:41", "held"),
            ("Requested", "requested"),
            ("Confirmed", "confirmed"),
            ("On the way", "on_the_way"),
            ("In progress", "in_progress"),
            ("Done", "completed"),
            ("Late", "late"),
            ("No-show", "no_show"),
            ("Declined", "declined"),
            ("Cancelled", "cancelled"),
            ("Expired", "expired"),
            ("Disputed", "disputed"),
        ),
    ),
    (
        "Payment",
        (
            ("To collect", "to_collect"),
            ("Authorised", "authorised"),
            ("Paid", "paid"),
            ("Part refunded", "part_refunded"),
            ("Refunded", "refunded"),
            ("Card declined", "card_declined"),
        ),
    ),
    ("Not sent yet", (("Waiting to send", "waiting"), ("Needs you", "needs_you"), ("Refused", "refused"))),
)


def tags_card() -> Card:
    """Every state a booking, a payment and an unsent change can have."""
    card = Card("Tags")
    grid = QGridLayout()
    grid.setContentsMargins(16, 0, 16, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnMinimumWidth(0, 80)
    grid.setRowStretch(len(_TAGS), 1)
    grid.setColumnStretch(1, 1)
    for at, (title, states) in enumerate(_TAGS):
        grid.addWidget(_caption(title), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(box(Flow(*[Tag(word, kind) for word, kind in states], spacing=6)), at, 1)
    card.body.addLayout(grid)
    return card


def _describe(day: date) -> tuple[str, str]:
    words = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom).toString(
        QDate(day.year, day.month, day.day), "ddd d MMM yyyy"
    )
    return words, f"in {(day - TODAY).days} days"


def dates_card() -> Card:
    """Date, time, length and money."""
    card = Card("Date, time, money")
    british = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    before, after = "Previous month", "Next month"
    picker = DatePicker(
        TODAY,
        describe=_describe,
        name="Date",
        placeholder="Choose a day",
        selected=date(2026, 11, 24),
        previous=before,
        following=after,
    )
    month = Month(
        TODAY,
        selected=date(2026, 11, 24),
        blocked=lambda day: day.month == 11 and day.day in (26, 27),
        locale=british,
    )
    panel = Card(strong=True)
    panel.body.addWidget(MonthPanel(month, object_name="gallery.month", previous=before, following=after))
    left = column(_caption("Date"), picker, panel, STRETCH, spacing=5)
    price = Field("Price", prefix="€", right=True)
    price.set_text("85.90")
    price.set_state("note", "excl. fee 8.59")
    deposit = Field("Deposit", prefix="€", right=True)
    deposit.set_text("90.00")
    deposit.set_error("More than the price")
    phone = Field("Phone", prefix="+352")
    phone.set_text("20 915 4418")
    steps = ("Less", "More")
    begin = column(_caption("From"), TimeField(14 * 60 + 30, names=("From", *steps)), spacing=5)
    length = column(_caption("Length"), DurationField(90, names=("Length", *steps)), spacing=5)
    ends = column(
        _caption("Ends"),
        row(Text("16:00", weight=500), Text("10:00 in New York, where Tom is", tone="faint"), STRETCH),
        spacing=8,
    )
    money = row(price, deposit, spacing=12)
    right = column(row(begin, length, spacing=12), ends, money, phone, STRETCH, spacing=14)
    line = row(left, right, spacing=20, margins=(16, 0, 16, 12))
    line.setStretch(0, 252)
    line.setStretch(1, 334)
    card.body.addLayout(line)
    return card
