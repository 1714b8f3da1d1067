"""One address of the book."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from viewmodels.addresses.addresses import AddressesViewModel
from viewmodels.addresses.rows import AddressCard
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Card
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, column, row
from views.kit.tag import Tag
from views.kit.text import Text


class AddressCardView(Card):
    """Label and lines; what can be done stands below them."""

    def __init__(
        self, viewmodel: AddressesViewModel, card: AddressCard, parent: QWidget | None = None
    ) -> None:
        super().__init__(padding=16, spacing=12, parent=parent)
        texts = viewmodel.texts
        self.setObjectName(f"customer.addresses.card.{card.id}")
        self.setAccessibleName(", ".join((card.label, *card.lines)))
        head = row(Text(card.label, weight=600, elide=True), spacing=8)
        if card.is_default:
            head.addWidget(Tag(texts("addresses.default"), "accent"))
        head.addStretch(1)
        self.body.addLayout(head)
        lines = [Text(line, tone="soft", wrap=True) for line in card.lines]
        self.body.addLayout(column(*lines, STRETCH, spacing=2), 1)
        if card.note:
            icon = Icon(
                "clock-arrow-up" if card.pending else "map-pin", "warn" if card.pending else "faint", 14
            )
            note = row(icon, Text(card.note, role="small", tone="faint", wrap=True), spacing=6)
            note.setStretch(1, 1)
            self.body.addLayout(note)
        self.body.addLayout(row(*self._buttons(viewmodel, card), STRETCH, spacing=8))

    @staticmethod
    def _buttons(viewmodel: AddressesViewModel, card: AddressCard) -> list[Button]:
        texts = viewmodel.texts
        acts = [("change", "pencil", viewmodel.edit), ("remove", "trash", viewmodel.remove)]
        if not card.is_default:
            acts.insert(1, ("make_default", "", viewmodel.make_default))
        buttons = []
        for name, icon, act in acts:
            button = Button(
                texts(f"addresses.{name}"),
                kind="quiet" if name == "remove" else "default",
                icon=icon or None,
                name=texts(f"addresses.{name}.named", label=card.label),
                object_name=f"customer.addresses.{name}.{card.id}",
            )
            on_click(button, lambda act=act: act(card.id))  # type: ignore[misc] # bound now, not when pressed
            buttons.append(button)
        return buttons
