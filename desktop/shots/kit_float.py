"""What floats: the sync pill, toasts, and the question that is answered by typing."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from viewmodels.shell.rows import PillKind, PillState
from views.kit.card import Card
from views.kit.layouts import STRETCH, column, row
from views.kit.toast import Toast
from views.kit.typed_dialog import TypedDialog
from views.shell.sync_pill import SyncPill

_PILLS = (
    (PillKind.SAVED, "All saved"),
    (PillKind.WAITING, "3 waiting"),
    (PillKind.OFFLINE, "Offline, 12 waiting"),
    (PillKind.NEED_YOU, "2 need you"),
)


def sync_card() -> Card:
    """The four states of the pill."""
    card = Card("Sync")
    pills = []
    for kind, words in _PILLS:
        pill = SyncPill()
        pill.show_state(PillState(kind, words, words))
        pills.append(pill)
    lines = (row(*pills[:2], STRETCH), row(*pills[2:], STRETCH))
    card.body.addLayout(column(*lines, spacing=8, margins=(16, 0, 16, 0)))
    return card


def toasts() -> list[QWidget]:
    """With time left, waiting, needing somebody, and nearly gone."""
    moved = Toast(
        "Moved to 14:30", icon="circle-check", tone="good", action="Undo", keys="Ctrl Z", milliseconds=8000
    )
    moved.set_left(0.64)
    accepted = Toast(
        "Accepted, sends when you are back", icon="clock-arrow-up", tone="warn", action="Undo", quiet=True
    )
    taken = Toast(
        "That time was just taken",
        detail="Your answer is kept in the outbox",
        icon="circle-alert",
        tone="bad",
        action="Look",
    )
    closed = Toast("3 tickets closed", icon="archive", action="Undo", milliseconds=8000)
    closed.set_left(0.28)
    return [moved, accepted, taken, closed]


def _typed(word: str) -> QWidget:
    dialog = TypedDialog(
        QWidget(),
        title="Delete Kessler Plumbing?",
        text="12 listings and 3 drafts are deleted for good. Bookings, invoices and the ledger stay. "
        "This can’t be undone.",
        prompt="Type {word} to go on",
        word="Kessler Plumbing",
        keep="Keep it",
        confirm="Delete for good",
        reason="Type the name first",
    )
    editor = dialog.box.editor
    if isinstance(editor, QLineEdit):
        editor.setText(word)
        editor.textEdited.emit(word)
    if word == "Kessler Plumbing":
        dialog.hide_words()
    return dialog.take_panel()


def typed_panel() -> QWidget:
    """Half typed."""
    return _typed("Kessler Plu")


def typed_panel_right() -> QWidget:
    """Typed right: the button is awake."""
    return _typed("Kessler Plumbing")
