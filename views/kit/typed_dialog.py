"""Typed confirmation, for what can't be undone: the button wakes up once the name is right."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from views.kit.dialog import Dialog
from views.kit.icons import Icon
from views.kit.input_box import InputBox
from views.kit.text import Span, Text


class TypedDialog(Dialog):
    """`finished` carries `confirm` only after `word` was typed exactly (blanks round it don't count).

    `prompt` has `{word}` where the word stands out, as in "Type {word} to go on".
    """

    def __init__(
        self,
        parent: QWidget,
        *,
        title: str,
        text: str,
        prompt: str,
        word: str,
        keep: str,
        confirm: str,
        reason: str,
        object_name: str = "typed",
    ) -> None:
        super().__init__(parent, title, text, width=344, object_name=object_name)
        self._word, self._reason = word, reason
        before, _, after = prompt.partition("{word}")
        line = Text(role="small", tone="soft")
        line.set_spans([Span(before), Span(word, "ink", 600), Span(after)])
        self.box = InputBox()
        self.box.editor.setObjectName(f"{object_name}.word")
        self.box.editor.setAccessibleName(prompt.replace("{word}", word))
        self._right = Icon("check", "good")
        self._right.hide()
        self.box.add_trailing(self._right)
        self.body.addWidget(line)
        self.body.addWidget(self.box)
        self.add_button("keep", keep, "quiet")
        self._confirm = self.add_button("confirm", confirm, "danger_fill")
        self._confirm.set_enabled(False, reason)
        self.box.edited.connect(self._typed)
        if isinstance(self.box.editor, QLineEdit):
            self.box.editor.returnPressed.connect(self._confirm.click)
        self.focus_first(self.box.editor)

    def _typed(self, text: str) -> None:
        right = text.strip() == self._word
        self._right.setVisible(right)
        self._confirm.set_enabled(right, self._reason)
