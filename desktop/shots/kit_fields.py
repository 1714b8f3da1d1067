"""A field in all its states."""

from __future__ import annotations

from views.kit.card import Card
from views.kit.field import Field, ReadOnlyField, State

_KEY = "The key is with the neighbour"
_FIELDS: tuple[tuple[str, State, str, str], ...] = (
    ("Rest", "rest", "", ""),
    ("Hover", "rest", "", ""),
    ("Focus", "rest", "", _KEY),
    ("Filled, kept as a draft", "draft", "Draft saved here 11:36", _KEY),
    ("Saved", "saved", "Saved", _KEY),
    ("Waiting to send", "waiting", "Sends when you are back online", _KEY),
    ("Error", "error", "4 digits are missing", "+352 20 915"),
    ("Changed by someone else", "changed", "Ann wrote “Ring once” at 11:31", "Ring twice"),
    ("Disabled, with the reason", "disabled", "Set by the commission rule", "12 %"),
)


def fields_card() -> Card:
    """One field per state."""
    card = Card("A field")
    card.body.setSpacing(15)
    card.body.setContentsMargins(16, 0, 16, 0)
    for label, state, note, text in _FIELDS:
        field = Field(label, placeholder="What should the vendor know?")
        field.set_text(text)
        field.set_state(state, note, action="Compare" if state == "changed" else "")
        if label == "Hover":
            field.box.force_state("hover")
        elif label == "Focus":
            field.box.force_state("focus")
        card.body.addWidget(field)
    card.body.addWidget(ReadOnlyField("Read only", "B-20418"))
    return card
