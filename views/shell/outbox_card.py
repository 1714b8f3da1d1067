"""One operation in the outbox: what it is, how it stands, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from viewmodels.shell.rows import AlternativeRow, OutboxRow, Tone
from views.kit.button import Button
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, column, row
from views.kit.paint import paint_box
from views.kit.spinner import Spinner
from views.kit.tag import Tag
from views.kit.text import Text
from views.kit.theme import active
from views.shell.alternatives import Alternatives
from views.shell.toast_stack import TONES


@dataclass(frozen=True, slots=True)
class OutboxWords:
    """The words of the card's buttons; `book` has `{when}` and `{who}`."""

    retry: str
    edit: str
    discard: str
    book: str


class Quote(QWidget):
    """The server's own words behind a red bar."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setLayout(column(Text(text, wrap=True), margins=(14, 1, 0, 1)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def paintEvent(self, event: QPaintEvent) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - 3 if rtl else 0
        QPainter(self).fillRect(x, 0, 3, self.height(), active().color("bad"))


class SendingBar(QWidget):
    """A thin bar that runs while something is being sent; it rests in the middle without motion."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(3)
        self._at = 0.5
        self._motion: QVariantAnimation | None = None

    def showEvent(self, event: object) -> None:
        if active().ms("spinner") and self._motion is None:
            self._motion = QVariantAnimation(self)
            self._motion.setDuration(2 * active().ms("spinner"))
            self._motion.setStartValue(0.0)
            self._motion.setEndValue(1.0)
            self._motion.setLoopCount(-1)
            self._motion.valueChanged.connect(self._run)
            self._motion.start()

    def hideEvent(self, event: object) -> None:
        if self._motion is not None:
            self._motion.stop()
            self._motion.deleteLater()
            self._motion = None

    def _run(self, value: object) -> None:
        self._at = float(value) if isinstance(value, float) else 0.5
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), 1.5, theme.color("sunk"))
        width = self.width() * 0.28
        x = (self.width() + width) * self._at - width
        painter.setClipRect(self.rect())
        paint_box(painter, QRectF(x, 0, width, 3), 1.5, theme.color("accent"))


_GAP, _HANG = 11, 10
"""From the mark to the words, and how far a small button's words stand from its edge."""

_TAGS = {tone: "neutral" if tone is Tone.PLAIN else tone.value for tone in Tone}


class OutboxCard(QWidget):
    """`booked` carries the id of the chosen alternative."""

    retried = Signal()
    edited = Signal()
    discarded = Signal()
    booked = Signal(str)

    def __init__(self, shown: OutboxRow, words: OutboxWords) -> None:
        super().__init__()
        self.setObjectName(f"shell.outbox.{shown.id}")
        self.setAccessibleName(". ".join(part for part in (shown.title, shown.state, shown.detail) if part))
        self._words = words
        self._book: Button | None = None
        waiting = shown.tone is Tone.WARN and not shown.sending
        tag = Tag(shown.state, _TAGS[shown.tone], icon="clock-arrow-up" if waiting else None)
        mark: QWidget = Spinner() if shown.sending else Icon(shown.icon, TONES[shown.tone])
        title = Text(shown.title, weight=600, wrap=True)
        head = row(title, tag, spacing=8)
        head.setStretch(0, 1)
        head.setAlignment(tag, Qt.AlignmentFlag.AlignTop)
        body = column(head, Text(shown.detail, role="small", tone="faint", wrap=True), spacing=2)
        if shown.explanation:
            body.addSpacing(5)
            body.addWidget(Text(shown.explanation, tone="soft", wrap=True))
        if shown.quote:
            body.addSpacing(6)
            body.addWidget(Quote(shown.quote))
        buttons: list[Button] = []
        if shown.sending:
            body.addSpacing(8)
            body.addWidget(SendingBar())
        else:
            buttons = self._add_choices(shown, body)
        line = row(mark, body, spacing=_GAP)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        whole = column(line, spacing=0, margins=(20, 8, 16, 12))
        if buttons:
            # A quiet button has no edge to see: its words stand below the title.
            quiet = shown.tone is not Tone.BAD and self._book is None
            start = active().size("icon") + _GAP - (_HANG if quiet else 0)
            sides = (0, start) if self.isRightToLeft() else (start, 0)
            whole.addLayout(row(*buttons, STRETCH, spacing=8, margins=(sides[0], 8, sides[1], 0)))
        self.setLayout(whole)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def _add_choices(self, shown: OutboxRow, body: QBoxLayout) -> list[Button]:
        """Put the other times into the body; answer the buttons."""
        buttons: list[Button] = []
        if shown.alternatives:
            choices = Alternatives(
                shown.alternatives, name=shown.explanation, object_name=f"{self.objectName()}.instead"
            )
            self._book = self._button("", "book")
            self._book.set_kind("primary")
            self._book.clicked.connect(lambda: self.booked.emit(choices.selected().id))
            choices.chosen.connect(self._name_book)
            self._name_book(choices.selected())
            body.addSpacing(6)
            body.addWidget(choices)
            buttons.append(self._book)
        edit = (shown.can_edit, self._words.edit, "edit", self.edited)
        retry = (shown.can_retry, self._words.retry, "retry", self.retried)
        discard = (shown.can_discard, self._words.discard, "discard", self.discarded)
        # What was refused is changed before it is tried again.
        order = (edit, retry, discard) if shown.tone is Tone.BAD else (retry, edit, discard)
        for allowed, word, name, signal in order:
            if allowed:
                button = self._button(word, name)
                button.clicked.connect(signal)
                first = len(buttons) == (1 if self._book else 0)
                button.set_kind("default" if first and shown.tone is Tone.BAD else "quiet")
                buttons.append(button)
        return buttons

    def _button(self, word: str, name: str) -> Button:
        return Button(word, size="small", object_name=f"{self.objectName()}.{name}")

    def _name_book(self, chosen: AlternativeRow) -> None:
        if self._book is not None:
            self._book.set_label(self._words.book.format(when=chosen.when, who=chosen.who))
