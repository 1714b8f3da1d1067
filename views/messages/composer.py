"""Where a message is written: Enter sends, Shift+Enter begins a new line."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from viewmodels.kernel.problems import Problem
from viewmodels.messages.messages import MessagesViewModel
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.hint import show_hint
from views.kit.input_box import InputBox
from views.kit.keycap import Keycap
from views.kit.layouts import STRETCH, column, row
from views.kit.text import Text

_LINES = 3


class Composer(QWidget):
    """The box, what it says of the draft, and Send."""

    def __init__(self, viewmodel: MessagesViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        texts = viewmodel.texts
        self._input = InputBox(placeholder=texts("messages.write"), lines=_LINES)
        editor = self._input.editor
        editor.setObjectName("messages.write")
        editor.setAccessibleName(texts("messages.write"))
        editor.installEventFilter(self)
        self._input.edited.connect(viewmodel.write)
        self._send = Button(texts("messages.send"), kind="primary", icon="send", object_name="messages.send")
        on_click(self._send, self._press)
        self._note = Text("", role="small", tone="faint")
        quick = row(spacing=6)
        for number, text in enumerate(viewmodel.quick_answers):
            button = Button(text, size="small", weight=500, object_name=f"messages.quick.{number}")
            on_click(button, partial(self._take, text))
            quick.addWidget(button)
        quick.addStretch(1)
        foot = row(
            self._note,
            STRETCH,
            Keycap("Enter"),
            Text(texts("messages.sends"), role="small", tone="faint"),
            4,
            self._send,
            spacing=6,
        )
        layout = column(spacing=8, margins=(24, 4, 24, 16))
        if viewmodel.quick_answers:
            layout.addLayout(quick)
        layout.addWidget(self._input)
        layout.addLayout(foot)
        self.setLayout(layout)
        self.setFocusProxy(editor)
        viewmodel.draft.bind(self._show_draft)
        viewmodel.draft_note.bind(self._note.setText)
        viewmodel.send.failed.connect(self._show_failure)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self._press()
            return True
        return False

    def _press(self) -> None:
        reason = self._viewmodel.may_send.value
        if reason:
            show_hint(self._send, reason, "circle-alert")
        else:
            self._viewmodel.send.trigger()

    def _take(self, text: str) -> None:
        """Put a quick answer after what is written; it is sent by hand."""
        before = self._input.text()
        self._viewmodel.write(f"{before} {text}" if before.strip() else text)
        self.setFocus()
        if isinstance(self._input.editor, QPlainTextEdit):
            self._input.editor.moveCursor(self._input.editor.textCursor().MoveOperation.End)

    def _show_draft(self, text: str) -> None:
        self._input.set_text(text)

    def _show_failure(self, problem: Problem) -> None:
        show_hint(self._send, problem.text, "circle-alert")
