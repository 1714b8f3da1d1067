"""The outbox: everything that the server has not answered yet, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from viewmodels.shell.rows import OutboxRow
from views.kit.button import Button
from views.kit.card import Divider, Surface
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.sheet import SideSheet
from views.kit.states import EmptyState
from views.kit.text import Text
from views.shell.outbox_card import OutboxCard, OutboxWords


class OutboxSheet(SideSheet):
    """What needs a person first. Rows that did not change keep their widgets, and so the keyboard."""

    retried = Signal(str)
    edited = Signal(str)
    discarded = Signal(str)
    booked = Signal(str, str)
    tried_now = Signal()
    export_asked = Signal()

    def __init__(
        self,
        parent: QWidget,
        *,
        title: str,
        promise: str,
        close_name: str,
        try_now: str,
        export: str,
        empty: tuple[str, str],
        words: OutboxWords,
    ) -> None:
        super().__init__(parent, title=title, note=promise, close_name=close_name, object_name="shell.outbox")
        self._words, self._empty, self._heading = words, empty, title
        self._cards: dict[str, tuple[OutboxRow, OutboxCard]] = {}
        self._export = Button(export, icon="download", object_name="shell.outbox.export")
        self._export.clicked.connect(self.export_asked)
        self.tools.addWidget(self._export)
        self._notice = Surface("warn_wash")
        self._notice_text = Text(tone="warn", elide=True)
        self._try = Button(try_now, kind="warn", size="small", object_name="shell.outbox.try_now")
        self._try.clicked.connect(self.tried_now)
        self._notice.setLayout(
            row(Icon("wifi-off", "warn"), self._notice_text, STRETCH, self._try, margins=(20, 6, 16, 6))
        )
        self._notice.hide()
        self._list = column(spacing=0, margins=(0, 4, 0, 12))
        inner = Surface("surface")
        inner.setLayout(self._list)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        self.body.addWidget(self._notice)
        self.body.addWidget(scroll, 1)

    def show_notice(self, text: str) -> None:
        """The line about the network; '' takes it away."""
        self._notice_text.setText(text)
        self._notice.setVisible(bool(text))

    def show_rows(self, rows: Sequence[OutboxRow]) -> None:
        """Show these operations in this order."""
        self.set_title(self._heading, str(len(rows)) if rows else "")
        self._export.setVisible(bool(rows))
        kept = {row.id: self._cards[row.id] for row in rows if self._cards.get(row.id, (None,))[0] == row}
        for _row, card in kept.values():
            self._list.removeWidget(card)
        clear(self._list)
        self._cards = {}
        for number, shown in enumerate(rows):
            card = kept[shown.id][1] if shown.id in kept else self._make(shown)
            self._cards[shown.id] = (shown, card)
            if number:
                self._list.addWidget(Divider())
            if shown.heading:
                heading = Text(shown.heading, role="small", weight=500, tone="soft")
                heading.setContentsMargins(20, 10, 16, 0)
                self._list.addWidget(heading)
            self._list.addWidget(card)
        if not rows:
            title, text = self._empty
            self._list.addWidget(box(column(EmptyState(art="empty_inbox", title=title, text=text))))
        self._list.addStretch(1)

    def _make(self, shown: OutboxRow) -> OutboxCard:
        card = OutboxCard(shown, self._words)
        card.retried.connect(lambda: self.retried.emit(shown.id))
        card.edited.connect(lambda: self.edited.emit(shown.id))
        card.discarded.connect(lambda: self.discarded.emit(shown.id))
        card.booked.connect(lambda alternative: self.booked.emit(shown.id, alternative))
        return card
